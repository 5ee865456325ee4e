"""What all edits share: finding events and their neighbours, new ids, and joining changes into one."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from coder.model.changes import AddEvent, AnyChange, Batch, EditEvent, RemoveEvent, event_index
from coder.model.coding import Coding, Event
from coder.model.errors import ModelError
from coder.model.scheme import CodePlace, Scheme


def place_of(scheme: Scheme, code: str) -> CodePlace:
    """Return where ``code`` stands in the scheme; raises `ModelError` when it does not."""
    place = scheme.places.get(code)
    if place is None:
        raise ModelError(f"The scheme {scheme.ref} has no code “{code}”.")
    return place


def find(coding: Coding, event_id: str) -> Event:
    """Return an event by its id; raises `ModelError` when it is not there."""
    return coding.events[event_index(coding, event_id)]


def channel_events(coding: Coding, scheme: Scheme, channel_id: str) -> list[Event]:
    """Return the events of a channel in time order; those that start at the same ms keep the order of the file."""
    channel = scheme.channel_by_id.get(channel_id)
    if channel is None:
        raise ModelError(f"The scheme {scheme.ref} has no channel “{channel_id}”.")
    codes = {code.id for code in channel.codes}
    return sorted((e for e in coding.events if e.code in codes), key=lambda e: e.on)


def new_id(coding: Coding) -> str:
    """Return the next free id of the form ``e17``."""
    return f"e{coding.places.largest + 1}"


def adding(coding: Coding, event: Event) -> AddEvent:
    """Return the change that puts ``event`` at the end of the list."""
    return AddEvent(event=event, index=len(coding.events))


def removing(coding: Coding, event: Event) -> RemoveEvent:
    """Return the change that takes ``event`` away."""
    return RemoveEvent(event=event, index=event_index(coding, event.id))


def editing(event: Event, **fields: object) -> EditEvent | None:
    """Return the change of the given fields of ``event``, or None when they are so already."""
    after = msgspec.structs.replace(event, **fields)
    return None if after == event else EditEvent(before=event, after=after)


def together(changes: Sequence[AnyChange | None], label: str = "") -> AnyChange | None:
    """Return the changes as one, leaving out None; None when nothing is left."""
    real = [change for change in changes if change is not None]
    if len(real) < 2:
        return real[0] if real else None
    return Batch(changes=tuple(real), label=label)
