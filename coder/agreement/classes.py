"""Agreement of two or more coders on classes: Fleiss, Conger, AC1, percent agreement and Light's kappa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

import numpy as np
from numpy.typing import ArrayLike

from coder.agreement.errors import AgreementError
from coder.agreement.kappa import kappa, margins
from coder.agreement.stat import TINY, FloatArray, IntArray, Reason, Stat, WarningCode, sum_at


@dataclass(frozen=True, slots=True)
class FleissKappa:
    """Fleiss' kappa and its per-category values (`fleiss_counts`)."""

    fleiss: Stat
    per_category: tuple[Stat, ...]


@dataclass(frozen=True, slots=True)
class MultiRater:
    """Agreement of any number of coders with missing ratings (`multi_rater`)."""

    pa: Stat
    fleiss: Stat
    conger: Stat
    ac1: Stat


def fleiss_counts(counts: ArrayLike) -> FleissKappa:
    """Return Fleiss' kappa from how many raters chose each category for each unit (Fleiss 1971).

    Parameters
    ----------
    counts : int array (n_units, q)
        Every row sums to the same number of raters.

    Raises
    ------
    AgreementError
        When the rows do not sum to one number.
    """
    table = np.asarray(counts, dtype=np.float64)
    n, q = table.shape if table.ndim == 2 else (0, 0)
    raters = table.sum(1) if n else np.zeros(1)
    if (raters != raters[0]).any():
        raise AgreementError("Fleiss' kappa needs the same number of raters for every unit.")
    m = float(raters[0])
    reason: Reason | None = "NO_DATA" if not n else "TOO_FEW_RATERS" if m < 2 else None
    if reason:
        return FleissKappa(_undefined("fleiss", reason, n), (_undefined("kappa", reason, n),) * q)
    share = table.sum(0) / (n * m)
    seen = float(((table**2).sum(1) - m).mean() / (m * (m - 1)))
    per_category = []
    for k in range(q):
        # Pairs of ratings that split a unit between category k and the rest, against what the share of k predicts.
        split, rest = (table[:, k] * (m - table[:, k])).sum() / (n * m * (m - 1)), share[k] * (1 - share[k])
        if share[k] == 0:
            per_category.append(Stat("kappa", reason="CODE_UNUSED", n_units=n, unit="unit"))
        else:
            per_category.append(_beyond("kappa", 1 - float(split), 1 - float(rest), n))
    return FleissKappa(_beyond("fleiss", seen, float((share**2).sum()), n), tuple(per_category))


def multi_rater(ratings: Sequence[Sequence[int | str | None]], categories: Sequence[int | str]) -> MultiRater:
    """Return percent agreement, Fleiss' kappa, Conger's kappa and AC1 for any number of coders.

    Parameters
    ----------
    ratings : sequence of n rows of k values
        One row per unit, one column per coder, None where missing.
    categories : sequence
        All categories of the scheme, used or not.

    Notes
    -----
    Agreement is the mean over units with at least two ratings of their pairwise agreement; the share of a category is
    the mean over rated units (Gwet 2014). Conger (1980) keeps each coder's own distribution. Coders without any
    rating are left out.
    """
    labels = label_matrix(ratings, categories)
    q = len(categories)
    counts = (labels[:, :, None] == np.arange(q)).sum(1).astype(np.float64)
    m = counts.sum(1)
    pairable = int((m >= 2).sum())
    names = ("pa", "fleiss", "conger", "ac1")
    if not pairable:
        return MultiRater(*(_undefined(name, "NO_PAIRABLE_UNITS", 0) for name in names))
    two = m >= 2
    pa = float((((counts[two] ** 2).sum(1) - m[two]) / (m[two] * (m[two] - 1))).mean())
    share = (counts[m > 0] / m[m > 0, None]).mean(0)
    if q > 1:
        ac1 = _beyond("ac1", pa, float((share * (1 - share)).sum() / (q - 1)), pairable)
    else:
        ac1 = Stat("ac1", reason="SINGLE_CATEGORY", n_units=pairable, unit="unit")
    return MultiRater(
        Stat("pa", pa, n_units=pairable, unit="unit"),
        _beyond("fleiss", pa, float((share**2).sum()), pairable),
        _beyond("conger", pa, _conger_chance(labels, q), pairable),
        ac1,
    )


def light_kappa(ratings: Sequence[Sequence[int | str | None]], categories: Sequence[int | str]) -> Stat:
    """Return the mean of the defined pairwise Cohen's kappas (Light 1971); ``n_units`` counts the pairs used."""
    labels = label_matrix(ratings, categories)
    values = []
    for one, two in combinations(range(labels.shape[1]), 2):
        result = kappa(margins(pair_table(labels[:, one], labels[:, two], len(categories))))
        values += result.values[result.defined].tolist()
    if not values:
        return Stat("light", reason="NO_DEFINED_PAIRS", unit="pair")
    return Stat("light", fmean(values), n_units=len(values), unit="pair")


def label_matrix(ratings: Sequence[Sequence[int | str | None]], categories: Sequence[int | str]) -> IntArray:
    """Return the places of the ratings among the categories, shape (n, k), -1 where missing.

    Raises
    ------
    AgreementError
        When a rating is not one of the categories.
    """
    place: dict[int | str | None, int] = {category: i for i, category in enumerate(categories)}
    place[None] = -1
    for row in ratings:
        for value in row:
            if value not in place:
                raise AgreementError(f"The class {value!r} is not one of {', '.join(map(str, categories))}.")
    n_coders = len(ratings[0]) if ratings else 0
    return np.array([[place[v] for v in row] for row in ratings], dtype=np.int64).reshape(len(ratings), n_coders)


def pair_table(a: IntArray, b: IntArray, q: int) -> IntArray:
    """Return the counts of two coders' labels where both are given."""
    both = (a >= 0) & (b >= 0)
    return sum_at((a[both], b[both]), np.ones(int(both.sum()), dtype=np.int64), (q, q))


def _conger_chance(labels: IntArray, q: int) -> float:
    own = [np.bincount(column[column >= 0], minlength=q) for column in labels.T if (column >= 0).any()]
    shares: list[FloatArray] = [counts / counts.sum() for counts in own]
    return fmean(float((one * two).sum()) for one, two in combinations(shares, 2))


def _beyond(name: str, agreement: float, chance: float, n: int) -> Stat:
    if 1 - chance < TINY:
        return Stat(name, reason="NO_VARIATION", n_units=n, unit="unit")
    value = (agreement - chance) / (1 - chance)
    warnings: tuple[WarningCode, ...] = ("NEGATIVE",) if value < -TINY else ()
    return Stat(name, value, n_units=n, unit="unit", warnings=warnings)


def _undefined(name: str, reason: Reason, n: int) -> Stat:
    return Stat(name, reason=reason, n_units=n, unit="unit")
