"""One section of the settings: a heading, and fields with their names and hints."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from coder.ui.widgets import Choice, label

NAME_PX = 190


class Section(QWidget):
    """A page of the settings."""

    def __init__(self, title: str, about: str = "") -> None:
        super().__init__()
        self.title = title
        self.setProperty("plain", True)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(4, 0, 4, 0)
        self.column.setSpacing(14)
        self.column.addWidget(label(title, "section"))
        self.about = label(about, "table", "text2", wrap=True)
        self.about.setVisible(bool(about))
        self.column.addWidget(self.about)

    def row(self, name: str, field: QWidget, hint: str = "") -> None:
        """Add a field with its name beside it and a quiet hint below."""
        row = QHBoxLayout()
        row.setSpacing(12)
        title = label(name, "body")
        title.setFixedWidth(NAME_PX)
        title.setBuddy(field)
        field.setAccessibleName(name)
        row.addWidget(title)
        row.addWidget(field, 1)
        self._add(row, hint, NAME_PX + 12)

    def switch(self, box: QCheckBox, hint: str = "") -> None:
        """Add a check box with a quiet hint below."""
        row = QHBoxLayout()
        row.addWidget(box)
        row.addStretch(1)
        self._add(row, hint, 24)

    def finish(self) -> None:
        """Push everything to the top."""
        self.column.addStretch(1)

    def _add(self, row: QHBoxLayout, hint: str, indent: int) -> None:
        block = QVBoxLayout()
        block.setSpacing(3)
        block.addLayout(row)
        if hint:
            note = label(hint, "caption", "text3", wrap=True)
            note.setContentsMargins(indent, 0, 0, 0)
            block.addWidget(note)
        self.column.addLayout(block)


def chooser(choices: tuple[tuple[object, str], ...], current: object) -> Choice:
    """Return a box of choices, the current one chosen; one that is not among them is shown as it is."""
    box = Choice()
    for value, text in choices:
        box.addItem(text, value)
    if box.findData(current) < 0:
        box.addItem(str(current), current)
    box.setCurrentIndex(box.findData(current))
    return box
