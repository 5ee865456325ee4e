"""The figure of waiting curves: Kaplan–Meier with band, censoring, and the number at risk below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from coder.app.results.cohort import Waiting
from coder.app.values import WORDS, number
from coder.metrics import STATUSES, Status
from coder.metrics.survival import LEAST_EVENTS, Median
from coder.ui.measures.cohort.ink import band_color, group_color, group_pen, seconds_step, text
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.plot import FigureData

TOO_FEW: Final = "Too few events for a median."
METHOD: Final = "Kaplan–Meier, 95 % band (Greenwood, log–log). Curves describe; no test is run."
_MS_PER_S: Final = 1000
_SAMPLE: Final = 26
_MOST_BESIDE: Final = 0.72
_LOW: Final = 240
_LEFT, _RIGHT, _TOP, _LINE, _TICKS, _CENSOR = 46, 12, 8, 16, 18, 4


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the curves stand, and their scale."""

    place: QRectF
    longest_s: float
    step_s: int

    def x(self, seconds: float) -> float:
        return self.place.left() + seconds / self.longest_s * self.place.width()

    def y(self, share: float) -> float:
        return self.place.bottom() - share * self.place.height()


class WaitingCurves:
    """Curves of one latency in several groups.

    Parameters
    ----------
    title : str
        What is waited for.
    since : str
        What the time axis counts from, as its heading.
    still : str
        What the number at risk counts.
    """

    def __init__(self, title: str, since: str, still: str, groups: list[Waiting]) -> None:
        self.title, self.since, self.still, self.groups = title, since, still, groups
        self._short = False

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw axes, bands, curves, legend, numbers at risk and who is left out."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.px(_LINE)
        self._short = place.height() < theme.px(_LOW)
        notes = self._notes()[: 1 if self._short else None]
        painter.setFont(theme.font("caption"))
        above = self._legend_above(painter, place, theme)
        below = theme.px(_TICKS) + line * (2 + len(self.groups) + len(notes)) + theme.px(6)
        inner = place.adjusted(theme.px(_LEFT), theme.px(_TOP) + above, -theme.px(_RIGHT), -below)
        frame = self._frame(inner, theme)
        self._draw_axes(painter, frame, theme)
        for number_, group in enumerate(self.groups):
            self._draw_band(painter, frame, theme, number_, group)
        for number_, group in enumerate(self.groups):
            self._draw_curve(painter, frame, theme, number_, group)
        self._draw_legend(painter, frame, theme, above)
        top = self._draw_risk(painter, place, frame, theme)
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("text2"))
        for row, note in enumerate(notes):
            box = QRectF(place.left() + 4, top + row * line, place.width() - 8, line)
            text(painter, box, note, Qt.AlignmentFlag.AlignLeft)

    def _frame(self, inner: QRectF, theme: Theme) -> _Frame:
        longest = max((int(g.curve.times_ms[-1]) for g in self.groups if g.curve.n), default=0) / _MS_PER_S
        step = seconds_step(max(longest, 1.0), max(2, int(inner.width() // theme.px(56))))
        steps = max(1, -(-int(longest * _MS_PER_S) // (step * _MS_PER_S)))
        return _Frame(inner, float(steps * step), step)

    def _draw_axes(self, painter: QPainter, frame: _Frame, theme: Theme) -> None:
        painter.setFont(theme.font("micro"))
        left, line = frame.place.left(), theme.px(_LINE)
        for percent in (0, 25, 50, 75, 100):
            y = frame.y(percent / 100)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(left, y), QPointF(frame.place.right(), y))
            painter.setPen(theme.color("text2"))
            text(painter, QRectF(left - theme.px(44), y - line / 2, theme.px(38), line), f"{percent} %", _RIGHT_SIDE)
        for seconds in self._moments(frame):
            box = QRectF(frame.x(seconds) - 30, frame.place.bottom() + 3, 60, line)
            text(painter, box, f"{seconds}", Qt.AlignmentFlag.AlignHCenter)
        title = QRectF(left, frame.place.bottom() + theme.px(_TICKS), frame.place.width(), line)
        painter.setFont(theme.font("caption"))
        text(painter, title, self.since, Qt.AlignmentFlag.AlignHCenter)

    @staticmethod
    def _moments(frame: _Frame) -> list[int]:
        return list(range(0, round(frame.longest_s) + 1, frame.step_s))

    def _draw_band(self, painter: QPainter, frame: _Frame, theme: Theme, place: int, group: Waiting) -> None:
        curve = group.curve
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band_color(theme, place))
        for row, time in enumerate(curve.times_ms.tolist()):
            if curve.lower[row] == curve.lower[row]:  # undefined where nobody, or everybody, still waits
                until = int(curve.times_ms[row + 1]) if row + 1 < len(curve.times_ms) else time
                left, right = frame.x(time / _MS_PER_S), frame.x(until / _MS_PER_S)
                top, bottom = frame.y(float(curve.upper[row])), frame.y(float(curve.lower[row]))
                painter.drawRect(QRectF(left, top, right - left, bottom - top))

    def _draw_curve(self, painter: QPainter, frame: _Frame, theme: Theme, place: int, group: Waiting) -> None:
        curve, share = group.curve, 1.0
        if not curve.n:
            return
        path = QPainterPath(QPointF(frame.x(0), frame.y(1)))
        ticks: list[QPointF] = []
        for time, after, censored in zip(curve.times_ms, curve.survival, curve.censored, strict=True):
            x = frame.x(float(time) / _MS_PER_S)
            path.lineTo(x, frame.y(share))
            share = float(after)
            path.lineTo(x, frame.y(share))
            if censored:
                ticks.append(QPointF(x, frame.y(share)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(group_pen(theme, place))
        painter.drawPath(path)
        painter.setPen(QPen(group_color(theme, place), 1.5))
        for at in ticks:
            painter.drawLine(at - QPointF(0, theme.px(_CENSOR)), at + QPointF(0, theme.px(_CENSOR)))

    def _legend_above(self, painter: QPainter, place: QRectF, theme: Theme) -> float:
        """Return how much room the legend takes above the curves; none where it fits beside their upper part."""
        if self._legend_width(painter, theme) <= _MOST_BESIDE * place.width():
            return 0
        return (theme.px(_LINE) + 1) * len(self.groups) + 4

    def _legend_width(self, painter: QPainter, theme: Theme) -> float:
        widest = max((painter.fontMetrics().horizontalAdvance(self._legend(group)) for group in self.groups), default=0)
        return widest + theme.px(_SAMPLE) + 10

    def _draw_legend(self, painter: QPainter, frame: _Frame, theme: Theme, above: float) -> None:
        painter.setFont(theme.font("caption"))
        line, sample = theme.px(_LINE) + 1, theme.px(_SAMPLE)
        width = min(self._legend_width(painter, theme), frame.place.width())
        left = frame.place.right() - width
        top = frame.place.top() - above
        ground = theme.color("bg1")
        ground.setAlpha(215)
        painter.fillRect(QRectF(left - 4, top + 1, width + 4, line * len(self.groups) + 2), ground)
        for place, words in enumerate(map(self._legend, self.groups)):
            y = top + 1 + place * line
            painter.setPen(group_pen(theme, place))
            painter.drawLine(QPointF(left, y + line / 2), QPointF(left + sample, y + line / 2))
            painter.setPen(theme.color("text"))
            box = QRectF(left + sample + 6, y, width - sample - 6, line)
            text(painter, box, words, Qt.AlignmentFlag.AlignLeft)

    def _draw_risk(self, painter: QPainter, place: QRectF, frame: _Frame, theme: Theme) -> float:
        line = theme.px(_LINE)
        top = frame.place.bottom() + theme.px(_TICKS) + line + 2
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("text2"))
        text(painter, QRectF(place.left() + 4, top, place.width(), line), self.still, Qt.AlignmentFlag.AlignLeft)
        moments = self._moments(frame)
        for row, group in enumerate(self.groups):
            y = top + line * (row + 1)
            painter.setPen(group_color(theme, row))
            text(
                painter, QRectF(place.left() + 4, y, theme.px(40), line), group.sample.name, Qt.AlignmentFlag.AlignLeft
            )
            painter.setPen(theme.color("text2"))
            counts = group.curve.still_at_risk([moment * _MS_PER_S for moment in moments])
            for moment, count in zip(moments, counts, strict=True):
                box = QRectF(frame.x(moment) - 20, y, 40, line)
                text(painter, box, str(count), Qt.AlignmentFlag.AlignHCenter)
        return top + line * (len(self.groups) + 1) + 2

    def _legend(self, group: Waiting) -> str:
        """Return a group in words, without the median where the picture is low."""
        whole = self.legend(group)
        return whole.partition(" · ")[0] if self._short else whole

    def legend(self, group: Waiting) -> str:
        """Return a group in words: how many, how many censored, and the median."""
        censored = tr("{0} censored", group.n_censored)
        return f"{group.sample.name}, n = {group.curve.n}, {censored} · {median_words(group)}"

    def _notes(self) -> list[str]:
        """Return who is left out and why, and what counts as censored."""
        notes = []
        reasons = {status for group in self.groups for status in group.waits.left_out}
        parts = [self._left_out(status) for status in STATUSES if status in reasons]
        if parts:
            notes.append(tr("Left out: {0}.", "; ".join(parts)))
        competing = sum(int(group.waits.competing.sum()) for group in self.groups)
        cut = sum(group.waits.cut for group in self.groups)
        if competing:
            notes.append(tr("Censored at another end, such as being picked up first or calming alone: {0}.", competing))
        if cut:
            notes.append(tr("Censored where the view was lost before the end: {0}.", cut))
        return notes

    def _left_out(self, status: Status) -> str:
        counts = [(group.sample.name, group.waits.left_out.get(status, 0)) for group in self.groups]
        listed = ", ".join(f"{name}: {count}" for name, count in counts if count)
        return f"{tr(WORDS[status])} {listed}"

    def data(self) -> FigureData:
        """Return a line per group and step of its curve."""
        counts_of = (tr("At risk"), tr("Events"), tr("Censored"))
        headings = (tr("Group"), tr("Time s"), *counts_of, tr("Still waiting"), tr("95 % from"), tr("to"))
        rows = []
        for group in self.groups:
            curve = group.curve
            rows += [
                (
                    group.sample.name,
                    number(int(curve.times_ms[n]), "ms"),
                    *(str(int(counts[n])) for counts in (curve.at_risk, curve.events, curve.censored)),
                    *(_share(float(line[n])) for line in (curve.survival, curve.lower, curve.upper)),
                )
                for n in range(len(curve.times_ms))
            ]
        return FigureData(headings, tuple(rows))

    def sentence(self) -> str:
        """Return every group's number, censored, and median."""
        return " ".join(
            [f"{self.title}.", *(f"{self.legend(group)}." for group in self.groups), *self._notes(), METHOD]
        )


_RIGHT_SIDE: Final = Qt.AlignmentFlag.AlignRight


def median_words(group: Waiting) -> str:
    """Return the median of a group with its interval in words."""
    if group.curve.n_events < LEAST_EVENTS:
        return tr(TOO_FEW).rstrip(".").lower()
    median: Median = group.curve.median
    if median.value is None:
        return tr("median not reached")
    low, high = (None if limit is None else number(limit, "ms") for limit in (median.lower, median.upper))
    return tr("median {0} s (95 % {1} – {2})", number(median.value, "ms"), low or "0", high or "∞")


def _share(value: float) -> str:
    return "" if value != value else f"{100 * value:.1f} %"
