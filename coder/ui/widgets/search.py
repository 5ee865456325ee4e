"""A field to search in, with a lens."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from coder.ui.theme import theme_of


class SearchField(QLineEdit):
    """A line edit with a lens at its left and a button that clears it; ``name`` is its placeholder too."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self._lens = QAction(self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)

    def event(self, event: QEvent) -> bool:
        """Take the theme's icon whenever the place or style changes."""
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange, QEvent.Type.ParentChange):
            self._lens.setIcon(theme_of(self).icon("search", "text3"))
        return super().event(event)
