"""Making proxies in the background, one task for the whole window."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from coder.app.errors import Cancelled
from coder.app.jobs import Job, Progress
from coder.app.proxies import Made, make_proxies, wanted_proxies
from coder.app.studies import OpenStudy
from coder.store import StoreError
from coder.ui.jobs import UiJobs
from coder.ui.text import tr


@dataclass(frozen=True, slots=True)
class _Order:
    """Which sessions of which study; light recordings too only when somebody asked for one session."""

    study: OpenStudy
    session_ids: tuple[str, ...]
    light_ones_too: bool


class ProxyTasks(QObject):
    """Makes the proxies that are asked for, one order after the other; they yield to playback.

    Signals
    -------
    said(str)
        What came of an order.
    changed()
        There are more proxies than before.
    """

    said = Signal(str)
    changed = Signal()

    def __init__(self, jobs: UiJobs) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._orders: deque[_Order] = deque()
        self._job: Job[Made] | None = None

    @property
    def running(self) -> bool:
        """Whether proxies are being made."""
        return self._job is not None

    def make(self, study: OpenStudy, session_ids: Sequence[str], light_ones_too: bool = False) -> None:
        """Make the proxies these sessions want."""
        self._orders.append(_Order(study, tuple(session_ids), light_ones_too))
        if self._job is None:
            self._begin()

    def _begin(self) -> None:
        order = self._orders.popleft()
        folder, calm = order.study.folder, self._jobs.calm
        words = [tr("Stopped.")]

        def work(progress: Progress) -> Made:
            sessions = []
            for session_id in order.session_ids:
                try:
                    sessions.append(folder.load_session(session_id))
                except StoreError:
                    continue
            wanted = wanted_proxies(folder, sessions, progress, order.light_ones_too)
            try:
                return make_proxies(folder, wanted, progress, calm)
            except Cancelled as stopped:
                words[:] = [str(stopped)]
                raise

        self._job = self._jobs.run(
            tr("Making proxies"),
            work,
            lambda made: self._end(_words(made)),
            lambda error: self._end(str(error)),
            lambda: self._end(words[0]),
            aside=True,
        )

    def _end(self, text: str) -> None:
        self._job = None
        self.changed.emit()
        self.said.emit(text)
        if self._orders:
            self._begin()


def proxy_tasks(jobs: UiJobs) -> ProxyTasks:
    """Return the window's one maker of proxies."""
    return jobs.findChild(ProxyTasks) or ProxyTasks(jobs)


def _words(made: Made) -> str:
    if not made.wanted:
        return tr("No recording needs a proxy.")
    ready = tr("1 proxy is ready.") if made.ready == 1 else tr("{0} proxies are ready.", made.ready)
    return " ".join([ready, *made.failed])
