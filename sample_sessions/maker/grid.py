"""Small counting tools on a row of ticks, one boolean per tick: the bookkeeping's own, shared with no other code."""

from __future__ import annotations

import itertools

import numpy as np

from maker.tape import TICK_MS

Mask = np.ndarray


def runs(mask: Mask) -> list[tuple[int, int]]:
    """Return the runs of true ticks as ``(first, end)``, end excluded."""
    found, start = [], None
    for tick, on in enumerate(mask.tolist()):
        if on and start is None:
            start = tick
        elif not on and start is not None:
            found.append((start, tick))
            start = None
    return [*found, (start, len(mask))] if start is not None else found


def clean(mask: Mask, merge_ms: int, shortest_ms: int) -> Mask:
    """Fill pauses under ``merge_ms`` between runs, then drop runs under ``shortest_ms``."""
    filled = mask.copy()
    spans = runs(mask)
    for (_, end), (start, _) in itertools.pairwise(spans):
        if (start - end) * TICK_MS < merge_ms:
            filled[end:start] = True
    for start, end in runs(filled):
        if (end - start) * TICK_MS < shortest_ms:
            filled[start:end] = False
    return filled


def ms(mask: Mask) -> int:
    """Return how long a mask is true in all."""
    return int(mask.sum()) * TICK_MS


def starts(mask: Mask) -> list[int]:
    """Return the first tick of each run."""
    return [start for start, _ in runs(mask)]


def between(n: int, first: int, end: int) -> Mask:
    """Return a mask that is true in ``[first, end)``."""
    mask = np.zeros(n, bool)
    mask[max(0, first) : max(0, end)] = True
    return mask


def first_false(mask: Mask, start: int, end: int) -> int | None:
    """Return the first tick in ``[start, end)`` in which the mask is false."""
    for tick in range(start, end):
        if not mask[tick]:
            return tick
    return None
