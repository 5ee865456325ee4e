"""Intraclass correlations of ratings by the same coders (Shrout & Fleiss 1979; McGraw & Wong 1996).

Everything is computed from sums that add up over units (`unit_moments`), so that children can be resampled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from coder.agreement.errors import AgreementError
from coder.agreement.icc_intervals import Limits, absolute_limits, average_limits, ratio_limits
from coder.agreement.stat import TINY, Batch, BoolArray, FloatArray, Reason, Stat, batch, divide


class MeanSquares(NamedTuple):
    """Mean squares of the two-way table: rows (targets), columns (raters), error, and within rows."""

    msr: FloatArray
    msc: FloatArray
    mse: FloatArray
    msw: FloatArray


@dataclass(frozen=True, slots=True)
class Icc:
    """All six intraclass correlations (`icc`), each with its interval.

    ``icc1`` ICC(1), ``icc2`` ICC(A,1), ``icc3`` ICC(C,1); with ``k`` for the mean of all raters. The mean squares are
    None when there are too few units or raters. ``n_dropped`` rows had a missing rating.
    """

    n: int
    k: int
    n_dropped: int
    msr: float | None
    msc: float | None
    mse: float | None
    msw: float | None
    icc1: Stat
    icc2: Stat
    icc3: Stat
    icc1k: Stat
    icc2k: Stat
    icc3k: Stat


def icc(ratings: Sequence[Sequence[float | None]], conf: float = 0.95) -> Icc:
    """Return the intraclass correlations of a table of ratings, with F-based intervals.

    Parameters
    ----------
    ratings : sequence of n rows of k values
        One row per target, one column per rater; rows with a missing value are dropped and counted.
    conf : float
        Confidence of the intervals. They assume independent targets.

    Notes
    -----
    ``icc2`` is the default to report: coders are a sample of possible coders and differences in level matter. A
    denominator of 0 or less gives NO_BETWEEN_VARIANCE; an interval without error variance CI_DEGENERATE.
    """
    if len({len(row) for row in ratings}) > 1:
        raise AgreementError("Every row of ratings needs one place per rater; use None where one is missing.")
    rows = [row for row in ratings if all(value is not None for value in row)]
    k = len(ratings[0]) if ratings else 0
    table = np.array(rows, dtype=np.float64).reshape(len(rows), k)
    n = len(table)
    too_few: Reason | None = "TOO_FEW_UNITS" if n < 2 else "TOO_FEW_RATERS" if k < 2 else None
    names = ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")
    if too_few:
        stats = [Stat(name, reason=too_few, ci_reason=too_few, n_units=n, unit="rating") for name in names]
        return Icc(n, k, len(ratings) - n, None, None, None, None, *stats)
    sums = unit_moments(table).sum(0)
    ms = mean_squares(sums)
    limits = _limits(ms, n, k, conf)
    stats = [_with_limits(icc_of(sums, name).stat(name, n, "rating"), limits[name]) for name in names]
    msr, msc, mse, msw = (float(square) for square in ms)
    return Icc(n, k, len(ratings) - n, msr, msc, mse, msw, *stats)


def unit_moments(table: FloatArray) -> FloatArray:
    """Return what each complete row (n, k) adds to the sums: 1, squares, squared row sum, ratings; (n, 3 + k).

    All six correlations ignore a common shift, so the ratings are taken from the first one, which keeps the sums small.
    """
    centred = table - table[0, 0] if len(table) else table
    one = np.ones(len(table))
    return np.column_stack([one, (centred**2).sum(1), centred.sum(1) ** 2, centred])


def mean_squares(sums: FloatArray) -> MeanSquares:
    """Return the mean squares from sums of shape (..., 3 + k); an error below 1e-12 of the larger one is 0."""
    n, squares, row_squares, columns = sums[..., 0], sums[..., 1], sums[..., 2], sums[..., 3:]
    k = columns.shape[-1]
    common = divide(columns.sum(-1) ** 2, n * k)
    ss_rows = np.maximum(row_squares / k - common, 0.0)
    ss_columns = np.maximum(divide((columns**2).sum(-1), n) - common, 0.0)
    ss_error = np.maximum(squares - common - ss_rows - ss_columns, 0.0)
    msr, msc = divide(ss_rows, n - 1), ss_columns / (k - 1)
    mse = divide(ss_error, (n - 1) * (k - 1))
    mse = np.where(mse < TINY * np.maximum(msr, msc), 0.0, mse)
    msw = divide(ss_columns + mse * (n - 1) * (k - 1), n * (k - 1))
    return MeanSquares(msr, msc, mse, np.where(msw < TINY * msr, 0.0, msw))


def icc_of(sums: FloatArray, name: str = "icc2") -> Batch:
    """Return one of the correlations from sums of shape (..., 3 + k)."""
    n, k = sums[..., 0], sums.shape[-1] - 3
    msr, msc, mse, msw = mean_squares(sums)
    between = divide(msc - mse, n)
    numerator, denominator = {
        "icc1": (msr - msw, msr + (k - 1) * msw),
        "icc2": (msr - mse, msr + (k - 1) * mse + k * between),
        "icc3": (msr - mse, msr + (k - 1) * mse),
        "icc1k": (msr - msw, msr),
        "icc2k": (msr - mse, msr + between),
        "icc3k": (msr - mse, msr),
    }[name]
    flat: BoolArray = np.nan_to_num(denominator) < TINY
    value = divide(numerator, np.where(flat, 0.0, denominator))
    return batch(value, (n < 2, "TOO_FEW_UNITS"), (_constant(sums), "NO_VARIATION"), (flat, "NO_BETWEEN_VARIANCE"))


def _constant(sums: FloatArray) -> BoolArray:
    n, k = sums[..., 0], sums.shape[-1] - 3
    spread = sums[..., 1] - divide(sums[..., 3:].sum(-1) ** 2, n * k)
    same: BoolArray = np.nan_to_num(spread) <= TINY * sums[..., 1]
    return same


def _limits(ms: MeanSquares, n: int, k: int, conf: float) -> dict[str, Limits | None]:
    msr, msc, mse, msw = (float(square) for square in ms)
    one = ratio_limits(msr, msw, n - 1, n * (k - 1), k, conf)
    three = ratio_limits(msr, mse, n - 1, (n - 1) * (k - 1), k, conf)
    two = absolute_limits(msr, msc, mse, n, k, conf)
    return {
        "icc1": one and one.single,
        "icc1k": one and one.average,
        "icc2": two,
        "icc2k": two and average_limits(two, k),
        "icc3": three and three.single,
        "icc3k": three and three.average,
    }


def _with_limits(stat: Stat, limits: Limits | None) -> Stat:
    warned = replace(stat, warnings=("NEGATIVE",)) if stat.value is not None and stat.value < -TINY else stat
    return warned.bounded("f", limits)
