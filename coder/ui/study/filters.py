"""The row of filters above the session table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from coder.ui.study.table import Filters, MediaFilter, ProgressFilter
from coder.ui.text import tr
from coder.ui.widgets import Button, FlowRow, SearchField, label


class ChoiceButton(Button):
    """A button that shows what is chosen and opens the other choices."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[str]) -> None:
        super().__init__("")
        self._name = name
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.value = choices[0] if choices else ""
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[str]) -> None:
        """Offer other choices; the chosen one stays if it is among them, else the first is chosen."""
        self._menu.clear()
        for choice in choices:
            action = QAction(tr(choice), self._menu)
            action.setData(choice)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, c=choice: self._choose(c))
            self._menu.addAction(action)
        if self.value not in choices and choices:
            self.value = choices[0]
        self._show()

    def set_value(self, value: str) -> None:
        """Choose without telling anyone."""
        self.value = value
        self._show()

    def _choose(self, value: str) -> None:
        self.set_value(value)
        self.chosen.emit(value)

    def _show(self) -> None:
        self.setText(f"{self._name}: {tr(self.value)}  ▾")
        self.setAccessibleName(f"{self._name}: {tr(self.value)}")
        for action in self._menu.actions():
            action.setChecked(action.data() == self.value)


class FilterBar(QWidget):
    """Find a child ID, and keep to some media, coder or progress."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.text = SearchField(tr("Find child ID"))
        self.text.setMaximumWidth(200)
        self.media = ChoiceButton(tr("Media"), get_args(MediaFilter))
        self.coder = ChoiceButton(tr("Coder"), ("any",))
        self.progress = ChoiceButton(tr("Progress"), get_args(ProgressFilter))
        self.double = Button(tr("Double-coded only"))
        self.double.setCheckable(True)
        self.count = label("", "table", "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        flow = FlowRow()
        for widget in (self.text, self.media, self.coder, self.progress, self.double):
            flow.addWidget(widget)
        row.addLayout(flow, 1)
        row.addWidget(self.count)
        self.text.textChanged.connect(self._tell)
        for button in (self.media, self.coder, self.progress):
            button.chosen.connect(self._tell)
        self.double.toggled.connect(self._tell)

    def set_coders(self, coders: Sequence[str], sees_doubles: bool) -> None:
        """Offer these coders; one who sees only their own coding has nothing to choose."""
        self.coder.set_choices(["any", *coders])
        self.coder.setVisible(len(coders) > 1)
        self.double.setVisible(sees_doubles)
        if not sees_doubles:
            self.double.setChecked(False)

    def filters(self) -> Filters:
        """Return what is chosen."""
        media: MediaFilter = next(m for m in get_args(MediaFilter) if m == self.media.value)
        progress: ProgressFilter = next(p for p in get_args(ProgressFilter) if p == self.progress.value)
        coder = "" if self.coder.value == "any" else self.coder.value
        return Filters(self.text.text(), media, coder, progress, self.double.isChecked())

    def clear(self) -> None:
        """Show everything again."""
        self.text.clear()
        for button in (self.media, self.coder, self.progress):
            button.set_value("any")
        self.double.setChecked(False)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.filters())
