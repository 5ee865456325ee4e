"""Cards, their headers, notes, rules and empty states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder.ui.widgets.buttons import Button, Glyph
from coder.ui.widgets.text import label

HEADER_PX = 40


class Rule(QFrame):
    """A hair line, horizontal or vertical."""

    def __init__(self, direction: Literal["horizontal", "vertical"] = "horizontal") -> None:
        super().__init__()
        self.setProperty("rule", True)
        if direction == "horizontal":
            self.setFixedHeight(1)
        else:
            self.setFixedWidth(1)


class HeaderBar(QWidget):
    """The head of a card or page: title, quiet text, and widgets on the right."""

    def __init__(self, title: str, quiet: str = "", role: Literal["section", "title"] = "section") -> None:
        super().__init__()
        self.title = label(title, role)
        self.quiet = label(quiet, "table", "text3")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 0, 12, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.title)
        self.row.addWidget(self.quiet)
        self.row.addStretch(1)
        self.setMinimumHeight(HEADER_PX)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the right end."""
        for widget in widgets:
            self.row.addWidget(widget)


class Card(QFrame):
    """A framed surface; with a title it has a header above a line."""

    def __init__(self, title: str = "", quiet: str = "", accent: bool = False) -> None:
        super().__init__()
        self.setProperty("card", "accent" if accent else "true")
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.header: HeaderBar | None = None
        if title:
            self.header = HeaderBar(title, quiet)
            self.body.addWidget(self.header)
            self.body.addWidget(Rule())

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget below what is there, edge to edge."""
        self.body.addWidget(widget, stretch)

    def padded(self, spacing: int = 8) -> QVBoxLayout:
        """Return a layout inside the card's margins, below what is there."""
        inside = QVBoxLayout()
        inside.setContentsMargins(12, 10, 12, 12)
        inside.setSpacing(spacing)
        self.body.addLayout(inside)
        return inside


class Note(QFrame):
    """A quiet paragraph on its own ground."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setProperty("note", True)
        self.text = label(text, "table", "text2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.addWidget(self.text)


class EmptyState(QWidget):
    """An icon, one line and one or two actions, where there is nothing to show yet."""

    def __init__(self, icon: str, line: str, *actions: tuple[str, Callable[[], object]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(Glyph(icon, "text3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self.line: QLabel = label(line, "body", "text2", wrap=True)
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.addStretch(1)
        self.buttons = [Button(text, run, role="primary" if n == 0 else "") for n, (text, run) in enumerate(actions)]
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
