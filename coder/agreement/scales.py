"""How often two coders' ratings on a scale are equal or next to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.agreement.stat import Stat


@dataclass(frozen=True, slots=True)
class Within:
    """Percentages of complete pairs (`within`); ``n_incomplete`` pairs had one rating only."""

    exact_pct: Stat
    within1_pct: Stat
    n_incomplete: int


def within(a: Sequence[float | None], b: Sequence[float | None]) -> Within:
    """Return the percentage of pairs of ratings that are equal, and at most one point apart."""
    pairs = [(one, two) for one, two in zip(a, b, strict=True) if one is not None and two is not None]
    incomplete = sum((one is None) != (two is None) for one, two in zip(a, b, strict=True))
    n = len(pairs)

    def percent(name: str, limit: float) -> Stat:
        if not n:
            return Stat(name, reason="NO_DATA", unit="rating")
        near = sum(abs(one - two) <= limit for one, two in pairs)
        return Stat(name, 100 * near / n, n_units=n, unit="rating")

    return Within(percent("exact_pct", 0), percent("within1_pct", 1), incomplete)
