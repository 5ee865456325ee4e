"""Several coders beside each other: every pair, all together, and who departs most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from coder.agreement.alpha import alpha_of, coincidences
from coder.agreement.bootstrap import DEFAULT, Limits, Resampling, cluster_bootstrap
from coder.agreement.errors import AgreementError
from coder.agreement.kappa import kappa, margins
from coder.agreement.stat import FloatArray, IntArray, Stat, sum_at

MIN_RISE: Final = 0.02
MIN_CODERS: Final = 3
MIN_UNITS: Final = 5


@dataclass(frozen=True, slots=True)
class PairCell:
    """Kappa of one pair of coders, the amount they share, and its interval."""

    kappa: Stat
    limits: Limits


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """All coders together, and without each.

    Attributes
    ----------
    alpha : Stat
        Krippendorff's nominal alpha of all coders.
    n_units : dict of coder to int
        What the coder shares with anybody.
    alpha_without, rise : dict of coder to Stat or float
        Alpha when the coder is left out, and how much higher it then is.
    shares, others_shares : dict of coder to one share per category
        What part of the shared units the coder gave each category, and what the others gave on average.
    """

    alpha: Stat
    n_units: dict[str, int]
    alpha_without: dict[str, Stat]
    rise: dict[str, float | None]
    shares: dict[str, tuple[float, ...] | None]
    others_shares: dict[str, tuple[float, ...] | None]


@dataclass(frozen=True, slots=True)
class CoderMatrix:
    """How several coders agree (`coder_matrix`).

    Attributes
    ----------
    pairs : dict of (coder, coder) to PairCell
        Only pairs that share units.
    alpha : Stat
        Krippendorff's nominal alpha of all coders.
    alpha_without, rise : dict of coder to Stat or float
        Alpha when the coder is left out, and how much higher it then is.
    departs_most : str or None
        The coder whose removal raises alpha most, if by more than .02 and at least 3 coders overlap on 5 units.
    shares, others_shares : dict of coder to one share per category
        What part of the shared units the coder gave each category, and what the others gave on average.
    """

    pairs: dict[tuple[str, str], PairCell]
    alpha: Stat
    alpha_without: dict[str, Stat]
    rise: dict[str, float | None]
    departs_most: str | None
    shares: dict[str, tuple[float, ...] | None]
    others_shares: dict[str, tuple[float, ...] | None]


def coder_matrix(
    labels: IntArray,
    coders: Sequence[str],
    q: int,
    *,
    weights: IntArray | None = None,
    cluster: IntArray | None = None,
    resampling: Resampling = DEFAULT,
) -> CoderMatrix:
    """Compare any number of coders on the same units.

    Parameters
    ----------
    labels : int64 array (k, n)
        Category of each coder for each unit, below 0 where there is none.
    coders : sequence of k ids
    q : int
        Number of categories of the scheme.
    weights : int64 array (n,), optional
        What each unit counts, such as its length in ms; 1 by default.
    cluster : int64 array (n,), optional
        The child of each unit, resampled for the intervals of the pairs; by default every unit is one.

    Raises
    ------
    AgreementError
        When the number of ids is not the number of rows.
    """
    if len(coders) != len(labels):
        raise AgreementError("There must be one coder id per row of labels.")
    n = labels.shape[1]
    amount = np.ones(n, dtype=np.int64) if weights is None else weights
    groups = np.arange(n) if cluster is None else cluster
    found = leave_one_out(labels, coders, q, amount)
    everyone = range(len(coders))
    return CoderMatrix(
        pairs={
            (coders[i], coders[j]): _pair(labels[i], labels[j], amount, groups, q, resampling)
            for i, j in combinations(everyone, 2)
            if ((labels[i] >= 0) & (labels[j] >= 0)).any()
        },
        alpha=found.alpha,
        alpha_without=found.alpha_without,
        rise=found.rise,
        departs_most=_departs_most(found.rise, labels, amount),
        shares=found.shares,
        others_shares=found.others_shares,
    )


def leave_one_out(labels: IntArray, coders: Sequence[str], q: int, amount: IntArray) -> LeaveOneOut:
    """Return how alpha changes without each coder, and how often each uses every category.

    Parameters
    ----------
    labels : int64 array (k, n)
        Category of each coder for each unit, below 0 where there is none.
    coders : sequence of k ids
    q : int
        Number of categories of the scheme.
    amount : int64 array (n,)
        What each unit counts, such as its length in ms.
    """
    alpha, everyone = _alpha(labels, amount, q), range(len(coders))
    without = {coders[i]: _alpha(labels[[k for k in everyone if k != i]], amount, q) for i in everyone}
    rise = {
        coder: None if stat.value is None or alpha.value is None else stat.value - alpha.value
        for coder, stat in without.items()
    }
    shares, shared = _shares(labels, amount, q), (labels >= 0).sum(0) >= 2
    return LeaveOneOut(
        alpha=alpha,
        n_units={coder: int(amount[shared & (labels[i] >= 0)].sum()) for i, coder in enumerate(coders)},
        alpha_without=without,
        rise=rise,
        shares={coder: _as_tuple(shares[i]) for i, coder in enumerate(coders)},
        others_shares={coder: _as_tuple(_mean_of_others(shares, i)) for i, coder in enumerate(coders)},
    )


def _alpha(labels: IntArray, amount: IntArray, q: int) -> Stat:
    shared = int(amount[(labels >= 0).sum(0) >= 2].sum())
    return alpha_of(coincidences(labels, amount, q).sum(0)).stat("alpha", shared, "unit")


def _pair(a: IntArray, b: IntArray, amount: IntArray, groups: IntArray, q: int, resampling: Resampling) -> PairCell:
    both = (a >= 0) & (b >= 0)
    _, child = np.unique(groups[both], return_inverse=True)
    tables = sum_at((child, a[both], b[both]), amount[both], (int(child.max()) + 1, q, q))
    m = margins(tables)
    (intervals,) = cluster_bootstrap(m, kappa, resampling=resampling)
    return PairCell(kappa(m.sum(0)).stat("kappa", float(amount[both].sum()), "unit"), intervals.shown)


def _departs_most(rise: dict[str, float | None], labels: IntArray, amount: IntArray) -> str | None:
    overlap = int(amount[(labels >= 0).sum(0) >= MIN_CODERS].sum())
    rises = {coder: value for coder, value in rise.items() if value is not None and value > MIN_RISE}
    if overlap < MIN_UNITS or not rises:
        return None
    return min(rises, key=lambda coder: (-rises[coder], coder))


def _shares(labels: IntArray, amount: IntArray, q: int) -> list[FloatArray | None]:
    """Return each coder's share of every category over the units they share with somebody."""
    shared = (labels >= 0).sum(0) >= 2
    shares: list[FloatArray | None] = []
    for own in labels:
        kept = shared & (own >= 0)
        counts = np.bincount(own[kept], weights=amount[kept], minlength=q)
        shares.append(counts / counts.sum() if kept.any() else None)
    return shares


def _mean_of_others(shares: list[FloatArray | None], i: int) -> FloatArray | None:
    others = [share for k, share in enumerate(shares) if k != i and share is not None]
    return np.mean(others, axis=0) if others else None


def _as_tuple(share: FloatArray | None) -> tuple[float, ...] | None:
    return None if share is None else tuple(share.tolist())
