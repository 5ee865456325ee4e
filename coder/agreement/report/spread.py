"""Median, quartiles and mean of differences: of every session and scope, and pooled, without a loop over sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.agreement.report.comparison import Comparison
from coder.agreement.report.place import Place
from coder.agreement.report.sheet import Sheet
from coder.agreement.stat import Batch, BoolArray, FloatArray, IntArray, batch, divide, everywhere

Both = tuple[Batch, Batch]
"""A figure pooled (p,), and per session (s, p)."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Values sorted within groups, one group after the other.

    ``size`` (any shape) is the number of values of each group.
    """

    values: FloatArray
    size: IntArray

    @classmethod
    def of(cls, values: FloatArray, group: IntArray, shape: tuple[int, ...]) -> Grouped:
        """Group values; ``group`` is a place in a flat array of ``shape``."""
        size = np.bincount(group, minlength=int(np.prod(shape)))
        return cls(values[np.lexsort((values, group))], size.reshape(shape))

    def quantile(self, p: float) -> Batch:
        """Return the quantile of every group (linear interpolation)."""
        size = self.size.ravel()
        if not len(self.values):
            return self._batch(np.full(size.shape, np.nan))
        last = np.maximum(size - 1, 0)
        place = p * last
        low = np.floor(place).astype(np.int64)
        start = np.minimum(np.cumsum(size) - size, len(self.values) - 1)
        first, second = self.values[start + low], self.values[start + np.minimum(low + 1, last)]
        return self._batch(first + (second - first) * (place - low))

    def mean(self, of: FloatArray | BoolArray) -> Batch:
        """Return the mean over each group of something computed from `values`."""
        size = self.size.ravel()
        sums: FloatArray = np.zeros(len(size))
        np.add.at(sums, np.repeat(np.arange(len(size)), size), of)
        return self._batch(divide(sums, size.astype(np.float64)))

    def _batch(self, values: FloatArray) -> Batch:
        return batch(values.reshape(self.size.shape), (self.size == 0, "NO_MATCHES"))


@dataclass(frozen=True, slots=True)
class Spread:
    """Differences in ms of same-code pairs, pooled and per session."""

    pooled: Grouped
    each: Grouped

    @classmethod
    def of(cls, values: Sequence[int] | IntArray, groups: Sequence[int] | IntArray, shape: tuple[int, ...]) -> Spread:
        """Return the spread of differences; ``groups`` are places in a flat array of shape (s, p)."""
        array, group = np.asarray(values, dtype=np.float64), np.asarray(groups, dtype=np.int64)
        return cls(Grouped.of(array, group % shape[1], shape[1:]), Grouped.of(array, group, shape))

    def quartiles(self, prefix: str) -> dict[str, Both]:
        """Return median and quartiles by name."""
        return {
            f"{prefix}_{name}": (self.pooled.quantile(p), self.each.quantile(p))
            for name, p in (("median", 0.5), ("q1", 0.25), ("q3", 0.75))
        }

    def mean(self) -> Both:
        """Return the mean difference."""
        return self.pooled.mean(self.pooled.values), self.each.mean(self.each.values)

    def share_within(self, limit_ms: int) -> Both:
        """Return the share of differences of at most ``limit_ms`` in size."""
        pooled, each = (np.abs(part.values) <= limit_ms for part in (self.pooled, self.each))
        return self.pooled.mean(pooled), self.each.mean(each)


def add_spread(
    sheet: Sheet, comparison: Comparison, places: Sequence[Place], name: str, figure: Both, n_units: IntArray
) -> None:
    """Add a figure of differences; where there is no joint window it does not exist."""
    no_data = comparison.no_window
    pooled, each = figure
    pooled, each = pooled.unless(everywhere(no_data), "NO_DATA"), each.unless(no_data, "NO_DATA")
    sheet.values(places, comparison.sessions, name, pooled, each, n_units)
