"""Shifted boundaries: both coders saw the same change, one a little later. They can be settled all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from coder.app.consensus.places import Claim, Part, Place
from coder.app.consensus.settle import Signature, make_decision, next_id, take_stretches
from coder.app.consensus.state import Piece, SessionConsensus
from coder.model.changes import AnyChange

MIDDLE: Final = "Shifted boundary, put in the middle."


def shifted_boundaries(state: SessionConsensus, longest_ms: int) -> Iterator[tuple[Part, Place]]:
    """Yield the open places of states at which one coder changes from the one code to the other before the other does.

    The places at both sides are agreed: before it both say the one code, after it both say the other.
    """
    for part in state.parts():
        if not part.timed:
            continue
        places, open_places = state.places(part), set(state.open(part))
        for before, place, after in zip(places, places[1:], places[2:], strict=False):
            touching = before.off_ms == place.on_ms and place.off_ms == after.on_ms
            if not (touching and before.agreed and after.agreed and place in open_places):
                continue
            if place.off_ms - place.on_ms <= longest_ms and {before.a, after.a} == {place.a, place.b}:
                yield part, place


def meet_in_the_middle(state: SessionConsensus, found: Sequence[tuple[Part, Place]], sign: Signature) -> AnyChange:
    """Return the one change that puts each of these boundaries half way between where both coders set it."""
    number = int(next_id(state.coding)[1:])
    settled = []
    for n, (part, place) in enumerate(found):
        middle = (place.on_ms + place.off_ms) // 2
        first, second = _sides(state, part, place)
        pieces = [
            Piece(on, off, claim)
            for on, off, claim in ((place.on_ms, middle, first), (middle, place.off_ms, second))
            if on < off
        ]
        decision = make_decision(state, part, place, "edited", sign, f"d{number + n}")
        settled.append((part, decision, pieces))
    count = "1 shifted boundary" if len(settled) == 1 else f"{len(settled)} shifted boundaries"
    return take_stretches(state, settled, sign.at, f"Put {count} in the middle")


def _sides(state: SessionConsensus, part: Part, place: Place) -> tuple[Claim | None, Claim | None]:
    """Return what both say before the place, and what both say after it."""
    before = next(p for p in state.places(part) if p.off_ms == place.on_ms)
    return (place.a, place.b) if before.a == place.a else (place.b, place.a)
