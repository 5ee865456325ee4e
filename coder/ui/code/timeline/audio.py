"""Painting of the sound: its wave above, its spectrum below."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from coder.ui.code.timeline.raster import Pixels
from coder.ui.code.timeline.rows import Row
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.style import TimelineStyle
from coder.ui.code.timeline.tracks import draw_pixels

WAVE_SHARE = 0.42
LEVELS = 256
FULL = 127
QUIETEST_SHOWN = 50
"""Level of the spectrum (0 to 255) below which nothing is painted."""


@dataclass(frozen=True, eq=False, slots=True)
class Sound:
    """The sound of a recording as the timeline shows it.

    Attributes
    ----------
    low, high : int8 arrays, shape (n,)
        Smallest and largest sample of each stretch, -127 to 127; empty until they are known.
    step_ms : float
        Length of a stretch.
    spectrum : uint8 array, shape (m, bands)
        Loudness by time and band, low bands first.
    hop_ms : float
        Distance of the spectrum's rows.
    at_ms : int
        Session time at which the sound begins.
    text : str
        What the track says of itself.
    """

    low: npt.NDArray[np.int8]
    high: npt.NDArray[np.int8]
    step_ms: float
    spectrum: npt.NDArray[np.uint8]
    hop_ms: float
    at_ms: int = 0
    text: str = ""


def no_sound_yet(text: str) -> Sound:
    """Return a sound whose wave is still being computed."""
    nothing = np.zeros(0, dtype=np.int8)
    return Sound(nothing, nothing, 1.0, np.zeros((0, 1), dtype=np.uint8), 1.0, 0, text)


def paint_sound(painter: QPainter, row: Row, sound: Sound | None, scale: Scale, style: TimelineStyle) -> None:
    """Paint wave and spectrum, or nothing while they are not known yet."""
    painter.fillRect(QRectF(0, row.top, scale.width, row.height), style.color("bg1"))
    painter.fillRect(QRectF(0, row.bottom - 1, scale.width, 1), style.color("line"))
    if sound is None or not len(sound.high):
        return
    height = round((row.height - 2) * style.dpr)
    upper = round(height * WAVE_SHARE)
    color = style.mixed("warn", "bg1", 0.8)
    draw_pixels(painter, wave_pixels(sound, scale, upper, color.rgba(), style.dpr), row.top, style.dpr)
    if len(sound.spectrum):
        lower = spectrum_pixels(sound, scale, height - upper, color, style.dpr)
        draw_pixels(painter, lower, row.top + upper / style.dpr, style.dpr)


def wave_pixels(sound: Sound, scale: Scale, height: int, color: int, dpr: float = 1.0) -> Pixels:
    """Return the wave as an image of shape (height, width); a column reaches from its softest to its loudest sample."""
    edges, inside = _places(sound.at_ms, sound.step_ms, len(sound.high), scale, dpr)
    high = np.maximum.reduceat(np.append(sound.high, 0), edges)[::2].astype(np.float32) / FULL
    low = np.minimum.reduceat(np.append(sound.low, 0), edges)[::2].astype(np.float32) / FULL
    middle = height / 2
    rows = np.arange(height)[:, None]
    filled = (rows >= np.floor(middle * (1 - high))) & (rows <= np.ceil(middle * (1 - low))) & inside
    return np.where(filled, np.uint32(color), np.uint32(0))


def spectrum_pixels(sound: Sound, scale: Scale, height: int, color: QColor, dpr: float = 1.0) -> Pixels:
    """Return the spectrum as an image of shape (height, width), deep sounds at the bottom."""
    edges, inside = _places(sound.at_ms, sound.hop_ms, len(sound.spectrum), scale, dpr)
    first, last = edges[0::2], np.minimum(edges[1::2], len(sound.spectrum))
    columns = sound.spectrum[np.minimum((first + last) // 2, len(sound.spectrum) - 1)]
    bands = np.linspace(sound.spectrum.shape[1] - 1, 0, height).round().astype(np.int64)
    levels = np.where(inside[:, None], columns, 0)[:, bands].T
    return _shades(color)[levels]


def _shades(color: QColor) -> Pixels:
    """Return premultiplied ARGB for every level, from nothing to the full colour."""
    share = np.clip((np.arange(LEVELS) - QUIETEST_SHOWN) / (LEVELS - QUIETEST_SHOWN), 0, 1) ** 1.3
    channels = [(share * value).astype(np.uint32) for value in (255, color.red(), color.green(), color.blue())]
    shades = channels[0] << 24 | channels[1] << 16 | channels[2] << 8 | channels[3]
    whole: Pixels = shades.astype(np.uint32)
    return whole


def _places(
    at_ms: int, step_ms: float, count: int, scale: Scale, dpr: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Return begin and end of each column's stretch (at least one long, for ``reduceat``), and which have sound."""
    width = round(scale.width * dpr)
    raw = (scale.left_ms - at_ms + np.arange(width + 1) / (scale.px_per_ms * dpr)) / step_ms
    place = np.clip(raw.astype(np.int64), 0, count)
    pairs = np.empty(2 * width, dtype=np.int64)
    pairs[0::2] = np.minimum(place[:-1], count - 1)
    pairs[1::2] = np.maximum(place[1:], pairs[0::2] + 1)
    return pairs, (raw[:-1] >= 0) & (raw[:-1] < count)
