"""Making a new study."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from coder.app.creation import create_study
from coder.app.errors import AppError
from coder.app.library import shipped_scheme, shipped_schemes
from coder.store import StoreError
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, Choice


class NewStudyDialog(FormDialog):
    """Asks for title, folder, scheme and the person's ID; ``made`` gets the folder and that ID."""

    def __init__(self, host: QWidget, theme: Theme, base: Path, made: Callable[[Path, str], object]) -> None:
        super().__init__(host, theme, tr("New study"), tr("Make study"))
        self._base, self._made = base, made
        self.title = QLineEdit()
        self.title.textEdited.connect(self._suggest_folder)
        self.row(tr("Title"), self.title)
        self.folder = QLineEdit(str(base / "study"))
        self.folder.textEdited.connect(self._keep_folder)
        self._own_folder = False
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(Button(tr("Browse…"), self._browse))
        self.row(tr("Folder"), box, tr("A new folder. Videos are linked from where they are."))
        self.folder.setAccessibleName(tr("Folder"))
        self.scheme = Choice()
        for scheme_id in shipped_schemes():
            self.scheme.addItem(shipped_scheme(scheme_id).title, scheme_id)
        self.row(tr("Coding scheme"), self.scheme)
        self.identity = QLineEdit()
        self.identity.setPlaceholderText("kr")
        self.row(tr("Your ID"), self.identity, tr("A short ID or initials. It goes with everything you code."))
        self.title.setFocus()

    def _suggest_folder(self, title: str) -> None:
        if not self._own_folder:
            name = re.sub(r"[^A-Za-z0-9_-]+", "-", title.strip()).strip("-").lower()
            self.folder.setText(str(self._base / (name or "study")))

    def _keep_folder(self) -> None:
        self._own_folder = True

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder for the study"), str(self._base))
        if chosen:
            self._base = Path(chosen)
            self._own_folder = False
            self._suggest_folder(self.title.text())

    def submit(self) -> None:
        """Make the study, or say what is wrong."""
        title, identity = self.title.text().strip(), self.identity.text().strip()
        if not title:
            self.say_wrong(tr("Give the study a title."), self.title)
            return
        if not identity:
            self.say_wrong(tr("Type your ID."), self.identity)
            return
        folder = Path(self.folder.text().strip()).expanduser()
        try:
            create_study(folder, self.scheme.currentData(), title=title, coders=[identity])
        except (AppError, StoreError) as error:
            self.say_wrong(str(error), self.identity if "ID" in str(error) else self.folder)
            return
        self.accept()
        self._made(folder, identity)
