"""A frame as a sight shows it: turned and lit. The frame itself stays as it was decoded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from coder.media.tone import tone_table, toned, turned
from coder.ui.code.onscreen import Picture
from coder.ui.code.video.sight import Sight


@dataclass(frozen=True, eq=False, slots=True)
class Dressed:
    """An image ready to paint, and the memory it looks into."""

    image: QImage
    pixels: npt.NDArray[np.uint8]


def dressed(picture: Picture, sight: Sight) -> Dressed:
    """Return the image to paint for a picture; its own where the sight changes nothing."""
    bgra = picture.frame.bgra
    if not sight.quarter_turns and not sight.lit:
        return Dressed(picture.image, bgra)
    pixels = turned(bgra, sight.quarter_turns)
    if sight.lit:
        pixels = toned(pixels, _table(sight.brightness, sight.contrast, sight.gamma))
    height, width, _ = pixels.shape
    return Dressed(QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32), pixels)


@lru_cache(maxsize=16)
def _table(brightness: float, contrast: float, gamma: float) -> npt.NDArray[np.uint8]:
    return tone_table(brightness, contrast, gamma)
