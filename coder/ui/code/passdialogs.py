"""The question about a complete pass: why it is opened again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coder.ui.text import tr
from coder.ui.theme import give_theme, theme_of
from coder.ui.widgets import Button, label


class Question(QDialog):
    """A titled column with its answers at the bottom right."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        give_theme(self, theme_of(parent))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(10)
        self.column.addWidget(label(title, "title"))
        self.setMinimumWidth(420)

    def add_buttons(self, *buttons: Button) -> None:
        """Put the answers at the bottom right."""
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.column.addLayout(row)


class AskReason(Question):
    """Why a pass is opened again; the answer is kept in the journal."""

    def __init__(self, parent: QWidget, number: int, answer: Callable[[str], object]) -> None:
        super().__init__(parent, tr("Open pass {0} again", number))
        self._answer = answer
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Reason"))
        self.field.setPlaceholderText(tr("Such as: second half coded without sound"))
        self.column.addWidget(label(tr("Why is it opened again? The reason stays in the history."), "body", "text2"))
        self.column.addWidget(self.field)
        self.open_again = Button(tr("Open again"), self.accept, role="primary")
        self.open_again.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.open_again.setEnabled(bool(text.strip())))
        self.field.returnPressed.connect(self.accept)
        self.add_buttons(Button(tr("Cancel"), self.reject), self.open_again)

    def accept(self) -> None:
        """Open the pass, if a reason was given."""
        if self.field.text().strip():
            super().accept()
            self._answer(self.field.text())
