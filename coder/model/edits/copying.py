"""Copies of events: taken from one place of a coding, put at another, in the same track or in one that is chosen."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from coder.model.changes import AnyChange, apply
from coder.model.coding import Coding, Event
from coder.model.edits.common import adding, channel_events, editing, find, new_id, place_of, removing, together
from coder.model.edits.states import FOREVER, end_of, neighbours
from coder.model.errors import ModelError
from coder.model.scheme import Scheme
from coder.model.timecode import clock


@dataclass(frozen=True, slots=True)
class Copied:
    """An event to be put elsewhere.

    Attributes
    ----------
    event : Event
        What was copied; its times count from the first onset of what was copied with it.
    channel : str
        The track it came from.
    """

    event: Event
    channel: str


def copies(coding: Coding, scheme: Scheme, event_ids: Sequence[str]) -> tuple[Copied, ...]:
    """Return copies of events in time order; a state ends in its copy where it really ends."""
    events = sorted((find(coding, event_id) for event_id in event_ids), key=lambda e: e.on)
    found = []
    for event in events:
        channel = place_of(scheme, event.code).channel
        end = FOREVER if channel.kind == "point" else end_of(event, neighbours(coding, scheme, event).after)
        off = None if end == FOREVER else end - events[0].on
        found.append(Copied(replace(event, on=event.on - events[0].on, off=off, frame=None), channel.id))
    return tuple(found)


def with_code(copied: Sequence[Copied], scheme: Scheme, code: str) -> tuple[Copied, ...]:
    """Return copies under another code, of whatever track; modifiers that code does not have are dropped.

    Raises
    ------
    ModelError
        When a point would become a state: it has no length.
    """
    place = place_of(scheme, code)
    allowed = {modifier.id: modifier.values for modifier in place.code.modifiers}
    found = []
    for item in copied:
        if place.channel.kind == "state" and scheme.is_point(item.event.code):
            raise ModelError(f"A point has no length, so it cannot become “{place.code.title}”.")
        mods = {name: value for name, value in item.event.mods.items() if value in allowed.get(name, ())}
        off = None if place.channel.kind == "point" else item.event.off
        found.append(Copied(replace(item.event, code=code, mods=mods, off=off), place.channel.id))
    return tuple(found)


def paste(coding: Coding, scheme: Scheme, copied: Sequence[Copied], at_ms: int) -> AnyChange | None:
    """Put copies in, the first onset at ``at_ms``.

    In an exclusive channel a copy covers what lies under it: states there are cut short, divided or taken away.
    A state that was still running lasts to the next one.
    """
    draft = copy.copy(coding)
    draft.events = list(coding.events)
    changes: list[AnyChange] = []
    for item in copied:
        off = None if item.event.off is None else at_ms + item.event.off
        event = replace(item.event, id=new_id(draft), on=at_ms + item.event.on, off=off)
        for change in _laid(draft, scheme, event):
            apply(draft, change)
            changes.append(change)
    label = f"{len(copied)} events pasted at {clock(at_ms)}" if len(copied) > 1 else ""
    return together(changes, label)


def _laid(draft: Coding, scheme: Scheme, event: Event) -> Iterator[AnyChange]:
    """Yield the changes that put ``event`` in and make room for it, each to be applied before the next is asked for."""
    channel = place_of(scheme, event.code).channel
    if channel.kind == "point" or not channel.exclusive:
        yield adding(draft, event)
        return
    events = channel_events(draft, scheme, channel.id)
    if event.off is None:
        after = next((e.on for e in events if e.on > event.on), None)
        event = replace(event, off=after)
    end = FOREVER if event.off is None else event.off
    ends = [end_of(e, after) for e, after in zip(events, [*events[1:], None], strict=False)]
    for other, other_end in zip(events, ends, strict=True):
        if other.on < end and event.on < other_end:
            yield from _making_room(draft, other, other_end, event.on, end)
    yield adding(draft, replace(event, id=new_id(draft)))


def _making_room(draft: Coding, other: Event, other_end: int, on: int, end: int) -> Iterator[AnyChange]:
    """Yield the changes that clear ``[on, end)`` of one state."""
    rest_off = None if other_end == FOREVER else other_end
    if other.on < on:
        cut = editing(other, off=on)
        if cut is not None:
            yield cut
        if end < other_end:
            yield adding(draft, replace(other, id=new_id(draft), on=end, off=rest_off, frame=None, note=""))
    elif end < other_end:
        moved = editing(other, on=end, off=rest_off, frame=None)
        if moved is not None:
            yield moved
    else:
        yield removing(draft, other)
