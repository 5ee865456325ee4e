"""Edits of several events together: moved, deleted. Neighbours in exclusive channels give way or take over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.model.changes import AnyChange
from coder.model.coding import Coding, Event
from coder.model.edits.common import channel_events, editing, find, place_of, removing, together
from coder.model.edits.states import FOREVER, end_of
from coder.model.scheme import Channel, Scheme


def move(
    coding: Coding, scheme: Scheme, event_ids: Sequence[str], shift_ms: int, least_ms: int = 1
) -> AnyChange | None:
    """Move events by the same time; their lengths and their distances stay.

    In an exclusive channel an edge shared with a neighbour that stays takes that neighbour's edge along. The shift is
    cut to what all of them can take: nothing moves before 0, passes over a neighbour, or leaves one shorter than
    ``least_ms``.
    """
    moved = set(event_ids)
    rows = [_Row.of(coding, scheme, channel, moved) for channel in _channels(coding, scheme, event_ids)]
    bounds = [bound for row in rows for bound in row.bounds(least_ms)]
    low, high = max((b[0] for b in bounds), default=0), min((b[1] for b in bounds), default=0)
    shift = min(max(shift_ms, low), high) if low <= high else 0
    if not shift:
        return None
    changes = [change for row in rows for change in row.shifted(shift)]
    changes.sort(key=lambda change: change[0].id not in moved)
    label = f"{len(moved)} events moved by {shift / 1000:+.3f} s" if len(moved) > 1 else ""
    return together([editing(event, **fields) for event, fields in changes], label)


def delete(coding: Coding, scheme: Scheme, event_ids: Sequence[str]) -> AnyChange | None:
    """Delete events.

    In an exclusive and exhaustive channel the span of deleted states goes to the state that ends where they begin, or
    else to the one that begins where they end, so that no gap arises by deleting.
    """
    fields: dict[str, dict[str, object]] = {}
    for heir, inherited in _inherited(coding, scheme, event_ids):
        fields.setdefault(heir.id, {}).update(inherited)
    changes: list[AnyChange | None] = [editing(find(coding, heir), **change) for heir, change in fields.items()]
    places = sorted((removing(coding, find(coding, event_id)) for event_id in event_ids), key=lambda c: -c.index)
    label = f"{len(event_ids)} events deleted" if len(event_ids) > 1 else ""
    return together([*changes, *places], label)


def heirs(coding: Coding, scheme: Scheme, event_ids: Sequence[str]) -> list[Event]:
    """Return the states that take the spans of events when these are deleted, each once, in time order."""
    found = {heir.id: heir for heir, _ in _inherited(coding, scheme, event_ids)}
    return sorted(found.values(), key=lambda e: e.on)


def _channels(coding: Coding, scheme: Scheme, event_ids: Sequence[str]) -> list[Channel]:
    found = (place_of(scheme, find(coding, event_id).code).channel for event_id in event_ids)
    return list({channel.id: channel for channel in found}.values())


def _inherited(coding: Coding, scheme: Scheme, event_ids: Sequence[str]) -> Iterator[tuple[Event, dict[str, object]]]:
    """Yield who takes over deleted spans, and with which edges."""
    gone = set(event_ids)
    for channel in _channels(coding, scheme, event_ids):
        if not (channel.exclusive and channel.exhaustive):
            continue
        events = channel_events(coding, scheme, channel.id)
        ends = _ends(events, channel)
        for first, last in _runs(events, ends, gone):
            if first and ends[first - 1] == events[first].on:
                yield events[first - 1], {"off": None if ends[last] == FOREVER else ends[last]}
            elif last + 1 < len(events) and ends[last] == events[last + 1].on:
                yield events[last + 1], {"on": events[first].on, "frame": events[first].frame}


def _runs(events: list[Event], ends: list[int], gone: set[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last place of each run of ``gone`` states that touch one another."""
    first: int | None = None
    for place, event in enumerate(events):
        if event.id not in gone:
            continue
        first = place if first is None else first
        follows = place + 1 < len(events) and events[place + 1].id in gone and ends[place] == events[place + 1].on
        if not follows:
            yield first, place
            first = None


def _ends(events: list[Event], channel: Channel) -> list[int]:
    following = [*events[1:], None] if channel.exclusive else [None] * len(events)
    return [end_of(event, after) for event, after in zip(events, following, strict=True)]


@dataclass(frozen=True, slots=True)
class _Row:
    """The events of one channel, and which of their edges move.

    ``on_moves`` and ``off_moves`` have one flag per event; a shared edge moves when one of its two states does.
    """

    channel: Channel
    events: list[Event]
    ends: list[int]
    on_moves: list[bool]
    off_moves: list[bool]

    @classmethod
    def of(cls, coding: Coding, scheme: Scheme, channel: Channel, moved: set[str]) -> _Row:
        events = channel_events(coding, scheme, channel.id)
        on_moves = [event.id in moved for event in events]
        off_moves = list(on_moves)
        ends = _ends(events, channel) if channel.kind == "state" else [event.on for event in events]
        row = cls(channel, events, ends, on_moves, off_moves)
        for place in row._shared():
            on_moves[place + 1] = off_moves[place] = on_moves[place + 1] or off_moves[place]
        return row

    def bounds(self, least_ms: int) -> Iterator[tuple[int, int]]:
        """Yield how far the moving edges may go back and on, one pair for each reason."""
        for place, event in enumerate(self.events):
            on_moves, off_moves = self.on_moves[place], self.off_moves[place]
            room = max(self.ends[place] - event.on - least_ms, 0)
            if on_moves:
                yield -event.on, FOREVER if off_moves or self.channel.kind == "point" else room
            if off_moves and not on_moves:
                yield -room, FOREVER
        for place in range(len(self.events) - 1 if self.channel.exclusive else 0):
            gap = self.events[place + 1].on - self.ends[place]
            if self.off_moves[place] and not self.on_moves[place + 1]:
                yield -FOREVER, gap
            if self.on_moves[place + 1] and not self.off_moves[place]:
                yield -gap, FOREVER

    def shifted(self, shift: int) -> Iterator[tuple[Event, dict[str, object]]]:
        """Yield the events with a moving edge and their new edges."""
        for place, event in enumerate(self.events):
            fields: dict[str, object] = {}
            if self.on_moves[place]:
                fields |= {"on": event.on + shift, "frame": None}
            if self.off_moves[place] and self.channel.kind == "state" and self.ends[place] < FOREVER:
                fields["off"] = self.ends[place] + shift
            if fields:
                yield event, fields

    def _shared(self) -> Iterator[int]:
        """Yield the places of states that end where the next one begins."""
        for place in range(len(self.events) - 1 if self.channel.exclusive else 0):
            if self.ends[place] == self.events[place + 1].on:
                yield place
