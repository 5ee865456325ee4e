"""The figure of single children: one dot each, by episode or condition, and the middle of each group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from coder.app.results.cohort import Sample, middle
from coder.app.results.kept import Value
from coder.app.values import number
from coder.ui.measures.cohort.ink import band_color, draw_mark, group_color, step_for, text, ticks_to
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.plot import FigureData

DOT_PX: Final = 3.6
NEAR_PX: Final = 8
_LINE: Final = 16
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_LEFT_SIDE, _RIGHT_SIDE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_HALF_ROW: Final = 0.32
UNIT_WORDS: Final = {"ms": "s", "prop": "%", "per_min": "per min", "per_3min": "per 3 min"}


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure in its groups."""

    title: str
    unit: str
    samples: tuple[Sample, ...]

    @property
    def highest(self) -> float:
        """The largest number, as it is shown."""
        return max((shown_number(n, self.unit) for sample in self.samples for n in sample.numbers), default=0.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """A child's number where it is drawn; ``group`` is its place among the samples."""

    at: QPointF
    group: int
    value: Value


def shown_number(value: float, unit: str) -> float:
    """Return a number in the unit people read: seconds, percent, or as it is."""
    return value / 1000 if unit == "ms" else value * 100 if unit == "prop" else value


def spread(at_px: Sequence[float], gap_px: float, most_px: float) -> list[float]:
    """Return how far each dot moves aside so that dots near each other do not hide one another."""
    placed: list[tuple[float, float]] = []
    aside = [0.0] * len(at_px)
    for row in sorted(range(len(at_px)), key=lambda n: at_px[n]):
        near = {side for at, side in placed if abs(at - at_px[row]) < gap_px}
        steps = (sign * n * gap_px for n in range(int(most_px // gap_px) + 1) for sign in (1, -1))
        aside[row] = next((side for side in steps if side not in near), 0.0)
        placed.append((at_px[row], aside[row]))
    return aside


class Dots:
    """A panel with groups side by side, whose children are joined by lines, and panels with groups below each other.

    ``current`` is the session and coder whose dots are ringed.
    """

    def __init__(self, title: str, columns: Panel | None, rows: Sequence[Panel]) -> None:
        self.title, self.columns, self.rows = title, columns, tuple(rows)
        self.current = ("", "")

    @property
    def panels(self) -> list[Panel]:
        """All panels."""
        return [*([self.columns] if self.columns else []), *self.rows]

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw both halves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._halves(place)
        if self.columns is not None:
            _Columns(self.columns, left, theme).draw(painter, self.current)
        if self.rows:
            _Rows(self.rows, right, theme).draw(painter, self.current)

    def _halves(self, place: QRectF) -> tuple[QRectF, QRectF]:
        inner = place.adjusted(10, 6, -12, -4)
        if not self.rows or self.columns is None:
            return inner, inner
        cut = inner.left() + inner.width() * 0.42
        return QRectF(inner.topLeft(), QPointF(cut - 10, inner.bottom())), QRectF(
            QPointF(cut + 10, inner.top()), inner.bottomRight()
        )

    def dot_at(self, point: QPointF, place: QRectF, theme: Theme) -> Dot | None:
        """Return the dot nearest to a point, if it is near."""
        left, right = self._halves(place)
        dots = list(_Columns(self.columns, left, theme).dots()) if self.columns else []
        dots += list(_Rows(self.rows, right, theme).dots()) if self.rows else []
        near = [(abs(d.at.x() - point.x()) + abs(d.at.y() - point.y()), n) for n, d in enumerate(dots)]
        best = min(near, default=None)
        return dots[best[1]] if best is not None and best[0] <= NEAR_PX else None

    def data(self) -> FigureData:
        """Return a line per child, measure and group."""
        rows = [
            (value.row.child, value.row.session, panel.title, sample.name, str(value.shown))
            for panel in self.panels
            for sample in panel.samples
            for value in sample.values
        ]
        return FigureData((tr("Child"), tr("Session"), tr("Measure"), tr("Group"), tr("Value")), tuple(rows))

    def sentence(self) -> str:
        """Return the middle of every group."""
        parts = [
            f"{panel.title}, {sample.name}: {_middle_words(sample, panel.unit)}, n = {len(sample.numbers)}."
            for panel in self.panels
            for sample in panel.samples
        ]
        return " ".join([f"{self.title}.", *parts])


def _middle_words(sample: Sample, unit: str) -> str:
    found = middle(sample.numbers)
    return tr("no number") if found is None else tr("median {0}", number(found.median, unit))


def _mine(value: Value, current: tuple[str, str]) -> bool:
    return (value.row.session, value.row.coder) == current


def _draw_dots(painter: QPainter, theme: Theme, dots: Sequence[Dot], current: tuple[str, str]) -> None:
    radius = theme.px(10) * DOT_PX / 10
    for dot in dots:
        color = group_color(theme, dot.group)
        color.setAlpha(190)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        draw_mark(painter, dot.at, radius, dot.group)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for dot in dots:
        if _mine(dot.value, current):
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawEllipse(dot.at, radius + 3, radius + 3)


class _Columns:
    """Groups side by side, values upwards; the same session's dots are joined."""

    def __init__(self, panel: Panel, place: QRectF, theme: Theme) -> None:
        self.panel, self.theme = panel, theme
        line = theme.px(_LINE)
        self.line = line
        self.head = QRectF(place.left(), place.top(), place.width(), line)
        self.inner = place.adjusted(theme.px(34), line + theme.px(10), -4, -(2 * line + 4))
        self.step = step_for(max(panel.highest, 1e-6), max(2, int(self.inner.height() // theme.px(30))))
        self.ticks = list(ticks_to(max(panel.highest, self.step), self.step))

    def x(self, group: int) -> float:
        return self.inner.left() + (group + 0.5) / len(self.panel.samples) * self.inner.width()

    def y(self, shown: float) -> float:
        return self.inner.bottom() - shown / self.ticks[-1] * self.inner.height()

    def dots(self) -> Iterator[Dot]:
        gap, room = self.theme.px(8), 0.4 * self.inner.width() / len(self.panel.samples)
        for group, sample in enumerate(self.panel.samples):
            values = [value for value in sample.values if value.row.value is not None]
            heights = [self.y(shown_number(value.row.value or 0, self.panel.unit)) for value in values]
            for value, y, aside in zip(values, heights, spread(heights, gap, room), strict=True):
                yield Dot(QPointF(self.x(group) + aside, y), group, value)

    def draw(self, painter: QPainter, current: tuple[str, str]) -> None:
        theme = self.theme
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text"))
        unit = UNIT_WORDS.get(self.panel.unit, "")
        text(painter, self.head, f"{self.panel.title}, {tr(unit)}" if unit else self.panel.title, _LEFT_SIDE)
        painter.setFont(theme.font("micro"))
        for tick in self.ticks:
            y = self.y(tick)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(self.inner.left(), y), QPointF(self.inner.right(), y))
            painter.setPen(theme.color("text2"))
            box = QRectF(self.head.left(), y - self.line / 2, self.inner.left() - self.head.left() - 6, self.line)
            text(painter, box, f"{tick:g}", _RIGHT_SIDE)
        dots = list(self.dots())
        self._draw_links(painter, dots)
        for group, sample in enumerate(self.panel.samples):
            self._draw_middle(painter, group, sample)
        _draw_dots(painter, theme, dots, current)
        self._draw_current(painter, dots, current)

    def _draw_links(self, painter: QPainter, dots: Sequence[Dot]) -> None:
        by_session: dict[tuple[str, str], list[Dot]] = {}
        for dot in dots:
            by_session.setdefault((dot.value.row.session, dot.value.row.coder), []).append(dot)
        painter.setPen(QPen(self.theme.color("line2"), 1))
        for own in by_session.values():
            for one, other in pairwise(own):
                painter.drawLine(one.at, other.at)

    def _draw_middle(self, painter: QPainter, group: int, sample: Sample) -> None:
        theme, found, x = self.theme, middle(sample.numbers), self.x(group)
        half = min(0.3 * self.inner.width() / len(self.panel.samples), theme.px(34))
        if found is not None:
            y = self.y(shown_number(found.median, self.panel.unit))
            if found.lower is not None and found.upper is not None:
                top, bottom = (self.y(shown_number(q, self.panel.unit)) for q in (found.upper, found.lower))
                painter.fillRect(QRectF(x - half, top, 2 * half, bottom - top), band_color(theme, group))
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawLine(QPointF(x - half, y), QPointF(x + half, y))
        width = self.inner.width() / len(self.panel.samples)
        below = QRectF(x - width / 2, self.inner.bottom() + 4, width, self.line)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("micro"))
        text(painter, below, sample.name, _CENTRE)
        painter.setPen(theme.color("text2"))
        text(painter, below.translated(0, self.line), self._below(painter, sample, width), _CENTRE)

    def _below(self, painter: QPainter, sample: Sample, width: float) -> str:
        """Return as much of the median and n as there is room for."""
        said, n = _middle_words(sample, self.panel.unit), tr("n = {0}", len(sample.numbers))
        fits = (words for words in (f"{said}, {n}", said) if painter.fontMetrics().horizontalAdvance(words) <= width)
        return next(fits, said.rpartition(" ")[2] if sample.numbers else n)

    def _draw_current(self, painter: QPainter, dots: Sequence[Dot], current: tuple[str, str]) -> None:
        mine = next((dot for dot in dots if _mine(dot.value, current)), None)
        if mine is not None:
            painter.setFont(self.theme.font("caption"))
            painter.setPen(self.theme.color("text"))
            box = QRectF(mine.at.x() - 64, mine.at.y() - self.line - 6, 60, self.line)
            text(painter, box, mine.value.row.child, _RIGHT_SIDE)


class _Rows:
    """Measures below each other on one axis, each with its groups."""

    def __init__(self, panels: Sequence[Panel], place: QRectF, theme: Theme) -> None:
        self.panels, self.theme = panels, theme
        line = theme.px(_LINE)
        self.line = line
        self.head = QRectF(place.left(), place.top(), place.width(), line)
        names = theme.px(92)
        self.inner = place.adjusted(names, line + theme.px(6), -8, -(line + 4))
        highest = max((panel.highest for panel in panels), default=0.0)
        self.step = step_for(max(highest, 1e-6), max(2, int(self.inner.width() // theme.px(44))))
        self.ticks = list(ticks_to(max(highest, self.step), self.step))
        self.groups = max((len(panel.samples) for panel in panels), default=1)
        self.height = self.inner.height() / max(1, len(panels) * (self.groups + 0.6))

    def x(self, shown: float) -> float:
        return self.inner.left() + shown / self.ticks[-1] * self.inner.width()

    def y(self, panel: int, group: int) -> float:
        return self.inner.top() + (panel * (self.groups + 0.6) + group + 0.6) * self.height

    def dots(self) -> Iterator[Dot]:
        for row, panel in enumerate(self.panels):
            for group, sample in enumerate(panel.samples):
                values = [value for value in sample.values if value.row.value is not None]
                places = [self.x(shown_number(value.row.value or 0, panel.unit)) for value in values]
                asides = spread(places, self.theme.px(5), self.height * _HALF_ROW)
                for value, x, aside in zip(values, places, asides, strict=True):
                    yield Dot(QPointF(x, self.y(row, group) + aside), group, value)

    def draw(self, painter: QPainter, current: tuple[str, str]) -> None:
        theme = self.theme
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text"))
        legend = self._draw_legend(painter)
        painter.setPen(theme.color("text"))
        room = self.head.adjusted(0, 0, -legend - theme.px(8), 0)
        text(painter, room, tr("Positive interaction, per min"), _LEFT_SIDE)
        painter.setFont(theme.font("micro"))
        for tick in self.ticks:
            x = self.x(tick)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(x, self.inner.top()), QPointF(x, self.inner.bottom()))
            painter.setPen(theme.color("text2"))
            text(painter, QRectF(x - 20, self.inner.bottom() + 3, 40, self.line), f"{tick:g}", _CENTRE)
        for row, panel in enumerate(self.panels):
            self._draw_names(painter, row, panel)
        _draw_dots(painter, theme, list(self.dots()), current)

    def _draw_legend(self, painter: QPainter) -> float:
        """Say which colour and shape is which group at the right of the heading; return the room that takes."""
        names = [sample.name for sample in max(self.panels, key=lambda panel: len(panel.samples)).samples]
        metrics, mark = painter.fontMetrics(), self.theme.px(14)
        widths = [metrics.horizontalAdvance(name) + mark + self.theme.px(8) for name in names]
        x = max(self.head.right() - sum(widths), self.head.left())
        for group, (name, width) in enumerate(zip(names, widths, strict=True)):
            color = group_color(self.theme, group)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            draw_mark(painter, QPointF(x + mark / 2, self.head.center().y()), DOT_PX, group)
            painter.setPen(color)
            text(painter, QRectF(x + mark, self.head.top(), width, self.line), name, _LEFT_SIDE)
            x += width
        return float(sum(widths))

    def _draw_names(self, painter: QPainter, row: int, panel: Panel) -> None:
        theme = self.theme
        middle_y = (self.y(row, 0) + self.y(row, max(0, len(panel.samples) - 1))) / 2
        painter.setPen(theme.color("text"))
        box = QRectF(self.head.left(), middle_y - self.line / 2, self.inner.left() - self.head.left() - 6, self.line)
        text(painter, box, panel.title, _LEFT_SIDE)
        for group, sample in enumerate(panel.samples):
            found = middle(sample.numbers)
            if found is None:
                continue
            y, half = self.y(row, group), self.height * 0.36
            if found.lower is not None and found.upper is not None:
                left, right = (self.x(shown_number(q, panel.unit)) for q in (found.lower, found.upper))
                painter.fillRect(QRectF(left, y - half, right - left, 2 * half), band_color(theme, group))
            x = self.x(shown_number(found.median, panel.unit))
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawLine(QPointF(x, y - half), QPointF(x, y + half))
