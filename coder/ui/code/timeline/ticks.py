"""Marks of the ruler."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coder.model.timecode import MS_PER_H, MS_PER_MIN, MS_PER_S, clock

LABEL_PX = 72
"""Least distance between two labels."""


class Step(NamedTuple):
    """Distance between labelled marks, and between all marks, in ms; ``decimals`` of the labels."""

    major: int
    minor: int
    decimals: int = 0


class Tick(NamedTuple):
    """One mark; minor ones have no text."""

    ms: int
    text: str


_STEPS = (
    *(Step(n, n // parts, 2) for n, parts in ((10, 5), (20, 4), (50, 5))),
    *(Step(n, n // parts, 1) for n, parts in ((100, 5), (200, 4), (500, 5))),
    *(Step(n * MS_PER_S, n * MS_PER_S // parts) for n, parts in ((1, 5), (2, 4), (5, 5), (10, 5), (20, 4), (30, 6))),
    *(
        Step(n * MS_PER_MIN, n * MS_PER_MIN // parts)
        for n, parts in ((1, 6), (2, 4), (5, 5), (10, 5), (20, 4), (30, 6))
    ),
    *(Step(n * MS_PER_H, n * MS_PER_H // parts) for n, parts in ((1, 6), (2, 4), (6, 6))),
)


def step_for(px_per_ms: float, label_px: int = LABEL_PX) -> Step:
    """Return the distance between marks at a zoom."""
    return next((step for step in _STEPS if step.major * px_per_ms >= label_px), _STEPS[-1])


def ticks(left_ms: float, right_ms: float, px_per_ms: float, label_px: int = LABEL_PX) -> Iterator[Tick]:
    """Yield the marks between two times, in order, none before 0."""
    step = step_for(px_per_ms, label_px)
    at = max(int(left_ms // step.minor), 0) * step.minor
    while at <= right_ms:
        yield Tick(at, "" if at % step.major else clock(at, step.decimals))
        at += step.minor
