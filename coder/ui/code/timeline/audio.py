"""Painting of the sound: the loudest and softest sample of each column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from coder.ui.code.timeline.raster import Pixels
from coder.ui.code.timeline.rows import Row
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.style import TimelineStyle
from coder.ui.code.timeline.tracks import draw_pixels


@dataclass(frozen=True, eq=False, slots=True)
class Sound:
    """The sound of a recording as the timeline shows it.

    Attributes
    ----------
    low, high : float32 arrays, shape (n,)
        Softest and loudest sample of each stretch, -1 to 1; empty until they are known.
    step_ms : float
        Length of a stretch.
    text : str
        What the track says of itself.
    """

    low: npt.NDArray[np.float32]
    high: npt.NDArray[np.float32]
    step_ms: float
    text: str = ""


def paint_sound(painter: QPainter, row: Row, sound: Sound | None, scale: Scale, style: TimelineStyle) -> None:
    """Paint the wave, or a quiet line while it is not known yet."""
    painter.fillRect(QRectF(0, row.top, scale.width, row.height), style.color("bg1"))
    painter.fillRect(QRectF(0, row.bottom - 1, scale.width, 1), style.color("line"))
    if sound is not None and len(sound.high):
        color = style.mixed("warn", "bg1", 0.8).rgba()
        draw_pixels(
            painter, wave_pixels(sound, scale, round(row.bar * style.dpr) - 2, color, style.dpr), row.top, style.dpr
        )


def wave_pixels(sound: Sound, scale: Scale, height: int, color: int, dpr: float = 1.0) -> Pixels:
    """Return the wave as an image of shape (height, width); a column reaches from its softest to its loudest sample."""
    width = round(scale.width * dpr)
    edges = (scale.left_ms + np.arange(width + 1) / (scale.px_per_ms * dpr)) / sound.step_ms
    place = np.clip(edges.astype(np.int64), 0, len(sound.high))
    inside = (edges[:-1] >= 0) & (edges[:-1] < len(sound.high))
    first = np.minimum(place[:-1], len(sound.high) - 1)
    high = np.maximum.reduceat(np.append(sound.high, 0.0), _pairs(first, place[1:]))[::2]
    low = np.minimum.reduceat(np.append(sound.low, 0.0), _pairs(first, place[1:]))[::2]
    middle = height / 2
    rows = np.arange(height)[:, None]
    filled = (rows >= np.floor(middle * (1 - high))) & (rows <= np.ceil(middle * (1 - low))) & inside
    return np.where(filled, np.uint32(color), np.uint32(0))


def _pairs(first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return begin and end of each column's stretch, at least one sample long, for ``reduceat``."""
    pairs = np.empty(2 * len(first), dtype=np.int64)
    pairs[0::2], pairs[1::2] = first, np.maximum(last, first + 1)
    return pairs
