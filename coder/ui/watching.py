"""The reliability of the open study, reckoned in the background for the supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from coder.ui.jobs import UiJobs
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.app.overview import SessionOverview
    from coder.app.plan.watch import Watch
    from coder.app.studies import OpenStudy

REST_MS = 800
"""The window comes first: nothing is reckoned before the study has been on screen for this long."""


class Watching(QObject):
    """Compares the coders again whenever more has been completed.

    Attributes
    ----------
    found : Watch or None
        What was found last; None for people who may not see it, and until it is known.
    """

    changed = Signal()

    def __init__(self, jobs: UiJobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._asked: object = None
        self._study: OpenStudy | None = None
        self.found: Watch | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._compare)

    def follow(self, study: OpenStudy, overviews: list[SessionOverview]) -> None:
        """Look at the study as it is now."""
        key = (study.folder.root, study.identity, study.study.reliability, tuple(_done(o) for o in overviews))
        if key == self._asked:
            return
        self._asked, self._study = key, study
        self._show(None)
        if study.sees_results and any(o.double_coded for o in overviews):
            self._rest.start()

    def _compare(self) -> None:
        study, asked = self._study, self._asked
        if study is None or self._jobs.closed:
            return
        from coder.app.plan.watch import watch_study  # the statistics are not needed to open a window

        def done(found: Watch) -> None:
            if asked == self._asked:
                self._show(found)

        self._jobs.run(
            tr("Comparing the coders"), lambda progress: watch_study(study, progress), done, lambda _: self._show(None)
        )

    def _show(self, found: Watch | None) -> None:
        if found != self.found:
            self.found = found
            self.changed.emit()


def _done(overview: SessionOverview) -> tuple[object, ...]:
    """Return what changes with the completed passes of a session."""
    complete = tuple(
        (coder, tuple(pass_id for pass_id, p in passes.items() if p.complete))
        for coder, passes in overview.progress.items()
    )
    return overview.session.id, overview.session.participant.release, complete
