"""Time-based kappa that forgives boundaries set a little apart, without a grid.

At every moment a coder's code counts as agreed when the other coder shows that code anywhere within the tolerance.
Taking A or B as the one whose moments are walked gives two values, reported both and as their mean
(Bakeman, Quera & Gnisci 2009 show that the choice matters).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from coder.agreement.errors import AgreementError
from coder.agreement.kappa import kappa, margins, table_stats
from coder.agreement.stat import Batch, BoolArray, IntArray, Stat, stack
from coder.agreement.sweep import Interval, Record, Windows, cut
from coder.agreement.time_table import Categories, GapPolicy, UnobsPolicy, join, tally_cells


@dataclass(frozen=True, slots=True)
class ToleratedKappa:
    """Kappa with a tolerance, from each coder's side and as the mean (`time_kappa_tol`, `time_unit_kappa_tol`)."""

    table_ab: IntArray
    table_ba: IntArray
    po_ab: Stat
    po_ba: Stat
    kappa_ab: Stat
    kappa_ba: Stat
    kappa_mean: Stat


def time_kappa_tol(
    a: Iterable[Interval],
    b: Iterable[Interval],
    windows: Iterable[tuple[int, int]],
    codes: Sequence[str],
    *,
    tol_ms: int = 2000,
    unobservable: str | None = None,
    unobs_policy: UnobsPolicy = "drop_either",
    gap_policy: GapPolicy = "exclude",
) -> ToleratedKappa:
    """Return the duration-weighted kappa with a tolerance of ``tol_ms``.

    The moments that count are those of `time_table` with the same policies, so that only po can change. A coder's
    states are clipped to the window before they are made longer.

    Raises
    ------
    AgreementError
        When the tolerance is negative, or as in `time_table`.
    """
    categories = Categories.of(codes, unobservable, unobs_policy, gap_policy)
    records = [Record.of(side, codes, unobservable) for side in (a, b)]
    spans = Windows.of(windows)
    tables = tolerant_tables(records[0], records[1], spans, categories, tol_ms)
    return tolerated(tables[0].sum(0), tables[1].sum(0), "ms")


def tolerant_tables(
    a: Record, b: Record, windows: Windows, categories: Categories, tol_ms: int
) -> tuple[IntArray, IntArray]:
    """Return the tables of both directions for every window, each of shape (n_windows, q, q)."""
    if tol_ms < 0:
        raise AgreementError(f"A tolerance cannot be negative: {tol_ms} ms.")
    return (
        _one_direction(a, b, windows, categories, tol_ms, walker=0),
        _one_direction(a, b, windows, categories, tol_ms, walker=1),
    )


def tolerated(table_ab: IntArray, table_ba: IntArray, unit: str) -> ToleratedKappa:
    """Return the coefficients of the two tables."""
    ab, ba = table_stats(table_ab, unit), table_stats(table_ba, unit)
    mean = mean_kappa(kappa(margins(table_ab)), kappa(margins(table_ba)))
    n = int(table_ab.sum())
    return ToleratedKappa(table_ab, table_ba, ab.po, ba.po, ab.kappa, ba.kappa, mean.stat("kappa_mean", n, unit))


def mean_kappa(kappa_ab: Batch, kappa_ba: Batch) -> Batch:
    """Return the mean of the two directions; undefined where either is, with its reason."""
    both = stack([kappa_ab, kappa_ba])
    return Batch(both.values.mean(-1), np.where(both.reasons[..., 0] > 0, both.reasons[..., 0], both.reasons[..., 1]))


def _one_direction(
    a: Record, b: Record, windows: Windows, categories: Categories, tol_ms: int, walker: int
) -> IntArray:
    other = b if walker == 0 else a
    shown = _Shown.of(other, windows, categories)
    edges = np.concatenate([shown.on - tol_ms, shown.off + tol_ms])
    joint = join(a, b, windows, categories, edges)
    mine = joint.a if walker == 0 else joint.b
    agreed = shown.near(joint.segments.window, mine, joint.segments.on, tol_ms)
    row = np.where(agreed, mine, joint.a)
    column = np.where(agreed, mine, joint.b)
    return tally_cells(joint, row, column, len(categories.names), len(windows))


@dataclass(frozen=True, slots=True)
class _Shown:
    """Where one coder shows which category: stretches sorted by window, category and onset.

    ``key`` is one increasing number per stretch, so that one binary search finds the last stretch of a category that
    begins at or before a time.
    """

    on: IntArray
    off: IntArray
    group: IntArray
    key: IntArray
    n_categories: int

    @classmethod
    def of(cls, record: Record, windows: Windows, categories: Categories) -> _Shown:
        pieces = cut((record,), windows)
        category = categories.place(pieces.labels[0])
        kept = category >= 0
        on, off, window, category = pieces.on[kept], pieces.off[kept], pieces.window[kept], category[kept]
        group = window * len(categories.names) + category
        order = np.lexsort((on, group))
        on, off, group = on[order], off[order], group[order]
        return cls(on, off, group, _key(group, on), len(categories.names))

    def near(self, window: IntArray, category: IntArray, times: IntArray, tol_ms: int) -> BoolArray:
        """Return whether the category is shown within the tolerance of each time, in the same window."""
        if not len(self.key):
            return np.zeros(len(times), dtype=bool)
        group = window * self.n_categories + category
        place = self.key.searchsorted(_key(group, times + tol_ms), "right") - 1
        found: BoolArray = (place >= 0) & (self.group[place] == group) & (self.off[place] > times - tol_ms)
        return found


_AXIS_MS = 1 << 40


def _key(group: IntArray, times: IntArray) -> IntArray:
    """Order by group, then time; the axis is far longer than any cohort's recordings laid end to end (35 years)."""
    return group * _AXIS_MS + times
