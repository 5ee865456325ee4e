"""Questions about one span set asked for many windows at once: one pass instead of one set operation per window."""

from __future__ import annotations

import numpy as np

from coder.model.spans import Flags, Spans, Times


def lengths_in(spans: Spans, on: Times, off: Times) -> Times:
    """Return how many ms of ``spans`` lie in each window ``[on, off)``; ``on`` and ``off`` of shape (n,)."""
    if not len(spans):
        return np.zeros(len(on), dtype=np.int64)
    return _length_before(spans, off) - _length_before(spans, on)


def meets_each(spans: Spans, on: Times, off: Times) -> Flags:
    """Return for each window ``[on, off)`` whether any ms of it is in ``spans``."""
    met: Flags = lengths_in(spans, on, off) > 0
    return met


def _length_before(spans: Spans, times: Times) -> Times:
    heights = np.zeros(len(spans) + 1, dtype=np.int64)
    np.cumsum(spans.lengths, out=heights[1:])
    after = spans.edges.searchsorted(times, "right")
    inside = (after & 1).astype(bool)
    before: Times = heights[after >> 1]
    before[inside] += times[inside] - spans.edges[after[inside] - 1]
    return before
