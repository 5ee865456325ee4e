"""A stretch of the consensus while it is edited: its edges, its code, and what fills the room it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coder.app.consensus import Claim, Part, Piece, SessionConsensus
from coder.app.differences import Difference

Edge = Literal["on", "off"]
LEAST_MS = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being edited: one code over ``[on_ms, off_ms)``, or one point at ``on_ms``.

    Attributes
    ----------
    first_ms, last_ms : int
        The differing stretch the edit began with. Room it leaves between these goes to its neighbours.
    given : tuple of Claim
        What the coders had recorded here.
    claims : tuple of Claim or None
        What can be chosen; None stands for no code.
    bounds : (int, int)
        How far the edges can go.
    """

    part: Part
    on_ms: int
    off_ms: int
    claim: Claim | None
    first_ms: int
    last_ms: int
    before: Claim | None
    after: Claim | None
    given: tuple[Claim, ...]
    claims: tuple[Claim | None, ...]
    bounds: tuple[int, int]
    edge: Edge = "on"

    @classmethod
    def of(cls, state: SessionConsensus, part: Part, item: Difference, bounds: tuple[int, int]) -> Draft:
        """Return the draft of a stretch; it begins with what the consensus holds there, or else with coder A's."""
        pieces = state.pieces(part)
        inside = [p for p in pieces if p.off_ms is not None and p.on_ms < item.off_ms and p.off_ms > item.on_ms]
        held = [p for p in pieces if p.off_ms is None and item.on_ms <= p.on_ms <= item.off_ms]
        places = [p for p in state.places(part) if p.on_ms < item.off_ms and p.off_ms > item.on_ms]
        if not part.timed:
            places = state.points(part, (item.ids_a, item.ids_b))
        given = [claim for place in places for claim in (place.a, place.b) if claim is not None]
        first = (inside or held)[0].claim if inside or held else None
        on_ms = held[0].on_ms if held and not part.timed else item.on_ms
        return cls(
            part,
            on_ms,
            item.off_ms if part.timed else on_ms,
            first or next(iter(given), None),
            item.on_ms,
            item.off_ms,
            next((p.claim for p in pieces if p.off_ms == item.on_ms), None),
            next((p.claim for p in pieces if p.on_ms == item.off_ms), None) if part.timed else None,
            tuple(given),
            _choices(part, given),
            bounds,
        )

    @property
    def code(self) -> str:
        """The chosen code, "" for none."""
        return self.claim.code if self.claim else ""

    def with_code(self, code: str) -> Draft:
        """Choose a code; "" for none."""
        found = next((claim for claim in self.claims if (claim.code if claim else "") == code), self.claim)
        return replace(self, claim=found)

    def moved(self, edge: Edge, ms: int) -> Draft:
        """Move an edge, which stops before the other one; a point moves as a whole."""
        first, last = self.bounds
        if not self.part.timed:
            at_ms = min(max(ms, first), last - LEAST_MS)
            return replace(self, on_ms=at_ms, off_ms=at_ms)
        if edge == "on":
            return replace(self, on_ms=min(max(ms, first), self.off_ms - LEAST_MS), edge=edge)
        return replace(self, off_ms=max(min(ms, last), self.on_ms + LEAST_MS), edge=edge)

    def edge_ms(self) -> int:
        """Return where the edge is that keys move."""
        return self.on_ms if self.edge == "on" else self.off_ms

    @property
    def stretch(self) -> tuple[int, int]:
        """Everything that the edit settles."""
        return min(self.first_ms, self.on_ms), max(self.last_ms, self.off_ms)

    def pieces(self) -> Sequence[Piece]:
        """Return what will stand in `stretch`."""
        if not self.part.timed:
            return [Piece(self.on_ms, None, self.claim)] if self.claim else []
        found = [
            Piece(self.first_ms, self.on_ms, self.before or self._other),
            Piece(self.on_ms, self.off_ms, self.claim),
            Piece(self.off_ms, self.last_ms, self.after or self._other),
        ]
        return [p for p in found if p.claim is not None and p.off_ms is not None and p.on_ms < p.off_ms]

    @property
    def _other(self) -> Claim | None:
        """What fills room beside the edit where no neighbour is settled and the channel may have no gap."""
        if not self.part.channel.exhaustive:
            return None
        return next((claim for claim in self.given if claim.code != self.code), None)


def _choices(part: Part, given: Sequence[Claim]) -> tuple[Claim | None, ...]:
    """Return a claim for every code, with the modifiers of a coder who used it; then nothing."""
    codes = [code.id for code in part.channel.codes if code.id in part.codes]
    known = {claim.code: Claim(claim.code, claim.mods) for claim in reversed(given)}
    return (*(known.get(code, Claim(code)) for code in codes), None)
