"""Care for the recordings of the open session: changed files, warnings, proxies, and files that do not answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from coder.app.care import RecordingsCheck, check_recordings
from coder.app.jobs import Job
from coder.app.proxies import ProxyCount, count_proxies
from coder.app.recordings import ChangedRecording
from coder.ui.code.compare import CompareDialog, changed_words
from coder.ui.code.hiccups import Hiccups
from coder.ui.code.screen import ordered_media
from coder.ui.page import Problem
from coder.ui.proxies import proxy_tasks
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench
    from coder.ui.code.page import CodePage

WARNINGS = "code.warnings"


class MediaCare(QObject):
    """Looks at the recordings once they are open, and says what the coder should know.

    Signals
    -------
    counted()
        Another number of proxies is ready.
    """

    counted = Signal()

    def __init__(self, page: CodePage) -> None:
        super().__init__(page)
        self._page = page
        self._bench: Bench | None = None
        self._job: Job[RecordingsCheck] | None = None
        self._told: list[str] = []
        self._hiccups: Hiccups | None = None
        self.proxies = ProxyCount(0, 0)
        proxy_tasks(page.services.jobs).changed.connect(self._proxies_made)

    def follow(self, bench: Bench) -> None:
        """Look after the recordings of a session that is being opened."""
        self._bench = bench
        self._hiccups = Hiccups(bench, self._page.problem.emit, self._page.solved.emit)
        bench.loading.done.connect(self._look)

    def end(self) -> None:
        """The session is closed: its messages go with it."""
        if self._job is not None:
            self._job.stop()
        if self._hiccups is not None:
            self._hiccups.end()
        for key in self._told:
            self._page.solved.emit(key)
        self._bench, self._job, self._hiccups, self._told = None, None, None, []
        self.proxies = ProxyCount(0, 0)

    @property
    def words(self) -> str:
        """For the status bar: "Proxies ready 2 of 3", "" where none is wanted."""
        return tr("Proxies ready {0} of {1}", self.proxies.ready, self.proxies.wanted) if self.proxies.wanted else ""

    def _look(self) -> None:
        bench, jobs = self._bench, self._page.services.jobs
        if bench is None or bench.loading.found is None:
            return
        session, folder, files = bench.sitting.session, bench.sitting.desk.study, dict(bench.loading.found.files)
        cameras = ordered_media(session)
        self._job = jobs.run(
            tr("Checking recordings"),
            lambda progress: check_recordings(folder, session, cameras, files, progress, jobs.calm),
            partial(self._tell, bench),
            lambda _: None,
            aside=True,
        )

    def _tell(self, bench: Bench, check: RecordingsCheck) -> None:
        if bench is not self._bench:
            return
        self._count(check.proxies)
        for _, changed in check.changed:
            self._pause(bench, changed)
        if check.warnings:
            self._warn(check.warnings)

    def _pause(self, bench: Bench, changed: ChangedRecording) -> None:
        """Nothing is coded until somebody has said which recording is right."""
        text = changed_words(changed)
        bench.playback.pause()
        bench.sitting.paused = text
        bench.refresh.everything()
        action = (tr("Compare…"), partial(self._compare, changed))
        self._say(Problem(text, (action,), key=f"code.changed.{changed.camera_id}"))

    def _compare(self, changed: ChangedRecording) -> None:
        page, bench = self._page, self._bench
        if bench is None or page.study is None:
            return
        study, session_id = page.study, bench.sitting.session.id
        locator = page.locate.locator
        self.dialog = CompareDialog(
            page,
            changed,
            partial(locator.choose, study, session_id, changed.camera_id),
            partial(locator.link, study, session_id, changed.camera_id, changed.file, even_if_other=True),
        )
        self.dialog.rejected.connect(partial(self._pause, bench, changed))
        self.dialog.open()

    def _warn(self, warnings: tuple[tuple[int, str], ...]) -> None:
        """Say once what to be careful about; whoever has read it need not see it each time."""
        lines = [tr("Camera {0}: {1}", number, text) for number, text in warnings]
        bench, memory = self._bench, self._page.services.memory
        assert bench is not None
        key = f"warned/{bench.sitting.desk.study.study.id}/{bench.sitting.session.id}"
        if memory.recall(key, list[str]) == lines:
            return
        more = tr(" And {0} more.", len(lines) - 1) if len(lines) > 1 else ""
        known = (tr("Do not show again"), partial(memory.remember, key, lines))
        self._say(Problem(lines[0] + more, (known,), "\n".join(lines[1:]), "info", WARNINGS))

    def _say(self, problem: Problem) -> None:
        self._told.append(problem.key)
        self._page.problem.emit(problem)

    def _proxies_made(self) -> None:
        bench = self._bench
        if bench is None:
            return
        count = count_proxies(bench.sitting.desk.study, bench.sitting.session)
        if count.ready > self.proxies.ready:
            self._page.toast.emit(tr("{0}.", self._words_of(count)), (tr("Use them now"), self._page.reopen))
        self._count(count)

    def _words_of(self, count: ProxyCount) -> str:
        return tr("Proxies ready {0} of {1}", count.ready, count.wanted)

    def _count(self, count: ProxyCount) -> None:
        if count != self.proxies:
            self.proxies = count
            self.counted.emit()
