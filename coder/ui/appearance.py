"""The three themes of the window, and the person's choice of how they look."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from coder.ui.memory import Look, Memory
from coder.ui.theme import Theme, ThemeName

Workspace = Literal["code", "tables"]


class Looks(QObject):
    """Holds the theme of the Code page, that of the table pages and that of the rail and bars."""

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self.look = memory.look()
        self.code = Theme("dark", parent=self)
        self.tables = Theme("light", parent=self)
        self.chrome = Theme("dark", chrome=True, parent=self)
        self._spread()

    def theme_for(self, workspace: Workspace) -> Theme:
        """Return the theme of a kind of workspace."""
        return self.code if workspace == "code" else self.tables

    def choose(self, look: Look) -> None:
        """Show another look and remember it."""
        self.look = look
        self._memory.set_look(look)
        self._spread()

    def _spread(self) -> None:
        look = self.look
        code: ThemeName = "light" if look.appearance == "light" else "dark"
        tables: ThemeName = "dark" if look.appearance == "dark" else "light"
        for theme, name in ((self.code, code), (self.tables, tables), (self.chrome, "dark")):
            theme.reduced_motion = look.reduced_motion
            theme.adopt(name, look.text_percent, look.high_contrast)
        QApplication.setFont(self.tables.font("body"))
