"""One session alone: a block bootstrap within the tape, and kappa when one coder's record is shifted in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.agreement.bootstrap import Intervals, Resampling, cluster_bootstrap
from coder.agreement.errors import AgreementError
from coder.agreement.kappa import kappa, margins
from coder.agreement.stat import TINY, IntArray, Reason, Stat, sum_at
from coder.agreement.time_table import Joint

MIN_BLOCKS: Final = 20
MIN_BLOCK_MS: Final = 10_000
N_SHIFTS: Final = 999


@dataclass(frozen=True, slots=True)
class JointLine:
    """The jointly usable time of one session with everything else cut out and closed up.

    Attributes
    ----------
    edges : int64 array (n + 1,)
        Starts of the stretches and the end, in ms from 0.
    a, b : int64 arrays (n,)
        Category of each coder.
    q : int
        Number of categories.
    """

    edges: IntArray
    a: IntArray
    b: IntArray
    q: int

    @classmethod
    def of(cls, joint: Joint, q: int) -> JointLine:
        """Return the joint time line of joined records."""
        lengths = joint.segments.lengths[joint.kept]
        edges = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        return cls(edges, joint.a[joint.kept], joint.b[joint.kept], q)

    @property
    def length(self) -> int:
        """Jointly usable time in ms."""
        return int(self.edges[-1])

    def default_block_ms(self) -> int:
        """Return the longer of 10 s and twice the median duration of both coders' states."""
        durations = np.concatenate([_stretches(self.edges, side) for side in (self.a, self.b)])
        return max(MIN_BLOCK_MS, int(2 * np.median(durations))) if len(durations) else MIN_BLOCK_MS


@dataclass(frozen=True, slots=True)
class ShiftedKappa:
    """Kappa against shifted records (`shift_kappa`): what durations and rhythm alone would give.

    ``p`` is the share of shifts, counting the record itself once, with a kappa at least as large.
    """

    kappa: Stat
    kappas: tuple[float | None, ...]
    mean: Stat
    p95: Stat
    p: float | None


def block_tables(line: JointLine, block_ms: int) -> IntArray:
    """Return the tables of consecutive blocks, shape (n_blocks, q, q); an incomplete last block is dropped.

    Raises
    ------
    AgreementError
        When the block is not positive.
    """
    if block_ms <= 0:
        raise AgreementError("A block must be at least 1 ms long.")
    n_blocks = line.length // block_ms
    bounds = np.unique(np.concatenate([line.edges, block_ms * np.arange(n_blocks + 1)]))
    bounds = bounds[bounds <= n_blocks * block_ms]
    start, length = bounds[:-1], np.diff(bounds)
    place = line.edges.searchsorted(start, "right") - 1
    return sum_at((start // block_ms, line.a[place], line.b[place]), length, (n_blocks, line.q, line.q))


def block_bootstrap(line: JointLine, resampling: Resampling, block_ms: int | None = None) -> Intervals:
    """Return the interval of kappa within one tape, with blocks of time in the place of children."""
    tables = block_tables(line, line.default_block_ms() if block_ms is None else block_ms)
    (intervals,) = cluster_bootstrap(
        margins(tables), kappa, resampling=resampling, min_clusters=MIN_BLOCKS, too_few="TOO_FEW_BLOCKS"
    )
    return intervals


def shift_kappa(line: JointLine, offsets: Sequence[int] | None = None, seed: int = 1) -> ShiftedKappa:
    """Return kappa of A against B's record rotated on the joint time line.

    Parameters
    ----------
    offsets : sequence of int, optional
        Rotations in ms; by default 999, uniform within 10 to 90 % of the line.
    """
    if offsets is None:
        low, high = line.length // 10, line.length * 9 // 10
        generator = np.random.Generator(np.random.PCG64(seed))
        offsets = generator.integers(low, high + 1, N_SHIFTS).tolist() if line.length else []
    result = kappa(margins(rotated_table(line, 0))).stat("kappa", line.length, "ms")
    shifted = kappa(margins(np.array([rotated_table(line, k) for k in offsets]).reshape(-1, line.q, line.q)))
    values = shifted.values[shifted.defined]
    each = tuple(value for value, _ in shifted.pairs())
    if result.value is None or not len(values):
        reason: Reason = result.reason or "NO_VARIATION"
        mean, p95 = (Stat(name, reason=reason, unit="shift") for name in ("mean", "p95"))
        return ShiftedKappa(result, each, mean, p95, None)
    reached = int((values >= result.value - TINY).sum())
    return ShiftedKappa(
        result,
        each,
        Stat("mean", float(values.mean()), n_units=len(values), unit="shift"),
        Stat("p95", float(np.quantile(values, 0.95)), n_units=len(values), unit="shift"),
        (1 + reached) / (len(values) + 1),
    )


def rotated_table(line: JointLine, offset: int) -> IntArray:
    """Return the duration table of A at t against B at ``(t + offset) mod length``."""
    if not line.length:
        return np.zeros((line.q, line.q), dtype=np.int64)
    shifted = (line.edges[:-1] - offset) % line.length
    bounds = np.unique(np.concatenate([line.edges, shifted]))
    start, length = bounds[:-1], np.diff(bounds)
    place_a = line.edges.searchsorted(start, "right") - 1
    place_b = line.edges.searchsorted((start + offset) % line.length, "right") - 1
    return sum_at((line.a[place_a], line.b[place_b]), length, (line.q, line.q))


def _stretches(edges: IntArray, side: IntArray) -> IntArray:
    """Return the durations of stretches of one code."""
    change = np.flatnonzero(np.diff(side)) + 1
    bounds = edges[np.concatenate([[0], change, [len(side)]])] if len(side) else edges[:0]
    return np.diff(bounds)
