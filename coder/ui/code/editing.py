"""Edits of events that are already there: by keys, by dragging, by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from coder.model import edits
from coder.model.changes import AnyChange, Batch
from coder.model.coding import Certainty, Event
from coder.model.edits.states import FOREVER, end_of, neighbours
from coder.model.spans import Spans
from coder.model.timecode import clock
from coder.model.wording import code_title
from coder.ui.code.keyclock import now_ms
from coder.ui.code.sitting import Sitting
from coder.ui.text import tr

JOIN_MS = 1_500
"""Nudges of the same edge that follow each other within this time are one undo step."""


class Editing(QObject):
    """What a coder does to events of the current pass.

    Parameters
    ----------
    sitting : Sitting
    next_frame : callable
        Gives the first ms of the frame a number of frames away from a session time.
    """

    def __init__(self, sitting: Sitting, next_frame: Callable[[int, int], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._next_frame = next_frame
        self._nudged: tuple[str, str, float] = ("", "", 0.0)

    def retime(self, event_id: str, on_ms: int, off_ms: int | None, joins: bool = False) -> None:
        """Move a point, or the edges of a state."""
        event = self._own(event_id)
        if event is None:
            return
        sitting = self._sitting
        if sitting.attempt(lambda: edits.retime(sitting.coding, sitting.scheme, event_id, on_ms, off_ms), joins=joins):
            self._note_placed(event_id)

    def edge_to(self, edge: str, ms: int) -> None:
        """Move the onset or the offset of the selected event to ``ms``."""
        event = self._only()
        if event is not None:
            self.retime(event.id, *((ms, event.off) if edge == "on" else (event.on, ms)))

    def nudge(self, frames: int) -> None:
        """Move the edge last touched of the selected event by frames."""
        event = self._only()
        if event is None:
            return
        edge = self._sitting.selection.edge if event.off is not None else "on"
        was, now = self._nudged, now_ms()
        joins = was[:2] == (event.id, edge) and now - was[2] < JOIN_MS
        if edge == "off" and event.off is not None:
            self.retime(event.id, event.on, self._next_frame(event.off, frames), joins)
        else:
            self.retime(event.id, self._next_frame(event.on, frames), event.off, joins)
        self._nudged = (event.id, edge, now)

    def recode(self, event_id: str, code: str) -> None:
        """Give an event another code."""
        sitting = self._sitting
        if self._own(event_id) is not None:
            sitting.attempt(lambda: edits.recode(sitting.coding, sitting.scheme, event_id, code), aloud=True)

    def recode_selected(self, code: str) -> None:
        """Give all selected events another code."""
        sitting = self._sitting
        self._each(lambda e: edits.recode(sitting.coding, sitting.scheme, e.id, code))

    def split(self, at_ms: int) -> None:
        """Cut the selected state, or the one at ``at_ms`` in the first channel that has one, in two."""
        sitting = self._sitting
        event = self._only(quiet=True) or self._state_at(at_ms)
        if event is None:
            sitting.refused.emit(tr("No state here to split."))
            return
        sitting.attempt(lambda: edits.split(sitting.coding, sitting.scheme, event.id, at_ms), aloud=True)

    def merge(self) -> None:
        """Join the selected state with a neighbour of the same code."""
        event = self._only()
        sitting = self._sitting
        if event is not None:
            sitting.attempt(lambda: edits.merge(sitting.coding, sitting.scheme, event.id), aloud=True)

    def delete(self, ids: Sequence[str] | None = None) -> None:
        """Delete the selected events; the toast says what takes the span of a state."""
        sitting = self._sitting
        events = [e for e in map(self._own, ids or sitting.selection.ids) if e is not None]
        if not events:
            return
        words = self._deleted_words(events)
        if sitting.attempt(lambda: edits.delete(sitting.coding, sitting.scheme, [e.id for e in events])):
            sitting.said.emit(words, True)

    def set_modifier(self, modifier: str, value: str, event_ids: Sequence[str] | None = None) -> None:
        """Set a modifier of the selected events; setting it to what it is takes it away."""
        sitting = self._sitting
        ids = tuple(event_ids) if event_ids is not None else sitting.selection.ids

        def change(event: Event) -> AnyChange | None:
            kept = None if event.mods.get(modifier) == value else value
            return edits.set_modifier(sitting.coding, sitting.scheme, event.id, modifier, kept)

        self._each(change, ids)

    def set_certainty(self, certainty: Certainty) -> None:
        """Set how sure the coder is of the selected events."""
        self._each(lambda e: edits.set_certainty(self._sitting.coding, e.id, certainty))

    def set_note(self, note: str) -> None:
        """Set the comment of the selected events."""
        self._each(lambda e: edits.set_note(self._sitting.coding, e.id, note))

    def set_note_of(self, event_id: str, note: str) -> None:
        """Set the comment of one event."""
        self._each(lambda e: edits.set_note(self._sitting.coding, e.id, note), (event_id,))

    def _each(self, make: Callable[[Event], AnyChange | None], ids: Sequence[str] | None = None) -> None:
        """Change several events in one undo step."""
        sitting = self._sitting
        events = [e for e in map(self._own, sitting.selection.ids if ids is None else ids) if e is not None]

        def change() -> AnyChange | None:
            parts = [part for part in map(make, events) if part is not None]
            if not parts:
                return None
            return parts[0] if len(parts) == 1 else Batch(changes=tuple(parts))

        if events:
            sitting.attempt(change)

    def _own(self, event_id: str | None) -> Event | None:
        """Return an event of the current pass; say so when it belongs to another."""
        sitting = self._sitting
        event = sitting.event_of(event_id)
        place = sitting.scheme.places.get(event.code) if event else None
        if event is None or place is None:
            return None
        if place.pass_.id != sitting.pass_id:
            sitting.refused.emit(tr("This event belongs to {0}. Go to that pass to change it.", place.pass_.title))
            return None
        return event

    def _only(self, quiet: bool = False) -> Event | None:
        selected = self._sitting.selection.only
        if selected is None and not quiet:
            self._sitting.refused.emit(tr("Select one event first."))
        return self._own(selected)

    def _state_at(self, ms: int) -> Event | None:
        sitting = self._sitting
        for event in sitting.coding.events:
            place = sitting.scheme.places.get(event.code)
            if place is None or place.channel.kind == "point" or place.pass_.id != sitting.pass_id:
                continue
            if event.on < ms < end_of(event, neighbours(sitting.coding, sitting.scheme, event).after):
                return event
        return None

    def _deleted_words(self, events: list[Event]) -> str:
        sitting, first = self._sitting, events[0]
        if len(events) > 1:
            return tr("{0} events deleted.", len(events))
        words = tr("{0} deleted at {1}.", code_title(first.code, sitting.scheme), clock(first.on))
        channel = sitting.scheme.places[first.code].channel
        if not (channel.exclusive and channel.exhaustive):
            return words
        before, after = neighbours(sitting.coding, sitting.scheme, first)
        heir = before if before is not None and end_of(before, first) == first.on else after
        if heir is None:
            return words
        return words + " " + tr("{0} takes its place.", code_title(heir.code, sitting.scheme))

    def _note_placed(self, event_id: str) -> None:
        """A state whose edges were set by hand counts as coded; see `coder.ui.code.coverage`."""
        sitting = self._sitting
        event = sitting.event_of(event_id)
        place = sitting.scheme.places.get(event.code) if event else None
        if event is None or place is None or not place.channel.exhaustive:
            return
        end = end_of(event, neighbours(sitting.coding, sitting.scheme, event).after)
        if end < FOREVER:
            sitting.coverage.placed(sitting.pass_id, event.on, end)

    def mark_coded(self, spans: Spans, coded: bool) -> None:
        """Declare a stretch coded in the pass, or take that back."""
        sitting = self._sitting
        sitting.write_watched()
        change = edits.add_coded if coded else edits.remove_coded
        if not coded:
            sitting.coverage.forget(sitting.pass_id, spans)
        sitting.attempt(lambda: change(sitting.coding, sitting.pass_id, spans), aloud=True, with_watched=False)
