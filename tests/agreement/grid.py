"""The plain way to compare codings: one cell per millisecond. Slow, obvious, and independent of the package."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
from hypothesis import strategies as st

CODES = ("x", "y", "z")
UNOBS = "unobs"
LENGTH = 60

Interval = tuple[int, int, str]


@st.composite
def codings(draw: st.DrawFn, codes: Sequence[str] = (*CODES, UNOBS), length: int = LENGTH) -> list[Interval]:
    """Draw disjoint states, with gaps or without."""
    cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=10)))
    stretches = itertools.pairwise(cuts)
    labels = draw(st.lists(st.sampled_from([*codes, None]), min_size=len(cuts) - 1, max_size=len(cuts) - 1))
    return [(on, off, code) for (on, off), code in zip(stretches, labels, strict=True) if code is not None]


@st.composite
def windows(draw: st.DrawFn, length: int = LENGTH) -> list[tuple[int, int]]:
    """Draw disjoint windows; some touch."""
    cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=6)))
    spans = list(itertools.pairwise(cuts))
    kept = draw(st.lists(st.booleans(), min_size=len(spans), max_size=len(spans)))
    return [span for span, keep in zip(spans, kept, strict=True) if keep] or [spans[0]]


def line(coding: Iterable[Interval], length: int = LENGTH) -> list[str | None]:
    """Return the code of every ms, None in gaps."""
    cells: list[str | None] = [None] * length
    for on, off, code in coding:
        for t in range(on, off):
            cells[t] = code
    return cells


def inside(spans: Iterable[tuple[int, int]]) -> list[int]:
    """Return every ms of the windows."""
    return [t for on, off in spans for t in range(on, off)]


def kappa(table: np.ndarray) -> float | None:
    """Return Cohen's kappa as written in the textbook."""
    n = table.sum()
    if n == 0:
        return None
    po = sum(table[i, i] for i in range(len(table))) / n
    pe = sum(table[i, :].sum() * table[:, i].sum() for i in range(len(table))) / n**2
    return None if abs(1 - pe) < 1e-12 else (po - pe) / (1 - pe)


def tolerant_table(
    walked: Sequence[str | None], other: Sequence[str | None], spans: Iterable[tuple[int, int]], tol: int
) -> np.ndarray:
    """Return the table with the walked coder in the rows: agreed when the other shows the code within ``tol`` ms.

    "Within" is one cell per ms: the other coder's cell u covers ``[u, u + 1)``, made longer by ``tol`` on both sides.
    """
    table = np.zeros((len(CODES), len(CODES)), dtype=int)
    for on, off in spans:
        for t in range(on, off):
            mine, theirs = walked[t], other[t]
            if mine not in CODES or theirs not in CODES:
                continue
            near = other[max(on, t - tol) : min(off, t + tol + 1)]
            column = mine if mine in near else theirs
            table[CODES.index(mine), CODES.index(column)] += 1
    return table
