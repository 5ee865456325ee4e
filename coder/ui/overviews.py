"""The overview of all sessions, read in the background once for everyone in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from coder.app.jobs import Progress
from coder.app.overview import SessionOverview
from coder.ui.jobs import UiJobs
from coder.ui.text import tr
from coder.ui.watching import Watching

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy


class Overviews(QObject):
    """Holds what was read last; ``loaded`` tells that it is there.

    Attributes
    ----------
    items : list of SessionOverview
        One per session, in the order of their ids.
    reading : bool
        Whether the reading is still under way.
    watching : Watching
        What the comparison of the coders has found.
    """

    loaded = Signal()

    def __init__(self, jobs: UiJobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asked = 0
        self.items: list[SessionOverview] = []
        self.reading = False
        self.watching = Watching(jobs, self)

    def read(self, study: OpenStudy) -> None:
        """Read all sessions as the study's person may see them; an earlier reading is forgotten."""
        self._asked += 1
        asked = self._asked
        self.reading = True

        def work(progress: Progress) -> list[SessionOverview]:
            ids = study.folder.session_ids()
            found = []
            for done, session_id in enumerate(ids):
                progress.step(done, len(ids), session_id)
                found.append(study.overview(session_id))
            return found

        def done(found: list[SessionOverview]) -> None:
            if asked == self._asked:
                self.items, self.reading = found, False
                self.loaded.emit()
                self.watching.follow(study, found)

        self._jobs.run(tr("Reading the study"), work, done)

    def of(self, session_id: str) -> SessionOverview | None:
        """Return the overview of a session, if it has been read."""
        return next((item for item in self.items if item.session.id == session_id), None)
