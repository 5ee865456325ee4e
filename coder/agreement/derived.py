"""Agreement on numbers derived from the codes, such as latencies, durations and rates; the unit is the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from typing import Literal

import numpy as np

from coder.agreement.icc import Icc, icc
from coder.agreement.kappa import TableStats, table_stats
from coder.agreement.quantiles import normal_quantile, t_cdf, t_quantile
from coder.agreement.stat import TINY, FloatArray, IntArray, Reason, Stat

Values = Sequence[float | None]
LimitError = Literal["ba1999", "ba1986"]


@dataclass(frozen=True, slots=True)
class Concordance:
    """Lin's concordance (`ccc`) with its standard error."""

    ccc: Stat
    se: float | None


@dataclass(frozen=True, slots=True)
class BlandAltman:
    """Limits of agreement (`bland_altman`); each `Stat` carries its interval.

    ``trend`` is Spearman's correlation of difference and mean; ``trend_p`` below .05 asks for a log scale.
    """

    bias: Stat
    sd: Stat
    loa_lo: Stat
    loa_hi: Stat
    trend: Stat
    trend_p: float | None


@dataclass(frozen=True, slots=True)
class CensoredLatency:
    """Agreement on latencies of which some never ended (`censored_latency`).

    ``status_table`` has rows and columns (seen, not seen). The other figures use sessions where both saw the end.
    """

    status_table: IntArray
    status: TableStats
    n_both: int
    icc: Icc
    bland_altman: BlandAltman


def ccc(a: Values, b: Values, conf: float = 0.95) -> Concordance:
    """Return Lin's concordance correlation (Lin 1989; standard error with the correction of 2000).

    Pairs with a missing value are left out. No interval below 4 pairs, for perfect concordance or without covariance.
    """
    x, y = complete(a, b)
    n = len(x)
    if n < 2:
        reason: Reason = "TOO_FEW_UNITS" if n else "NO_DATA"
        return Concordance(_concordance(None, reason, n).bounded("lin", None), None)
    dx, dy = x - x.mean(), y - y.mean()
    sxx, syy, sxy = float((dx * dx).mean()), float((dy * dy).mean()), float((dx * dy).mean())
    shift = float(x.mean() - y.mean()) ** 2
    if sxx + syy + shift < TINY:
        return Concordance(_concordance(None, "NO_VARIATION", n).bounded("lin", None), None)
    c = 2 * sxy / (sxx + syy + shift)
    if n < 4 or abs(c) >= 1 - TINY or min(sxx, syy, abs(sxy)) < TINY:
        return Concordance(_concordance(c, None, n).bounded("lin", None), None)
    se = _lin_se(c, sxy / sqrt(sxx * syy), shift / sqrt(sxx * syy), n)
    reach = normal_quantile(1 - (1 - conf) / 2) * se / (1 - c * c)
    limits = (tanh(atanh(c) - reach), tanh(atanh(c) + reach))
    return Concordance(_concordance(c, None, n).bounded("lin", limits), se)


def bland_altman(
    a: Values,
    b: Values,
    conf: float = 0.95,
    *,
    multiplier: float = 1.96,
    se: LimitError = "ba1999",
) -> BlandAltman:
    """Return bias and limits of agreement of ``A - B`` (Bland & Altman 1986, 1999).

    Parameters
    ----------
    a, b : sequences of n values
        Pairs with a missing value are left out.
    multiplier : float
        Number of standard deviations from the bias to a limit.
    se
        Standard error of a limit: the form of 1999, or the approximation ``sqrt(3 / n) sd`` of 1986.
    """
    x, y = complete(a, b)
    n = len(x)
    if n < 2:
        reason: Reason = "TOO_FEW_UNITS" if n else "NO_DATA"
        bias, sd, low, high, trend = (
            Stat(name, reason=reason, ci_reason=reason, n_units=n, unit="session")
            for name in ("bias", "sd", "loa_lo", "loa_hi", "trend")
        )
        return BlandAltman(bias, sd, low, high, trend, None)
    return _bland_altman(x - y, (x + y) / 2, conf, multiplier, se)


def _bland_altman(d: FloatArray, level: FloatArray, conf: float, multiplier: float, se: LimitError) -> BlandAltman:
    n = len(d)
    bias, sd = float(d.mean()), float(d.std(ddof=1))
    t = t_quantile(1 - (1 - conf) / 2, n - 1)
    share = sqrt(3 / n) if se == "ba1986" else sqrt(1 / n + multiplier**2 / (2 * (n - 1)))
    trend, p = _spearman(d, level)
    return BlandAltman(
        _around("bias", bias, t * sd / sqrt(n), n),
        Stat("sd", sd, n_units=n, unit="session"),
        _around("loa_lo", bias - multiplier * sd, t * sd * share, n),
        _around("loa_hi", bias + multiplier * sd, t * sd * share, n),
        trend,
        p,
    )


def censored_latency(a: Values, b: Values, conf: float = 0.95) -> CensoredLatency:
    """Return agreement on whether the event came, and on its latency where both coders saw it.

    None means the event never came while observed. The length of the episode is never put in its place.
    """
    table = np.zeros((2, 2), dtype=np.int64)
    for one, two in zip(a, b, strict=True):
        table[int(one is None), int(two is None)] += 1
    both = [(one, two) for one, two in zip(a, b, strict=True) if one is not None and two is not None]
    differences = bland_altman([one for one, _ in both], [two for _, two in both], conf)
    return CensoredLatency(table, table_stats(table, "session"), len(both), icc(both, conf), differences)


def complete(a: Values, b: Values) -> tuple[FloatArray, FloatArray]:
    """Return the pairs in which both values are given, as two arrays."""
    pairs = [(one, two) for one, two in zip(a, b, strict=True) if one is not None and two is not None]
    array = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _concordance(value: float | None, reason: Reason | None, n: int) -> Stat:
    below = value is not None and value < -TINY
    return Stat("ccc", value, reason, n_units=n, unit="session", warnings=("NEGATIVE",) if below else ())


def _lin_se(c: float, p: float, u2: float, n: int) -> float:
    """Return the standard error; ``p`` is Pearson's correlation, ``u2`` the squared scaled shift."""
    var = (1 - p**2) * c**2 * (1 - c**2) / p**2 + 2 * c**3 * (1 - c) * u2 / p - c**4 * u2**2 / (2 * p**2)
    return sqrt(max(var, 0.0) / (n - 2))


def _around(name: str, value: float, reach: float, n: int) -> Stat:
    limits = (value - reach, value + reach) if reach >= TINY else None
    return Stat(name, value, n_units=n, unit="session").bounded("t", limits)


def _spearman(x: FloatArray, y: FloatArray) -> tuple[Stat, float | None]:
    """Return Spearman's correlation and its two-sided p from the t approximation."""
    n = len(x)
    dx, dy = (ranks - ranks.mean() for ranks in (_mid_ranks(x), _mid_ranks(y)))
    scale = sqrt(float((dx * dx).sum() * (dy * dy).sum()))
    if n < 3 or scale < TINY:
        reason: Reason = "TOO_FEW_UNITS" if n < 3 else "NO_VARIATION"
        return Stat("trend", reason=reason, n_units=n, unit="session"), None
    r = float((dx * dy).sum()) / scale
    stat = Stat("trend", r, n_units=n, unit="session")
    if abs(r) >= 1 - TINY:
        return stat, 0.0
    return stat, 2 * (1 - t_cdf(abs(r) * sqrt((n - 2) / (1 - r * r)), n - 2))


def _mid_ranks(values: FloatArray) -> FloatArray:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    ranks: FloatArray = (last - (count - 1) / 2)[place]
    return ranks
