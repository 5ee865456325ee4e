"""A recording that is not where it was: say so, and let the person point at it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from coder.app.relink import OtherRecordingError, relink
from coder.ui.page import Action, Problem
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.page import CodePage


class Locate(QObject):
    """The message about a missing recording, and what its actions do."""

    def __init__(self, page: CodePage) -> None:
        super().__init__(page)
        self._page = page

    def offer(self, number: int, camera_id: str) -> None:
        """Say that a camera's recording was not found."""
        bench = self._page.bench
        if bench is None:
            return
        child = bench.sitting.session.participant.child.upper()
        key = f"code.media.{camera_id}"
        self._page.problem.emit(
            Problem(
                tr("Camera {0} of {1} was not found. Codes are safe.", number + 1, child),
                (
                    (tr("Locate…"), lambda: self.ask(camera_id)),
                    (tr("Go on without it"), lambda: self._page.solved.emit(key)),
                ),
                level="warn",
                key=key,
            )
        )

    def ask(self, camera_id: str) -> None:
        """Let the person choose the file."""
        name, _ = QFileDialog.getOpenFileName(self._page, tr("Locate the video"))
        if name:
            self.link(camera_id, Path(name))

    def link(self, camera_id: str, file: Path, even_if_other: bool = False) -> None:
        """Link the camera to a file, after checking in the background that it is the same recording."""
        page = self._page
        if page.study is None or page.bench is None:
            return
        study, session_id, key = page.study, page.bench.sitting.session.id, f"code.media.{camera_id}"

        def done(_media: object) -> None:
            page.solved.emit(key)
            page.reopen()

        def failed(error: Exception) -> None:
            actions: list[Action] = [(tr("Locate…"), lambda: self.ask(camera_id))]
            if isinstance(error, OtherRecordingError):
                actions.append((tr("Use it all the same"), lambda: self.link(camera_id, file, even_if_other=True)))
            page.problem.emit(Problem(str(error), tuple(actions), level="warn", key=key))

        page.services.jobs.run(
            tr("Checking the video"),
            lambda _progress: relink(study, session_id, camera_id, file, even_if_other=even_if_other),
            done,
            failed,
        )
