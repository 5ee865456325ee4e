"""Message bars: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from coder.ui.page import Problem
from coder.ui.text import tr
from coder.ui.widgets import Button, Glyph, IconButton, label

_INK = {"info": "accent", "warn": "warn", "danger": "danger"}
_ICON = {"info": "info", "warn": "warn", "danger": "error"}
_MOST = 3


class MessageBar(QFrame):
    """One message with its actions; it stays until it is answered or closed."""

    def __init__(self, problem: Problem, close: Callable[[], object]) -> None:
        super().__init__()
        self.problem = problem
        self.setProperty("bar", problem.level)
        self.setAccessibleName(problem.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 6, 6)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        row.addWidget(Glyph(_ICON[problem.level], _INK[problem.level], 18))
        row.addWidget(label(problem.text, wrap=True), 1)
        self.buttons: dict[str, Button] = {}
        for text, run in problem.actions:
            self.buttons[text] = Button(text, _then(run, close), small=True)
            row.addWidget(self.buttons[text])
        if problem.detail:
            detail = label(problem.detail, "table", "text2", wrap=True)
            detail.hide()
            self.buttons["Details"] = Button(tr("Details"), lambda: detail.setVisible(detail.isHidden()), small=True)
            row.addWidget(self.buttons["Details"])
            column.addWidget(detail)
        self.close_button = IconButton("close", tr("Close this message"), close, small=True)
        row.addWidget(self.close_button)


class MessageStack(QWidget):
    """The messages above a page, newest first; the same problem is shown once."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 0)
        self._column.setSpacing(6)
        self.hide()

    @property
    def bars(self) -> list[MessageBar]:
        """The bars, newest first."""
        items = (self._column.itemAt(n) for n in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, MessageBar)]

    def show_problem(self, problem: Problem) -> None:
        """Show a message; one of the same key or text makes room for it."""
        for bar in self.bars:
            if bar.problem.text == problem.text or (problem.key and bar.problem.key == problem.key):
                self._drop(bar)
        bar = MessageBar(problem, lambda: self._drop(bar))
        self._column.insertWidget(0, bar)
        for old in self.bars[_MOST:]:
            self._drop(old)
        self.show()

    def solve(self, key: str) -> None:
        """Take away the message of this key."""
        for bar in self.bars:
            if bar.problem.key == key:
                self._drop(bar)

    def clear(self) -> None:
        """Take away all messages."""
        for bar in self.bars:
            self._drop(bar)

    def _drop(self, bar: MessageBar) -> None:
        self._column.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self.bars))


def _then(first: Callable[[], object], second: Callable[[], object]) -> Callable[[], None]:
    def both() -> None:
        second()
        first()

    return both
