"""Rows of the code pad: a key, a mark in the code's colour, its name, and how often it was recorded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from coder.model.coding import Event
from coder.model.scheme import Channel, Code, Pass
from coder.model.timecode import seconds_text
from coder.ui.code.pad.modifiers import Choice, choice_widths
from coder.ui.code.pad.tally import Tally
from coder.ui.code.shapes import shape_path
from coder.ui.text import tr
from coder.ui.theme import CodeColors, Theme, theme_of
from coder.ui.theme.codecolors import hatch_brush
from coder.ui.widgets.keycap import cap_size, paint_cap

ROW_PX = 31
MARK_PX = 9
LEAST_TITLE_PX = 48
"""Room the title keeps beside choices."""


class CodeRow(QAbstractButton):
    """One code. A click does what its key does; the row of a running state is filled and counts seconds.

    While digits have an event of this code to go to, the row shows the choices instead of its count.

    Signals
    -------
    choice_asked(str, str)
        A choice was clicked: modifier and value.
    """

    choice_asked = Signal(str, str)

    def __init__(self, pass_: Pass, channel: Channel, code: Code) -> None:
        super().__init__()
        self.pass_, self.channel, self.code = pass_, channel, code
        self._tally = Tally()
        self._running_ms: int | None = None
        self._choices: tuple[tuple[Choice, bool], ...] = ()
        self._zones: list[QRectF] = []
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCheckable(channel.kind == "state")
        self.setText(code.title)
        self.setAccessibleDescription(tr("Key {0}", code.key.upper()) if code.key else "")
        self.setToolTip(code.definition)

    def nextCheckState(self) -> None:
        """Leave the check mark to the coding: it says what runs, not what was clicked."""

    @property
    def is_running(self) -> bool:
        """Whether the row's state holds the playhead."""
        return self._running_ms is not None

    @property
    def quiet_text(self) -> str:
        """What stands at the right end."""
        return self._tally.text if self._running_ms is None else seconds_text(self._running_ms)

    def show_tally(self, tally: Tally) -> None:
        """Show another count."""
        if tally != self._tally:
            self._tally = tally
            self.update()

    def show_running(self, running_ms: int | None) -> None:
        """Show for how long the state has been running, or that it is not."""
        tenths = None if running_ms is None else running_ms // 100
        if tenths != (None if self._running_ms is None else self._running_ms // 100):
            self._running_ms = running_ms
            self.setChecked(running_ms is not None)
            self.update()

    def show_choices(self, choices: Sequence[Choice], event: Event | None) -> None:
        """Show the modifier values that digits set on ``event``, the set ones marked; None shows the count again."""
        shown = tuple((c, event.mods.get(c.modifier.id) == c.value) for c in choices) if event is not None else ()
        if shown != self._choices:
            self._choices = shown
            words = ", ".join(f"{c.digit} {c.value}" + (" (set)" if on else "") for c, on in shown)
            self.setAccessibleDescription(words or (tr("Key {0}", self.code.key.upper()) if self.code.key else ""))
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a choice that is clicked; elsewhere press the key."""
        for (choice, _), zone in zip(self._choices, self._zones, strict=False):
            if zone.contains(event.position()):
                self.choice_asked.emit(choice.modifier.id, choice.value)
                return
        super().mousePressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size of a row."""
        theme = theme_of(self)
        return QSize(theme.px(150), theme.px(ROW_PX))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        theme = theme_of(self)
        look = theme.code_colors(self.pass_, self.channel, self.code)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, theme, look)
        x = self._paint_key(painter, theme)
        x = self._paint_mark(painter, theme, look, x)
        self._paint_words(painter, theme, look, x)
        painter.end()

    def _paint_ground(self, painter: QPainter, theme: Theme, look: CodeColors) -> None:
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        filled = self.is_running and not look.hatched
        hovered = self.underMouse() and self.isEnabled()
        painter.setBrush(look.fill if filled else theme.color("bg3" if hovered else "bg2"))
        focused = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focused else "line"), 2 if focused else 1))
        painter.drawRoundedRect(frame, 6, 6)
        if self.is_running and look.hatched:
            painter.setBrush(hatch_brush(theme.color("hatch")))
            painter.drawRoundedRect(frame, 6, 6)

    def _paint_key(self, painter: QPainter, theme: Theme) -> float:
        size = cap_size(theme, self.code.key.upper())
        place = QRectF(theme.px(7), (self.height() - size.height()) / 2, size.width(), size.height())
        if self.code.key:
            paint_cap(painter, theme, place, self.code.key.upper(), active=self.is_running)
        return place.right() + theme.px(8)

    def _paint_mark(self, painter: QPainter, theme: Theme, look: CodeColors, x: float) -> float:
        middle, mark = self.height() / 2, theme.px(MARK_PX)
        if self.channel.kind == "point":
            path = shape_path(theme.shape(self.code), x + mark / 2, middle, mark * 0.6)
            painter.fillPath(path, theme.color("text"))
            return x + mark + theme.px(7)
        place = QRectF(x, middle - mark * 0.8, mark, mark * 1.6)
        painter.setPen(QPen(look.ink if self.is_running and not look.hatched else theme.color("line2"), 1))
        painter.setBrush(hatch_brush(theme.color("hatch")) if look.hatched else look.fill)
        painter.drawRoundedRect(place, 2, 2)
        return place.right() + theme.px(10)

    def _paint_words(self, painter: QPainter, theme: Theme, look: CodeColors, x: float) -> None:
        filled = self.is_running and not look.hatched
        ink = look.ink if filled else theme.color("text" if self.isEnabled() else "text3")
        font = theme.font("body")
        font.setWeight(QFont.Weight.DemiBold if self.is_running else QFont.Weight.Medium)
        right = self._paint_choices(painter, theme, ink, x) if self._choices else self._paint_count(painter, theme, ink)
        painter.setFont(font)
        painter.setPen(ink)
        metrics = QFontMetricsF(font)
        cut = metrics.elidedText(self.code.title, Qt.TextElideMode.ElideRight, right - 5 - x)
        painter.drawText(QPointF(x, (self.height() + metrics.ascent() - metrics.descent()) / 2), cut)

    def _paint_count(self, painter: QPainter, theme: Theme, ink: QColor) -> float:
        """Paint the count at the right end; return where it begins."""
        quiet = QFont(theme.font("section" if self.is_running else "caption"))
        count_width = QFontMetricsF(quiet).horizontalAdvance(self.quiet_text)
        right = self.width() - theme.px(8)
        painter.setFont(quiet)
        painter.setPen(ink if self.is_running else theme.color("text3"))
        line = QRectF(right - count_width - 1, 0, count_width + 1, self.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.quiet_text)
        return right - count_width

    def _paint_choices(self, painter: QPainter, theme: Theme, ink: QColor, x: float) -> float:
        """Paint the choices at the right end; return where they begin."""
        font = theme.font("caption")
        metrics, size = QFontMetricsF(font), cap_size(theme, "0")
        cap, room = size.width() + 5, self.width() - theme.px(6) - x - theme.px(LEAST_TITLE_PX)
        texts = [choice.value for choice, _ in self._choices]
        widths = choice_widths(texts, metrics.horizontalAdvance, cap, room)
        left = self.width() - theme.px(6) - sum(widths)
        begin, self._zones = left, []
        for (choice, on), width in zip(self._choices, widths, strict=True):
            place = QRectF(left, (self.height() - size.height()) / 2, size.width(), size.height())
            paint_cap(painter, theme, place, choice.digit, active=on)
            painter.setFont(font)
            painter.setPen(ink)
            word = metrics.elidedText(choice.value, Qt.TextElideMode.ElideRight, width - cap)
            painter.drawText(QRectF(left + cap, 0, width - cap, self.height()), Qt.AlignmentFlag.AlignVCenter, word)
            self._zones.append(QRectF(left, 0, width, self.height()))
            left += width
        return begin
