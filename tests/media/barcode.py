"""Pictures that carry their own number, readable after any codec."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COLUMNS, ROWS = 8, 2
NUMBER_BITS = 12
PICTURE_BITS = COLUMNS * ROWS
CHECK_FACTOR = 7


def _bits(number: int) -> NDArray[np.bool_]:
    word = number | (number * CHECK_FACTOR % 16) << NUMBER_BITS
    return np.array([word >> bit & 1 for bit in range(PICTURE_BITS)], dtype=bool).reshape(ROWS, COLUMNS)


def draw(number: int, width: int, height: int) -> NDArray[np.uint8]:
    """Return an RGB picture: the number as light and dark blocks above a moving pattern."""
    picture = np.full((height, width, 3), 90, dtype=np.uint8)
    blocks = np.where(_bits(number), 220, 30).astype(np.uint8)
    top = blocks.repeat(height // 4, axis=0).repeat(width // COLUMNS, axis=1)
    picture[: top.shape[0], : top.shape[1]] = top[:, :, None]
    rows, columns = np.mgrid[0 : height - height // 2, 0:width]
    wave = 120 + 70 * np.sin((columns + 3 * number) / 9) * np.cos((rows - 2 * number) / 7)
    picture[height // 2 :] = np.stack([wave, 255 - wave, 0.5 * wave + 60], axis=2).astype(np.uint8)
    return picture


def read(rgb: NDArray[np.uint8]) -> int:
    """Return the number in a picture, or -1 when the blocks contradict each other."""
    grey = rgb[:, :, 1].astype(int)
    height, width = grey.shape[0] // 4, grey.shape[1] // COLUMNS
    bits = [
        grey[
            r * height + height // 4 : (r + 1) * height - height // 4,
            c * width + width // 4 : (c + 1) * width - width // 4,
        ].mean()
        > 125
        for r in range(ROWS)
        for c in range(COLUMNS)
    ]
    word = sum(1 << i for i, bit in enumerate(bits) if bit)
    number = word & (1 << NUMBER_BITS) - 1
    return number if word >> NUMBER_BITS == number * CHECK_FACTOR % 16 else -1
