"""How regular the pictures' times are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coder.media.index import FrameIndex

DROPPED_SHARE = 0.1
STILL_MS = 500
STILL_FRAMES = 8


@dataclass(frozen=True, slots=True)
class Rate:
    """Nominal pictures per second, whether the distances vary, and how many pictures are missing between."""

    fps: float
    variable: bool
    dropped: int


def rate_of(index: FrameIndex, nominal: Fraction | None) -> Rate:
    """Return the rate of a frame table.

    Distances that are whole multiples of one period, give or take the rounding of a tick, are a constant rate
    with dropped pictures, as long as at most one distance in ten is longer than a period.

    Parameters
    ----------
    index : FrameIndex
        The frame table.
    nominal : Fraction or None
        The rate the file claims, used to name a constant rate exactly when it agrees.
    """
    gaps = np.diff(index.pts)
    if not len(gaps):
        return Rate(float(nominal or 0), False, 0)
    seconds = int(index.pts[-1] - index.pts[0]) * index.tick_s
    mean = float(len(gaps) / seconds) if seconds else 0.0
    median = float(np.sort(gaps)[len(gaps) // 2])
    if not median:
        return Rate(mean, True, 0)
    period = float(np.mean(gaps[np.abs(gaps - median) <= 1]))
    periods = np.rint(gaps / period)
    tolerance = 1.01 + 0.02 * period
    irregular = (np.abs(gaps - periods * period) > tolerance) | (periods < 1)
    if np.any(irregular) or np.mean(periods > 1) > DROPPED_SHARE:
        return Rate(mean, True, 0)
    fps = float(1 / (Fraction(period) * index.tick_s))
    if nominal and abs(float(nominal) / fps - 1) < 0.001:
        fps = float(nominal)
    return Rate(fps, False, int(np.sum(periods - 1)))


@dataclass(frozen=True, slots=True)
class Standstill:
    """A picture that stays far longer than others do: when it came on, and for how long it stays."""

    on_ms: int
    ms: int


def standstill(index: FrameIndex) -> Standstill | None:
    """Return the longest place at which the camera stood still, None where it never did for half a second."""
    gaps = np.diff(index.pts)
    if not len(gaps):
        return None
    number = int(np.argmax(gaps))
    length_ms = index.on_ms(number + 1) - index.on_ms(number)
    usual = float(np.median(gaps))
    if length_ms < STILL_MS or gaps[number] < STILL_FRAMES * usual:
        return None
    return Standstill(index.on_ms(number), length_ms)
