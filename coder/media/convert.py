"""From a decoder's picture to what belongs on screen: upright, square pixels, BGRA."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from coder.media.deinterlace import Deinterlacing, deinterlaced, wants_deinterlacing

COLORSPACE_UNKNOWN, COLORSPACE_BT709 = 2, 1
HD_HEIGHT = 720


class Converter:
    """Turns decoded pictures of one video into arrays; keeps the scaler's tables between pictures.

    Attributes
    ----------
    deinterlacing : {"never", "auto", "always"}
        Which pictures lose their comb lines; never, unless somebody only looks at them.
    """

    def __init__(self, sample_aspect_ratio: Fraction) -> None:
        self.deinterlacing: Deinterlacing = "never"
        self._aspect = sample_aspect_ratio
        self._scaler = VideoReformatter()

    def bgra(self, pixels: VideoFrame) -> NDArray[np.uint8]:
        """Return the picture as (height, width, 4), C-contiguous, alpha 255."""
        turns = quarter_turns_counter_clockwise(pixels)
        if wants_deinterlacing(pixels, self.deinterlacing):
            pixels = deinterlaced(pixels)
        width, height = square_size(pixels.width, pixels.height, self._aspect)
        untagged_hd = pixels.colorspace == COLORSPACE_UNKNOWN and pixels.height >= HD_HEIGHT
        picture = self._scaler.reformat(
            pixels,
            width=width,
            height=height,
            format="bgra",
            src_colorspace=COLORSPACE_BT709 if untagged_hd else None,
            threads=1,
        )
        plane = picture.planes[0]
        rows = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(height, plane.line_size)
        array = rows[:, : width * 4].reshape(height, width, 4)
        return np.ascontiguousarray(np.rot90(array, turns))


def square_size(width: int, height: int, aspect: Fraction) -> tuple[int, int]:
    """Return the size with square pixels; the picture is only ever enlarged, so no detail is lost."""
    if aspect >= 1:
        return round(width * aspect), height
    return width, round(height / aspect)


def quarter_turns_counter_clockwise(pixels: VideoFrame) -> int:
    """Return how often the stored picture is to be turned by 90° counter-clockwise to stand upright."""
    return round(pixels.rotation / 90) % 4
