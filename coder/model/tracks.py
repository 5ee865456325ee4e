"""A coding made ready to be read: states closed and cut, points kept or dropped, observed time known.

This is done once, here; measures, agreement and tables never see a start without its stop.

Rules: a state closes at the latest at the end of the scored span or of what its pass has coded; an exclusive channel
closes its running state when the next one starts; a state that begins before the scored span is clipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import Struct

from coder.model.coding import Coding, Event
from coder.model.scheme import Channel, Scheme
from coder.model.session import Episode, Session
from coder.model.spans import EMPTY, Spans

# States and points hold texts and numbers alone and so never a cycle: left out of garbage collection, which would
# otherwise visit a million of them again and again.


class State(Struct, frozen=True, gc=False):
    """A closed state ``[on, off)`` in session ms.

    ``left_cut``: it ran before the scored span, so ``on`` is no onset. ``right_cut``: it was left open or ran on
    past the bound, so ``off`` is no offset.
    """

    id: str
    code: str
    on: int
    off: int
    left_cut: bool = False
    right_cut: bool = False
    mods: dict[str, str] = {}


class Point(Struct, frozen=True, gc=False):
    """A point event at ``time`` in session ms."""

    id: str
    code: str
    time: int
    mods: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Track:
    """One channel of one coding.

    Attributes
    ----------
    coded : Spans
        What the coder has declared coded in the channel's pass; empty means the pass was not coded.
    observed : Spans
        ``coded`` without unobservable states and, in an exhaustive channel, without gaps.
    states : tuple of State
        In time order; of an exclusive channel they never overlap. Unobservable states are among them.
    points : tuple of Point
        In time order, ties in the order of the file.
    """

    pass_id: str
    channel: Channel
    coded: Spans
    observed: Spans
    states: tuple[State, ...] = ()
    points: tuple[Point, ...] = ()

    def states_of(self, codes: Iterable[str]) -> list[State]:
        """Return the states of the given codes in time order."""
        wanted = frozenset(codes)
        return [state for state in self.states if state.code in wanted]


@dataclass(frozen=True, slots=True)
class Tracks:
    """All channels of one coding, ready to be read.

    ``scored`` is the union of the episodes; behaviour outside it is kept but never scored.
    """

    scheme: Scheme
    session: Session
    coder: str
    episodes: tuple[Episode, ...]
    scored: Spans
    by_channel: dict[str, Track]

    def of_code(self, code_id: str) -> Track | None:
        """Return the track on which a code is recorded, or None when the scheme has no such code."""
        place = self.scheme.places.get(code_id)
        return self.by_channel[place.channel.id] if place else None


def resolve(scheme: Scheme, session: Session, coding: Coding) -> Tracks:
    """Return every channel of ``coding`` closed, cut and ordered.

    Events whose code the scheme does not have are left out; `coder.model.checks` reports them.
    """
    scored = Spans.of((e.on, e.off) for e in session.episodes)
    events: dict[str, list[Event]] = {channel.id: [] for _, channel in scheme.channels()}
    for event in coding.events:
        place = scheme.places.get(event.code)
        if place is not None:
            events[place.channel.id].append(event)
    by_channel = {}
    for pass_ in scheme.passes:
        coded = Spans.of(coding.pass_record(pass_.id).coded)
        for channel in pass_.channels:
            by_channel[channel.id] = _track(pass_.id, channel, coded, scored, events[channel.id])
    return Tracks(scheme, session, coding.coder, session.episodes, scored, by_channel)


def _track(pass_id: str, channel: Channel, coded: Spans, scored: Spans, events: list[Event]) -> Track:
    if not coded or not scored:
        return Track(pass_id, channel, coded, coded)
    begin, end = int(scored.edges[0]), int(min(scored.edges[-1], coded.edges[-1]))
    if channel.kind == "point":
        kept = sorted((e for e in events if begin <= e.on < end), key=_by_onset)
        return Track(pass_id, channel, coded, coded, points=tuple(Point(e.id, e.code, e.on, e.mods) for e in kept))
    states = _closed_states(events, channel.exclusive, begin, end)
    return Track(pass_id, channel, coded, _observed(channel, coded, states), states=states)


def _by_onset(event: Event) -> int:
    return event.on


def _closed_states(events: list[Event], exclusive: bool, begin: int, end: int) -> tuple[State, ...]:
    ordered = sorted(events, key=_by_onset)
    limits: list[int | None] = [None] * len(ordered)
    if exclusive:
        limits = [later.on for later in ordered[1:]] + [None]
    states = []
    for event, limit in zip(ordered, limits, strict=False):
        off = event.off
        if limit is not None and (off is None or off > limit):
            off = limit
        right_cut = off is None or off > end
        on, closed = max(event.on, begin), end if off is None or right_cut else off
        if on < closed:
            states.append(State(event.id, event.code, on, closed, event.on < begin, right_cut, event.mods))
    return tuple(states)


def _observed(channel: Channel, coded: Spans, states: tuple[State, ...]) -> Spans:
    unseen = EMPTY
    if channel.unobservable:
        unseen = Spans.of((s.on, s.off) for s in states if s.code == channel.unobservable)
    if channel.exhaustive:
        coded = coded & Spans.of((s.on, s.off) for s in states)
    return coded - unseen
