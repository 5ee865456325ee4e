"""One picture as it should be on screen, with its place in the video."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Quality = Literal["good", "approximate", "damaged"]


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """A decoded picture.

    Attributes
    ----------
    bgra : ndarray of uint8, shape (height, width, 4)
        Upright, with square pixels, C-contiguous, alpha 255: what ``QImage.Format_RGB32`` wants.
    number : int
        Place in the frame table, from 0.
    on_ms, off_ms : int
        First whole ms at which the picture is on screen, and at which it no longer is (camera time).
    quality : {"good", "approximate", "damaged"}
        "approximate": a key frame near the asked time, shown while the right one is decoded.
        "damaged": the right picture, but the file is broken here.
    """

    bgra: NDArray[np.uint8]
    number: int
    on_ms: int
    off_ms: int
    quality: Quality

    @property
    def exact(self) -> bool:
        """Whether an event may be stamped with this picture."""
        return self.quality == "good"

    @property
    def rgb(self) -> NDArray[np.uint8]:
        """The picture as (height, width, 3) in red, green, blue order (a copy)."""
        return np.ascontiguousarray(self.bgra[:, :, 2::-1])
