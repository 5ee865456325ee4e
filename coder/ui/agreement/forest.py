"""Estimates with their intervals on one axis, and the criterion as a line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coder.app.agreement_view import Line
from coder.ui.agreement.columns import Judged
from coder.ui.theme import Theme

_USUAL_START = 0.4
_STEPS = (0.2, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """From ``start`` to 1; never so short that a figure lies outside."""

    start: float = _USUAL_START

    @classmethod
    def of(cls, values: Iterable[float]) -> Axis:
        """Return the axis that holds all values."""
        least = min(values, default=1.0)
        return cls(min(_USUAL_START, max(-1.0, math.floor(least * 5 + 1e-9) / 5)))

    def x(self, value: float, place: QRectF) -> float:
        """Return where a value lies."""
        return place.left() + (value - self.start) / (1 - self.start) * place.width()

    def ticks(self, criterion: float) -> Iterator[float]:
        """Yield the values that are named: round ones, and the criterion."""
        step = next((s for s in _STEPS if (1 - self.start) / s <= 5), _STEPS[-1])
        first = math.ceil(self.start / step - 1e-9)
        values = [round(n * step, 6) for n in range(first, round(1 / step) + 1)]
        yield from sorted({*values, criterion})


def axis_of(lines: Iterable[Line]) -> Axis:
    """Return the axis for the headlines of lines."""
    rows = [line.headline for line in lines if line.headline.stat != "f1"]
    return Axis.of(value for row in rows for value in (row.value, row.ci_lo) if value is not None)


def paint_grid(painter: QPainter, theme: Theme, place: QRectF, axis: Axis, criterion: float) -> None:
    """Paint the hair lines of the named values and the dashed line of the criterion."""
    for value in axis.ticks(criterion):
        x = round(axis.x(value, place)) + 0.5
        held = value == criterion
        dashes = Qt.PenStyle.DashLine if held else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.color("text2" if held else "line"), 1, dashes))
        painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))


def paint_tick_labels(painter: QPainter, theme: Theme, place: QRectF, axis: Axis, criterion: float) -> None:
    """Paint the named values in a heading; one that would touch the criterion's is left out."""
    painter.setFont(theme.font("micro"))
    metrics = painter.fontMetrics()
    at_criterion = axis.x(criterion, place)
    for value in axis.ticks(criterion):
        x, text = axis.x(value, place), f"{value:g}".replace("0.", ".").replace("-", "−")
        if value != criterion and abs(x - at_criterion) < metrics.horizontalAdvance(".00") + 2:
            continue
        painter.setPen(theme.color("text" if value == criterion else "text2"))
        width = metrics.horizontalAdvance(text)
        painter.drawText(QRectF(x - width, place.top(), 2 * width, place.height()), Qt.AlignmentFlag.AlignCenter, text)


def paint_estimate(painter: QPainter, theme: Theme, place: QRectF, axis: Axis, judged: Judged) -> None:
    """Paint interval and estimate; red below the criterion, grey where there is no verdict."""
    row = judged.line.headline
    if row.value is None:
        return
    color, y = estimate_color(theme, judged), round(place.center().y()) + 0.5
    if row.ci_lo is not None and row.ci_hi is not None:
        left, right = axis.x(row.ci_lo, place), axis.x(row.ci_hi, place)
        painter.setPen(QPen(color, 2))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        for x in (left, right):
            painter.drawLine(QPointF(x, y - 5), QPointF(x, y + 5))
    side = theme.px(8)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(axis.x(row.value, place) - side / 2, y - side / 2, side, side), 2, 2)


def estimate_color(theme: Theme, judged: Judged) -> QColor:
    """Return the colour of an estimate."""
    if judged.verdict == "below":
        return theme.color("danger")
    return theme.color("accent" if judged.verdict in ("meets", "spans") else "text3")
