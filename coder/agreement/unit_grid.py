"""Kappa on a grid of units with a tolerance of whole units, for comparison with GSEQ.

The exact kappa and `tolerance.time_kappa_tol` are the figures to report; this one only makes older papers comparable
(Bakeman, Quera & Gnisci 2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from coder.agreement.errors import AgreementError
from coder.agreement.stat import BoolArray, IntArray, sum_at
from coder.agreement.sweep import GAP, UNOBS, Interval, Record, Windows, cut
from coder.agreement.tolerance import ToleratedKappa, tolerated


def time_unit_kappa_tol(
    a: Iterable[Interval],
    b: Iterable[Interval],
    windows: Iterable[tuple[int, int]],
    codes: Sequence[str],
    *,
    unit_ms: int = 1000,
    tol_units: int = 2,
    unobservable: str | None = None,
) -> ToleratedKappa:
    """Return kappa over units of ``unit_ms``, agreed when the other coder shows the code within ``tol_units``.

    A unit has the code with the largest share of it, of equals the one present earlier; it is uncoded when free time
    has a larger share than every code, and then it leaves the table. An incomplete last unit of a window is dropped.

    Raises
    ------
    AgreementError
        When the unit is not positive, the tolerance is negative, or as in `time_table.time_table`.
    """
    if unit_ms <= 0 or tol_units < 0:
        raise AgreementError("A unit must be at least 1 ms long and its tolerance 0 units or more.")
    records = [Record.of(side, codes, unobservable) for side in (a, b)]
    spans = Windows.of(windows)
    q = len(codes)
    tables = np.zeros((2, q, q), dtype=np.int64)
    for on, off in zip(spans.on.tolist(), spans.off.tolist(), strict=True):
        units = [_unit_codes(record, on, off, unit_ms, q) for record in records]
        tables[0] += _tally(units[0], units[1], tol_units, q)
        tables[1] += _tally(units[1], units[0], tol_units, q).T
    return tolerated(tables[0], tables[1], "unit")


def _unit_codes(record: Record, on: int, off: int, unit_ms: int, q: int) -> IntArray:
    """Return the label of every complete unit: a code, `UNOBS` or `GAP`."""
    n_units = (off - on) // unit_ms
    if not n_units:
        return np.empty(0, dtype=np.int64)
    window = Windows.of([(on, on + n_units * unit_ms)])
    pieces = cut((record,), window, on + unit_ms * np.arange(n_units + 1))
    unit = (pieces.on - on) // unit_ms
    column = np.where(pieces.labels[0] == GAP, q + 1, np.where(pieces.labels[0] == UNOBS, q, pieces.labels[0]))
    share = sum_at((unit, column), pieces.lengths, (n_units, q + 2))
    first = np.full((n_units, q + 2), off, dtype=np.int64)
    np.minimum.at(first, (unit, column), pieces.on)
    coded = share[:, : q + 1]
    largest = coded.max(1)
    earliest = np.where(coded == largest[:, None], first[:, : q + 1], off + 1).argmin(1)
    label = np.where(earliest == q, UNOBS, earliest)
    return np.where(share[:, q + 1] > largest, GAP, label)


def _tally(mine: IntArray, other: IntArray, tol_units: int, q: int) -> IntArray:
    """Return the table with the walked coder in the rows."""
    kept = (mine >= 0) & (other >= 0)
    agreed = _shown_nearby(other, tol_units, q)[np.flatnonzero(kept), mine[kept]]
    column = np.where(agreed, mine[kept], other[kept])
    return sum_at((mine[kept], column), np.ones(len(column), dtype=np.int64), (q, q))


def _shown_nearby(units: IntArray, tol_units: int, q: int) -> BoolArray:
    """Return, for every unit and code, whether a unit within the tolerance has that code, shape (n, q)."""
    shown: BoolArray = units[:, None] == np.arange(q)
    nearby = shown.copy()
    for step in range(1, min(tol_units, len(units) - 1) + 1):
        nearby[step:] |= shown[:-step]
        nearby[:-step] |= shown[step:]
    return nearby
