"""A field to type in that keeps the Enter key to itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class Field(QLineEdit):
    """A line edit inside a page with keys of its own: Enter takes what was typed and means nothing to the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter; Qt would let the page hear it as well, even after the focus has moved on."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
