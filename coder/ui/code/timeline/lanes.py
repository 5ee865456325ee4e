"""Events of one channel as arrays, ready to be looked up by time.

Only what lies in view is ever painted: events are sorted by onset, and the greatest offset so far bounds the search
for those that began before the view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.model.coding import Event
from coder.model.scheme import Channel
from coder.model.spans import Times

FOREVER = 2**62
"""Offset of a state that is still running."""

Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False, slots=True)
class Lane:
    """The events of one channel in time order.

    Attributes
    ----------
    channel : Channel
        Where they belong.
    ids : tuple of str
        Event ids.
    on, off : int64 arrays, shape (n,)
        Session ms. A point has ``off == on``; a running state has ``off == FOREVER``; a state of an exclusive channel
        ends at the latest where the next one begins.
    code : intp array, shape (n,)
        Place of the code in ``channel.codes``.
    row : intp array, shape (n,)
        Sub-row of overlapping states, 0 in an exclusive channel.
    reach : int64 array, shape (n,)
        Greatest offset up to and including this event.
    places : dict
        Event id → place in the arrays.
    """

    channel: Channel
    ids: tuple[str, ...]
    on: Times
    off: Times
    code: Indices
    row: Indices
    reach: Times
    places: dict[str, int]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def rows(self) -> int:
        """How many sub-rows the lane needs, at least 1."""
        return int(self.row.max()) + 1 if len(self.row) else 1

    def between(self, on_ms: float, off_ms: float) -> slice:
        """Return the places that can meet ``[on_ms, off_ms]``; of overlapping states some may not."""
        first = int(self.reach.searchsorted(on_ms, "left"))
        return slice(first, max(int(self.on.searchsorted(off_ms, "right")), first))

    def at(self, ms: int, row: int = 0) -> int | None:
        """Return the place of the state that holds ``ms`` in a sub-row, or None."""
        found = self.between(ms, ms)
        hits = np.flatnonzero((self.on[found] <= ms) & (ms < self.off[found]) & (self.row[found] == row))
        return found.start + int(hits[-1]) if len(hits) else None

    def nearest_point(self, ms: int, within_ms: float) -> int | None:
        """Return the place of the point nearest to ``ms``, or None when none is within ``within_ms``."""
        place = int(self.on.searchsorted(ms))
        near = [p for p in (place - 1, place) if 0 <= p < len(self)]
        best = min(near, key=lambda p: abs(int(self.on[p]) - ms), default=None)
        return best if best is not None and abs(int(self.on[best]) - ms) <= within_ms else None

    def running(self) -> list[int]:
        """Return the places of the states that have not ended."""
        return [int(place) for place in np.flatnonzero(self.off == FOREVER)]

    def place(self, event_id: str) -> int | None:
        """Return the place of an event, or None."""
        return self.places.get(event_id)

    def with_times(self, times: Mapping[str, tuple[int, int | None]]) -> Lane:
        """Return the lane with other onsets and offsets (None: not ended) for some of its events."""
        on, off = self.on.copy(), self.off.copy()
        for event_id, (begin, end) in times.items():
            place = self.places[event_id]
            on[place] = begin
            off[place] = begin if self.channel.kind == "point" else FOREVER if end is None else end
        order = np.argsort(on, kind="stable")
        ids = tuple(self.ids[place] for place in order.tolist())
        return _laid_out(self.channel, ids, on[order], off[order], self.code[order])


def lane_of(channel: Channel, events: Sequence[Event]) -> Lane:
    """Return the lane of a channel; ``events`` are those of the channel in the order of the file."""
    ordered = sorted(events, key=lambda e: e.on)
    places = {code.id: place for place, code in enumerate(channel.codes)}
    on = np.array([e.on for e in ordered], dtype=np.int64)
    code = np.array([places[e.code] for e in ordered], dtype=np.intp)
    off = on
    if channel.kind == "state":
        off = np.array([FOREVER if e.off is None else e.off for e in ordered], dtype=np.int64)
    return _laid_out(channel, tuple(e.id for e in ordered), on, off, code)


def _laid_out(channel: Channel, ids: tuple[str, ...], on: Times, off: Times, code: Indices) -> Lane:
    """Return the lane of events in time order, cut off or stacked where they meet."""
    row = np.zeros(len(on), dtype=np.intp)
    if channel.kind == "state" and channel.exclusive:
        off = np.append(np.minimum(off[:-1], on[1:]), off[-1:])
    elif channel.kind == "state":
        row = _stacked(on, off)
    reach = np.maximum.accumulate(off) if len(off) else off
    return Lane(channel, ids, on, off, code, row, reach, {event_id: place for place, event_id in enumerate(ids)})


def _stacked(on: Times, off: Times) -> Indices:
    """Give overlapping states the first sub-row that is free."""
    ends: list[int] = []
    rows = np.zeros(len(on), dtype=np.intp)
    for place, (begin, end) in enumerate(zip(on.tolist(), off.tolist(), strict=True)):
        free = next((row for row, last in enumerate(ends) if last <= begin), len(ends))
        if free == len(ends):
            ends.append(end)
        ends[free] = end
        rows[place] = free
    return rows
