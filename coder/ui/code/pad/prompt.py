"""The question about the modifiers of the event that was just recorded."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coder.model.coding import Event
from coder.model.scheme import Code
from coder.model.timecode import clock
from coder.ui.code.pad.modifiers import Choice
from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.widgets import FlowRow, label
from coder.ui.widgets.keycap import cap_size, paint_cap

BUTTON_PX = 28
SIDE_PX = 10
LEAVE_OPEN = "0"


class AnswerButton(QAbstractButton):
    """A digit and what it means."""

    def __init__(self, digit: str, text: str, on: bool) -> None:
        super().__init__()
        self.digit = digit
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(on)
        self.setAccessibleName(f"{digit} {text}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """Leave the mark to the coding."""

    def sizeHint(self) -> QSize:
        """Return the size of digit and text."""
        theme = theme_of(self)
        text = QFontMetricsF(theme.font("table")).horizontalAdvance(self.text())
        return QSize(round(cap_size(theme, self.digit).width() + text + theme.px(22)), theme.px(BUTTON_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint digit and text."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if self.isChecked() else "line2"), 1))
        painter.setBrush(theme.color("bg3" if self.underMouse() else "bg2"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        size = cap_size(theme, self.digit)
        place = QRectF(theme.px(5), (self.height() - size.height()) / 2, size.width(), size.height())
        paint_cap(painter, theme, place, self.digit, active=self.isChecked())
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("table"))
        room = QRectF(place.right() + theme.px(6), 0, self.width(), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Prompt(QFrame):
    """Lies over the foot of the pad as long as something is asked; the rows stay where they are.

    Signals
    -------
    chosen(str, str)
        An answer was clicked: modifier and value.
    passed_on()
        The question is left open.
    """

    chosen = Signal(str, str)
    passed_on = Signal()

    def __init__(self, pad: QWidget) -> None:
        super().__init__(pad)
        self._pad = pad
        self.setProperty("card", "accent")
        self.setAutoFillBackground(True)
        self.what = label("", "section")
        self.needed = label("", "caption", "warn")
        self.asked = label("", "caption", "text2")
        self.answers: list[AnswerButton] = []
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE_PX, 8, SIDE_PX, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.what)
        head.addStretch(1)
        head.addWidget(self.needed)
        column.addLayout(head)
        column.addWidget(self.asked)
        self._room = QWidget()
        self._room.setProperty("plain", True)
        self._row = FlowRow(self._room, 6)
        column.addWidget(self._room)
        self.hide()

    def show_question(self, event: Event | None, code: Code | None, choices: Sequence[Choice], waits: bool) -> None:
        """Ask about an event, or about none."""
        if event is None or code is None or not choices:
            self._shown = None
            self.hide()
            return
        shown = (event, tuple(choices), waits)
        if shown != self._shown:
            self._shown = shown
            self._fill(event, code, choices, waits)
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Lie over the foot of the pad."""
        width = self._pad.width() - 12
        self._room.setFixedHeight(self._row.heightForWidth(width - 2 * SIDE_PX))
        layout = self.layout()
        height = layout.minimumSize().height() if layout is not None else 0
        self.setGeometry(6, self._pad.height() - height - 6, width, height)

    def changeEvent(self, event: QEvent) -> None:
        """Take the room another text size needs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self.place()

    def _fill(self, event: Event, code: Code, choices: Sequence[Choice], waits: bool) -> None:
        while (item := self._row.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        modifiers = list({choice.modifier.id: choice.modifier for choice in choices}.values())
        self.what.setText(tr("{0} {1}", code.title, clock(event.on)))
        self.asked.setText(" · ".join(m.title or m.id for m in modifiers))
        open_ones = [m for m in modifiers if m.required and not event.mods.get(m.id)]
        self.needed.setText(tr("paused") if waits else tr("needed") if open_ones else "")
        self.answers = []
        for choice in choices:
            button = AnswerButton(choice.digit, choice.value, event.mods.get(choice.modifier.id) == choice.value)
            button.clicked.connect(lambda _=False, c=choice: self.chosen.emit(c.modifier.id, c.value))
            self.answers.append(button)
        leave = AnswerButton(LEAVE_OPEN, tr("leave open"), False)
        leave.clicked.connect(self.passed_on)
        self.answers.append(leave)
        for button in self.answers:
            self._row.addWidget(button)
            button.show()
        self.setAccessibleName(f"{self.what.text()}: {self.asked.text()}")
