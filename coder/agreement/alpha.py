"""Krippendorff's alpha for any number of coders: of ratings and classes, and of timed codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np

from coder.agreement.errors import AgreementError
from coder.agreement.kappa import Margins, margins, total
from coder.agreement.stat import TINY, Batch, FloatArray, IntArray, Stat, WarningCode, batch, divide
from coder.agreement.sweep import Interval, Record, Windows, cut

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def kripp_alpha(data: Sequence[Sequence[float | str | None]], level: Level = "nominal") -> Stat:
    """Return Krippendorff's alpha (Krippendorff 2011).

    Parameters
    ----------
    data : sequence of k sequences of n values
        One row per coder, one column per unit, None where a coder has no value. Values are numbers unless the level
        is nominal.
    level
        How far two values are apart: equal or not, ranks, difference, or difference relative to the sum.

    Returns
    -------
    Stat
        ``n_units`` counts the units with at least two values. NO_PAIRABLE_UNITS when there is none, NO_VARIATION
        when all pairable values are equal.

    Raises
    ------
    AgreementError
        When the coders' rows differ in length.
    """
    if len({len(row) for row in data}) > 1:
        raise AgreementError("Every coder needs one place per unit; use None where one has no value.")
    present = {value for row in data for value in row if value is not None}
    values = sorted(present, key=str) if level == "nominal" else sorted(float(value) for value in present)
    place = {value: i for i, value in enumerate(values)}
    labels = np.array([[-1 if v is None else place[v] for v in row] for row in data], dtype=np.int64)
    labels = labels.reshape(len(data), len(data[0]) if data else 0)
    coincidence = coincidences(labels, np.ones(labels.shape[1]), len(values)).sum(0)
    numbers = np.arange(len(values)) if level == "nominal" else np.array(values)
    pairable = int(((labels >= 0).sum(0) >= 2).sum())
    result = alpha_of(coincidence, level, numbers.astype(np.float64))
    return result.stat("alpha", pairable, "unit", negative(result), {"level": level})


def time_alpha(
    tracks: Sequence[Iterable[Interval]],
    windows: Iterable[tuple[int, int]],
    codes: Sequence[str],
    *,
    unobservable: str | None = None,
) -> Stat:
    """Return Krippendorff's nominal alpha of any number of coders' timed codes; the unit is 1 ms.

    Unobservable time and gaps are missing values. Computed from the stretches between changes, not from a grid.

    Parameters
    ----------
    tracks : sequence of iterables of (on_ms, off_ms, code)
        One per coder.
    windows, codes, unobservable
        As in `time_table.time_table`.
    """
    records = [Record.of(track, codes, unobservable) for track in tracks]
    segments = cut(records, Windows.of(windows))
    coincidence = coincidences(segments.labels, segments.lengths, len(codes)).sum(0)
    pairable = int(segments.lengths[(segments.labels >= 0).sum(0) >= 2].sum())
    result = alpha_of(coincidence)
    return result.stat("alpha", pairable, "ms", negative(result))


def coincidences(
    labels: IntArray, weights: FloatArray | IntArray, q: int, group: IntArray | None = None, n_groups: int = 1
) -> FloatArray:
    """Return the coincidence matrix of every group of units, shape (n_groups, q, q).

    Parameters
    ----------
    labels : int64 array (k, n)
        Value of each coder for each unit, below 0 where there is none.
    weights : array (n,)
        How many units each column stands for, such as its length in ms.
    q : int
        Number of values.
    group : int64 array (n,), optional
        The group (session, child) of each unit; matrices add up over groups.

    Notes
    -----
    A unit with m >= 2 values adds ``weight / (m - 1)`` for every ordered pair of them (Krippendorff 2011).
    """
    m = (labels >= 0).sum(0)
    pairable = m >= 2
    labels, share = labels[:, pairable], np.asarray(weights, dtype=np.float64)[pairable] / (m[pairable] - 1)
    where = np.zeros(labels.shape[1], dtype=np.int64) if group is None else group[pairable]
    matrix = np.zeros(n_groups * q * q)
    for one in range(len(labels)):
        for two in range(len(labels)):
            pair = (labels[one] >= 0) & (labels[two] >= 0)
            if one != two and pair.any():
                cell = (where[pair] * q + labels[one, pair]) * q + labels[two, pair]
                matrix += np.bincount(cell, weights=share[pair], minlength=n_groups * q * q)
    return matrix.reshape(n_groups, q, q)


def alpha_of(coincidence: FloatArray, level: Level = "nominal", numbers: FloatArray | None = None) -> Batch:
    """Return alpha of coincidence matrices of shape (..., q, q).

    ``numbers`` are the values of the categories, needed unless the level is nominal.
    """
    if level == "nominal":
        return nominal_alpha(margins(coincidence))
    n_c = coincidence.sum(-1)
    n = n_c.sum(-1)
    distance = _distances(n_c, level, numbers)
    seen = (coincidence * distance).sum((-1, -2))
    by_chance = (n_c[..., :, None] * n_c[..., None, :] * distance).sum((-1, -2))
    constant = by_chance <= 0
    value = 1 - (n - 1) * divide(seen, np.where(constant, 0.0, by_chance))
    return batch(value, (n == 0, "NO_PAIRABLE_UNITS"), (constant, "NO_VARIATION"))


def nominal_alpha(m: Margins) -> Batch:
    """Return nominal alpha from the margins of coincidence matrices, which is all it needs."""
    n_c = m[..., 1, :]
    n = total(m)
    by_chance = n * n - (n_c * n_c).sum(-1)
    constant = by_chance <= TINY * n * n
    value = 1 - (n - 1) * divide(n - m[..., 0, :].sum(-1), np.where(constant, 0.0, by_chance))
    return batch(value, (n == 0, "NO_PAIRABLE_UNITS"), (constant, "NO_VARIATION"))


def negative(result: Batch) -> tuple[WarningCode, ...]:
    """Return the warning NEGATIVE when agreement is below chance."""
    return ("NEGATIVE",) if (result.values < 0).any() else ()


def _distances(n_c: FloatArray, level: Level, numbers: FloatArray | None) -> FloatArray:
    """Return squared distances between numbers, shape (..., q, q); ordinal ones depend on the margins ``n_c``."""
    q = n_c.shape[-1]
    values = np.arange(q, dtype=np.float64) if numbers is None else numbers
    if level == "ordinal":
        rank = np.cumsum(n_c, -1) - n_c / 2
        ordinal: FloatArray = (rank[..., :, None] - rank[..., None, :]) ** 2
        return ordinal
    apart = values[:, None] - values
    if level == "interval":
        return np.asarray(apart**2)
    return np.nan_to_num(divide(apart, values[:, None] + values)) ** 2
