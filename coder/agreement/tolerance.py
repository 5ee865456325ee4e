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
from coder.agreement.stat import Batch, IntArray, Stat, stack, sum_at
from coder.agreement.sweep import Interval, Record, Segments, Windows
from coder.agreement.time_table import Categories, GapPolicy, Joint, UnobsPolicy, join


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
    joint = join(records[0], records[1], spans, categories)
    tables = tolerant_tables(joint, len(categories.names), len(spans), tol_ms)
    return tolerated(tables[0].sum(0), tables[1].sum(0), "ms")


def tolerant_tables(joint: Joint, n_categories: int, n_windows: int, tol_ms: int) -> tuple[IntArray, IntArray]:
    """Return the tables of both directions for every window, each of shape (n_windows, q, q).

    Raises
    ------
    AgreementError
        When the tolerance is negative.
    """
    if tol_ms < 0:
        raise AgreementError(f"A tolerance cannot be negative: {tol_ms} ms.")
    shape = (n_windows, n_categories, n_categories)
    from_a = _forgiven_ms(joint, joint.a, joint.b, n_categories, tol_ms)
    from_b = _forgiven_ms(joint, joint.b, joint.a, n_categories, tol_ms)
    return _tables(joint, joint.a, from_a, shape), _tables(joint, joint.b, from_b, shape)


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


def _tables(joint: Joint, walked: IntArray, forgiven_ms: IntArray, shape: tuple[int, int, int]) -> IntArray:
    """Return the duration tables after the forgiven time has moved to the walked coder's diagonal cell."""
    keep = joint.kept
    window, lengths, agreed = joint.segments.window[keep], joint.segments.lengths[keep], walked[keep]
    left = sum_at((window, joint.a[keep], joint.b[keep]), lengths - forgiven_ms[keep], shape)
    return left + sum_at((window, agreed, agreed), forgiven_ms[keep], shape)


def _forgiven_ms(joint: Joint, walked: IntArray, other: IntArray, q: int, tol_ms: int) -> IntArray:
    """Return how much of each stretch of disagreement has the walked category shown nearby by the other coder.

    Within the stretch the other coder shows something else, so only the nearest showing before it and the nearest
    after it in the same window can reach into it.
    """
    segments = joint.segments
    shown = np.flatnonzero(other >= 0)
    order = shown[np.lexsort((segments.on[shown], _group(segments, other, q)[shown]))]
    group, on, off = _group(segments, other, q)[order], segments.on[order], segments.off[order]
    forgiven = np.zeros(len(segments.on), dtype=np.int64)
    differ = np.flatnonzero(joint.kept & (walked != other))
    if not len(order) or not len(differ):
        return forgiven
    wanted, begin, end = _group(segments, walked, q)[differ], segments.on[differ], segments.off[differ]
    axis_ms = int(segments.off[-1] - min(segments.on[0], 0)) + 1
    after = (group * axis_ms + on).searchsorted(wanted * axis_ms + begin)
    before, after_ = np.maximum(after - 1, 0), np.minimum(after, len(order) - 1)
    from_before = np.where((after > 0) & (group[before] == wanted), off[before] + tol_ms - begin, 0)
    from_after = np.where((after < len(order)) & (group[after_] == wanted), end - on[after_] + tol_ms, 0)
    forgiven[differ] = np.minimum(end - begin, np.maximum(from_before, 0) + np.maximum(from_after, 0))
    return forgiven


def _group(segments: Segments, category: IntArray, q: int) -> IntArray:
    return segments.window * q + category
