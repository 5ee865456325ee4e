"""Long work off the caller's thread, with a name, progress and Cancel."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from coder.app.errors import Cancelled

Result = TypeVar("Result")
LOOK_S = 0.2
ASIDE = 3
JobState = Literal["waiting", "running", "done", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class JobReport:
    """A moment in a job's life. ``share`` is the part done, 0 to 1, or None when it is not known."""

    number: int
    name: str
    state: JobState
    share: float | None = None
    text: str = ""
    seconds_left: float | None = None


class Progress:
    """What long work is given: it tells how far it is, and learns here that it should stop."""

    def __init__(self, tell: Callable[[float | None, str], None] | None = None) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Tell that ``done`` of ``total`` is finished; raises `Cancelled` when the person pressed Stop."""
        if self._stop.is_set():
            raise Cancelled("Stopped.")
        if self._tell is not None:
            self._tell(done / total if total else None, text)

    def when_calm(self, calm: threading.Event, done: int, total: int, text: str = "") -> None:
        """Tell as `step` does, and go on only once ``calm`` is set: decoding for whoever watches goes first."""
        self.step(done, total, text)
        while not calm.wait(LOOK_S):
            self.step(done, total, text)

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        self._stop.set()


class Job(Generic[Result]):
    """One running task; ``future`` gives its result or its error."""

    def __init__(self, number: int, name: str, tell: Callable[[JobReport], None]) -> None:
        self.number, self.name = number, name
        self.future: Future[Result]
        self.progress = Progress(self._stepped)
        self._tell = tell
        self._began = time.monotonic()

    def stop(self) -> None:
        """Ask the task to end; finished parts are kept by the work itself."""
        self.progress.stop()
        self.future.cancel()

    def run(self, work: Callable[[Progress], Result]) -> Result:
        """Run ``work`` in this thread, reporting its beginning and end."""
        self._began = time.monotonic()
        self._report("running", 0.0, "")
        try:
            result = work(self.progress)
        except Cancelled as stopped:
            self._report("stopped", None, str(stopped))
            raise
        except Exception as error:
            self._report("failed", None, str(error))
            raise
        self._report("done", 1.0, "")
        return result

    def _stepped(self, share: float | None, text: str) -> None:
        self._report("running", share, text)

    def _report(self, state: JobState, share: float | None, text: str) -> None:
        left = None
        if state == "running" and share:
            left = (time.monotonic() - self._began) * (1 - share) / share
        self._tell(JobReport(self.number, self.name, state, share, text, left))


class Jobs:
    """Runs tasks, at most two at a time so that playback keeps its share of the machine.

    Tasks that wait while something plays, or take very long, go ``aside``: they never hold up the others.
    ``listeners`` are given every `JobReport`, in the task's own thread.
    """

    def __init__(self, workers: int = 2) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="securebase-job")
        self._aside = ThreadPoolExecutor(ASIDE, thread_name_prefix="securebase-aside")
        self._numbers = itertools.count(1)
        self._running: dict[int, Job[object]] = {}
        self._closed = False
        self.listeners: list[Callable[[JobReport], None]] = []

    def run(self, name: str, work: Callable[[Progress], Result], aside: bool = False) -> Job[Result]:
        """Start ``work`` and return its job at once; after `close` the job is cancelled before it begins."""
        job: Job[Result] = Job(next(self._numbers), name, self._tell)
        if self._closed:
            job.future = Future()
            job.future.cancel()
            return job
        self._running[job.number] = job  # type: ignore[assignment]
        self._tell(JobReport(job.number, name, "waiting"))
        job.future = (self._aside if aside else self._pool).submit(job.run, work)
        job.future.add_done_callback(lambda _: self._running.pop(job.number, None))
        return job

    @property
    def running(self) -> list[Job[object]]:
        """The tasks that are not finished."""
        return list(self._running.values())

    def close(self) -> None:
        """Stop all tasks and wait for them to end; none begins afterwards."""
        self._closed = True
        for job in self.running:
            job.stop()
        for pool in (self._pool, self._aside):
            pool.shutdown(wait=True, cancel_futures=True)

    def _tell(self, report: JobReport) -> None:
        for listener in list(self.listeners):
            listener(report)
