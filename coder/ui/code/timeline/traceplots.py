"""Painting of heart rate and motion energy."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from coder.ui.code.timeline.raster import Pixels
from coder.ui.code.timeline.rows import Row
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.style import TimelineStyle
from coder.ui.code.timeline.traces import Heart, Motion
from coder.ui.code.timeline.tracks import draw_pixels

INSET_PX = 4
BAND_SHARE = 0.14
POINTS_PER_PX = 1


def heart_color(style: TimelineStyle) -> QColor:
    """Return the colour of the heart rate."""
    return style.color("danger")


def motion_color(style: TimelineStyle) -> QColor:
    """Return the colour of the motion energy."""
    return style.mixed("info", "bg1", 0.75)


def paint_heart(painter: QPainter, row: Row, heart: Heart | None, scale: Scale, style: TimelineStyle) -> None:
    """Paint the rate as a line that breaks where the signal is lost, over the band of the baseline."""
    _paint_ground(painter, row, scale, style)
    if heart is None:
        return
    if heart.problem:
        _say(painter, row, heart.problem, style)
        return
    if heart.baseline is not None:
        mean, sd = heart.baseline
        top, bottom = _y(row, heart, mean + sd), _y(row, heart, mean - sd)
        painter.fillRect(QRectF(0, top, scale.width, bottom - top), style.mixed("danger", "bg1", BAND_SHARE))
        painter.setPen(QPen(style.mixed("danger", "bg1", 0.5), 1, Qt.PenStyle.DashLine))
        middle = round(_y(row, heart, mean)) + 0.5
        painter.drawLine(QPointF(0, middle), QPointF(scale.width, middle))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(heart_color(style), 1.5))
    for piece in heart_pieces(heart, scale):
        painter.drawPolyline(QPolygonF([QPointF(scale.x(ms), _y(row, heart, bpm)) for ms, bpm in piece]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def heart_pieces(heart: Heart, scale: Scale) -> list[list[tuple[int, float]]]:
    """Return the unbroken pieces of the line in view, each as (session ms, bpm); no more points than the view has px.

    A piece ends where its last rate ceases to be known.
    """
    first = max(int(heart.times.searchsorted(scale.left_ms)) - 1, 0)
    last = min(int(heart.times.searchsorted(scale.right_ms, "right")) + 1, len(heart.times))
    times, bpm, until = (a[first:last] for a in (heart.times, heart.bpm, heart.until))
    breaks = np.flatnonzero(until[:-1] < times[1:]) + 1
    step = max(len(times) // max(scale.width * POINTS_PER_PX, 1), 1)
    found = []
    for begin, end in pairwise([0, *breaks.tolist(), len(times)]):
        if begin < end:
            line = list(zip(times[begin:end:step].tolist(), bpm[begin:end:step].tolist(), strict=True))
            found.append([*line, (int(until[end - 1]), float(bpm[end - 1]))])
    return found


def paint_motion(painter: QPainter, row: Row, motion: Motion | None, scale: Scale, style: TimelineStyle) -> None:
    """Paint the motion energy as a filled curve, or nothing while it is not known yet."""
    _paint_ground(painter, row, scale, style)
    if motion is None or not len(motion.times):
        return
    height = round((row.height - 2) * style.dpr)
    pixels = motion_pixels(motion, scale, height, motion_color(style).rgba(), style.dpr)
    draw_pixels(painter, pixels, row.top + 1, style.dpr)


def motion_pixels(motion: Motion, scale: Scale, height: int, color: int, dpr: float = 1.0) -> Pixels:
    """Return the curve as an image of shape (height, width); a column is as high as the most that moves in it."""
    width = round(scale.width * dpr)
    columns = scale.left_ms + np.arange(width + 1) / (scale.px_per_ms * dpr)
    place = motion.times.searchsorted(columns, "right") - 1
    inside = (place[:-1] >= 0) & (columns[:-1] < motion.end_ms)
    pairs = np.empty(2 * width, dtype=np.int64)
    pairs[0::2] = np.clip(place[:-1], 0, len(motion.times) - 1)
    pairs[1::2] = np.maximum(place[1:], pairs[0::2] + 1)
    known: npt.NDArray[np.float32] = np.append(np.nan_to_num(motion.share), np.float32(0))
    most = np.maximum.reduceat(known, np.minimum(pairs, len(known) - 1))[::2]
    tall = np.clip(most / motion.top, 0, 1) * height
    rows = np.arange(height)[:, None]
    filled = (height - rows <= np.ceil(tall)) & (tall > 0) & inside
    return np.where(filled, np.uint32(color), np.uint32(0))


def _paint_ground(painter: QPainter, row: Row, scale: Scale, style: TimelineStyle) -> None:
    painter.fillRect(QRectF(0, row.top, scale.width, row.height), style.color("bg1"))
    painter.fillRect(QRectF(0, row.bottom - 1, scale.width, 1), style.color("line"))


def _say(painter: QPainter, row: Row, text: str, style: TimelineStyle) -> None:
    caption = style.caption(text)
    painter.setPen(style.color("text3"))
    painter.setFont(style.font("caption"))
    painter.drawStaticText(QPointF(12, row.top + (row.height - caption.height) / 2), caption.text)


def _y(row: Row, heart: Heart, bpm: float) -> float:
    low, high = heart.bounds
    room = row.height - 2 * INSET_PX
    return row.top + INSET_PX + room * (high - bpm) / (high - low)
