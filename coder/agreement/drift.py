"""Whether two coders drift apart: a control chart over their sessions in order of coding, and a slope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from coder.agreement.quantiles import t_quantile
from coder.agreement.stat import TINY, Reason, Stat

BASELINE_SESSIONS: Final = 12
MIN_SLOPE_POINTS: Final = 8
DAYS_PER_STEP: Final = 30


@dataclass(frozen=True, slots=True)
class Baseline:
    """Mean and standard deviation of the first sessions after certification, or why there is none."""

    mu0: float | None
    sd0: float | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Ewma:
    """The chart (`ewma`): smoothed value, half width of the limits, and the 1-based places outside them."""

    z: tuple[float, ...]
    halfwidth: tuple[float, ...]
    signals: tuple[int, ...]


def baseline(y: Sequence[float | None]) -> Baseline:
    """Return mean and SD (n - 1) of the first 12 defined sessions."""
    defined = [value for value in y if value is not None][:BASELINE_SESSIONS]
    if len(defined) < BASELINE_SESSIONS:
        return Baseline(None, None, "BASELINE_TOO_SHORT")
    sd = float(np.std(defined, ddof=1))
    if sd < TINY:
        return Baseline(None, None, "BASELINE_NO_VARIATION")
    return Baseline(float(np.mean(defined)), sd, None)


def ewma(y: Sequence[float | None], mu0: float, sd0: float, *, lam: float = 0.2, width: float = 3.3) -> Ewma:
    """Return the exponentially weighted moving average chart (Lucas & Saccucci 1990).

    Parameters
    ----------
    y : sequence of float or None
        Per-session agreement in order of coding date; undefined sessions are skipped, not zero.
    mu0, sd0 : float
        Baseline mean and standard deviation.
    lam : float
        Weight of the newest session.
    width : float
        Limits in standard deviations; 3.3 because mu0 and sd0 are estimates.
    """
    z: list[float] = []
    halfwidth: list[float] = []
    last = mu0
    for t, value in enumerate((value for value in y if value is not None), 1):
        last = lam * value + (1 - lam) * last
        z.append(last)
        halfwidth.append(width * sd0 * sqrt(lam / (2 - lam) * (1 - (1 - lam) ** (2 * t))))
    signals = [t for t, (now, half) in enumerate(zip(z, halfwidth, strict=True), 1) if abs(now - mu0) > half]
    return Ewma(tuple(z), tuple(halfwidth), tuple(signals))


def drift_slope(days: Sequence[float], y: Sequence[float | None], conf: float = 0.95) -> Stat:
    """Return the least-squares change of ``y`` per 30 days of coding, with its t-based interval; at least 8 points."""
    pairs = [(day, value) for day, value in zip(days, y, strict=True) if value is not None]
    n = len(pairs)
    array = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    x, values = array[:, 0] / DAYS_PER_STEP, array[:, 1]
    spread = float(((x - x.mean()) ** 2).sum()) if n else 0.0
    if n < MIN_SLOPE_POINTS or spread < TINY:
        reason: Reason = "TOO_FEW_UNITS" if n < MIN_SLOPE_POINTS else "NO_VARIATION"
        return Stat("drift_slope", reason=reason, ci_reason=reason, n_units=n, unit="session")
    slope = float(((x - x.mean()) * (values - values.mean())).sum()) / spread
    rest = values - values.mean() - slope * (x - x.mean())
    se = sqrt(float((rest**2).sum()) / (n - 2) / spread)
    reach = t_quantile(1 - (1 - conf) / 2, n - 2) * se
    limits = (slope - reach, slope + reach) if se >= TINY else None
    return Stat("drift_slope", slope, n_units=n, unit="session").bounded("t", limits)
