"""Cohen's kappa of counts, plain or weighted, with its large-sample interval (Fleiss, Cohen & Everitt 1969)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from coder.agreement.errors import AgreementError
from coder.agreement.quantiles import normal_quantile
from coder.agreement.stat import TINY, FloatArray, IntArray, Reason, Stat, WarningCode

Weights = Literal["none", "linear", "quadratic"]


@dataclass(frozen=True, slots=True)
class WeightedKappa:
    """Kappa of independent units (`weighted_kappa`).

    ``kappa`` carries the analytic interval; ``se`` is its standard error, ``se0`` the one under chance agreement.
    Both are None where kappa is undefined.
    """

    po: Stat
    pe: Stat
    kappa: Stat
    se: float | None
    se0: float | None


def weighted_kappa(table: ArrayLike, weights: Weights | ArrayLike = "none", conf: float = 0.95) -> WeightedKappa:
    """Return kappa of a table of counts.

    Parameters
    ----------
    table : array of shape (q, q)
        Counts of units; every category of the scale has a row, used or not.
    weights
        How much a disagreement counts: all the same, by distance, by squared distance, or a matrix of disagreements
        (Cohen 1968), which is scaled to its largest entry.
    conf : float
        Confidence of the interval, clipped to [-1, 1].

    Raises
    ------
    AgreementError
        When the table is not square or the weights do not fit it.
    """
    counts = np.asarray(table, dtype=np.float64)
    w = agreement_weights(weights, len(counts))
    if counts.shape != w.shape:
        raise AgreementError("The table and its weights need one row and one column per category.")
    n = float(counts.sum())
    p = counts / n if n else counts
    by_chance = np.outer(p.sum(1), p.sum(0))
    po, pe = float((p * w).sum()), float((by_chance * w).sum())
    reason: Reason | None = "NO_DATA" if not n else "NO_VARIATION" if 1 - pe < TINY else None
    if reason:
        none = Stat("kappa", reason=reason, n_units=int(n), unit="unit", ci_reason=reason)
        return WeightedKappa(_share("po", po, n), _share("pe", pe, n), none, None, None)
    value = (po - pe) / (1 - pe)
    se, se0 = _standard_errors(p, w, value, pe, n)
    kappa = _with_interval(value, se, int(n), conf)
    return WeightedKappa(_share("po", po, n), _share("pe", pe, n), kappa, se, se0)


def rating_table(
    a: Sequence[float | None], b: Sequence[float | None], low: int, high: int
) -> tuple[IntArray, FloatArray]:
    """Return the counts of complete pairs of ratings, and the values of their rows and columns.

    The categories are the full scale ``low`` to ``high``, used or not, and any other value that was given, such as a
    half point.
    """
    pairs = [(float(one), float(two)) for one, two in zip(a, b, strict=True) if one is not None and two is not None]
    values = sorted({*map(float, range(low, high + 1)), *(value for pair in pairs for value in pair)})
    place = {value: i for i, value in enumerate(values)}
    table = np.zeros((len(values), len(values)), dtype=np.int64)
    for one, two in pairs:
        table[place[one], place[two]] += 1
    return table, np.array(values)


def disagreement(values: FloatArray, power: int) -> FloatArray:
    """Return how far values are apart, to the power of 1 (linear) or 2 (quadratic), shape (q, q)."""
    apart: FloatArray = np.abs(values[:, None] - values) ** power
    return apart


def agreement_weights(weights: Weights | ArrayLike, q: int) -> FloatArray:
    """Return the agreement weights (q, q), 1 on the diagonal of the named ones."""
    places = np.arange(q, dtype=np.float64)
    if not isinstance(weights, str):
        apart = np.asarray(weights, dtype=np.float64)
    elif weights == "none":
        apart = 1 - np.eye(q)
    else:
        apart = disagreement(places, 1 if weights == "linear" else 2)
    largest = float(apart.max(initial=0.0))
    return 1 - apart / largest if largest > 0 else np.ones_like(apart)


def _share(name: str, value: float, n: float) -> Stat:
    return Stat(name, value if n else None, None if n else "NO_DATA", n_units=int(n), unit="unit")


def _standard_errors(p: FloatArray, w: FloatArray, kappa: float, pe: float, n: float) -> tuple[float, float]:
    rows, columns = p.sum(1), p.sum(0)
    mean_weight = (w @ columns)[:, None] + (w.T @ rows)[None, :]
    scale = n * (1 - pe) ** 2
    var = (p * (w - mean_weight * (1 - kappa)) ** 2).sum() - (kappa - pe * (1 - kappa)) ** 2
    var0 = (np.outer(rows, columns) * (w - mean_weight) ** 2).sum() - pe**2
    return float(np.sqrt(max(var, 0.0) / scale)), float(np.sqrt(max(var0, 0.0) / scale))


def _with_interval(value: float, se: float, n: int, conf: float) -> Stat:
    reach = normal_quantile(1 - (1 - conf) / 2) * se
    limits = (max(value - reach, -1.0), min(value + reach, 1.0)) if se >= TINY else None
    warnings: tuple[WarningCode, ...] = ("NEGATIVE",) if value < -TINY else ()
    return Stat("kappa", value, n_units=n, unit="unit", warnings=warnings).bounded("fce", limits)
