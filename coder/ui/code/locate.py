"""A recording that is not where it was: say so, and let the person point at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder.ui.locating import Locator
from coder.ui.page import Problem
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.page import CodePage


class Locate(QObject):
    """The message about a missing recording, and what its actions do."""

    def __init__(self, page: CodePage) -> None:
        super().__init__(page)
        self._page = page
        self._offered: set[str] = set()
        self.locator = Locator(page, page.services.jobs, self._found, page.problem.emit)

    def offer(self, number: int, camera_id: str) -> None:
        """Say that a camera's recording was not found."""
        bench = self._page.bench
        if bench is None:
            return
        child = bench.sitting.session.participant.child.upper()
        key = f"code.media.{camera_id}"
        self._offered.add(key)
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
        """Let the person choose the file, or a folder to search."""
        page = self._page
        if page.study is not None and page.bench is not None:
            self.locator.ask(page.study, page.bench.sitting.session.id, camera_id)

    def _found(self, text: str) -> None:
        """Open the session again with what was found."""
        page = self._page
        for key in self._offered:
            page.solved.emit(key)
        self._offered.clear()
        page.toast.emit(text, None)
        page.reopen()
