"""Two coders' values of the same children: differences against means (Bland and Altman), or a table of classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from coder.agreement.stat import Stat
from coder.app.ratings_view import RatedLine, Unit
from coder.ui.agreement import words
from coder.ui.measures.cohort.dots import UNIT_WORDS, shown_number
from coder.ui.measures.cohort.ink import step_for
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.plot import FigureData

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX, _DOT_PX = 46, 96, 12, 34, 4.0
_TREND_P = 0.05


class LimitsFigure:
    """Differences of A and B against their means, with bias and limits of agreement and the intervals of both."""

    def __init__(self, line: RatedLine, coders: tuple[str, str]) -> None:
        self.line, self.coders = line, coders

    @property
    def unit(self) -> str:
        """The unit in words, "" for ratings."""
        return UNIT_WORDS.get(self.line.unit, "")

    def number(self, value: float | None) -> str:
        """Return a difference or mean as people read it."""
        return words.UNDEFINED if value is None else f"{shown_number(value, self.line.unit):.2f}".replace("-", "−")

    def data(self) -> FigureData:
        """Return the pairs of values."""
        rows = tuple(
            (u.child, u.session, u.episode, *(self.number(x) for x in (u.a, u.b, u.a - u.b))) for u in self.line.units
        )
        a, b = self.coders
        return FigureData((tr("Child"), tr("Session"), tr("Episode"), a, b, f"{a} − {b}"), rows)

    def sentence(self) -> str:
        """Return bias and limits, or why there are none."""
        limits, n = self.line.limits, len(self.line.units)
        if limits.bias.value is None:
            assert limits.bias.reason is not None
            return tr("{0}: no limits of agreement. {1}", self.line.title, words.reason_words(limits.bias.reason))
        parts = [
            tr("{0}, n {1}", self.line.title, n),
            tr("{0} minus {1}: bias {2}", *self.coders, self._with_interval(limits.bias)),
            tr("95 % limits {0} and {1}", self._with_interval(limits.loa_lo), self._with_interval(limits.loa_hi)),
        ]
        if limits.trend_p is not None and limits.trend_p < _TREND_P:
            parts.append(tr("Differences change with the size of the value, so the limits do not hold for all sizes"))
        if self.line.not_seen is not None:
            neither, only_a, only_b = self.line.not_seen
            text = tr("Not in the plot, as the end was not seen: by both {0}, by {1} alone {2}, by {3} alone {4}")
            parts.append(text.format(neither, self.coders[1], only_a, self.coders[0], only_b))
        return ". ".join(parts) + "."

    def _with_interval(self, stat: Stat) -> str:
        text = self.number(stat.value)
        if stat.ci_lo is None or stat.ci_hi is None:
            return text
        return f"{text} ({self.number(stat.ci_lo)} – {self.number(stat.ci_hi)})"

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw the plot."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        units = self.line.units
        if self.line.limits.bias.value is None:
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font("table"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.sentence())
            return
        axes = _Axes.of(self.line, units, place.adjusted(_LEFT_PX, _TOP_PX, -_RIGHT_PX, -_BOTTOM_PX))
        axes.draw(painter, theme, tr("mean of both {0}", self.unit).strip(), f"{self.coders[0]} − {self.coders[1]}")
        limits = self.line.limits
        for stat, name in ((limits.loa_hi, "+1.96 SD"), (limits.bias, tr("bias")), (limits.loa_lo, "−1.96 SD")):
            self._draw_limit(painter, theme, axes, stat, name)
        counts = Counter((u.a, u.b) for u in units)
        painter.setPen(QPen(theme.color("bg1"), 1))
        ground = theme.color("accent")
        ground.setAlphaF(0.75)
        painter.setBrush(ground)
        for (a, b), count in counts.items():
            radius = _DOT_PX * count**0.5
            painter.drawEllipse(axes.at(self._shown((a + b) / 2), self._shown(a - b)), radius, radius)

    def _shown(self, value: float) -> float:
        return shown_number(value, self.line.unit)

    def _draw_limit(self, painter: QPainter, theme: Theme, axes: _Axes, stat: Stat, name: str) -> None:
        if stat.value is None:
            return
        y, area = axes.at(0, self._shown(stat.value)).y(), axes.place
        if stat.ci_lo is not None and stat.ci_hi is not None:
            top, bottom = (axes.at(0, self._shown(value)).y() for value in (stat.ci_hi, stat.ci_lo))
            band = theme.color("accentSoft")
            band.setAlphaF(0.6)
            painter.fillRect(QRectF(area.left(), top, area.width(), bottom - top), band)
        solid = stat.name == "bias"
        painter.setPen(QPen(theme.color("text"), 1.4, Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setFont(theme.font("micro"))
        painter.drawText(QPointF(area.right() + 6, y + 4), f"{name} {self.number(stat.value)}")


class _Axes:
    """Where means and differences lie."""

    def __init__(self, x: tuple[float, float], y: tuple[float, float], place: QRectF) -> None:
        self._x, self._y, self.place = x, y, place

    @classmethod
    def of(cls, line: RatedLine, units: Sequence[Unit], place: QRectF) -> _Axes:
        """Return axes that hold every value, and the limits with their intervals."""
        means = [shown_number((u.a + u.b) / 2, line.unit) for u in units]
        stats = (line.limits.bias, line.limits.loa_lo, line.limits.loa_hi)
        held = [value for s in stats for value in (s.value, s.ci_lo, s.ci_hi) if value is not None]
        apart = [shown_number(value, line.unit) for value in (*held, *(u.a - u.b for u in units), 0.0)]
        return cls(_padded(min(means), max(means)), _padded(min(apart), max(apart)), place)

    def at(self, mean: float, apart: float) -> QPointF:
        """Return where a point lies."""
        (x0, x1), (y0, y1) = self._x, self._y
        left = self.place.left() + (mean - x0) / (x1 - x0) * self.place.width()
        return QPointF(left, self.place.bottom() - (apart - y0) / (y1 - y0) * self.place.height())

    def draw(self, painter: QPainter, theme: Theme, across: str, up: str) -> None:
        """Draw hair lines with their values, and what is laid off."""
        painter.setFont(theme.font("micro"))
        place = self.place
        for value in _round_values(*self._y):
            y = round(self.at(0, value).y()) + 0.5
            painter.setPen(QPen(theme.color("line2" if value == 0 else "line"), 1))
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
            painter.setPen(theme.color("text2"))
            box = QRectF(place.left() - _LEFT_PX, y - 8, _LEFT_PX - 6, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _name(value))
        painter.setPen(theme.color("text2"))
        for value in _round_values(*self._x):
            box = QRectF(self.at(value, 0).x() - 30, place.bottom() + 2, 60, 14)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _name(value))
        foot = QRectF(place.left(), place.bottom() + 16, place.width(), 16)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, across)
        painter.drawText(QPointF(place.left() + 4, place.top() + 8), up)


class ClassesFigure:
    """What coder A (rows) and coder B (columns) typed for the same children."""

    def __init__(self, line: RatedLine, values: Sequence[str], coders: tuple[str, str]) -> None:
        self.line, self.values, self.coders = line, list(values), coders
        self._counts = Counter((a, b) for _, a, b in line.classes)

    def data(self) -> FigureData:
        """Return the table of counts."""
        rows = tuple((a, *(str(self._counts[a, b]) for b in self.values)) for a in self.values)
        return FigureData((f"{self.coders[0]} / {self.coders[1]}", *self.values), rows)

    def sentence(self) -> str:
        """Return how many were typed alike, or why nothing can be compared."""
        n = len(self.line.classes)
        if not n:
            return tr("{0}: {1}", self.line.title, words.reason_words("NO_DATA"))
        alike = sum(count for (a, b), count in self._counts.items() if a == b)
        return tr("{0}: {1} of {2} children typed alike.", self.line.title, alike, n)

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw the table."""
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font("table"))
        if not self.line.classes:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.sentence())
            return
        count = len(self.values) + 1
        side = min(place.width() / count, place.height() / count, 64.0)
        centre = Qt.AlignmentFlag.AlignCenter
        for n, name in enumerate(self.values, 1):
            painter.drawText(QRectF(place.left() + n * side, place.top(), side, side), centre, name)
            painter.drawText(QRectF(place.left(), place.top() + n * side, side, side), centre, name)
        for row, a in enumerate(self.values, 1):
            for column, b in enumerate(self.values, 1):
                box = QRectF(place.left() + column * side, place.top() + row * side, side, side).adjusted(1, 1, -1, -1)
                many = self._counts[a, b]
                painter.fillRect(box, theme.color("bg2" if not many else "accentSoft" if a == b else "warnSoft"))
                painter.setPen(theme.color("text" if many else "text3"))
                painter.drawText(box, centre, str(many))
                painter.setPen(theme.color("text2"))


def _padded(low: float, high: float) -> tuple[float, float]:
    room = (high - low) * 0.08 or 1.0
    return low - room, high + room


def _round_values(low: float, high: float) -> list[float]:
    step = step_for(high - low, 5)
    first, last = int(low // step), int(high // step)
    return [n * step for n in range(first, last + 1) if low <= n * step <= high]


def _name(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")
