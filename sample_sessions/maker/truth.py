"""Turns a tape into a coding: what a coder who misses nothing and is never late would have written."""

from __future__ import annotations

from collections.abc import Iterable

from coder.model.coding import Coding, Event, PassRecord
from maker.tape import CHANNELS, PASS_OF_CODE, SCHEME, STATE_CODES, TICK_MS, Episode, Tape

SCHEME_REF = f"{SCHEME['id']}@{SCHEME['revision']}"
MOD_NAME = {"proximity": "by", "distress": "to", "voice": "to"}
PASSES = [pass_["id"] for pass_ in SCHEME["passes"]]


def true_coding(session: str, tape: Tape) -> Coding:
    """Return the true coding of a tape, all passes complete."""
    events = [event for channel in CHANNELS for event in true_events(channel, tape)]
    coded = scored_spans(tape.episodes)
    return Coding(
        session=session,
        coder="truth",
        scheme=SCHEME_REF,
        passes=tuple(PassRecord(id=name, coded=coded, complete=True) for name in PASSES),
        events=numbered(events),
    )


def true_events(channel: str, tape: Tape) -> list[Event]:
    """Return the events of one channel in time order, not yet numbered."""
    if channel in STATE_CODES:
        return [
            Event(id="e0", code=code, on=on * TICK_MS, off=off * TICK_MS, mods=_mods(channel, mod))
            for on, off, code, mod in tape.spans(channel)
        ]
    own = {code["id"] for code in CHANNELS[channel]["codes"]}
    return [Event(id="e0", code=p.code, on=p.tick * TICK_MS) for p in tape.points if p.code in own]


def numbered(events: Iterable[Event]) -> list[Event]:
    """Return the events pass by pass in time order, with ids e1, e2, …"""
    order = sorted(events, key=lambda event: (PASSES.index(PASS_OF_CODE[event.code]), event.on))
    return [_renamed(event, f"e{index}") for index, event in enumerate(order, start=1)]


def scored_spans(episodes: list[Episode]) -> tuple[tuple[int, int], ...]:
    """Return the union of the episodes in ms, as “mark pass complete” writes it."""
    spans: list[list[int]] = []
    for episode in episodes:
        on, off = episode.on * TICK_MS, episode.off * TICK_MS
        if spans and spans[-1][1] == on:
            spans[-1][1] = off
        else:
            spans.append([on, off])
    return tuple((on, off) for on, off in spans)


def _mods(channel: str, mod: str) -> dict[str, str]:
    return {MOD_NAME[channel]: mod} if mod else {}


def _renamed(event: Event, name: str) -> Event:
    return Event(
        id=name, code=event.code, on=event.on, off=event.off, mods=event.mods,
        frame=event.frame, note=event.note, certainty=event.certainty,
    )  # fmt: skip
