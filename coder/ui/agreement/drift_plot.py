"""A pair's agreement from session to session in the order of coding, with its moving average and that one's limits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from coder.agreement.drift import BASELINE_SESSIONS, drift_slope
from coder.agreement.rows import DriftRow
from coder.agreement.stat import Stat
from coder.ui.agreement import words
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.plot import FigureData

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX, _DOT_PX = 30, 74, 10, 22, 3.6
_DATE_PX: Final = 70


class DriftFigure:
    """The chart of one channel; ``name`` is that of the figure followed, κ or F1."""

    def __init__(self, name: str, rows: Sequence[DriftRow], criterion: float | None, followed: str) -> None:
        self.name, self.rows, self.criterion, self.followed = name, list(rows), criterion, followed

    @property
    def recalibrate(self) -> bool:
        """Whether the moving average of the last session is below its limits."""
        return bool(self.rows) and self.rows[-1].signal == "low"

    @property
    def slope(self) -> Stat:
        """The change per 30 days of coding, or why there is none."""
        days = [float(date.fromisoformat(row.coding_day).toordinal()) for row in self.rows]
        return drift_slope(days, [row.y for row in self.rows])

    def data(self) -> FigureData:
        """Return the sessions in order of coding."""
        headings = (tr("Session"), tr("Coded"), self.followed, tr("Moving average"), tr("Limits"), tr("Signal"))
        return FigureData(headings, tuple(_texts(row) for row in self.rows))

    def sentence(self) -> str:
        """Return what the chart says."""
        if not self.rows:
            return tr("{0}: no session with a coding date has a {1}.", self.name, self.followed)
        parts = [tr("{0}: {1} of {2} sessions in order of coding", self.name, self.followed, len(self.rows))]
        last = self.rows[-1]
        if last.z is None:
            parts.append(self.why_no_limits())
        elif self.recalibrate:
            parts.append(tr("The moving average has left its limits: recalibrate"))
        else:
            parts.append(tr("The moving average is within its limits"))
        slope = self.slope
        if slope.value is not None and slope.ci_lo is not None and slope.ci_hi is not None:
            limits = f"{words.figure(slope.ci_lo)} – {words.figure(slope.ci_hi)}"
            parts.append(tr("Change per 30 days {0}, 95 % CI {1}", words.figure(slope.value), limits))
        return ". ".join(part.rstrip(".") for part in parts) + "."

    def why_no_limits(self) -> str:
        """Return why there are no limits."""
        count = len(self.rows)
        if count < BASELINE_SESSIONS:
            text = tr("Limits need {0} sessions to start from; there are {1}.", BASELINE_SESSIONS, count)
            return text if count != 1 else tr("Limits need {0} sessions to start from; there is 1.", BASELINE_SESSIONS)
        return words.reason_words("BASELINE_NO_VARIATION")

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw dots, moving average, limits and criterion."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = place.adjusted(_LEFT_PX, _TOP_PX, -_RIGHT_PX, -_BOTTOM_PX)
        if not self.rows:
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font("table"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.sentence())
            return
        axis = _Axis.of(self.rows, self.criterion, inner)
        axis.draw(painter, theme)
        self._draw_band(painter, theme, axis)
        if self.criterion is not None:
            _dashed(painter, theme, axis, self.criterion, tr("criterion {0}", words.figure(self.criterion)))
        self._draw_line(painter, theme, axis)
        self._draw_dates(painter, theme, axis, place)

    def _draw_band(self, painter: QPainter, theme: Theme, axis: _Axis) -> None:
        known = [(n, row.lo, row.hi) for n, row in enumerate(self.rows) if row.lo is not None and row.hi is not None]
        if not known:
            return
        upper = [QPointF(axis.x(n), axis.y(min(hi, axis.high))) for n, _, hi in known]
        lower = [QPointF(axis.x(n), axis.y(max(lo, axis.low))) for n, lo, _ in reversed(known)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accentSoft"))
        painter.drawPolygon(QPolygonF([*upper, *lower]))
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font("micro"))
        painter.drawText(QPointF(axis.place.right() + 6, lower[0].y() + 4), tr("limits"))

    def _draw_line(self, painter: QPainter, theme: Theme, axis: _Axis) -> None:
        averages = [QPointF(axis.x(n), axis.y(row.z)) for n, row in enumerate(self.rows) if row.z is not None]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawPolyline(QPolygonF(averages))
        for n, row in enumerate(self.rows):
            left = row.signal in ("low", "high")
            color = theme.color("danger" if left else "text2")
            painter.setPen(QPen(theme.color("bg1"), 1))
            painter.setBrush(color)
            painter.drawEllipse(QPointF(axis.x(n), axis.y(row.y)), _DOT_PX, _DOT_PX)
            if left and row.z is not None:
                painter.setPen(QPen(theme.color("danger"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(axis.x(n), axis.y(row.z)), _DOT_PX + 2, _DOT_PX + 2)

    def _draw_dates(self, painter: QPainter, theme: Theme, axis: _Axis, place: QRectF) -> None:
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("text2"))
        step = max(1, math.ceil(_DATE_PX * len(self.rows) / max(axis.place.width(), 1)))
        for n in range(0, len(self.rows), step):
            box = QRectF(axis.x(n) - _DATE_PX / 2, place.bottom() - _BOTTOM_PX + 4, _DATE_PX, _BOTTOM_PX - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.rows[n].coding_day)


class _Axis:
    """Where sessions and values lie."""

    def __init__(self, low: float, high: float, count: int, place: QRectF) -> None:
        self.low, self.high, self.count, self.place = low, high, count, place

    @classmethod
    def of(cls, rows: Sequence[DriftRow], criterion: float | None, place: QRectF) -> _Axis:
        """Return the axes that hold all values; the top is 1, as no agreement is higher."""
        values = [value for row in rows for value in (row.y, row.z, row.lo) if value is not None]
        least = min([*values, criterion if criterion is not None else 1.0, 0.8])
        return cls(math.floor(least * 5 - 1e-9) / 5, 1.0, len(rows), place)

    def x(self, n: int) -> float:
        """Return where the n-th session lies."""
        return self.place.left() + (n + 0.5) * self.place.width() / self.count

    def y(self, value: float) -> float:
        """Return where a value lies."""
        return self.place.bottom() - (value - self.low) / (self.high - self.low) * self.place.height()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Draw hair lines and their values."""
        painter.setFont(theme.font("micro"))
        step = 0.2 if self.high - self.low <= 1.2 else 0.5
        for n in range(round(self.low / step), round(self.high / step) + 1):
            y = round(self.y(n * step)) + 0.5
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(self.place.left(), y), QPointF(self.place.right(), y))
            painter.setPen(theme.color("text2"))
            box = QRectF(self.place.left() - _LEFT_PX, y - 8, _LEFT_PX - 6, 16)
            name = f"{n * step:g}".replace("0.", ".").replace("-", "−")
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)


def _dashed(painter: QPainter, theme: Theme, axis: _Axis, value: float, name: str) -> None:
    color: QColor = theme.color("danger")
    y = axis.y(value)
    painter.setPen(QPen(color, 1.4, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(axis.place.left(), y), QPointF(axis.place.right(), y))
    painter.setFont(theme.font("micro"))
    painter.drawText(QPointF(axis.place.right() + 6, y + 4), name)


def _texts(row: DriftRow) -> tuple[str, ...]:
    limits = "" if row.lo is None or row.hi is None else f"{words.figure(row.lo)} – {words.figure(row.hi)}"
    average = "" if row.z is None else words.figure(row.z)
    signal = {"low": tr("below: recalibrate"), "high": tr("above"), "none": "", None: ""}[row.signal]
    return row.session, row.coding_day, words.figure(row.y), average, limits, signal
