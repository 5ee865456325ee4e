"""Painting of one coder's record on the strip: ruler, states, points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from coder.app.agreement_view import Line
from coder.model.tracks import Point, State
from coder.ui.agreement.words import code_title
from coder.ui.code.shapes import shape_path
from coder.ui.code.timeline.ticks import ticks
from coder.ui.theme import Theme
from coder.ui.theme.codecolors import hatch_brush

_INSET_PX = 5


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where times lie: ``[on_ms, off_ms)`` on ``width`` px from ``left`` on."""

    on_ms: int
    off_ms: int
    left: float
    width: float

    def x(self, ms: int) -> float:
        """Return where a time lies."""
        return self.left + (ms - self.on_ms) * self.width / (self.off_ms - self.on_ms)

    def ms(self, x: float) -> int:
        """Return which time lies there."""
        return self.on_ms + round((x - self.left) * (self.off_ms - self.on_ms) / self.width)


def paint_ticks(painter: QPainter, theme: Theme, ruler: Ruler, height: int) -> None:
    """Paint the ruler: marks at the bottom, times above the longer ones."""
    painter.fillRect(QRectF(ruler.left, 0, ruler.width, height), theme.color("bg2"))
    painter.setFont(theme.font("micro"))
    per_ms = ruler.width / (ruler.off_ms - ruler.on_ms)
    for tick in ticks(ruler.on_ms, ruler.off_ms, per_ms):
        x = round(ruler.x(tick.ms)) + 0.5
        painter.setPen(theme.color("line2"))
        painter.drawLine(QPointF(x, height - (7 if tick.text else 4)), QPointF(x, height))
        if tick.text and ruler.left <= x <= ruler.left + ruler.width - theme.px(30):
            painter.setPen(theme.color("text2"))
            box = QRectF(x + 3, 0, 80, height - 3)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tick.text)


def paint_states(
    painter: QPainter, theme: Theme, ruler: Ruler, row: QRectF, line: Line, states: Iterable[State]
) -> None:
    """Paint states as boxes, with their names where these fit."""
    codes = {code.id: code for code in line.channel.codes}
    painter.fillRect(row, theme.color("bg2"))
    painter.setFont(theme.font("table"))
    metrics = painter.fontMetrics()
    for state in states:
        if state.off <= ruler.on_ms or state.on >= ruler.off_ms:
            continue
        left, right = ruler.x(max(state.on, ruler.on_ms)), ruler.x(min(state.off, ruler.off_ms))
        box = QRectF(left, row.top(), max(right - left - 1, 1), row.height())
        look = theme.code_colors(line.pass_, line.channel, codes[state.code])
        painter.fillRect(box, hatch_brush(theme.color("hatch")) if look.hatched else look.fill)
        text = codes[state.code].title
        if not look.hatched and metrics.horizontalAdvance(text) + 2 * _INSET_PX <= box.width():
            painter.setPen(look.ink)
            painter.drawText(box.adjusted(_INSET_PX, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def paint_points(
    painter: QPainter, theme: Theme, ruler: Ruler, row: QRectF, line: Line, points: Iterable[Point]
) -> None:
    """Paint points by their shapes on a line, with their names where there is room before the next."""
    codes = {code.id: code for code in line.channel.codes}
    shown = [point for point in points if ruler.on_ms <= point.time < ruler.off_ms]
    painter.fillRect(row, theme.color("bg2"))
    painter.fillRect(QRectF(row.left(), row.center().y(), row.width(), 1), theme.color("line"))
    painter.setFont(theme.font("caption"))
    radius = theme.px(6)
    for place, point in enumerate(shown):
        x = ruler.x(point.time)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.channel_hue(line.pass_))
        painter.drawPath(shape_path(theme.shape(codes[point.code]), x, row.center().y(), radius))
        limit = ruler.x(shown[place + 1].time) - radius if place + 1 < len(shown) else row.right()
        text = code_title(line.channel, point.code)
        if x + radius + 4 + painter.fontMetrics().horizontalAdvance(text) < limit - 2:
            painter.setPen(theme.color("text2"))
            box = QRectF(x + radius + 4, row.top(), row.width(), row.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
