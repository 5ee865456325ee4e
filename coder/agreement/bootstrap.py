"""Confidence intervals by resampling whole children (cluster bootstrap).

A statistic that can be computed from sums over children needs no loop: draw how often each child comes, multiply the
counts into the children's sums, and compute the statistic of all resamples at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from coder.agreement.errors import AgreementError
from coder.agreement.quantiles import normal_cdf, normal_quantile
from coder.agreement.stat import TINY, Batch, CiMethod, FloatArray, IntArray, Reason, WarningCode

Statistic = Callable[[FloatArray], Batch]
"""Takes sums with any leading axes and returns a batch of these axes, and perhaps a last one for several figures."""

MIN_CLUSTERS: Final = 5
BCA_CLUSTERS: Final = 10
MAX_UNDEFINED: Final = 0.05


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are resampled: the seed, the number of resamples B, and the confidence."""

    seed: int = 1
    n_resamples: int = 2000
    conf: float = 0.95


DEFAULT: Final = Resampling()


@dataclass(frozen=True, slots=True)
class Limits:
    """A confidence interval, or the reason why there is none."""

    method: CiMethod
    lo: float | None = None
    hi: float | None = None
    reason: Reason | None = None
    warnings: tuple[WarningCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Intervals:
    """Both intervals of one figure; ``shown`` is BCa from 10 children on, else percentile."""

    value: float | None
    reason: Reason | None
    n_clusters: int
    percentile: Limits
    bca: Limits

    @property
    def shown(self) -> Limits:
        """The interval to report; when it cannot be computed the other one does not stand in for it."""
        return self.bca if self.n_clusters >= BCA_CLUSTERS else self.percentile


@lru_cache(maxsize=256)
def draw_weights(n_clusters: int, seed: int, n_resamples: int) -> FloatArray:
    """Return how often each cluster comes in each resample, shape (n_resamples, n_clusters), the same for a seed."""
    generator = np.random.Generator(np.random.PCG64(seed))
    chances = np.full(n_clusters, 1 / n_clusters)
    weights: FloatArray = generator.multinomial(n_clusters, chances, size=n_resamples).astype(np.float64)
    weights.flags.writeable = False
    return weights


def cluster_bootstrap(
    sums: ArrayLike,
    statistic: Statistic,
    *,
    resampling: Resampling = DEFAULT,
    weights: FloatArray | IntArray | None = None,
    min_clusters: int = MIN_CLUSTERS,
    too_few: Reason = "TOO_FEW_SESSIONS",
) -> list[Intervals]:
    """Return the intervals of every figure of a statistic.

    Parameters
    ----------
    sums : array (S, ...)
        What each child adds: its tables, margins or moments. Children whose sums are all zero do not count.
    statistic
        Computed from the sum over children; may return several figures along a last axis.
    resampling
        Seed, number of resamples, confidence.
    weights : array (B, S), optional
        How often each child comes in each resample, instead of drawing; S counts children with data.
    min_clusters, too_few
        Below so many children there is no interval, for this reason.

    Notes
    -----
    BCa after Efron (1987); ties with the point estimate (within 1e-12) count half. Undefined resamples are
    dropped; more than 5 % of them make the interval BOOTSTRAP_UNSTABLE.
    """
    array = np.asarray(sums, dtype=np.float64)[:, None]
    array = array[array.reshape(len(array), -1).any(1)] if array.size else array[:0]
    (intervals,) = _resampled(array, statistic, resampling, weights, min_clusters, too_few)
    return intervals


def bootstrap_places(
    sums: FloatArray,
    statistic: Statistic,
    *,
    resampling: Resampling = DEFAULT,
    min_clusters: int = MIN_CLUSTERS,
    too_few: Reason = "TOO_FEW_SESSIONS",
) -> list[list[Intervals]]:
    """Return `cluster_bootstrap` of many places at once, such as episodes or codes.

    Parameters
    ----------
    sums : array (S, P, ...)
        What each child adds at each place. A child without data at a place does not count there.

    Returns
    -------
    list of P lists of Intervals
    """
    present = (sums.reshape(*sums.shape[:2], int(np.prod(sums.shape[2:]))) != 0).sum(-1) > 0
    alike: dict[bytes, list[int]] = {}
    for place in range(sums.shape[1]):
        alike.setdefault(present[:, place].tobytes(), []).append(place)
    found: dict[int, list[Intervals]] = {}
    for places in alike.values():
        array = sums[present[:, places[0]]][:, places]
        found |= zip(places, _resampled(array, statistic, resampling, None, min_clusters, too_few), strict=True)
    return [found[place] for place in range(sums.shape[1])]


def _resampled(
    array: FloatArray,
    statistic: Statistic,
    resampling: Resampling,
    weights: FloatArray | IntArray | None,
    min_clusters: int,
    too_few: Reason,
) -> list[list[Intervals]]:
    """Return the intervals of places (S, P, ...) at which the same S children have data."""
    n, n_places = array.shape[:2]
    whole = statistic(array.sum(0))
    points = whole.pairs()
    n_figures = len(points) // n_places
    if n < min_clusters:
        found = [_without(value, reason, n, reason or too_few) for value, reason in points]
    else:
        flat = array.reshape(n, -1)
        drawn = draw_weights(n, resampling.seed, resampling.n_resamples) if weights is None else weights
        if drawn.shape[1] != n:
            raise AgreementError(f"The weights are for {drawn.shape[1]} children, but {n} have data.")
        resampled = (np.asarray(drawn, dtype=np.float64) @ flat).reshape(len(drawn), *array.shape[1:])
        replicates = statistic(resampled).values.reshape(len(drawn), -1)
        jackknife = statistic((flat.sum(0) - flat).reshape(array.shape)).values.reshape(n, -1)
        found = [
            _intervals(value, reason, n, replicates[:, i], jackknife[:, i], resampling.conf)
            for i, (value, reason) in enumerate(points)
        ]
    return [found[place * n_figures : (place + 1) * n_figures] for place in range(n_places)]


def bca_shares(value: float, replicates: FloatArray, jackknife: FloatArray, conf: float) -> list[float] | None:
    """Return which quantiles are the bias-corrected and accelerated limits (Efron 1987), or None if none are.

    ``jackknife`` holds the statistic without each cluster; it must be defined for all.
    """
    ties = np.abs(replicates - value) <= TINY
    below = float((((replicates < value) & ~ties).sum() + ties.sum() / 2) / len(replicates))
    d = jackknife.mean() - jackknife
    if not 0 < below < 1 or not np.isfinite(d).all() or np.abs(d).max() < TINY:
        return None
    z0 = normal_quantile(below)
    acceleration = float((d**3).sum() / (6 * (d**2).sum() ** 1.5))
    shares = []
    for p in _tails(conf):
        z = z0 + normal_quantile(p)
        if 1 - acceleration * z <= 0:
            return None
        shares.append(normal_cdf(z0 + z / (1 - acceleration * z)))
    return shares


def _tails(conf: float) -> list[float]:
    return [(1 - conf) / 2, 1 - (1 - conf) / 2]


def _intervals(
    value: float | None, reason: Reason | None, n: int, replicates: FloatArray, jackknife: FloatArray, conf: float
) -> Intervals:
    if value is None:
        return _without(None, reason, n, reason or "NO_DATA")
    defined = replicates[~np.isnan(replicates)]
    if len(defined) < (1 - MAX_UNDEFINED) * len(replicates):
        return _without(value, None, n, "BOOTSTRAP_UNSTABLE")
    shares = bca_shares(value, defined, jackknife, conf)
    limits = np.quantile(defined, [*_tails(conf), *(shares or [])]).tolist()
    warnings: tuple[WarningCode, ...] = ("FEW_CLUSTERS",) if n < BCA_CLUSTERS else ()
    percentile = Limits("percentile", limits[0], limits[1], warnings=warnings)
    bca = Limits("bca", limits[2], limits[3]) if shares else Limits("bca", reason="BCA_DEGENERATE")
    return Intervals(value, None, n, percentile, bca)


def _without(value: float | None, reason: Reason | None, n: int, why: Reason) -> Intervals:
    return Intervals(value, reason, n, Limits("percentile", reason=why), Limits("bca", reason=why))
