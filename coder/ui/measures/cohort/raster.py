"""The figure of whole sessions below each other: episodes, distress, and the time the chosen measure counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from coder.app.evidence import episode_number
from coder.app.results.cohort import CodedSession
from coder.app.results.kept import Value
from coder.metrics.rows import SESSION
from coder.model.session import Episode
from coder.model.timecode import clock
from coder.ui.code.timeline.episodes import episode_colors
from coder.ui.measures.cohort.ink import group_color, seconds_step, text
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.plot import FigureData

_NAME, _RULER, _MOST_ROW, _LINE = 56, 18, 22, 16
_MS_PER_S: Final = 1000


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session: its episodes, when the infant was distressed with the caregiver there, and the measure's values."""

    session_id: str
    child: str
    coder: str
    episodes: tuple[Episode, ...]
    distress: tuple[tuple[int, int], ...]
    values: tuple[Value, ...]

    @property
    def end_ms(self) -> int:
        """Where the last episode ends."""
        return max((episode.off for episode in self.episodes), default=0)

    @property
    def counted(self) -> list[tuple[int, int]]:
        """The stretches the measure's numbers rest on."""
        return [span for value in self.values if value.row.episode != SESSION for span in value.row.evidence.spans]


def session_lines(coded: Sequence[CodedSession], measure: str) -> list[SessionLine]:
    """Return a line per coding."""
    return [
        SessionLine(
            session.session_id,
            session.child,
            coding.coder,
            session.episodes,
            tuple(dict.fromkeys((max(o.de_on, o.spell_on), min(o.de_off, o.spell_off)) for o in coding.opportunities)),
            tuple(value for value in coding.values if value.row.measure == measure),
        )
        for session, coding in coded
        if session.episodes
    ]


class Raster:
    """Sessions below each other on one time axis; ``current`` is the session and coder that is framed."""

    def __init__(self, title: str, lines: Sequence[SessionLine]) -> None:
        self.title, self.lines = title, tuple(lines)
        self.current = ("", "")

    def _row_px(self, place: QRectF, theme: Theme) -> float:
        room = place.height() - theme.px(_RULER + _LINE) - 8
        return min(float(theme.px(_MOST_ROW)), room / max(1, len(self.lines)))

    def _x(self, ms: float, place: QRectF, theme: Theme) -> float:
        longest = max((line.end_ms for line in self.lines), default=1)
        left = place.left() + theme.px(_NAME)
        return left + ms / max(1, longest) * (place.right() - theme.px(12) - left)

    def line_at(self, point: QPointF, place: QRectF, theme: Theme) -> SessionLine | None:
        """Return the session under a point."""
        row = int((point.y() - place.top() - 4) // max(1e-6, self._row_px(place, theme)))
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def draw(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """Draw the sessions, the ruler below them, and what the colours mean."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        height = self._row_px(place, theme)
        for row, line in enumerate(self.lines):
            self._draw_line(
                painter, QRectF(place.left(), place.top() + 4 + row * height, place.width(), height), theme, line
            )
        bottom = place.top() + 4 + len(self.lines) * height
        self._draw_ruler(painter, place, theme, bottom)
        self._draw_legend(painter, place, theme, bottom + theme.px(_RULER))

    def _draw_line(self, painter: QPainter, place: QRectF, theme: Theme, line: SessionLine) -> None:
        gap = 1 if place.height() > 5 else 0
        box = place.adjusted(0, gap, 0, -gap)

        def stretch(on: int, off: int, top: float, height: float) -> QRectF:
            left, right = self._x(on, place, theme), self._x(off, place, theme)
            return QRectF(left, box.top() + top * box.height(), max(right - left, 1), height * box.height())

        painter.setFont(theme.font("micro"))
        for episode in line.episodes:
            fill, ink = episode_colors(episode.kind, theme.name)
            whole = stretch(episode.on, episode.off, 0, 1)
            painter.fillRect(whole.adjusted(0, 0, -1, 0), fill)
            if place.height() >= theme.px(13) and line is self.lines[0]:
                ink.setAlpha(150)
                painter.setPen(ink)
                text(painter, whole.adjusted(3, 0, 0, 0), episode_number(episode.id), Qt.AlignmentFlag.AlignLeft)
        for on, off in line.distress:
            painter.fillRect(stretch(on, off, 0.1, 0.36), group_color(theme, 1))
        for on, off in line.counted:
            painter.fillRect(stretch(on, off, 0.54, 0.36), group_color(theme, 0))
        mine = (line.session_id, line.coder) == self.current
        if place.height() >= theme.px(9):
            painter.setPen(theme.color("text" if mine else "text2"))
            name = QRectF(place.left() + 6, place.top(), theme.px(_NAME) - 10, place.height())
            text(painter, name, line.child, Qt.AlignmentFlag.AlignLeft)
        if mine:
            painter.setPen(QPen(theme.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(stretch(0, line.end_ms, 0, 1).adjusted(-2, -1, 2, 1))

    def _draw_ruler(self, painter: QPainter, place: QRectF, theme: Theme, top: float) -> None:
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("text2"))
        longest_s = max((line.end_ms for line in self.lines), default=0) / _MS_PER_S
        step = seconds_step(max(longest_s, 1.0), max(2, int(place.width() // theme.px(70))))
        for seconds in range(0, int(longest_s) + 1, step):
            x = self._x(seconds * _MS_PER_S, place, theme)
            text(painter, QRectF(x - 30, top, 60, theme.px(_RULER)), clock(seconds * _MS_PER_S, 0), _CENTRE)

    def _draw_legend(self, painter: QPainter, place: QRectF, theme: Theme, top: float) -> None:
        x, side = place.left() + theme.px(_NAME), theme.px(9)
        for color, words in ((1, tr("distress with the caregiver there")), (0, tr("counted: {0}", self.title))):
            painter.fillRect(QRectF(x, top + (theme.px(_LINE) - side) / 2, side, side), group_color(theme, color))
            painter.setPen(theme.color("text2"))
            width = painter.fontMetrics().horizontalAdvance(words) + 4
            text(painter, QRectF(x + side + 5, top, width, theme.px(_LINE)), words, Qt.AlignmentFlag.AlignLeft)
            x += side + width + 20

    def data(self) -> FigureData:
        """Return a line per stretch."""
        headings = (tr("Child"), tr("Session"), tr("What"), tr("From"), tr("To"))
        rows = []
        for line in self.lines:
            named = [(tr("distress"), span) for span in line.distress]
            named += [(tr("counted"), span) for span in line.counted]
            for what, (on, off) in sorted(named, key=lambda item: item[1]):
                rows.append((line.child, line.session_id, what, clock(on), clock(off)))
        return FigureData(headings, tuple(rows))

    def sentence(self) -> str:
        """Return how many sessions are shown."""
        count = len(self.lines)
        sessions = tr("1 session") if count == 1 else tr("{0} sessions", count)
        return tr("{0}: where it was counted in {1}.", self.title, sessions)


_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter
