"""The save state in words, and what to do when the disk cannot take the edits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from coder.app.desk import Desk
from coder.app.errors import AppError
from coder.app.writer import SaveState
from coder.store import StoreError
from coder.ui.page import Problem
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.page import CodePage

UNSAVED = "code.save"
"""Key of the message about edits that are not on disk."""


def save_words(state: SaveState) -> tuple[str, str]:
    """Return what the status bar says, and its tone: "ok" or "warn"."""
    if state.kind == "waiting":
        return tr("Not saved: {0} waiting", edit_words(state.waiting)), "warn"
    if state.kind == "saving":
        return tr("Saving…"), "ok"
    return tr("All changes saved · journal {0}", edit_words(state.edits)), "ok"


def edit_words(count: int) -> str:
    """Return a number of edits in words."""
    return tr("1 edit") if count == 1 else tr("{0} edits", f"{count:,}")


class SavingTrouble(QObject):
    """The message about edits that wait in memory, and its two ways out."""

    def __init__(self, page: CodePage) -> None:
        super().__init__(page)
        self._page = page

    def unsaved(self, desk: Desk, reason: str) -> None:
        """Say that edits wait, and why."""
        one = desk.save_state.waiting == 1
        kept = tr("Your last {0} is kept on this computer.") if one else tr("Your last {0} are kept on this computer.")
        what = tr("Could not write to the study folder.") + " " + kept
        actions = (
            (tr("Choose another folder…"), lambda: self.ask_folder(desk)),
            (tr("Try again"), desk.retry),
        )
        self._page.problem.emit(Problem(what.format(edit_words(desk.save_state.waiting)), actions, reason, key=UNSAVED))

    def ask_folder(self, desk: Desk) -> None:
        """Let the person choose where a copy of the coding goes."""
        name = QFileDialog.getExistingDirectory(self._page, tr("Save a copy of this coding to"))
        if name:
            self.save_to(desk, Path(name))

    def save_to(self, desk: Desk, folder: Path) -> None:
        """Write the coding as it is now to a study of its own in another folder."""
        try:
            made = desk.save_elsewhere(folder)
        except (StoreError, AppError) as error:
            self._page.problem.emit(Problem(str(error), key=UNSAVED))
            return
        self._page.toast.emit(tr("Saved a copy to {0}.", made), None)
