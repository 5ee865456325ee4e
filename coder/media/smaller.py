"""From a decoder's picture to a small one for an encoder: upright, square pixels, one kind of colour."""

from __future__ import annotations

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from coder.media.convert import (
    COLORSPACE_BT709,
    COLORSPACE_UNKNOWN,
    HD_HEIGHT,
    quarter_turns_counter_clockwise,
)


class Smaller:
    """Makes pictures of one size, whatever the size of those it is given; keeps the scaler's tables between them.

    Parameters
    ----------
    size : (int, int)
        Width and height of the upright picture.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._scaler, self._second = VideoReformatter(), VideoReformatter()

    def of(self, pixels: VideoFrame) -> VideoFrame:
        """Return the picture in YUV 4:2:0, BT.709, limited range."""
        turns = quarter_turns_counter_clockwise(pixels)
        if not turns:
            return self._scaled(pixels, self._size, "yuv420p")
        lying = self._size if turns == 2 else self._size[::-1]
        rgb: NDArray[np.uint8] = np.asarray(self._scaled(pixels, lying, "rgb24").to_ndarray(), dtype=np.uint8)
        upright = VideoFrame.from_ndarray(np.ascontiguousarray(np.rot90(rgb, turns)), format="rgb24")
        return self._second.reformat(
            upright, format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG, threads=1
        )

    def _scaled(self, pixels: VideoFrame, size: tuple[int, int], form: str) -> VideoFrame:
        untagged_hd = pixels.colorspace == COLORSPACE_UNKNOWN and pixels.height >= HD_HEIGHT
        is_yuv = form == "yuv420p"
        return self._scaler.reformat(
            pixels,
            width=size[0],
            height=size[1],
            format=form,
            src_colorspace=COLORSPACE_BT709 if untagged_hd else None,
            dst_colorspace=Colorspace.ITU709 if is_yuv else None,
            interpolation=Interpolation.AREA,
            dst_color_range=ColorRange.MPEG if is_yuv else None,
            threads=1,
        )
