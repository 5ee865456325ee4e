"""The consensus of one session as it stands: what is agreed, what was decided, what is open."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from coder.agreement.report.pairs import CodedSession
from coder.app.consensus.places import Claim, Part, Place, both_complete, parts_of, places_of
from coder.model.coding import Coding, Decision, Event
from coder.model.scheme import Pass, Scheme
from coder.model.spans import EMPTY, Spans

Status = Literal["agreed", "open", "a", "b", "edited", "out"]
"""``out``: the pass takes no part, as not both have completed it."""

Ids = tuple[Collection[str], Collection[str]]
"""Ids of events in coder A's coding, and in coder B's."""
NO_IDS: Final[Ids] = ((), ())


@dataclass(frozen=True, slots=True)
class Piece:
    """A state ``[on_ms, off_ms)`` of the consensus, or a point (``off_ms`` None); None claims that nothing happened.

    ``event`` is the id of the point in the consensus, where it is there already.
    """

    on_ms: int
    off_ms: int | None
    claim: Claim | None
    event: str = ""


class SessionConsensus:
    """Two coders' codings of a session, and what their consensus makes of them.

    Parameters
    ----------
    scheme : Scheme
    item : CodedSession
        The session with both codings.
    coders : (str, str)
        Coder A and coder B.
    coding : callable
        Returns the consensus as it is now.
    """

    def __init__(
        self, scheme: Scheme, item: CodedSession, coders: tuple[str, str], coding: Callable[[], Coding]
    ) -> None:
        self.scheme, self.item, self.coders = scheme, item, coders
        self._coding = coding
        self._places: dict[tuple[str, str], list[Place]] = {}
        self._open: dict[tuple[str, str], tuple[tuple[Decision, ...], list[Place]]] = {}

    @property
    def coding(self) -> Coding:
        """The consensus as it is now."""
        return self._coding()

    def over(self, coding: Coding) -> SessionConsensus:
        """Return the same comparison with another consensus."""
        other = SessionConsensus(self.scheme, self.item, self.coders, lambda: coding)
        other._places = self._places
        return other

    @cached_property
    def codings(self) -> tuple[Coding, Coding]:
        """The codings of coder A and coder B."""
        a, b = (self.item.codings[coder] for coder in self.coders)
        return a, b

    @cached_property
    def scored(self) -> Spans:
        """The time of the episodes."""
        return Spans.of((e.on, e.off) for e in self.item.session.episodes)

    @cached_property
    def passes(self) -> tuple[Pass, ...]:
        """The passes that both have completed; the others wait."""
        return tuple(pass_ for pass_ in self.scheme.passes if both_complete(self.codings, pass_.id))

    def takes_part(self, part: Part) -> bool:
        """Whether both coders have completed the pass."""
        return part.pass_ in self.passes

    def alone(self) -> Iterator[tuple[Coding, str]]:
        """Yield the passes that one has completed and the other has not begun; they are taken as they are."""
        for pass_ in self.scheme.passes:
            records = [coding.pass_record(pass_.id) for coding in self.codings]
            for coding, own, other in zip(self.codings, records, reversed(records), strict=True):
                if own.complete and not other.coded and not other.complete:
                    yield coding, pass_.id

    def joint(self, pass_id: str) -> Spans:
        """Return what both have coded of the episodes in a pass."""
        one, two = (Spans.of(coding.pass_record(pass_id).coded) for coding in self.codings)
        return one & two & self.scored

    def parts(self) -> Iterator[Part]:
        """Yield the parts that both have completed."""
        return (part for part in parts_of(self.scheme) if self.takes_part(part))

    def places(self, part: Part) -> list[Place]:
        """Return all places of a part, agreed or not, in time order."""
        if part.key not in self._places:
            one, two = (self.item.track(coder, part.channel.id) for coder in self.coders)
            self._places[part.key] = places_of(part, one, two, self.joint(part.pass_.id))
        return self._places[part.key]

    def decisions(self, part: Part) -> list[Decision]:
        """Return the decisions on a part."""
        return [d for d in self.coding.decisions if (d.channel, d.code) == part.key]

    def decided(self, part: Part) -> Spans:
        """Return over which stretches it was decided; for states."""
        decisions = self.decisions(part)
        return Spans.of((d.on, d.off) for d in decisions) if decisions else EMPTY

    def open(self, part: Part) -> list[Place]:
        """Return where a decision is missing, in time order; what is left of a stretch where part of it is decided."""
        known = self._open.get(part.key)
        if known is None or known[0] is not self.coding.decisions:
            known = self._open[part.key] = (self.coding.decisions, self._find_open(part))
        return known[1]

    def _find_open(self, part: Part) -> list[Place]:
        differing = [place for place in self.places(part) if not place.agreed]
        if not part.timed:
            return [place for place in differing if self.decision_on(part, place) is None]
        return [Place(on, off, p.a, p.b) for p, on, off in _outside(differing, self.decided(part))]

    def decision_on(self, part: Part, place: Place) -> Decision | None:
        """Return the decision on a point, or pair of points."""
        key = (place.on_ms, place.off_ms, place.code_a, place.code_b)
        return next((d for d in self.decisions(part) if (d.on, d.off, d.code_a, d.code_b) == key), None)

    def touching(self, part: Part, on_ms: int, off_ms: int) -> list[Decision]:
        """Return the decisions on a part that meet a stretch."""
        return [d for d in self.decisions(part) if d.on < off_ms and d.off > on_ms]

    def status(self, part: Part, on_ms: int, off_ms: int, ids: Ids = NO_IDS) -> Status:
        """Return how a stretch stands; of points, those with these ids."""
        if not self.takes_part(part):
            return "out"
        if part.timed:
            if any(place.on_ms < off_ms and place.off_ms > on_ms for place in self.open(part)):
                return "open"
            took = {decision.took for decision in self.touching(part, on_ms, off_ms)}
        else:
            found = [self.decision_on(part, place) for place in self.points(part, ids) if not place.agreed]
            if None in found:
                return "open"
            took = {decision.took for decision in found if decision is not None}
        if not took:
            return "agreed"
        return took.pop() if len(took) == 1 else "edited"

    def points(self, part: Part, ids: Ids) -> list[Place]:
        """Return the places of points by their ids in coder A's and in coder B's coding."""
        return [p for p in self.places(part) if (p.a and p.a.event in ids[0]) or (p.b and p.b.event in ids[1])]

    def pieces(self, part: Part) -> list[Piece]:
        """Return what the consensus holds of a part, in time order: what is agreed, and what was decided."""
        agreed = [place for place in self.places(part) if place.agreed]
        if not part.timed:
            return self._points(part, agreed)
        decided = self.decided(part)
        found = [Piece(on, off, place.a) for place, on, off in _outside(agreed, decided) if place.a is not None]
        found += [
            Piece(on, off, _claim(event))
            for event in self._events(part)
            if event.off is not None and decided.meets(event.on, event.off)
            for on, off in decided.clip(event.on, event.off)
        ]
        return _joined(sorted(found, key=lambda piece: piece.on_ms))

    def _points(self, part: Part, agreed: Iterable[Place]) -> list[Piece]:
        found = [Piece(p.a.at_ms, None, p.a) for p in agreed if p.a is not None and p.a.at_ms is not None]
        kept = {
            event_id
            for place in self.places(part)
            if not place.agreed and (decision := self.decision_on(part, place)) is not None
            for event_id in decision.events
        }
        found += [Piece(e.on, None, _claim(e), e.id) for e in self._events(part) if e.id in kept]
        return sorted(found, key=lambda piece: piece.on_ms)

    def _events(self, part: Part) -> list[Event]:
        codes = part.codes
        return [event for event in self.coding.events if event.code in codes]

    @property
    def n_open(self) -> int:
        """How many decisions are missing in the session."""
        return sum(len(self.open(part)) for part in self.parts())

    @property
    def settled(self) -> bool:
        """Whether the session is agreed: both have completed something, and no decision is missing."""
        return bool(self.passes) and self.n_open == 0


def _claim(event: Event) -> Claim:
    return Claim(event.code, tuple(sorted(event.mods.items())))


def _outside(places: Iterable[Place], decided: Spans) -> Iterator[tuple[Place, int, int]]:
    """Yield what is left of places outside what was decided."""
    for place in places:
        if not decided or not decided.meets(place.on_ms, place.off_ms):
            yield place, place.on_ms, place.off_ms
        else:
            for on, off in Spans.of([(place.on_ms, place.off_ms)]) - decided:
                yield place, on, off


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Join pieces that touch and say the same."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and last.off_ms == piece.on_ms and last.claim == piece.claim:
            found[-1] = Piece(last.on_ms, piece.off_ms, piece.claim)
        else:
            found.append(piece)
    return found
