"""The frame table of a video: which pictures there are, and when each is on screen."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

import numpy as np
from numpy.typing import NDArray

MS_PER_S = 1_000


@dataclass(frozen=True, eq=False, slots=True)
class FrameIndex:
    """Times of all shown pictures, in the order they appear on screen.

    Attributes
    ----------
    pts : ndarray of int64, shape (frames,)
        Time stamps in ticks, rising; ``pts[0]`` is the start of the camera's time axis.
    tick_s : Fraction
        Length of a tick in seconds.
    end_pts : int
        End of the last picture in ticks.
    """

    pts: NDArray[np.int64]
    tick_s: Fraction
    end_pts: int

    def __len__(self) -> int:
        return len(self.pts)

    def number_at(self, ms: int) -> int:
        """Return the number of the picture on screen at `ms`, clamped to the first and the last."""
        return max(0, bisect_right(self.pts, self._last_pts_at(ms)) - 1)

    def on_ms(self, number: int) -> int:
        """Return the first whole ms at which picture `number` is on screen."""
        return self._first_ms_of(int(self.pts[number]))

    def off_ms(self, number: int) -> int:
        """Return the first whole ms at which picture `number` is no longer on screen."""
        return self.on_ms(number + 1) if number + 1 < len(self.pts) else self.length_ms

    @property
    def length_ms(self) -> int:
        """End of the last picture on the time axis, in ms."""
        return self._first_ms_of(self.end_pts)

    @property
    def start_s(self) -> Fraction:
        """The file's own time at the start of the axis, in seconds; sound is laid on the axis with it."""
        return int(self.pts[0]) * self.tick_s

    def up_to(self, number: int) -> Self:
        """Return the table cut off after picture `number`."""
        if number + 1 >= len(self.pts):
            return self
        return replace(self, pts=self.pts[: number + 1], end_pts=int(self.pts[number + 1]))

    def _last_pts_at(self, ms: int) -> int:
        ticks = Fraction(ms, MS_PER_S) / self.tick_s + self._tolerance
        return int(self.pts[0]) + ticks.numerator // ticks.denominator

    def _first_ms_of(self, pts: int) -> int:
        ms = (pts - int(self.pts[0]) - self._tolerance) * self.tick_s * MS_PER_S
        return -(-ms.numerator // ms.denominator)

    @property
    def _tolerance(self) -> Fraction:
        """Half a tick, the rounding a time stamp may carry; none where ticks are too coarse to be rounded."""
        return Fraction(1, 2) if self.tick_s * MS_PER_S <= 1 else Fraction(0)
