"""The figure of a channel in each session, as dots on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coder.agreement import SessionRow
from coder.ui.agreement import words
from coder.ui.agreement.forest import Axis, paint_grid, paint_tick_labels
from coder.ui.text import tr
from coder.ui.theme import theme_of

ALIKE = 0.10
"""A median further than this from the pooled figure says that sessions are not alike."""
_DOT_PX, _PAD_PX = 4.5, 14


class SessionDots(QWidget):
    """A dot per session; a click, or the arrow keys and Enter, choose one.

    Signals
    -------
    chosen(str)
        Id of the session.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[SessionRow] = []
        self._axis, self._criterion = Axis(), 0.7
        self._current = ""
        self._opacity = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Agreement by session"))

    def show_rows(self, rows: Sequence[SessionRow], criterion: float) -> None:
        """Show these sessions; those without a value have no dot."""
        self.rows = sorted((row for row in rows if row.value is not None), key=lambda row: (row.value, row.session))
        self._axis = Axis.of(row.value for row in self.rows if row.value is not None)
        self._criterion = criterion
        self._describe()
        self.update()

    def show_session(self, session_id: str) -> None:
        """Ring the dot of a session."""
        self._current = session_id
        self._describe()
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Dim the dots while new ones are computed."""
        self._opacity = 0.4 if stale else 1.0
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the row and its axis."""
        theme = theme_of(self)
        return QSize(theme.px(240), theme.px(42))

    def sentence(self, row: SessionRow) -> str:
        """Return one session in words."""
        return f"{row.session}: {words.name_of(row.stat)} {words.figure(row.value)}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk from dot to dot."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self.rows:
            super().keyPressEvent(event)
            return
        here = next((n for n, row in enumerate(self.rows) if row.session == self._current), -1)
        self.chosen.emit(self.rows[max(0, min(here + step, len(self.rows) - 1))].session)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a dot chooses its session."""
        row = self._row_at(event.position())
        if row is not None:
            self.chosen.emit(row.session)

    def event(self, event: QEvent) -> bool:
        """Say which session a dot is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.sentence(row) if row else "", self)
            return True
        return super().event(event)

    def place_of(self, row: SessionRow) -> QPointF:
        """Return where a session's dot lies."""
        place = self._place()
        return QPointF(self._axis.x(row.value or 0.0, place), place.center().y())

    def _describe(self) -> None:
        current = next((row for row in self.rows if row.session == self._current), None)
        self.setAccessibleDescription(self.sentence(current) if current else "")

    def _place(self) -> QRectF:
        theme = theme_of(self)
        return QRectF(self.rect()).adjusted(theme.px(_PAD_PX), 2, -theme.px(_PAD_PX), -theme.px(16))

    def _row_at(self, point: QPointF) -> SessionRow | None:
        reach = theme_of(self).px(12)
        near = [(abs(self.place_of(row).x() - point.x()), n) for n, row in enumerate(self.rows)]
        distance, place = min(near, default=(reach + 1.0, 0))
        return self.rows[place] if distance <= reach else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the axis, the median and the dots."""
        theme, place = theme_of(self), self._place()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._opacity)
        middle = place.center().y()
        painter.fillRect(QRectF(place.left(), middle, place.width(), 1), theme.color("line2"))
        paint_grid(painter, theme, place, self._axis, self._criterion)
        labels = QRectF(place.left(), place.bottom(), place.width(), self.height() - place.bottom())
        paint_tick_labels(painter, theme, labels, self._axis, self._criterion)
        if self.rows:
            x = self._axis.x(median(row.value or 0.0 for row in self.rows), place)
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawLine(QPointF(x, middle - theme.px(9)), QPointF(x, middle + theme.px(9)))
        radius = theme.px(_DOT_PX)
        ground = theme.color("accent")
        ground.setAlphaF(0.75)
        for row in self.rows:
            painter.setPen(QPen(theme.color("bg1"), 1))
            painter.setBrush(ground)
            painter.drawEllipse(self.place_of(row), radius, radius)
        for row in self.rows:
            if row.session == self._current:
                painter.setPen(QPen(theme.color("select"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(self.place_of(row), radius + 2.5, radius + 2.5)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


def summary(rows: Sequence[SessionRow], pooled: float | None) -> str:
    """Return median and range over sessions, how many have no value and why, and whether sessions are alike."""
    values = [row.value for row in rows if row.value is not None]
    without = [row for row in rows if row.value is None]
    parts = []
    if values:
        middle = median(values)
        parts.append(
            tr(
                "median {0}, {1} to {2}, n {3}",
                *(words.figure(v) for v in (middle, min(values), max(values))),
                len(values),
            )
        )
        if pooled is not None and abs(middle - pooled) > ALIKE:
            parts.append(tr("sessions differ: their median is far from the pooled {0}", words.figure(pooled)))
    for reason in dict.fromkeys(row.reason for row in without if row.reason):
        count = sum(row.reason == reason for row in without)
        parts.append(tr("{0} without ({1})", count, words.briefly(reason)))
    return ". ".join(part[:1].upper() + part[1:] for part in parts) + ("." if parts else "")
