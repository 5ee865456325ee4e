"""The rail at the left: one button per page, and the tasks and settings below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from coder.ui.text import tr
from coder.ui.theme import Theme, give_theme

_ITEM_PX = 54


class RailButton(QAbstractButton):
    """An icon above a word; the chosen one is lit, with a stroke at its left."""

    def __init__(self, icon: str, text: str, theme: Theme, tip: str) -> None:
        super().__init__()
        self._icon, self._theme = icon, theme
        self._tip, self.badge = tip, 0
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._resize)
        self._resize()

    def show_badge(self, count: int, words: str) -> None:
        """Show how many things wait here; ``words`` says which, in the tooltip and for screen readers."""
        self.badge = count
        self.setToolTip(f"{self._tip}\n{words}" if count else self._tip)
        self.setAccessibleDescription(words if count else "")
        self.update()

    def _resize(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a rail item."""
        return QSize(self._theme.px(64), self._theme.px(_ITEM_PX))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the item."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit, place = self.isChecked(), QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if lit or self.underMouse():
            painter.setBrush(theme.color("accentSoft") if lit else theme.color("chrome.bar"))
            painter.drawRoundedRect(place.adjusted(5, 1, -3, -1), 8, 8)
        if lit:
            painter.setBrush(theme.color("chrome.accent"))
            painter.drawRoundedRect(QRectF(0, 10, 3, place.height() - 20), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(theme.color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for inset in (5.5, 6.5):
                painter.drawRoundedRect(place.adjusted(inset, inset - 4, -inset + 2, -inset + 4), 8, 8)
        side = theme.px(20)
        icon = theme.icon(self._icon, "chrome.text" if lit else "chrome.text2")
        icon.paint(painter, QRectF((place.width() - side) / 2, theme.px(8), side, side).toRect())
        font = theme.font("micro")
        painter.setFont(font)
        painter.setPen(theme.color("chrome.text" if lit else "chrome.text2"))
        painter.drawText(place.adjusted(0, theme.px(31), 0, 0), Qt.AlignmentFlag.AlignHCenter, self.text())
        if self.badge:
            self._paint_badge(painter, place)
        painter.end()

    def _paint_badge(self, painter: QPainter, place: QRectF) -> None:
        theme, side = self._theme, self._theme.px(17)
        disc = QRectF(place.center().x() + theme.px(4), theme.px(4), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chrome.warn"))
        painter.drawEllipse(disc)
        painter.setPen(theme.color("chrome.rail"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(min(self.badge, 9)))


class Rail(QWidget):
    """The rail. ``tools`` are the buttons at its foot."""

    def __init__(
        self,
        theme: Theme,
        pages: Sequence[tuple[str, str, str, str]],
        show_page: Callable[[str], object],
        tools: Sequence[tuple[str, str, str, str, Callable[[], object]]],
    ) -> None:
        super().__init__()
        self._theme = theme
        give_theme(self, theme)
        self.setAccessibleName(tr("Pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        for page_id, title, icon, tip in pages:
            button = RailButton(icon, title, theme, tip)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, p=page_id: show_page(p))
            self._group.addButton(button)
            self.buttons[page_id] = button
            column.addWidget(button)
        column.addStretch(1)
        for name, title, icon, tip, run in tools:
            button = RailButton(icon, title, theme, tip)
            button.clicked.connect(lambda _=False, r=run: r())
            self.buttons[name] = button
            column.addWidget(button)

    def choose(self, page_id: str) -> None:
        """Light the button of a page."""
        self.buttons[page_id].setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("chrome.rail"))
        painter.end()
