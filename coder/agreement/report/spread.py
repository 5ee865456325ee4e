"""Median, quartiles and mean of differences, of every session and of all together, without a loop over sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.agreement.stat import Batch, BoolArray, FloatArray, IntArray, batch, divide

Both = tuple[Batch, Batch]
"""A figure pooled, and per session."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Differences in ms of same-code pairs.

    Attributes
    ----------
    values : float64 array (n,)
        Sorted within each group, one group after the other.
    pooled : float64 array (n,)
        All sorted.
    size : int64 array (g,)
        Number of differences of each group.
    """

    values: FloatArray
    pooled: FloatArray
    size: IntArray

    @classmethod
    def of(cls, values: Sequence[int] | IntArray, groups: Sequence[int] | IntArray, n_groups: int) -> Spread:
        """Return the spread of differences that belong to groups 0 to ``n_groups - 1``."""
        array, group = np.asarray(values, dtype=np.float64), np.asarray(groups, dtype=np.int64)
        order = np.lexsort((array, group))
        return cls(array[order], np.sort(array), np.bincount(group, minlength=n_groups))

    def quartiles(self, prefix: str) -> dict[str, Both]:
        """Return median and quartiles (linear interpolation), by name."""
        return {
            f"{prefix}_{name}": (self._quantile(p, pooled=True), self._quantile(p, pooled=False))
            for name, p in (("median", 0.5), ("q1", 0.25), ("q3", 0.75))
        }

    def mean(self) -> Both:
        """Return the mean difference."""
        return self._average(self.values, self.pooled)

    def share_within(self, limit_ms: int) -> Both:
        """Return the share of differences of at most ``limit_ms`` in size."""
        near, near_pooled = np.abs(self.values) <= limit_ms, np.abs(self.pooled) <= limit_ms
        return self._average(near, near_pooled)

    def _average(self, values: FloatArray | BoolArray, pooled: FloatArray | BoolArray) -> Both:
        n = np.asarray(len(pooled), dtype=np.float64)
        group = np.repeat(np.arange(len(self.size)), self.size)
        sums: FloatArray = np.zeros(len(self.size))
        np.add.at(sums, group, values)
        each = batch(divide(sums, self.size.astype(np.float64)), (self.size == 0, "NO_MATCHES"))
        whole = np.asarray(pooled.sum(), dtype=np.float64)
        return batch(divide(whole, n), (n == 0, "NO_MATCHES")), each

    def _quantile(self, p: float, *, pooled: bool) -> Batch:
        values = self.pooled if pooled else self.values
        size = np.asarray(len(values)) if pooled else self.size
        if not len(values):
            return batch(np.full(size.shape, np.nan), (size == 0, "NO_MATCHES"))
        start = np.zeros((), dtype=np.int64) if pooled else np.cumsum(size) - size
        place = p * np.maximum(size - 1, 0)
        low = np.floor(place).astype(np.int64)
        first = values[np.minimum(start + low, len(values) - 1)]
        second = values[np.minimum(start + np.minimum(low + 1, np.maximum(size - 1, 0)), len(values) - 1)]
        return batch(first + (second - first) * (place - low), (size == 0, "NO_MATCHES"))
