"""The choices that digits set on the event just made or selected."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coder.model.coding import Event
from coder.model.scheme import Code, Modifier
from coder.ui.widgets import KeyCap, label


class Choice(NamedTuple):
    """A modifier value and the digit that sets it."""

    digit: str
    modifier: Modifier
    value: str


def choices_of(code: Code) -> list[Choice]:
    """Return the modifier values of a code, numbered on from 1 through all its modifiers; beyond 9 without a digit."""
    values = [(modifier, value) for modifier in code.modifiers for value in modifier.values]
    return [Choice(str(n) if n <= 9 else "", modifier, value) for n, (modifier, value) in enumerate(values, 1)]


def unset_modifiers(code: Code, event: Event) -> list[str]:
    """Return the titles of the required modifiers an event lacks."""
    return [m.title or m.id for m in code.modifiers if m.required and not event.mods.get(m.id)]


class ModifierStrip(QWidget):
    """The choices as buttons with their digits; shown as long as digits have an event to go to."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(3)
        self._body: QWidget | None = None
        self._shown: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Modifiers"))
        self.hide()

    def show_for(self, code: Code | None, event: Event | None) -> None:
        """Show the choices of an event's code, or nothing."""
        key = () if code is None or event is None else (event.id, code.id, *map(str, sorted(event.mods.items())))
        if key == self._shown:
            return
        self._shown = key
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        if code is not None and event is not None:
            self._body = self._filled(code, event)
            self._column.addWidget(self._body)
        self.setVisible(self._body is not None)

    def _filled(self, code: Code, event: Event) -> QWidget:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        choices = choices_of(code)
        for modifier in code.modifiers:
            column.addWidget(label(f"{code.title}: {modifier.title or modifier.id}", "caption", "text2"))
            row = QHBoxLayout()
            row.setSpacing(4)
            for choice in choices:
                if choice.modifier is modifier:
                    row.addWidget(self._button(choice, event.mods.get(modifier.id) == choice.value))
            row.addStretch(1)
            column.addLayout(row)
        return body

    def _button(self, choice: Choice, on: bool) -> QWidget:
        button = QPushButton(f"      {choice.value}")
        button.setProperty("small", True)
        button.setCheckable(True)
        button.setChecked(on)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(f"{choice.modifier.title or choice.modifier.id} {choice.value}, key {choice.digit}")
        button.clicked.connect(lambda: self.chosen.emit(choice.modifier.id, choice.value))
        inside = QHBoxLayout(button)
        inside.setContentsMargins(4, 0, 4, 0)
        cap = KeyCap(choice.digit)
        cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside.addWidget(cap)
        inside.addStretch(1)
        return button
