"""Edits of any event: points, code, modifiers, notes, certainty."""

from __future__ import annotations

from coder.model.changes import AnyChange
from coder.model.coding import Certainty, Coding, Event
from coder.model.edits.common import adding, editing, find, new_id, place_of
from coder.model.errors import ModelError
from coder.model.scheme import Scheme

DOUBLE_MS = 200
"""Two equal points closer than this are asked about: a finger may have bounced."""


def press_point(coding: Coding, scheme: Scheme, code: str, at_ms: int, frame: int | None = None) -> AnyChange:
    """Add one point event at ``at_ms``."""
    if place_of(scheme, code).channel.kind != "point":
        raise ModelError(f"“{code}” is a state, not a point.")
    return adding(coding, Event(id=new_id(coding), code=code, on=at_ms, frame=frame))


def near_double(coding: Coding, code: str, at_ms: int, within_ms: int = DOUBLE_MS) -> Event | None:
    """Return an equal point less than ``within_ms`` away, or None."""
    return next((e for e in coding.events if e.code == code and abs(e.on - at_ms) < within_ms), None)


def recode(coding: Coding, scheme: Scheme, event_id: str, code: str) -> AnyChange | None:
    """Give an event another code of its channel; modifiers the new code does not have are dropped."""
    event = find(coding, event_id)
    place = place_of(scheme, code)
    if place.channel.id != place_of(scheme, event.code).channel.id:
        raise ModelError(f"“{place.code.title}” belongs to another channel; the event stays as it is.")
    allowed = {modifier.id: modifier.values for modifier in place.code.modifiers}
    mods = {name: value for name, value in event.mods.items() if value in allowed.get(name, ())}
    return editing(event, code=code, mods=mods)


def set_modifier(
    coding: Coding, scheme: Scheme, event_id: str, modifier_id: str, value: str | None
) -> AnyChange | None:
    """Set one modifier of an event, or clear it with None."""
    event = find(coding, event_id)
    modifiers = {m.id: m for m in place_of(scheme, event.code).code.modifiers}
    if modifier_id not in modifiers:
        raise ModelError(f"The code “{event.code}” has no modifier “{modifier_id}”.")
    if value is not None and value not in modifiers[modifier_id].values:
        raise ModelError(f"“{value}” is not a value of “{modifier_id}”: {', '.join(modifiers[modifier_id].values)}.")
    mods = {name: old for name, old in event.mods.items() if name != modifier_id}
    return editing(event, mods=mods if value is None else {**mods, modifier_id: value})


def set_note(coding: Coding, event_id: str, note: str) -> AnyChange | None:
    """Set the comment of an event."""
    return editing(find(coding, event_id), note=note)


def set_certainty(coding: Coding, event_id: str, certainty: Certainty | None) -> AnyChange | None:
    """Set how sure the coder is."""
    return editing(find(coding, event_id), certainty=certainty)
