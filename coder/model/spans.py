"""Sets of half-open time spans and their algebra.

A span is ``[on, off)`` in integer milliseconds with ``on < off``. A `Spans` is sorted and disjoint, and spans that
touch are one span, so that two sets covering the same milliseconds are equal. It is stored as one strictly
increasing int64 array ``[on0, off0, on1, off1, ...]``: a time is inside when an odd number of edges is at or before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from coder.model.errors import ModelError

Times = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_NO_EDGES: Final[Times] = np.empty(0, dtype=np.int64)
_NO_EDGES.flags.writeable = False


class Spans:
    """An immutable set of milliseconds, held as disjoint half-open spans.

    Attributes
    ----------
    edges : int64 array, shape (2n,)
        Strictly increasing; even positions are onsets, odd ones offsets. Read-only.
    """

    __slots__ = ("edges",)
    edges: Times

    def __init__(self, edges: Times = _NO_EDGES) -> None:
        """Wrap edges that are already strictly increasing and even in number; use `of` for anything else."""
        self.edges = edges

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Spans:
        """Return the union of ``(on, off)`` pairs given in any order, overlapping or not.

        Raises
        ------
        ModelError
            When a pair has ``on >= off``.
        """
        table = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
        if not len(table):
            return EMPTY
        if not (table[:, 0] < table[:, 1]).all():
            on, off = table[table[:, 0] >= table[:, 1]][0]
            raise ModelError(f"A span must end after it begins: {on} to {off} ms does not.")
        return cls.from_arrays(table[:, 0], table[:, 1])

    @classmethod
    def from_arrays(cls, on: Times, off: Times) -> Spans:
        """Return the union of spans given as two arrays of shape (n,), in any order; empty spans are ignored."""
        keep = on < off
        if not keep.all():
            on, off = on[keep], off[keep]
        if not len(on):
            return EMPTY
        order = np.argsort(on, kind="stable")
        on, off = on[order], np.maximum.accumulate(off[order])
        first = np.empty(len(on), dtype=bool)
        first[0] = True
        np.greater(on[1:], off[:-1], out=first[1:])
        last = np.empty(len(on), dtype=bool)
        last[:-1], last[-1] = first[1:], True
        return cls(_interleave(on[first], off[last]))

    @property
    def on(self) -> Times:
        """Onsets, shape (n,)."""
        return self.edges[0::2]

    @property
    def off(self) -> Times:
        """Offsets, shape (n,)."""
        return self.edges[1::2]

    @property
    def lengths(self) -> Times:
        """Length of each span in ms, shape (n,)."""
        return self.edges[1::2] - self.edges[0::2]

    @property
    def length(self) -> int:
        """Number of milliseconds in the set."""
        return int(self.lengths.sum())

    def __len__(self) -> int:
        return len(self.edges) // 2

    def __iter__(self) -> Iterator[tuple[int, int]]:
        flat = self.edges.tolist()
        return iter(zip(flat[0::2], flat[1::2], strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spans) and np.array_equal(self.edges, other.edges)

    def __hash__(self) -> int:
        return hash(self.edges.tobytes())

    def __repr__(self) -> str:
        return f"Spans.of({list(self)})"

    def __or__(self, other: Spans) -> Spans:
        """Union."""
        if not len(self.edges) or not len(other.edges):
            return self if len(self.edges) else other
        return self._combine(other, np.bitwise_or)

    def __and__(self, other: Spans) -> Spans:
        """Intersection."""
        if not len(self.edges) or not len(other.edges):
            return EMPTY
        return self._combine(other, np.bitwise_and)

    def __sub__(self, other: Spans) -> Spans:
        """Difference."""
        if not len(self.edges) or not len(other.edges):
            return self
        return self._combine(other, np.greater)

    def _combine(self, other: Spans, keep: Callable[[Times, Times], Times | Flags]) -> Spans:
        edges = np.concatenate((self.edges, other.edges))
        edges.sort()
        inside = keep(self.edges.searchsorted(edges, "right") & 1, other.edges.searchsorted(edges, "right") & 1)
        change = np.empty(len(edges), dtype=bool)
        change[0] = inside[0]
        np.not_equal(inside[1:], inside[:-1], out=change[1:])
        return Spans(edges[change])

    def complement(self, on: int, off: int) -> Spans:
        """Return the part of ``[on, off)`` that is not in the set."""
        return Spans.of([(on, off)]) - self if on < off else EMPTY

    def clip(self, on: int, off: int) -> Spans:
        """Return the part of the set inside ``[on, off)``."""
        if on >= off:
            return EMPTY
        first, end = int(self.edges.searchsorted(on, "right")), int(self.edges.searchsorted(off))
        if first == end and not first & 1:
            return EMPTY
        starts_inside, ends_inside = first & 1, end & 1
        edges = np.empty(starts_inside + end - first + ends_inside, dtype=np.int64)
        edges[0], edges[-1] = on, off
        edges[starts_inside : starts_inside + end - first] = self.edges[first:end]
        return Spans(edges)

    def merge_gaps(self, gap_ms: int) -> Spans:
        """Join neighbours whose gap is ``< gap_ms``; the gap then belongs to the joined span."""
        if len(self) < 2:
            return self
        inner = self.edges[1:-1]
        wide = np.repeat(inner[1::2] - inner[0::2] >= gap_ms, 2)
        return Spans(np.concatenate((self.edges[:1], inner[wide], self.edges[-1:])))

    def drop_short(self, min_ms: int) -> Spans:
        """Drop spans shorter than ``min_ms``."""
        return self.where(self.lengths >= min_ms)

    def where(self, keep: Flags) -> Spans:
        """Return the spans for which ``keep`` (bool, shape (n,)) is true."""
        return Spans(self.edges[np.repeat(keep, 2)])

    def grow(self, before_ms: int, after_ms: int) -> Spans:
        """Return the union of the spans made longer by ``before_ms`` and ``after_ms`` (both >= 0)."""
        return Spans.from_arrays(self.on - before_ms, self.off + after_ms)

    def contains(self, times: npt.ArrayLike) -> Flags:
        """Return for each time (ms, any shape) whether it is in the set."""
        inside: Flags = (self.edges.searchsorted(np.asarray(times, dtype=np.int64), "right") & 1).astype(bool)
        return inside

    def __contains__(self, time_ms: int) -> bool:
        return bool(self.edges.searchsorted(time_ms, "right") & 1)

    def meets(self, on: int, off: int) -> bool:
        """Return whether any millisecond of ``[on, off)`` is in the set."""
        after = int(self.off.searchsorted(on, "right"))
        return on < off and after < len(self) and int(self.edges[2 * after]) < off

    def length_within(self, on: int, off: int) -> int:
        """Return how many milliseconds of ``[on, off)`` are in the set."""
        return int(np.maximum(np.minimum(self.off, off) - np.maximum(self.on, on), 0).sum())

    def span_at(self, time_ms: int) -> tuple[int, int] | None:
        """Return the span that holds ``time_ms``, or None."""
        place = int(self.edges.searchsorted(time_ms, "right"))
        return (int(self.edges[place - 1]), int(self.edges[place])) if place & 1 else None


def _interleave(on: Times, off: Times) -> Times:
    edges = np.empty(2 * len(on), dtype=np.int64)
    edges[0::2], edges[1::2] = on, off
    return edges


EMPTY: Final = Spans()
