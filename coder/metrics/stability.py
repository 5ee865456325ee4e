"""How far a result depends on a parameter: the same numbers computed with another setting, beside those before."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.metrics.rows import MeasureRow, Status

LEAST_PAIRS: Final = 3
"""With fewer pairs there is no rank correlation."""

RowKey = tuple[str, str, str, str]
"""Session, coder, episode and part of a row of one measure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One setting's result beside that of the reference.

    Attributes
    ----------
    n : int
        How many rows have a number.
    median, lowest, highest : float or None
        Of those numbers; None where there is none.
    rank_correlation : float or None
        Spearman's, over the ``pairs`` of rows that have a number in both; None with fewer than `LEAST_PAIRS`, or where
        all numbers of a side are the same.
    pairs : int
        How many rows have a number in both.
    flips : int
        How many rows have another status than in the reference, or are in one of them only.
    """

    n: int
    median: float | None
    lowest: float | None
    highest: float | None
    rank_correlation: float | None
    pairs: int
    flips: int


def key_of(row: MeasureRow) -> RowKey:
    """Return what tells a row from the others of its measure."""
    return row.session, row.coder, row.episode, row.part


def outcome(reference: Mapping[RowKey, MeasureRow], rows: Mapping[RowKey, MeasureRow]) -> Outcome:
    """Return the result of one setting beside the reference; both hold rows of one measure."""
    values = [row.value for row in rows.values() if row.value is not None]
    both = [(reference[key].value, rows[key].value) for key in reference if key in rows]
    pairs = [(one, other) for one, other in both if one is not None and other is not None]
    return Outcome(
        n=len(values),
        median=statistics.median(values) if values else None,
        lowest=min(values, default=None),
        highest=max(values, default=None),
        rank_correlation=spearman([one for one, _ in pairs], [other for _, other in pairs]),
        pairs=len(pairs),
        flips=sum(_status(reference, key) != _status(rows, key) for key in reference.keys() | rows.keys()),
    )


def _status(rows: Mapping[RowKey, MeasureRow], key: RowKey) -> Status | None:
    return rows[key].status if key in rows else None


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return the rank correlation of pairs; equal numbers share the mean of their ranks (Spearman, 1904).

    None with fewer than `LEAST_PAIRS`, or where all numbers of a side are the same.
    """
    if len(one) < LEAST_PAIRS:
        return None
    ranks = [_centred_ranks(side) for side in (one, other)]
    lengths = [float(np.sqrt(side @ side)) for side in ranks]
    if not all(lengths):
        return None
    return float(np.clip(ranks[0] @ ranks[1] / (lengths[0] * lengths[1]), -1, 1))


def _centred_ranks(values: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    _, place, counts = np.unique(np.asarray(values, dtype=np.float64), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean_ranks = last - (counts - 1) / 2
    return np.asarray(mean_ranks[place] - (len(values) + 1) / 2, dtype=np.float64)
