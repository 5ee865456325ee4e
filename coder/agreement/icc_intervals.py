"""F-based confidence limits of intraclass correlations (McGraw & Wong 1996, Tables 7 and 8)."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from coder.agreement.quantiles import f_quantile
from coder.agreement.stat import TINY

Limits = tuple[float, float]


class RatioLimits(NamedTuple):
    """Limits of the correlation of a single rating and of the mean of all raters."""

    single: Limits
    average: Limits | None


def ratio_limits(
    between: float, error: float, df_between: int, df_error: int, k: int, conf: float
) -> RatioLimits | None:
    """Return the limits of one-way and consistency forms, or None without error variance."""
    if error <= 0:
        return None
    ratio = between / error
    upper = 1 - (1 - conf) / 2
    low = ratio / f_quantile(upper, df_between, df_error)
    high = ratio * f_quantile(upper, df_error, df_between)
    average = (1 - 1 / low, 1 - 1 / high) if low > 0 else None
    return RatioLimits(((low - 1) / (low + k - 1), (high - 1) / (high + k - 1)), average)


def absolute_limits(msr: float, msc: float, mse: float, n: int, k: int, conf: float) -> Limits | None:
    """Return the limits of ICC(A,1), or None when they do not exist."""
    denominator = msr + (k - 1) * mse + k * (msc - mse) / n
    if mse <= 0 or denominator < TINY:
        return None
    r, ratio = (msr - mse) / denominator, msc / mse
    rest = n * (1 + (k - 1) * r) - k * r
    df_denominator = (n - 1) * k**2 * r**2 * ratio**2 + rest**2
    if df_denominator <= 0:
        return None
    df = (n - 1) * (k - 1) * (k * r * ratio + rest) ** 2 / df_denominator
    if df < TINY:
        return None
    upper = 1 - (1 - conf) / 2
    f_low, f_high = f_quantile(upper, n - 1, df), f_quantile(upper, df, n - 1)
    spread = k * msc + (k * n - k - n) * mse
    if not (isfinite(f_low) and isfinite(f_high)):
        return None
    # with few degrees of freedom f_low comes near the largest number there is, and f_high near 0
    below_low, below_high = spread + n * msr / f_low, spread + n * f_high * msr
    if below_low < TINY or below_high < TINY:
        return None
    return n * (msr / f_low - mse) / below_low, n * (f_high * msr - mse) / below_high


def average_limits(limits: Limits, k: int) -> Limits | None:
    """Step the limits of a single rating up to those of the mean of ``k`` raters (Spearman-Brown)."""
    if any(1 + (k - 1) * x <= 0 for x in limits):
        return None
    low, high = (k * x / (1 + (k - 1) * x) for x in limits)
    return low, high
