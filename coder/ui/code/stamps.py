"""The last events that keys have made."""

from __future__ import annotations

from typing import NamedTuple

from coder.model.changes import AddEvent, AnyChange, Batch, EditEvent
from coder.model.coding import Event
from coder.model.scheme import Code, Scheme
from coder.ui.code.sitting import Sitting

REMEMBERED = 50
SHOWN = 5


class Stamp(NamedTuple):
    """An event a key has made, with its code."""

    code: Code
    event: Event


class Stamps:
    """Knows in which order keys made events, as long as the session is open."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._ids: list[str] = []

    def add(self, event_id: str) -> None:
        """Note the event a key has just made."""
        self._ids = [*(i for i in self._ids if i != event_id), event_id][-REMEMBERED:]

    @property
    def events(self) -> list[Event]:
        """Those that are still there, the latest first."""
        there = {event.id: event for event in self._sitting.coding.events}
        return [there[event_id] for event_id in reversed(self._ids) if event_id in there]

    def shown(self, scheme: Scheme) -> list[Stamp]:
        """Return the latest five."""
        return [Stamp(scheme.places[e.code].code, e) for e in self.events[:SHOWN] if e.code in scheme.places]

    def before(self, event_id: str | None) -> Event | None:
        """Return the event that was made before another one, the latest if that is not among them."""
        events = self.events
        place = next((n for n, event in enumerate(events) if event.id == event_id), -1)
        return events[min(place + 1, len(events) - 1)] if events else None

    @property
    def undoable(self) -> bool:
        """Whether the last edit is one of the latest of these events."""
        last, events = self._sitting.desk.next_undo, self.events
        return last is not None and bool(events) and _is_about(last.step.forward, events[0].id)


def _is_about(change: AnyChange, event_id: str) -> bool:
    match change:
        case AddEvent(event=event) | EditEvent(after=event):
            return event.id == event_id
        case Batch(changes=changes):
            return any(_is_about(part, event_id) for part in changes)
    return False
