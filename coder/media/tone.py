"""How a picture is turned and lit on screen. What is stored, stamped or exported never goes through here."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

LEVELS = 256
STOPS = 2.0
"""Full contrast multiplies differences by two to this power, none at all divides them by it."""


def tone_table(brightness: float, contrast: float, gamma: float) -> NDArray[np.uint8]:
    """Return what each level from 0 to 255 becomes.

    Gamma comes first, so that it opens the shadows of a dark tape before anything is cut off at black or white.

    Parameters
    ----------
    brightness : float
        -1 to 1: added, in halves of the range.
    contrast : float
        -1 to 1: spread around the middle, by a factor of a quarter to four.
    gamma : float
        Above 1 lightens the dark parts, below 1 darkens them; black and white stay.

    Returns
    -------
    ndarray of uint8, shape (256,)
    """
    level = (np.arange(LEVELS) / (LEVELS - 1)) ** (1 / gamma)
    level = (level - 0.5) * 2 ** (STOPS * contrast) + 0.5 + brightness / 2
    return np.clip(np.rint(level * (LEVELS - 1)), 0, LEVELS - 1).astype(np.uint8)


def toned(bgra: NDArray[np.uint8], table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture (height, width, 4) with every colour level replaced by ``table``; alpha stays."""
    tables = np.stack([table, table, table, np.arange(LEVELS, dtype=np.uint8)], axis=-1)[None]
    return np.asarray(cv2.LUT(bgra, tables), dtype=np.uint8)


def turned(bgra: NDArray[np.uint8], quarter_turns: int) -> NDArray[np.uint8]:
    """Return a picture turned clockwise by quarters, C-contiguous."""
    return np.ascontiguousarray(np.rot90(bgra, -quarter_turns)) if quarter_turns % 4 else bgra
