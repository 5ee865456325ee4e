"""What pressing and dragging the mouse on the timeline does: one small class per gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from coder.model.timecode import clock
from coder.ui.code.timeline.geometry import Hit
from coder.ui.code.timeline.lanes import FOREVER
from coder.ui.code.timeline.minimap import map_scale
from coder.ui.code.timeline.overlay import Ghost

if TYPE_CHECKING:
    from coder.ui.code.timeline.view import TimelineView

DRAG_FROM_PX = 3
"""A press that moves less than this is a click."""


class Gesture(Protocol):
    """A press that is going on."""

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved."""

    def finish(self, event: QMouseEvent) -> None:
        """The button was let go."""


class Seek:
    """Point at a time on the ruler or the map; dragging goes on pointing."""

    def __init__(self, view: TimelineView, event: QMouseEvent, on_map: bool) -> None:
        self._view, self._on_map = view, on_map
        view.sought.emit(self._ms(event), True)

    def move(self, event: QMouseEvent) -> None:
        """Point at the next time."""
        self._view.sought.emit(self._ms(event), True)

    def finish(self, event: QMouseEvent) -> None:
        """Stay at the last time."""
        self._view.sought.emit(self._ms(event), False)

    def _ms(self, event: QMouseEvent) -> int:
        view = self._view
        if not self._on_map:
            return view.ms_at(event.position().x())
        geometry = view.geometry_now
        raw = map_scale(view.scene, geometry.tracks_width).ms(event.position().x() - geometry.names)
        return min(max(raw, 0), view.scene.total_ms)


class Pan:
    """Drag the tracks with the middle button, or the window on the map."""

    def __init__(self, view: TimelineView, event: QMouseEvent, on_map: bool) -> None:
        self._view, self._on_map = view, on_map
        self._x, self._y = event.position().x(), event.position().y()

    def move(self, event: QMouseEvent) -> None:
        """Scroll along."""
        view, dx, dy = self._view, event.position().x() - self._x, event.position().y() - self._y
        self._x, self._y = event.position().x(), event.position().y()
        if self._on_map:
            small = map_scale(view.scene, view.geometry_now.tracks_width)
            view.scroll_by(dx / small.px_per_ms * view.scale.px_per_ms)
        else:
            view.scroll_by(-dx)
            view.verticalScrollBar().setValue(view.verticalScrollBar().value() - round(dy))

    def finish(self, event: QMouseEvent) -> None:
        """Stay."""


class Drag:
    """Select an event; moved further, its edge or its body follows the mouse."""

    def __init__(self, view: TimelineView, event: QMouseEvent, hit: Hit) -> None:
        self._view, self._hit = view, hit
        self._x = event.position().x()
        self._began = False
        self._on, off = int(hit.lane.on[hit.place]), int(hit.lane.off[hit.place])
        self._off = None if off == FOREVER or hit.lane.channel.kind == "point" else off
        self._targets = view.targets({hit.event_id})
        self._select(event)

    def move(self, event: QMouseEvent) -> None:
        """Show where the event would lie."""
        if not self._hit.row.active or (not self._began and abs(event.position().x() - self._x) < DRAG_FROM_PX):
            return
        self._began = True
        on, off = self._place(event)
        moved = off if self._hit.part == "off" and off is not None else on
        was = self._off if self._hit.part == "off" and self._off is not None else self._on
        text = f"{clock(moved)}  {self._view.frame_text(moved)}  {(moved - was) / 1000:+.3f} s"
        self._view.set_ghost(Ghost(self._hit.event_id, on, off, text, moved))

    def finish(self, event: QMouseEvent) -> None:
        """Ask for the new times, once."""
        if not self._began:
            return
        on, off = self._place(event)
        self._view.set_ghost(None)
        if (on, off) != (self._on, self._off):
            self._view.retimed.emit(self._hit.event_id, on, off)

    def _select(self, event: QMouseEvent) -> None:
        view, event_id = self._view, self._hit.event_id
        chosen = view.marks.selection
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            view.selected.emit(tuple(chosen ^ {event_id}))
        elif event_id not in chosen or self._hit.part == "body":
            view.selected.emit((event_id,))
        if self._hit.part != "body":
            view.edge_touched.emit(event_id, self._hit.part)

    def _place(self, event: QMouseEvent) -> tuple[int, int | None]:
        view = self._view
        shift = round((event.position().x() - self._x) / view.scale.px_per_ms)
        free = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._hit.part == "off" and self._off is not None:
            return self._on, max(view.snap(self._off + shift, self._targets, free), self._on + 1)
        on = max(view.snap(self._on + shift, self._targets, free), 0)
        if self._hit.part == "on":
            return (on if self._off is None else min(on, self._off - 1)), self._off
        return on, None if self._off is None else self._off + on - self._on


class Box:
    """Select everything in a rectangle; a mere click clears the selection."""

    def __init__(self, view: TimelineView, event: QMouseEvent) -> None:
        self._view = view
        self._from = event.position()
        self._kept = view.marks.selection if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else frozenset()
        if not self._kept:
            view.selected.emit(())

    def move(self, event: QMouseEvent) -> None:
        """Show the rectangle and select what is in it."""
        view, to = self._view, event.position()
        names = view.geometry_now.names
        view.set_ghost(None, (self._from.x() - names, self._from.y(), to.x() - names, to.y()))
        view.selected.emit(tuple(self._kept | frozenset(self._inside(to))))

    def finish(self, _event: QMouseEvent) -> None:
        """Keep the selection."""
        self._view.set_ghost(None)

    def _inside(self, to: QPointF) -> list[str]:
        view, geometry = self._view, self._view.geometry_now
        begin, end = sorted((view.scale.ms(self._from.x() - geometry.names), view.scale.ms(to.x() - geometry.names)))
        top, bottom = sorted((geometry.row_y(self._from.y()), geometry.row_y(to.y())))
        found: list[str] = []
        for row in view.rows:
            if row.channel is None or row.bottom < top or row.top > bottom:
                continue
            lane = view.scene.lanes[row.channel.id]
            seen = lane.between(begin, end)
            inside = np.flatnonzero(lane.off[seen] >= begin) + seen.start
            found += [lane.ids[place] for place in inside]
        return found


def begin_gesture(view: TimelineView, event: QMouseEvent) -> Gesture | None:
    """Return the gesture that a press begins here, or None."""
    area = view.area_at(event.position())
    if event.button() == Qt.MouseButton.MiddleButton:
        return Pan(view, event, on_map=area == "map")
    if event.button() != Qt.MouseButton.LeftButton:
        return None
    if area == "ruler":
        return Seek(view, event, on_map=False)
    if area == "map":
        return Pan(view, event, on_map=True) if _on_window(view, event) else Seek(view, event, on_map=True)
    if area != "tracks":
        return None
    hit = view.hit(event.position())
    return Drag(view, event, hit) if hit else Box(view, event)


def cursor_for(view: TimelineView, pos: QPointF) -> Qt.CursorShape:
    """Return the cursor that says what a press here does."""
    area = view.area_at(pos)
    if area in ("ruler", "map"):
        return Qt.CursorShape.PointingHandCursor
    hit = view.hit(pos)
    if hit is not None and hit.row.active and hit.part != "body":
        return Qt.CursorShape.SplitHCursor
    return Qt.CursorShape.ArrowCursor


def _on_window(view: TimelineView, event: QMouseEvent) -> bool:
    """Return whether the press is on the map's window, and the window is not the whole map."""
    geometry = view.geometry_now
    small = map_scale(view.scene, geometry.tracks_width)
    x = event.position().x() - geometry.names
    left, right = small.x(view.scale.left_ms), small.x(view.scale.right_ms)
    return left <= x <= right and right - left < small.width * 0.9
