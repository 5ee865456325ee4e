"""Edits of events that are already there: by keys, by dragging, by typing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from coder.model import edits
from coder.model.changes import AnyChange, Batch, EditEvent
from coder.model.coding import Certainty, Event
from coder.model.edits.states import FOREVER, end_of, neighbours
from coder.model.errors import ModelError
from coder.model.spans import Spans
from coder.model.timecode import clock
from coder.model.wording import code_title
from coder.ui.code.keyclock import now_ms
from coder.ui.code.sitting import Sitting
from coder.ui.code.timeline.wishes import NewTimes, Retime, Wish
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
    frame_ms : callable
        Gives how long a frame lasts: what a drag leaves of a state at least; 0 when that is not known.

    Signals
    -------
    placed(int)
        An edge was nudged to a session time, which is worth looking at.
    """

    placed = Signal(int)

    def __init__(
        self,
        sitting: Sitting,
        next_frame: Callable[[int, int], int],
        frame_ms: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._next_frame = next_frame
        self._frame_ms = frame_ms
        self._nudged: tuple[str, str, float] = ("", "", 0.0)

    def retime(self, event_id: str, on_ms: int, off_ms: int | None, joins: bool = False) -> None:
        """Move a point, or the edges of a state."""
        event = self._own(event_id)
        if event is None:
            return
        sitting = self._sitting
        if sitting.attempt(lambda: edits.retime(sitting.coding, sitting.scheme, event_id, on_ms, off_ms), joins=joins):
            self._note_placed(event_id)

    def planned(self, wish: Wish) -> tuple[NewTimes, ...]:
        """Return where events would lie if a drag were carried out now; nothing when it would change nothing."""
        try:
            change = self._granting(wish)
        except ModelError:
            return ()
        return tuple(NewTimes(e.id, e.on, e.off) for e in edited_events(change))

    def grant(self, wish: Wish) -> None:
        """Carry out a drag."""
        if self._sitting.attempt(lambda: self._granting(wish)):
            for event_id in (wish.event_id,) if isinstance(wish, Retime) else wish.ids:
                self._note_placed(event_id)

    def edge_to(self, edge: str, ms: int) -> None:
        """Move the onset or the offset of the selected event to ``ms``."""
        event = self._only()
        if event is not None:
            self.retime(event.id, *((ms, event.off) if edge == "on" else (event.on, ms)))

    def nudge(self, frames: int) -> None:
        """Move the edge last touched of the selected event by frames; of several selected events all of each."""
        sitting = self._sitting
        events = [e for e in map(self._own, sitting.selection.ids) if e is not None]
        if not events:
            self._only()
            return
        first = min(events, key=lambda e: e.on)
        edge = sitting.selection.edge if len(events) == 1 and first.off is not None else "on"
        was, now = self._nudged, now_ms()
        joins = was[:2] == (first.id, edge) and now - was[2] < JOIN_MS
        self._nudge(events, first, edge, frames, joins)
        self._nudged = (first.id, edge, now)

    def _nudge(self, events: list[Event], first: Event, edge: str, frames: int, joins: bool) -> None:
        sitting = self._sitting
        if len(events) > 1:
            shift = self._next_frame(first.on, frames) - first.on
            ids = [e.id for e in events]
            sitting.attempt(lambda: edits.move(sitting.coding, sitting.scheme, ids, shift), joins=joins)
        elif edge == "off" and first.off is not None:
            self.retime(first.id, first.on, self._next_frame(first.off, frames), joins)
        else:
            self.retime(first.id, self._next_frame(first.on, frames), first.off, joins)
        there = sitting.event_of(first.id)
        if there is not None:
            self.placed.emit(there.off if edge == "off" and there.off is not None else there.on)

    def recode(self, event_id: str, code: str) -> None:
        """Give an event another code."""
        sitting = self._sitting
        if self._own(event_id) is not None:
            sitting.attempt(lambda: edits.recode(sitting.coding, sitting.scheme, event_id, code), aloud=True)

    def recode_selected(self, code: str) -> None:
        """Give all selected events another code; those of other tracks are left as they are, and that is said."""
        sitting = self._sitting
        channel = sitting.scheme.places[code].channel.id
        events = [e for e in map(sitting.event_of, sitting.selection.ids) if e is not None]
        mine = [e.id for e in events if sitting.scheme.places[e.code].channel.id == channel]
        label = tr("{0} events changed to {1}", len(mine), code_title(code, sitting.scheme)) if len(mine) > 1 else ""
        self._each(lambda e: edits.recode(sitting.coding, sitting.scheme, e.id, code), mine, label)
        if len(mine) < len(events):
            left = len(events) - len(mine)
            sitting.said.emit(tr("{0} changed. {1} of other tracks are as they were.", len(mine), left), bool(mine))

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

    def _each(
        self, make: Callable[[Event], AnyChange | None], ids: Sequence[str] | None = None, label: str = ""
    ) -> None:
        """Change several events in one undo step."""
        sitting = self._sitting
        events = [e for e in map(self._own, sitting.selection.ids if ids is None else ids) if e is not None]

        def change() -> AnyChange | None:
            parts = [part for part in map(make, events) if part is not None]
            if not parts:
                return None
            return parts[0] if len(parts) == 1 else Batch(changes=tuple(parts), label=label)

        if events:
            sitting.attempt(change)

    def _granting(self, wish: Wish) -> AnyChange | None:
        coding, scheme = self._sitting.coding, self._sitting.scheme
        least_ms = max(round(self._frame_ms()), 1)
        if isinstance(wish, Retime):
            return edits.retime(coding, scheme, wish.event_id, wish.on_ms, wish.off_ms, least_ms)
        return edits.move(coding, scheme, wish.ids, wish.by_ms, least_ms)

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
        words = tr("{0} events deleted.", len(events))
        if len(events) == 1:
            words = tr("{0} deleted at {1}.", code_title(first.code, sitting.scheme), clock(first.on))
        heirs = edits.heirs(sitting.coding, sitting.scheme, [e.id for e in events])
        titles = list(dict.fromkeys(code_title(heir.code, sitting.scheme) for heir in heirs))
        if not titles:
            return words
        if len(titles) > 1:
            return f"{words} " + tr("{0} take their place.", ", ".join(titles))
        return f"{words} " + (tr("{0} takes its place.") if len(events) == 1 else tr("{0} takes their place.")).format(
            titles[0]
        )

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


def edited_events(change: AnyChange | None) -> Iterator[Event]:
    """Yield the events a change leaves in other shape, as they are then."""
    match change:
        case EditEvent(after=after):
            yield after
        case Batch(changes=changes):
            for part in changes:
                yield from edited_events(part)
