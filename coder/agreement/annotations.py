"""States as separate annotations, cut to the windows, and the links between two coders' annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from coder.agreement.errors import AgreementError
from coder.agreement.stat import IntArray
from coder.agreement.sweep import Interval, Windows

Links = tuple[IntArray, IntArray]
"""Places of linked annotations in A and in B."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """Annotations of one coder inside the windows, by start, end and code id; states that touch stay two.

    Attributes
    ----------
    on, off, label, window : int64 arrays of shape (n,)
    """

    on: IntArray
    off: IntArray
    label: IntArray
    window: IntArray

    @classmethod
    def of(cls, intervals: Iterable[Interval], labels: Mapping[str, int], windows: Windows) -> Annotations:
        """Cut ``(on_ms, off_ms, code)`` intervals to the windows; one that crosses a bound becomes several.

        Raises
        ------
        AgreementError
            When a code has no label or an interval is empty.
        """
        ordered = sorted(intervals)
        for on_ms, off_ms, code in ordered:
            if on_ms >= off_ms:
                raise AgreementError(f"The state '{code}' ends before it begins: {on_ms} to {off_ms} ms.")
            if code not in labels:
                raise AgreementError(f"The code '{code}' at {on_ms} ms is not one of {', '.join(labels)}.")
        times = np.array([i[:2] for i in ordered], dtype=np.int64).reshape(-1, 2)
        label = np.array([labels[i[2]] for i in ordered], dtype=np.int64)
        return cls.cut(times[:, 0], times[:, 1], label, np.arange(len(label)), windows)

    @classmethod
    def cut(cls, on: IntArray, off: IntArray, label: IntArray, rank: IntArray, windows: Windows) -> Annotations:
        """Cut annotations given as arrays; of equal start and end the lower ``rank`` comes first."""
        owner, window = _ranges(windows.off.searchsorted(on, "right"), windows.on.searchsorted(off, "left"))
        on, off = np.maximum(on[owner], windows.on[window]), np.minimum(off[owner], windows.off[window])
        order = np.lexsort((rank[owner], off, on))
        return cls(on[order], off[order], label[owner][order], window[order])

    def __len__(self) -> int:
        return len(self.on)


def link(a: Annotations, b: Annotations, overlap: float) -> Links:
    """Link annotations that share at least ``overlap`` (> .5) of the longer one, the best first.

    Of equal overlaps the lower place in B comes first, then the lower place in A; each annotation links once.

    Returns
    -------
    pair of int64 arrays of shape (n,)
        Places in ``a`` and in ``b``, in order of ``a``.
    """
    length = a.off - a.on
    mine, theirs = _ranges(b.on.searchsorted(a.on - length), b.on.searchsorted(a.off))
    shared = np.minimum(a.off[mine], b.off[theirs]) - np.maximum(a.on[mine], b.on[theirs])
    longer = np.maximum(length[mine], b.off[theirs] - b.on[theirs])
    share = shared / longer
    enough = (share >= overlap) & (a.window[mine] == b.window[theirs])
    mine, theirs, share = mine[enough], theirs[enough], share[enough]
    if max(np.bincount(mine).max(initial=0), np.bincount(theirs).max(initial=0)) <= 1:
        return mine, theirs
    order = np.lexsort((mine, theirs, -share))
    return _greedy(mine[order].tolist(), theirs[order].tolist())


def _greedy(mine: list[int], theirs: list[int]) -> Links:
    pairs = []
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for i, j in zip(mine, theirs, strict=True):
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            pairs.append((i, j))
    linked = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return linked[:, 0], linked[:, 1]


def _ranges(start: IntArray, stop: IntArray) -> tuple[IntArray, IntArray]:
    """Return (owner, place) for every place in ``start[owner]`` to ``stop[owner]``."""
    count = np.maximum(stop - start, 0)
    owner = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count) + start[owner]
    return owner, place
