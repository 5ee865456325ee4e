"""Edits of states: start, end, move edges, split, merge. Exclusive channels keep one state at a time."""

from __future__ import annotations

from typing import NamedTuple

from coder.model.changes import AnyChange
from coder.model.coding import Coding, Event
from coder.model.edits.common import (
    adding,
    channel_events,
    editing,
    find,
    new_id,
    place_of,
    removing,
    together,
)
from coder.model.errors import ModelError
from coder.model.scheme import Scheme
from coder.model.timecode import clock

FOREVER = 2**62


class Neighbours(NamedTuple):
    """The states before and after a place in an exclusive channel."""

    before: Event | None
    after: Event | None


def end_of(event: Event, after: Event | None) -> int:
    """Return where a state of an exclusive channel really ends; an open last one ends at `FOREVER`."""
    own = FOREVER if event.off is None else event.off
    return own if after is None else min(own, after.on)


def press_state(coding: Coding, scheme: Scheme, code: str, at_ms: int, frame: int | None = None) -> AnyChange | None:
    """Start ``code`` at ``at_ms``.

    In an exclusive channel the running state ends there; inside an already coded stretch the rest of that stretch, up
    to the next edge, takes the new code. In a channel that is not exclusive the key ends the code when it is running.
    A code that is already running is left as it is.
    """
    channel = place_of(scheme, code).channel
    if channel.kind != "state":
        raise ModelError(f"“{code}” is a point, not a state.")
    events = channel_events(coding, scheme, channel.id)
    if not channel.exclusive:
        return _toggle(coding, [e for e in events if e.code == code], code, at_ms, frame)
    running = next((e for e in reversed(events) if e.on <= at_ms), None)
    after = next((e for e in events if e.on > at_ms), None)
    if running is None or end_of(running, after) <= at_ms:
        return adding(coding, _new(coding, code, at_ms, after.on if after else None, frame))
    if running.code == code:
        return None
    if running.on == at_ms:
        return editing(running, code=code, mods={}, frame=frame)
    closing = editing(running, off=at_ms)
    end = end_of(running, after)
    if after is not None and after.code == code and end == after.on:
        return together([closing, editing(after, on=at_ms, frame=frame)])
    return together([closing, adding(coding, _new(coding, code, at_ms, None if end == FOREVER else end, frame))])


def _toggle(coding: Coding, events: list[Event], code: str, at_ms: int, frame: int | None) -> AnyChange | None:
    running = next((e for e in reversed(events) if e.on <= at_ms < (FOREVER if e.off is None else e.off)), None)
    if running is None:
        after = next((e for e in events if e.on > at_ms), None)
        return adding(coding, _new(coding, code, at_ms, after.on if after else None, frame))
    return removing(coding, running) if running.on == at_ms else editing(running, off=at_ms)


def _new(coding: Coding, code: str, on_ms: int, off_ms: int | None, frame: int | None) -> Event:
    return Event(id=new_id(coding), code=code, on=on_ms, off=off_ms, frame=frame)


def end_state(coding: Coding, scheme: Scheme, channel_id: str, at_ms: int) -> AnyChange | None:
    """End what runs in a channel at ``at_ms``; a state that would have no length is taken away."""
    changes: list[AnyChange | None] = []
    events = channel_events(coding, scheme, channel_id)
    exclusive = scheme.channel_by_id[channel_id].exclusive
    for place, event in enumerate(events):
        end = end_of(event, events[place + 1] if exclusive and place + 1 < len(events) else None)
        if event.on <= at_ms < end:
            changes.append(removing(coding, event) if event.on == at_ms else editing(event, off=at_ms))
    return together(changes)


def neighbours(coding: Coding, scheme: Scheme, event: Event) -> Neighbours:
    """Return the states beside ``event`` in its channel when that is exclusive, else none."""
    channel = place_of(scheme, event.code).channel
    if not channel.exclusive:
        return Neighbours(None, None)
    events = channel_events(coding, scheme, channel.id)
    place = next(i for i, e in enumerate(events) if e.id == event.id)
    before = events[place - 1] if place else None
    after = events[place + 1] if place + 1 < len(events) else None
    return Neighbours(before, after)


def retime(
    coding: Coding, scheme: Scheme, event_id: str, on_ms: int, off_ms: int | None = None, least_ms: int = 1
) -> AnyChange | None:
    """Move a point to ``on_ms``, or a state's edges to ``on_ms`` and ``off_ms`` (None leaves it open).

    In an exclusive channel an edge shared with a neighbour moves the neighbour's edge too, and no edge passes a
    neighbour's other edge: it stops ``least_ms`` before it, so that no state is lost by dragging.
    """
    event = find(coding, event_id)
    if scheme.is_point(event.code):
        return editing(event, on=on_ms, frame=None)
    before, after = neighbours(coding, scheme, event)
    changes: list[AnyChange | None] = []
    if before is not None:
        shared = end_of(before, event) == event.on
        on_ms = max(on_ms, min(before.on + least_ms, event.on) if shared else end_of(before, event))
        if shared:
            changes.append(editing(before, off=on_ms))
    if after is not None:
        shared = end_of(event, after) == after.on
        last = max(end_of(after, neighbours(coding, scheme, after).after) - least_ms, after.on)
        off_ms = min(last if off_ms is None else off_ms, last if shared else after.on)
        if shared:
            changes.append(editing(after, on=off_ms, frame=after.frame if off_ms == after.on else None))
    if off_ms is not None and off_ms <= on_ms:
        raise ModelError(f"A state must end after it begins: {clock(on_ms)} to {clock(off_ms)} does not.")
    frame = event.frame if on_ms == event.on else None
    return together([editing(event, on=on_ms, off=off_ms, frame=frame), *changes])


def split(coding: Coding, scheme: Scheme, event_id: str, at_ms: int) -> AnyChange | None:
    """Cut a state in two at ``at_ms``; both parts keep code and modifiers."""
    event = find(coding, event_id)
    if scheme.is_point(event.code):
        raise ModelError("A point cannot be split.")
    end = end_of(event, neighbours(coding, scheme, event).after)
    if not event.on < at_ms < end:
        raise ModelError(f"{clock(at_ms)} is not inside the event, so there is nothing to split.")
    rest = Event(
        id=new_id(coding),
        code=event.code,
        on=at_ms,
        off=None if end == FOREVER else end,
        mods=event.mods,
        certainty=event.certainty,
    )
    return together([editing(event, off=at_ms), adding(coding, rest)])


def merge(coding: Coding, scheme: Scheme, event_id: str) -> AnyChange | None:
    """Join a state with the next one of the same code, or else with the one before; the gap between is filled.

    Raises
    ------
    ModelError
        When the neighbour in an exclusive channel has another code, or there is none.
    """
    event = find(coding, event_id)
    channel = place_of(scheme, event.code).channel
    if channel.kind == "point":
        raise ModelError("Points cannot be merged.")
    events = channel_events(coding, scheme, channel.id)
    if not channel.exclusive:
        events = [e for e in events if e.code == event.code]
    place = next(i for i, e in enumerate(events) if e.id == event.id)
    pairs = [events[place : place + 2], events[max(place - 1, 0) : place + 1]]
    pair = next((p for p in pairs if len(p) == 2 and p[0].code == p[1].code), None)
    if pair is None:
        raise ModelError("No neighbour with the same code to merge with.")
    first, second = pair
    off = None if first.off is None or second.off is None else max(first.off, second.off)
    mods = {**second.mods, **first.mods}
    note = " ".join(text for text in (first.note, second.note) if text)
    return together([editing(first, off=off, mods=mods, note=note), removing(coding, second)])
