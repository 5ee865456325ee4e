"""Opening, making and leaving studies, and who works on them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from coder.app.errors import AppError
from coder.app.library import copy_sample
from coder.app.studies import OpenStudy
from coder.model.study import Person
from coder.store import StoreError
from coder.ui.page import Problem
from coder.ui.shell.new_study import NewStudyDialog
from coder.ui.shell.people import PersonDialog
from coder.ui.shell.words import person_words
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.window import MainWindow


class Studies(QObject):
    """Keeps the one open study of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.study: OpenStudy | None = None

    def open_folder(self, folder: Path) -> bool:
        """Open a study, or show why not; the open one stays open then."""
        window = self._window
        if self.study is not None and not window.may_leave():
            return False
        try:
            study = OpenStudy.open(folder)
        except (StoreError, AppError) as error:
            window.show_problem(
                Problem(
                    tr("This study could not be opened. {0} Nothing was changed.", error),
                    ((tr("Open another study…"), self.ask_open),),
                    key="open",
                )
            )
            return False
        self._be_somebody(study)
        self.study = study
        window.memory.add_recent_study(study.folder.root)
        window.show_study(study)
        return True

    def _be_somebody(self, study: OpenStudy) -> None:
        """Go on as the person who worked here last; ask in passing when that is not known."""
        if not study.people():
            self._window.show_problem(
                Problem(
                    tr("This study has no people yet. Add yourself to begin coding."),
                    ((tr("Add a person…"), self.ask_person),),
                    level="info",
                    key="identity",
                )
            )
            return
        known = self._window.memory.identity(study.study.id)
        if known in {person.id for person in study.people()}:
            study.become(str(known))
        elif len(study.people()) > 1 and study.person is not None:
            self._window.show_problem(
                Problem(
                    tr("You work as {0}. Is that you?", person_words(study.person)),
                    tuple((person.id, partial(self.become, person.id)) for person in study.people()),
                    level="info",
                    key="identity",
                )
            )

    def become(self, identity: str) -> None:
        """Go on as another person; every page shows what that person may see."""
        if self.study is None or not self._window.may_leave():
            return
        self.study.become(identity)
        self._window.memory.set_identity(self.study.study.id, identity)
        self._window.solve("identity")
        self._window.show_study(self.study)

    def set_reaction(self, reaction_ms: int) -> None:
        """Let live keys count a reaction time back, for everyone in the study; the study's diary says who set it."""
        study = self.study
        before = study.study.settings.reaction_ms if study is not None else reaction_ms
        if study is None or before == reaction_ms:
            return
        try:
            study.folder.save_study(
                msgspec.structs.replace(
                    study.study, settings=msgspec.structs.replace(study.study.settings, reaction_ms=reaction_ms)
                )
            )
            study.write_diary(f"reaction time {reaction_ms} ms now, before {before} ms")
        except StoreError as error:
            self._window.show_problem(Problem(str(error), key="study.settings"))
        self._window.show_study(study)

    def ask_person(self) -> None:
        """Ask for a new person of the study."""
        if self.study is not None:
            self.dialog = PersonDialog(self._window, self._window.current_theme(), self.study, self._person_added)
            self.dialog.open()

    def _person_added(self, person: Person) -> None:
        if len(self.study.people() if self.study else ()) == 1:
            self.become(person.id)
        elif self.study is not None:
            self._window.show_study(self.study)
        self._window.host.say(tr("{0} added.", person_words(person)))

    def ask_open(self) -> None:
        """Ask for a study's folder and open it."""
        start = str(self.study.folder.root.parent) if self.study else _documents()
        chosen = QFileDialog.getExistingDirectory(self._window, tr("Open study"), start)
        if chosen:
            self.open_folder(Path(chosen))

    def ask_new(self) -> None:
        """Ask for what a new study needs and make it."""
        NewStudyDialog(self._window, self._window.current_theme(), Path(_documents()), self.open_new).open()

    def open_new(self, folder: Path, identity: str) -> None:
        """Open a study that was just made, as the person who made it."""
        if self.open_folder(folder):
            self.become(identity)

    def open_sample(self) -> None:
        """Open this account's own copy of the sample study, made the first time."""
        base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
        folder = Path(base) / "sample-study"
        if not (folder / "study.json").is_file():
            try:
                folder.parent.mkdir(parents=True, exist_ok=True)
                copy_sample(folder)
            except (AppError, OSError) as error:
                self._window.show_problem(Problem(tr("The sample study could not be opened. {0}", error), key="open"))
                return
        self.open_folder(folder)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
