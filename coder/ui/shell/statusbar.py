"""The status bar: what is saved and running at the left, who works under which rules at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QStatusBar, QWidget

from coder.app.jobs import JobReport
from coder.ui.text import tr
from coder.ui.theme import Theme, give_theme

_BAR_PX = 78


class Segment(QAbstractButton):
    """A fact that opens its detail when clicked: an icon or a dot, a text, perhaps a bar."""

    def __init__(self, theme: Theme, name: str, icon: str = "", line: str = "") -> None:
        super().__init__()
        self._theme, self._icon, self._line = theme, icon, line
        self._dot = ""
        self._share: float | None = None
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.hide()

    def say(self, text: str, dot: str = "", share: float | None = None) -> None:
        """Show a text, with a dot in the colour of a token or a bar; "" hides the segment."""
        self._dot, self._share = dot, share
        self.setText(text)
        self.setAccessibleName(f"{self._name}: {text}")
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room the text takes."""
        width = QFontMetrics(self._theme.font("caption")).horizontalAdvance(self.text()) + 22
        width += 20 if self._icon else 0
        width += 14 if self._dot else 0
        width += _BAR_PX + 12 if self._share is not None else 0
        return QSize(width, self._theme.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the segment."""
        theme, place = self._theme, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(place, theme.color("bg3"))
        painter.setPen(theme.color("chrome.line"))
        edge = place.left() if self._line == "left" else place.right() - 1
        painter.drawLine(int(edge), 0, int(edge), self.height())
        left = 11.0
        if self._icon:
            theme.icon(self._icon, "chrome.text2").paint(painter, QRectF(left, place.height() / 2 - 7, 14, 14).toRect())
            left += 20
        if self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(self._dot))
            painter.drawEllipse(QRectF(left, place.height() / 2 - 4, 8, 8))
            left += 14
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("chrome.text2"))
        painter.drawText(place.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._share is not None:
            self._paint_bar(painter, place)
        painter.end()

    def _paint_bar(self, painter: QPainter, place: QRectF) -> None:
        bar = QRectF(place.right() - _BAR_PX - 10, place.height() / 2 - 3, _BAR_PX, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("bg3"))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(bar.width() * (self._share or 0.0))
        painter.setBrush(self._theme.color("chrome.accent"))
        painter.drawRoundedRect(bar, 3, 3)


class StatusBar(QStatusBar):
    """The bar below everything."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        give_theme(self, theme)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(0, 0, 0, 0)
        self.saved = Segment(theme, tr("Save state"))
        self.task = Segment(theme, tr("Task"), "tasks")
        self.facts = Segment(theme, tr("This page"))
        self.blind = Segment(theme, tr("Blind mode"), "hidden", "left")
        self.identity = Segment(theme, tr("You"), "person", "left")
        self.scheme = Segment(theme, tr("Scheme"), "", "left")
        for segment in (self.saved, self.task, self.facts):
            self.addWidget(segment)
        for segment in (self.blind, self.identity, self.scheme):
            self.addPermanentWidget(segment)
        theme.changed.connect(self._resize)
        self._resize()

    def on_click(self, segment: Segment, run: Callable[[], object]) -> None:
        """Let a segment open its detail."""
        segment.clicked.connect(lambda: run())

    def show_job(self, report: JobReport) -> None:
        """Show the newest task; a finished one goes away."""
        if report.state in ("waiting", "running"):
            percent = f" · {round(100 * report.share)} %" if report.share else ""
            self.task.say(f"{report.name}{percent}", share=report.share or 0.0)
        else:
            self.task.say("")

    def _resize(self) -> None:
        self.setFixedHeight(self._theme.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("chrome.bar"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("chrome.line"))
        painter.end()

    def segments(self) -> list[QWidget]:
        """Return the segments from left to right."""
        return [self.saved, self.task, self.facts, self.blind, self.identity, self.scheme]
