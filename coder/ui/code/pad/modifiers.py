"""The choices that digits set on the event just made or selected."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coder.model.coding import Event
from coder.model.scheme import Code, Modifier
from coder.ui.widgets import FlowRow, KeyCap, label


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
        self._row = FlowRow(self, gap_px=6)
        self._shown: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Modifiers"))

    def show_for(self, code: Code | None, event: Event | None) -> None:
        """Show the choices of an event's code, or nothing."""
        key = () if code is None or event is None else (event.id, code.id, *map(str, sorted(event.mods.items())))
        if key == self._shown:
            return
        self._shown = key
        self._clear()
        if code is not None and event is not None:
            self._fill(code, event)
        self.updateGeometry()

    def _fill(self, code: Code, event: Event) -> None:
        heading = ""
        for choice in choices_of(code):
            name = choice.modifier.title or choice.modifier.id
            if name != heading:
                heading = name
                self._row.addWidget(label(f"{code.title}: {name}", "caption", "text2"))
            self._row.addWidget(self._button(choice, event.mods.get(choice.modifier.id) == choice.value))

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

    def _clear(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        self.updateGeometry()
        super().changeEvent(event)
