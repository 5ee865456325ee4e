"""The strip of passes: which there are, how far each is, which is being coded."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.widgets.keycap import cap_size, paint_cap

BAR_PX = 3
TICK_PX = 14


@dataclass(frozen=True, slots=True)
class PassFacts:
    """What the strip shows of a pass."""

    pass_id: str
    title: str
    number: int
    share: float
    complete: bool
    words: str


class PassButton(QAbstractButton):
    """One pass: its digit, its name, and a bar of its progress."""

    def __init__(self, facts: PassFacts) -> None:
        super().__init__()
        self.facts = facts
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        self.show_facts(facts)

    def show_facts(self, facts: PassFacts) -> None:
        """Show another progress."""
        self.facts = facts
        self.setText(facts.title)
        self.setAccessibleName(f"{facts.number} {facts.title}")
        self.setAccessibleDescription(facts.words)
        self.setToolTip(f"{facts.words}\nCtrl+{facts.number}" if facts.number <= 9 else facts.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of digit, name and tick."""
        theme = theme_of(self)
        width = QFontMetricsF(theme.font("section")).horizontalAdvance(self.facts.title)
        width += cap_size(theme, "0").width() + theme.px(19) + (theme.px(TICK_PX + 3) if self.facts.complete else 0)
        return QSize(round(width) + 1, theme.px(42))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the digit alone; the name is cut where room is short."""
        theme = theme_of(self)
        return QSize(cap_size(theme, "0").width() + theme.px(14), theme.px(42))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pass."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(self.rect(), theme.color("accentSoft"))
        elif self.underMouse():
            painter.fillRect(self.rect(), theme.color("bg2"))
        left, right = theme.px(6), self.width() - theme.px(6)
        size = cap_size(theme, str(self.facts.number))
        cap = QRectF(left, (self.height() - size.height()) / 2, size.width(), size.height())
        paint_cap(painter, theme, cap, str(self.facts.number), active=self.isChecked())
        text_right = right - (theme.px(TICK_PX + 2) if self.facts.complete else 0)
        self._paint_name(painter, cap.right() + theme.px(6), text_right)
        if self.facts.complete:
            side = theme.px(TICK_PX)
            place = QRectF(right - side, (self.height() - side) / 2, side, side)
            theme.icon("ok", "ok").paint(painter, place.toRect())
        self._paint_bar(painter, left, right)
        if self.hasFocus():
            painter.setPen(theme.color("focus"))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def _paint_name(self, painter: QPainter, left: float, right: float) -> None:
        theme = theme_of(self)
        font = theme.font("section" if self.isChecked() else "table")
        begun = self.isChecked() or self.facts.complete or self.facts.share > 0
        painter.setFont(font)
        painter.setPen(theme.color("text" if begun else "text2"))
        cut = QFontMetricsF(font).elidedText(self.facts.title, Qt.TextElideMode.ElideRight, right - left + 1)
        line = QRectF(left, 0, right - left + 1, self.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _paint_bar(self, painter: QPainter, left: float, right: float) -> None:
        theme = theme_of(self)
        top = self.height() - BAR_PX - 2
        painter.fillRect(QRectF(left, top, right - left, BAR_PX), theme.color("bg3"))
        share = 1.0 if self.facts.complete else self.facts.share
        if share > 0:
            tone = "ok" if self.facts.complete else "accent"
            painter.fillRect(QRectF(left, top, max((right - left) * share, 2), BAR_PX), theme.color(tone))


class PassStrip(QWidget):
    """The passes side by side.

    Signals
    -------
    pass_asked(str)
        Id of the pass the person wants to code.
    """

    pass_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Passes"))
        self.buttons: dict[str, PassButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)

    def show_passes(self, passes: list[PassFacts], current: str) -> None:
        """Show progress, and which pass is being coded."""
        if list(self.buttons) != [facts.pass_id for facts in passes]:
            self._rebuild(passes)
        for facts in passes:
            button = self.buttons[facts.pass_id]
            if button.facts != facts:
                button.show_facts(facts)
            button.setChecked(facts.pass_id == current)

    def _rebuild(self, passes: list[PassFacts]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.buttons = {}
        for facts in passes:
            button = PassButton(facts)
            button.clicked.connect(lambda _=False, p=facts.pass_id: self.pass_asked.emit(p))
            self.buttons[facts.pass_id] = button
            self._row.addWidget(button)
        self._row.addStretch(1)
