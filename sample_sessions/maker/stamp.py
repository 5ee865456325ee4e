"""What is burnt into every picture: the time, and the frame number as a barcode a program can read.

The barcode is Gray-coded, so that from one frame to the next only two of its blocks change: light and dark blocks of
8 × 8 pixels, two rows of eight, in the top right corner. Fifteen bits hold the number, the last one makes the parity
even.
"""

from __future__ import annotations

import cv2
import numpy as np

BLOCK_PX, COLUMNS, ROWS = 8, 8, 2
NUMBER_BITS = COLUMNS * ROWS - 1
DARK, LIGHT = 24, 226
MARGIN_PX = 8


def bits_of(number: int) -> np.ndarray:
    """Return the barcode of a frame number as booleans of shape (2, 8)."""
    gray = number ^ (number >> 1)
    bits = [gray >> place & 1 for place in range(NUMBER_BITS)]
    return np.array([*bits, sum(bits) % 2], bool).reshape(ROWS, COLUMNS)


def number_of(bits: np.ndarray) -> int:
    """Return the frame number of a barcode, or -1 when its parity is wrong."""
    flat = bits.ravel().astype(int).tolist()
    if sum(flat) % 2:
        return -1
    gray = sum(bit << place for place, bit in enumerate(flat[:NUMBER_BITS]))
    number = 0
    while gray:
        number ^= gray
        gray >>= 1
    return number


def barcode_box(width: int) -> tuple[slice, slice]:
    """Return rows and columns of the barcode in a picture of that width."""
    left = (width - MARGIN_PX - COLUMNS * BLOCK_PX) // BLOCK_PX * BLOCK_PX
    return slice(MARGIN_PX, MARGIN_PX + ROWS * BLOCK_PX), slice(left, left + COLUMNS * BLOCK_PX)


def stamp_number(picture: np.ndarray, number: int) -> None:
    """Draw the barcode of a frame number into a BGR picture."""
    blocks = np.where(bits_of(number), LIGHT, DARK).astype(np.uint8)
    rows, columns = barcode_box(picture.shape[1])
    picture[rows, columns] = blocks.repeat(BLOCK_PX, 0).repeat(BLOCK_PX, 1)[:, :, None]


def read_number(luma: np.ndarray) -> int:
    """Return the frame number in a picture's brightness, uint8 of shape (height, width); -1 when it is unreadable."""
    rows, columns = barcode_box(luma.shape[1])
    box = luma[rows, columns].reshape(ROWS, BLOCK_PX, COLUMNS, BLOCK_PX)
    return number_of(box[:, 2:-2, :, 2:-2].mean(axis=(1, 3)) > (DARK + LIGHT) / 2)


def timecode(time_ms: int) -> str:
    """Return hh:mm:ss.mmm."""
    seconds, millis = divmod(time_ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{millis:03d}"


class Clockface:
    """Draws the timecode from digits made once, at the bottom left; ``signs`` cuts it, 8 leaves whole seconds."""

    def __init__(self, signs: int = 12) -> None:
        self._signs = signs
        self._glyphs = {sign: self._glyph(sign) for sign in "0123456789:."}

    def _glyph(self, sign: str) -> np.ndarray:
        picture = np.full((16, 8, 3), DARK, np.uint8)
        cv2.putText(picture, sign, (0, 12), cv2.FONT_HERSHEY_PLAIN, 0.9, (LIGHT,) * 3, 1, cv2.LINE_8)
        return picture

    def draw(self, picture: np.ndarray, time_ms: int) -> None:
        """Draw a time into a BGR picture."""
        strip = np.hstack([self._glyphs[sign] for sign in timecode(time_ms)[: self._signs]])
        top = (picture.shape[0] - MARGIN_PX - 16) // 8 * 8
        picture[top : top + 16, MARGIN_PX : MARGIN_PX + strip.shape[1]] = strip
