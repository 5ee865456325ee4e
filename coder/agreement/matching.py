"""One-to-one matching of two coders' point events in time.

Pairs keep the order of both lists and are at most the tolerance apart. Of all such matchings the one with the most
pairs is taken, of those the one with the least sum of time differences. Keeping the order costs nothing: uncrossing
two crossed pairs never leaves the tolerance and never raises the sum.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[int, int]


def match_times(a: Sequence[int], b: Sequence[int], tol_ms: int) -> list[Pair]:
    """Return the best matching of two sorted lists of times (ms) as pairs of places.

    Of equally good matchings it is the one met first walking from the start: take the pair if that is best, else
    leave A's event if that is, else leave B's. A difference of exactly ``tol_ms`` matches.
    """
    if not a or not b:
        return []
    rows = _suffix_values(a, b, tol_ms)
    pairs: list[Pair] = []
    i = j = 0
    while i < len(a) and j < len(b):
        row, below = rows[i], rows[i + 1]
        here = row.at(j)
        in_reach = row.first <= j < row.first + len(row.values) - 1
        if in_reach and here == row.worth - abs(a[i] - b[j]) + below.at(j + 1):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif here == below.at(j):
            i += 1
        else:
            j += 1
    return pairs


@dataclass(slots=True)
class _Row:
    """Value of the best matching of A's events from one place on, for B's events from ``first`` on.

    ``worth`` is what one pair counts: more than all time differences together, so that more pairs always win.
    """

    first: int
    values: list[int]
    worth: int

    def at(self, j: int) -> int:
        """Return the value from place ``j`` of B on; B's events before ``first`` are out of everybody's reach."""
        return self.values[j - self.first] if j > self.first else self.values[0]


def _suffix_values(a: Sequence[int], b: Sequence[int], tol_ms: int) -> list[_Row]:
    """Run the dynamic programme from the end; each row holds only the places within the tolerance, and one more."""
    worth = 1 + min(len(a), len(b)) * tol_ms
    rows = [_Row(0, [0] * (len(b) + 1), worth)]
    for time in reversed(a):
        first, last = bisect_left(b, time - tol_ms), bisect_right(b, time + tol_ms)
        below = rows[-1]
        value = below.at(last)
        values = [value] * (last - first + 1)
        for j in range(last - 1, first - 1, -1):
            value = max(value, below.at(j), worth - abs(time - b[j]) + below.at(j + 1))
            values[j - first] = value
        rows.append(_Row(first, values, worth))
    rows.reverse()
    return rows
