"""Finding a missing recording again: by choosing its file, or by searching a folder for all that are missing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from coder.app.errors import AppError
from coder.app.relink import OtherRecordingError, Search, relink, search_recordings
from coder.app.studies import OpenStudy
from coder.store import StoreError
from coder.ui.jobs import UiJobs
from coder.ui.page import Action, Problem
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.widgets import Button, label


class LocateDialog(FormDialog):
    """Offers the two ways to find a recording again."""

    def __init__(
        self, host: QWidget, title: str, choose: Callable[[], object] | None, search: Callable[[], object]
    ) -> None:
        super().__init__(host, theme_of(host), title, "", 480)
        text = tr(
            "A folder is searched for all missing recordings of the study, by name and content. "
            "It is remembered on this computer, and so is what was found."
        )
        if choose is not None:
            self.choose_button = Button(tr("Choose the file…"), self._then(choose))
            self.form.addWidget(self.choose_button)
        self.search_button = Button(tr("Search a folder…"), self._then(search))
        self.form.addWidget(self.search_button)
        self.form.addWidget(label(text, "caption", "text3", wrap=True))

    def _then(self, run: Callable[[], object]) -> Callable[[], None]:
        def close_and_run() -> None:
            self.accept()
            run()

        return close_and_run


class Locator:
    """Asks where recordings are now and links or remembers them.

    Parameters
    ----------
    found : callable
        Called with a sentence once something was found.
    tell : callable
        Called with a `Problem` when nothing was.
    """

    def __init__(
        self, host: QWidget, jobs: UiJobs, found: Callable[[str], object], tell: Callable[[Problem], object]
    ) -> None:
        self._host, self._jobs, self._found, self._tell = host, jobs, found, tell

    def ask(self, study: OpenStudy, session_id: str, camera_id: str) -> None:
        """Ask where the recording of a camera lies now."""
        title = tr("Locate {0} of {1}", camera_id, session_id)
        self.dialog = LocateDialog(
            self._host,
            title,
            partial(self.choose, study, session_id, camera_id),
            partial(self.ask_folder, study),
        )
        self.dialog.open()

    def choose(self, study: OpenStudy, session_id: str, camera_id: str) -> None:
        """Let the person choose the file."""
        chosen, _ = QFileDialog.getOpenFileName(self._host, tr("Locate {0} of {1}", camera_id, session_id))
        if chosen:
            self.link(study, session_id, camera_id, Path(chosen))

    def ask_folder(self, study: OpenStudy) -> None:
        """Let the person choose a folder to search for everything that is missing."""
        chosen = QFileDialog.getExistingDirectory(self._host, tr("Search a folder"))
        if chosen:
            self.search(study, Path(chosen))

    def search(self, study: OpenStudy, folder: Path) -> None:
        """Look for all missing recordings of the study under a folder, in the background."""

        def done(search: Search) -> None:
            if search.found:
                self._found(tr("{0} of {1} missing recordings found.", len(search.found), search.missing))
            elif not search.missing:
                self._found(tr("No recording is missing."))
            else:
                text = tr("None of the missing recordings is in {0}. Codes are safe.", folder)
                again = (tr("Search another folder…"), partial(self.ask_folder, study))
                self._tell(Problem(text, (again,), level="warn", key="locate.search"))

        self._jobs.run(
            tr("Searching for recordings"),
            partial(search_recordings, study, [folder]),
            done,
            stopped=lambda: self._found(tr("Search stopped. What was found is remembered.")),
        )

    def link(
        self, study: OpenStudy, session_id: str, camera_id: str, file: Path, *, even_if_other: bool = False
    ) -> None:
        """Link the camera to a file in the background; another recording than the coded one is asked about."""
        key = f"locate.{session_id}.{camera_id}"

        def failed(error: Exception) -> None:
            again: Action = (tr("Choose another file…"), partial(self.choose, study, session_id, camera_id))
            if isinstance(error, OtherRecordingError):
                anyway = partial(self.link, study, session_id, camera_id, file, even_if_other=True)
                text = tr("{0} Nothing was changed.", error)
                self._tell(Problem(text, (again, (tr("Use it anyway"), anyway)), level="warn", key=key))
            elif isinstance(error, AppError | StoreError):
                self._tell(Problem(tr("{0} Codes are safe.", error), (again,), key=key))
            else:
                raise error

        self._jobs.run(
            tr("Locating {0} of {1}", camera_id, session_id),
            lambda _: relink(study, session_id, camera_id, file, even_if_other=even_if_other),
            lambda _: self._found(tr("{0} of {1} found.", camera_id, session_id)),
            failed,
        )
