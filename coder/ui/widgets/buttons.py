"""Buttons with icons that follow the theme, and rows of buttons of which one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from coder.ui.theme import theme_of

_DRESSING = (QEvent.Type.Polish, QEvent.Type.StyleChange, QEvent.Type.ParentChange)


class Button(QPushButton):
    """A push button: ``role`` "" plain, "primary" filled, "quiet" without border, "link" like a link."""

    def __init__(
        self,
        text: str,
        run: Callable[[], object] | None = None,
        *,
        role: Literal["", "primary", "quiet", "link"] = "",
        icon: str = "",
        small: bool = False,
        tip: str = "",
    ) -> None:
        super().__init__(text)
        self._icon = icon
        self._role = role
        self.setProperty("role", role)
        self.setProperty("small", small)
        self.setAutoDefault(False)
        self.setToolTip(tip)
        if run is not None:
            self.clicked.connect(lambda: run())

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        _dress(self, name, _ink(self._role))

    def event(self, event: QEvent) -> bool:
        """Take the theme's icon whenever the button's place or style changes."""
        if event.type() in _DRESSING:
            _dress(self, self._icon, _ink(self._role))
        return super().event(event)


class IconButton(QToolButton):
    """A button that is only an icon; ``name`` is what screen readers and the tooltip say."""

    def __init__(
        self, icon: str, name: str, run: Callable[[], object] | None = None, *, quiet: bool = True, small: bool = False
    ) -> None:
        super().__init__()
        self._icon = icon
        self.setProperty("role", "quiet" if quiet else "")
        self.setProperty("small", small)
        self.setAccessibleName(name)
        self.setToolTip(name)
        if run is not None:
            self.clicked.connect(lambda: run())

    def set_icon(self, icon: str, name: str) -> None:
        """Show another icon with another meaning."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        _dress(self, icon, "text2")

    def event(self, event: QEvent) -> bool:
        """Take the theme's icon whenever the button's place or style changes."""
        if event.type() in _DRESSING:
            _dress(self, self._icon, "text2")
        return super().event(event)


class Glyph(QLabel):
    """An icon that is only looked at."""

    def __init__(self, icon: str, ink: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._icon, self._ink, self._size = icon, ink, size

    def show_icon(self, icon: str, ink: str) -> None:
        """Show another icon in the colour of another token."""
        self._icon, self._ink = icon, ink
        self._paint()

    def event(self, event: QEvent) -> bool:
        """Take the theme's icon whenever the place or style changes."""
        if event.type() in _DRESSING:
            self._paint()
        return super().event(event)

    def _paint(self) -> None:
        theme = theme_of(self)
        side = theme.px(self._size)
        self.setFixedSize(side, side)
        self.setPixmap(theme.icon(self._icon, self._ink).pixmap(QSize(side, side), self.devicePixelRatioF()))


class SegmentedButtons(QFrame):
    """A row of joined buttons of which one is chosen; arrow keys move the choice."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], current: str, name: str) -> None:
        super().__init__()
        self.setProperty("segments", True)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QAbstractButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (value, text) in enumerate(choices):
            button = QPushButton(text)
            button.setCheckable(True)
            button.setProperty("segment", _place_name(place, len(choices)))
            button.setAccessibleName(f"{name}: {text}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, v=value: self.chosen.emit(v))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        self.set_value(current)

    @property
    def value(self) -> str:
        """The chosen value."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Choose without telling anyone."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)

    def press(self, place: int) -> None:
        """Choose the value at a place, as by a click; a place there is none does nothing."""
        buttons = list(self._buttons.values())
        if 0 <= place < len(buttons):
            buttons[place].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        values = list(self._buttons)
        if step is None or self.value not in values:
            super().keyPressEvent(event)
            return
        button = self._buttons[values[(values.index(self.value) + step) % len(values)]]
        button.setFocus()
        button.click()


def _place_name(place: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if place == 0 else "last" if place == count - 1 else "middle"


def _ink(role: str) -> str:
    return {"primary": "accentText", "link": "accent"}.get(role, "text")


def _dress(button: QAbstractButton, icon: str, ink: str) -> None:
    if not icon:
        return
    theme = theme_of(button)
    button.setIcon(theme.icon(icon, ink))
    button.setIconSize(QSize(theme.px(21 if button.text() else 16), theme.px(16)))


def plain(widget: QWidget) -> QWidget:
    """Let a container show what is behind it."""
    widget.setProperty("plain", True)
    return widget
