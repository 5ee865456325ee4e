"""What is to be looked at before a pass is marked complete, each finding with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import and_
from typing import Final, Literal

from coder.model.coding import Coding, Event
from coder.model.edits.events import DOUBLE_MS
from coder.model.edits.states import FOREVER, end_of
from coder.model.scheme import Channel, Code, Pass, Scheme
from coder.model.session import Session
from coder.model.spans import EMPTY, Spans
from coder.model.structure import structure_codes
from coder.model.timecode import clock, seconds_text

FindingKind = Literal["uncoded", "gap", "open", "modifier", "absent", "outside", "overlap", "length", "double"]

BLOCKING: Final[frozenset[FindingKind]] = frozenset({"uncoded", "gap"})
"""What keeps a pass from being complete; the rest is worth a look."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at in a pass, in session ms.

    ``event_id`` names the event it is about, ``other_id`` a second one; both are "" for a stretch without events.
    """

    kind: FindingKind
    text: str
    on_ms: int
    off_ms: int
    channel_id: str = ""
    event_id: str = ""
    other_id: str = ""

    @property
    def blocking(self) -> bool:
        """Whether the pass cannot be complete with it."""
        return self.kind in BLOCKING


def pass_findings(
    scheme: Scheme, session: Session, coding: Coding, pass_: Pass, absent: Mapping[str, Spans]
) -> list[Finding]:
    """Return everything to look at in a pass, in time order.

    Parameters
    ----------
    absent : mapping
        Channel id → stretches in which the person the channel is about is not in the room.
    """
    scored = Spans.of((e.on, e.off) for e in session.episodes)
    coded = Spans.of(coding.pass_record(pass_.id).coded)
    found = list(_uncoded(scored - _always_absent(pass_, absent) - coded))
    of_structure = structure_codes(scheme)
    for channel in pass_.channels:
        room = _Room(channel, scored, coded, absent.get(channel.id, EMPTY))
        codes = {code.id for code in channel.codes}
        events = sorted((e for e in coding.events if e.code in codes), key=lambda e: e.on)
        found += _of_points(room, events) if channel.kind == "point" else _of_states(room, events)
        if not codes & of_structure and scored:
            found += _misplaced(room, events)
    return sorted(found, key=lambda finding: (finding.on_ms, finding.off_ms))


@dataclass(frozen=True, slots=True)
class _Room:
    """A channel, and where it is to be coded."""

    channel: Channel
    scored: Spans
    coded: Spans
    absent: Spans

    def code(self, event: Event) -> Code:
        return next(code for code in self.channel.codes if code.id == event.code)

    def finding(self, kind: FindingKind, text: str, event: Event, off_ms: int, other: str = "") -> Finding:
        return Finding(kind, text, event.on, max(off_ms, event.on), self.channel.id, event.id, other)


def _always_absent(pass_: Pass, absent: Mapping[str, Spans]) -> Spans:
    away = [absent.get(channel.id, EMPTY) for channel in pass_.channels]
    return reduce(and_, away) if away else EMPTY


def _uncoded(left: Spans) -> Iterator[Finding]:
    for on, off in left:
        yield Finding("uncoded", f"Not coded yet: {clock(on, 0)} – {clock(off, 0)}", on, off)


def _of_points(room: _Room, events: list[Event]) -> Iterator[Finding]:
    for code in room.channel.codes:
        mine = [event for event in events if event.code == code.id]
        for first, second in pairwise(mine):
            if second.on - first.on < DOUBLE_MS:
                text = f"Two of {code.title}, {seconds_text(second.on - first.on, 2)} apart"
                yield room.finding("double", text, second, second.on, first.id)
        for event in mine:
            yield from _unset(room, event, code, event.on)


def _of_states(room: _Room, events: list[Event]) -> Iterator[Finding]:
    ends = _ends(room.channel, events)
    for event, end in zip(events, ends, strict=True):
        code = room.code(event)
        if event.off is not None and event.off <= event.on:
            yield room.finding("length", f"{code.title} has no length", event, event.on)
        elif end == FOREVER:
            yield room.finding("open", f"{code.title} has no end", event, event.on)
        yield from _unset(room, event, code, event.on if end == FOREVER else end)
    yield from _overlaps(room, events)
    if room.channel.exhaustive:
        held = Spans.of((e.on, end) for e, end in zip(events, ends, strict=True) if e.on < end)
        for on, off in (room.coded & room.scored) - held - room.absent:
            yield Finding("gap", f"{room.channel.title}: no state", on, off, room.channel.id)


def _ends(channel: Channel, events: list[Event]) -> list[int]:
    later: list[Event | None] = [*events[1:], None] if channel.exclusive else [None] * len(events)
    return [end_of(event, after) for event, after in zip(events, later, strict=bool(events))]


def _overlaps(room: _Room, events: list[Event]) -> Iterator[Finding]:
    for first, second in pairwise(events):
        if room.channel.exclusive:
            clash = second.on == first.on or (first.off is not None and first.off > second.on)
        else:
            clash = first.code == second.code and second.on < (FOREVER if first.off is None else first.off)
        if clash:
            names = f"{room.code(first).title} and {room.code(second).title}"
            yield room.finding("overlap", f"{names} overlap", first, second.on, second.id)


def _unset(room: _Room, event: Event, code: Code, off_ms: int) -> Iterator[Finding]:
    for modifier in code.modifiers:
        if modifier.required and not event.mods.get(modifier.id):
            text = f"{code.title} lacks: {modifier.title or modifier.id}"
            yield room.finding("modifier", text, event, off_ms, modifier.id)


def _misplaced(room: _Room, events: list[Event]) -> Iterator[Finding]:
    for event, end in zip(events, _ends(room.channel, events), strict=True):
        point = room.channel.kind == "point"
        stretch = Spans.of([(event.on, event.on + 1 if point else end)]) if point or event.on < end else EMPTY
        title = room.code(event).title
        if stretch and not stretch & room.scored:
            off = event.on if point or end == FOREVER else end
            yield room.finding("outside", f"{title} lies outside the episodes", event, off)
        elif away := stretch & room.absent & room.scored:
            on, off = next(iter(away))
            text = f"{title} while the caregiver is out of the room"
            yield Finding("absent", text, on, on if point else off, room.channel.id, event.id)
