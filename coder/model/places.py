"""Where the events of a coding stand in its list, known without searching through it.

Ids are looked up at every edit, in codings of ten thousands of events. An insertion or a removal shifts the events
behind it by one, so a remembered place is off by no more than the number of shifts since the places were counted last;
after `MOST_SHIFTS` of them they are counted anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from coder.model.coding import Event

MOST_SHIFTS: Final = 32


class Places:
    """The places of the events in one list, by id.

    Parameters
    ----------
    events : list of Event
        The list itself; it is watched through `added` and `removed`, and counted anew when it changed otherwise.
    """

    __slots__ = ("_at", "_count", "_events", "_largest", "_shifts")

    def __init__(self, events: list[Event]) -> None:
        self._events = events
        self._at: dict[str, int] = {}
        self._count = self._largest = self._shifts = 0
        self._count_all()

    def describe(self, events: list[Event]) -> bool:
        """Return whether this is about ``events``, and nobody has added or removed any unseen."""
        return self._events is events and self._count == len(events)

    def find(self, event_id: str) -> int | None:
        """Return the place of an event, or None when it is not in the list."""
        near = self._at.get(event_id)
        if near is None:
            return None
        place = self._around(near, event_id)
        if place is None:
            self._count_all()
            return self._at.get(event_id)
        return place

    def added(self, event_id: str, place: int) -> None:
        """Note that an event was inserted at ``place``."""
        behind = place < self._count
        self._count += 1
        self._at[event_id] = place
        self._largest = max(self._largest, number_of(event_id))
        self._shifted(behind)

    def removed(self, event_id: str, place: int) -> None:
        """Note that the event at ``place`` was taken away."""
        self._count -= 1
        del self._at[event_id]
        if number_of(event_id) == self._largest:
            self._largest = self._next_largest()
        self._shifted(place < self._count)

    @property
    def largest(self) -> int:
        """The largest number of an id of the form ``e17``, 0 when there is none."""
        return self._largest

    def _around(self, near: int, event_id: str) -> int | None:
        for off in range(self._shifts + 1):
            for place in (near - off, near + off):
                if 0 <= place < self._count and self._events[place].id == event_id:
                    return place
        return None

    def _next_largest(self) -> int:
        """Return the largest number left; ids are mostly without holes, so a few steps down find it."""
        for number in range(self._largest - 1, self._largest - MOST_SHIFTS, -1):
            if f"e{number}" in self._at:
                return number
        return max(map(number_of, self._at), default=0)

    def _shifted(self, any_behind: bool) -> None:
        self._shifts += any_behind
        if self._shifts > MOST_SHIFTS:
            self._count_all()

    def _count_all(self) -> None:
        self._at = {event.id: place for place, event in enumerate(self._events)}
        self._count = len(self._events)
        self._largest = max(map(number_of, self._at), default=0)
        self._shifts = 0


def number_of(event_id: str) -> int:
    """Return the number in an id of the form ``e17``, 0 for any other id."""
    return int(event_id[1:]) if event_id[:1] == "e" and event_id[1:].isdecimal() else 0
