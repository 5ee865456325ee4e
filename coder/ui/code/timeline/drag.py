"""Dragging events: an edge, or the bodies of all that are selected. What is shown is what letting go will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from coder.model.timecode import clock
from coder.ui.code.timeline.geometry import Hit
from coder.ui.code.timeline.lanes import FOREVER
from coder.ui.code.timeline.overlay import Ghost
from coder.ui.code.timeline.wishes import NewTimes, Retime, Shift, Wish

if TYPE_CHECKING:
    from coder.ui.code.timeline.view import TimelineView

DRAG_FROM_PX = 3
"""A press that moves less than this is a click."""


class Drag:
    """Select an event; moved further, its edge or all selected events follow the mouse, and the video follows them."""

    def __init__(self, view: TimelineView, event: QMouseEvent, hit: Hit) -> None:
        self._view, self._hit = view, hit
        self._x = event.position().x()
        self._moved = False
        self._playhead_ms = view.marks.playhead_ms
        self._on, off = int(hit.lane.on[hit.place]), int(hit.lane.off[hit.place])
        self._off = None if off == FOREVER or hit.lane.channel.kind == "point" else off
        self._only_on_release = self._press(event)
        self._ids = self._moving()
        self._targets = view.targets(self._ids)

    @property
    def moves(self) -> bool:
        """Whether it has become more than a click."""
        return self._moved

    def move(self, event: QMouseEvent) -> None:
        """Show where the events would lie."""
        view = self._view
        if not view.may_edit(self._hit.row) or (not self._moved and abs(event.position().x() - self._x) < DRAG_FROM_PX):
            return
        self._moved = True
        planned = view.planned(self._wish(event))
        at, was = self._edge(planned), self._edge(())
        name = self._targets.get(at, "")
        text = "  ".join(t for t in (clock(at), view.frame_text(at), change_text(at - was), name) if t)
        view.show_draft(planned, Ghost(self._hit.row.key, at, text, bool(name)))
        view.sought.emit(at, True)

    def finish(self, event: QMouseEvent) -> None:
        """Ask for the new times, once; a mere click on one of several selected events selects it alone."""
        view = self._view
        if not self._moved:
            if self._only_on_release:
                view.selected.emit((self._hit.event_id,))
            return
        wish = self._wish(event)
        planned = view.planned(wish)
        view.show_draft((), None)
        if planned:
            view.wished.emit(wish)
        view.sought.emit(self._edge(planned), False)

    def cancel(self) -> None:
        """Leave everything as it was, the playhead too."""
        self._view.show_draft((), None)
        if self._moved:
            self._view.sought.emit(self._playhead_ms, False)

    def _press(self, event: QMouseEvent) -> bool:
        """Select what the press means; return whether the event is to be selected alone when nothing is dragged."""
        view, event_id = self._view, self._hit.event_id
        chosen, keys = view.selection_order, event.modifiers()
        if keys & Qt.KeyboardModifier.ControlModifier:
            others = tuple(i for i in chosen if i != event_id)
            view.selected.emit(others if event_id in chosen else (*chosen, event_id))
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            view.selected.emit(view.extended_to(event_id))
        elif self._hit.part != "body":
            view.edge_touched.emit(event_id, self._hit.part)
        elif event_id in chosen and len(chosen) > 1:
            return True
        else:
            view.selected.emit((event_id,))
        return False

    def _moving(self) -> tuple[str, ...]:
        """Return what goes along: the grabbed event, and with its body all selected ones that may be edited."""
        view = self._view
        if self._hit.part != "body" or self._hit.event_id not in view.selection_order:
            return (self._hit.event_id,)
        mine = {row.key for row in view.rows if view.may_edit(row)}
        return tuple(i for i in view.selection_order if view.scene.channel_of.get(i) in mine) or (self._hit.event_id,)

    def _edge(self, planned: tuple[NewTimes, ...]) -> int:
        """Return the time of the edge that is followed: as planned, or as it was."""
        here = next((t for t in planned if t.event_id == self._hit.event_id), None)
        on, off = (here.on_ms, here.off_ms) if here else (self._on, self._off)
        return off if self._hit.part == "off" and off is not None else on

    def _wish(self, event: QMouseEvent) -> Wish:
        view = self._view
        shift = round((event.position().x() - self._x) / view.scale.px_per_ms)
        free = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._hit.part == "off" and self._off is not None:
            off = max(view.snap(self._off + shift, self._targets, free), self._on + 1)
            return Retime(self._hit.event_id, self._on, off)
        if self._hit.part == "on":
            on = max(view.snap(self._on + shift, self._targets, free), 0)
            return Retime(self._hit.event_id, on if self._off is None else min(on, self._off - 1), self._off)
        return Shift(self._ids, self._body_shift(shift, free))

    def _body_shift(self, shift: int, free: bool) -> int:
        """Return the shift that brings onset or offset onto something near, else the onset onto a frame."""
        view, targets = self._view, self._targets
        by_onset = view.snap(self._on + shift, targets, free) - self._on
        if self._off is None or self._on + by_onset in targets:
            return by_onset
        off = view.snap(self._off + shift, targets, free)
        return off - self._off if off in targets and not free and view.snapping else by_onset


def change_text(ms: int) -> str:
    """Return a change of time as people read it: ``+0.240 s``, ``−1.000 s``."""
    return f"{'−' if ms < 0 else '+'}{abs(ms) / 1000:.3f} s"
