"""Finding a missing recording again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from coder.app.errors import AppError
from coder.app.relink import OtherRecordingError, relink
from coder.app.studies import OpenStudy
from coder.store import StoreError
from coder.ui.jobs import UiJobs
from coder.ui.page import Problem
from coder.ui.text import tr


class Locator:
    """Asks for a file and links a camera to it.

    Parameters
    ----------
    found : callable
        Called with a sentence once a camera is linked.
    tell : callable
        Called with a `Problem` when it cannot be.
    """

    def __init__(
        self, host: QWidget, jobs: UiJobs, found: Callable[[str], object], tell: Callable[[Problem], object]
    ) -> None:
        self._host, self._jobs, self._found, self._tell = host, jobs, found, tell

    def ask(self, study: OpenStudy, session_id: str, camera_id: str) -> None:
        """Ask where the recording of a camera lies now."""
        chosen, _ = QFileDialog.getOpenFileName(self._host, tr("Locate {0} of {1}", camera_id, session_id))
        if chosen:
            self.link(study, session_id, camera_id, Path(chosen))

    def link(
        self, study: OpenStudy, session_id: str, camera_id: str, file: Path, *, even_if_other: bool = False
    ) -> None:
        """Link the camera to a file in the background; another recording than the coded one is asked about."""

        def failed(error: Exception) -> None:
            if isinstance(error, OtherRecordingError):
                again = partial(self.ask, study, session_id, camera_id)
                anyway = partial(self.link, study, session_id, camera_id, file, even_if_other=True)
                actions = (("Choose another file…", again), ("Use it anyway", anyway))
                self._tell(
                    Problem(tr("{0} Nothing was changed.", error), actions, level="warn", key=f"locate.{session_id}")
                )
            elif isinstance(error, AppError | StoreError):
                self._tell(Problem(tr("{0} Codes are safe.", error), key=f"locate.{session_id}"))
            else:
                raise error

        self._jobs.run(
            f"Locating {camera_id} of {session_id}",
            lambda _: relink(study, session_id, camera_id, file, even_if_other=even_if_other),
            lambda _: self._found(tr("{0} of {1} found.", camera_id, session_id)),
            failed,
        )
