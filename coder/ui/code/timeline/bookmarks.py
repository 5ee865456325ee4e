"""Painting of bookmarks: small flags in the ruler."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF

from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.style import TimelineStyle

FLAG_PX = 7


def paint_bookmarks(painter: QPainter, times: Iterable[int], ruler: int, scale: Scale, style: TimelineStyle) -> None:
    """Paint a flag for each bookmark in view; the painter's origin is the upper left corner of the ruler."""
    color = style.color("warn")
    painter.setPen(color)
    painter.setBrush(color)
    for ms in times:
        x = round(scale.x(ms))
        if 0 <= x <= scale.width:
            painter.fillRect(QRectF(x, 2, 1, ruler - 4), color)
            flag = [QPointF(x, 2), QPointF(x + FLAG_PX, 2 + FLAG_PX / 2), QPointF(x, 2 + FLAG_PX)]
            painter.drawPolygon(QPolygonF(flag))
