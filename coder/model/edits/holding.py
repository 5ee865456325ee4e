"""Edits of a state that lasts while its key is down."""

from __future__ import annotations

from coder.model.changes import AnyChange
from coder.model.coding import Coding, Event
from coder.model.edits.common import adding, channel_events, editing, find, new_id, place_of, removing, together
from coder.model.edits.states import FOREVER, end_of, neighbours
from coder.model.scheme import Scheme


def let_go(
    coding: Coding,
    scheme: Scheme,
    event_id: str,
    at_ms: int,
    then: Event | None = None,
    until_ms: int | None = None,
    frame: int | None = None,
) -> AnyChange | None:
    """End the state whose key is let go at ``at_ms``; what it had interrupted goes on.

    A state held beyond the next edge takes the place of what was coded there.

    Parameters
    ----------
    event_id : str
        The state that began when the key went down.
    at_ms : int
        When the key was let go, in session ms. Not after the begin of the state nothing is changed.
    then : Event, optional
        The state that goes on, with its modifiers and certainty.
    until_ms : int, optional
        Where the interrupted state would have ended; None when it was open, or when that is where the held one ends.
    frame : int, optional
        The frame at ``at_ms``, kept with the state that goes on.
    """
    event = find(coding, event_id)
    end = end_of(event, neighbours(coding, scheme, event).after)
    if at_ms <= event.on or at_ms == end:
        return None
    if at_ms > end:
        return _paint_over(coding, scheme, event, at_ms)
    if until_ms is not None and until_ms <= at_ms:
        return None
    if then is None:
        return editing(event, off=at_ms)
    off = min(end, FOREVER if until_ms is None else until_ms)
    stretches = [(then, at_ms, off)] + ([(event, off, end)] if off < end else [])
    number = int(new_id(coding)[1:])
    added = [
        Event(
            id=f"e{number + place}",
            code=like.code,
            on=on_ms,
            off=None if off_ms == FOREVER else off_ms,
            mods=like.mods,
            certainty=like.certainty,
            frame=frame if place == 0 else None,
        )
        for place, (like, on_ms, off_ms) in enumerate(stretches)
    ]
    first = adding(coding, added[0])
    more = [type(first)(event=one, index=first.index + place) for place, one in enumerate(added[1:], 1)]
    return together([editing(event, off=at_ms), first, *more])


def _paint_over(coding: Coding, scheme: Scheme, event: Event, at_ms: int) -> AnyChange | None:
    """Let a state go on to ``at_ms`` over what is coded in its channel; where nothing excludes, over its own code."""
    channel = place_of(scheme, event.code).channel
    after = [
        e
        for e in channel_events(coding, scheme, channel.id)
        if e.id != event.id and event.on < e.on < at_ms and (channel.exclusive or e.code == event.code)
    ]
    gone = [e for place, e in enumerate(after) if _ends_by(after, place, at_ms)]
    shortened = [editing(e, on=at_ms, frame=None) for e in after if e not in gone]
    places = sorted((removing(coding, e) for e in gone), key=lambda change: -change.index)
    return together([editing(event, off=at_ms), *shortened, *places])


def _ends_by(events: list[Event], place: int, at_ms: int) -> bool:
    """Return whether a state ends, or gives way to the next one, by a time."""
    following = events[place + 1] if place + 1 < len(events) else None
    return end_of(events[place], following) <= at_ms
