"""Painting of the whole session: episodes, two small lanes, and the window that is magnified below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from coder.app.evidence import episode_number
from coder.model.session import Episode
from coder.ui.code.timeline.episodes import episode_colors
from coder.ui.measures.derivation.lanes import Lane
from coder.ui.measures.derivation.layout import BAND_PX, RASTER_PX, Axis, Layout
from coder.ui.theme import Theme
from coder.ui.theme.codecolors import hatch_brush


def paint_session(
    painter: QPainter, layout: Layout, axis: Axis, episodes: Sequence[Episode], lanes: Sequence[Lane]
) -> None:
    """Paint the episodes with their numbers, and lanes as thin strips."""
    theme = layout.theme
    painter.setFont(theme.font("micro"))
    for episode in episodes:
        box = axis.box(episode.on, episode.off, 0, theme.px(BAND_PX)).adjusted(0, 0, -1, 0)
        fill, ink = episode_colors(episode.kind, theme.name)
        painter.fillRect(box, fill)
        number = episode_number(episode.id)
        if painter.fontMetrics().horizontalAdvance(number) + 4 <= box.width():
            painter.setPen(ink)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)
    for number_, lane in enumerate(lanes):
        _paint_strip(painter, theme, axis, lane, layout.raster_at(number_))


def _paint_strip(painter: QPainter, theme: Theme, axis: Axis, lane: Lane, top: float) -> None:
    height = theme.px(RASTER_PX) - 3
    for on, off in lane.unseen:
        painter.fillRect(axis.box(on, off, top, height), hatch_brush(theme.color("hatch")))
    for bar in lane.bars:
        if bar.place is not None:
            box = axis.box(bar.on, bar.off, top, height)
            box.setWidth(max(box.width(), 0.8))
            painter.fillRect(box, theme.code_colors(*bar.place).fill)


def paint_window(painter: QPainter, layout: Layout, session: Axis, stretch: Axis) -> None:
    """Frame the magnified stretch in the session, and lead from it to the lanes below."""
    theme = layout.theme
    left, right = session.x(stretch.on), session.x(stretch.off)
    frame = QRectF(left - 2, 1, max(right - left, 2) + 4, layout.session_bottom - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    corners = [
        QPointF(frame.left(), frame.bottom()),
        QPointF(frame.right(), frame.bottom()),
        QPointF(stretch.right, layout.ruler_top),
        QPointF(stretch.left, layout.ruler_top),
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accentSoft"))
    painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent"), 1))
    painter.drawLine(corners[0], corners[3])
    painter.drawLine(corners[1], corners[2])
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.drawRoundedRect(frame, 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
