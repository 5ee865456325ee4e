"""Tasks of the app layer, brought into the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from coder.app.errors import Cancelled
from coder.app.jobs import Job, JobReport, Jobs, Progress

Result = TypeVar("Result")


QUIET_MS = 300


class UiJobs(QObject):
    """Runs tasks and calls back in the window's thread.

    Attributes
    ----------
    calm : threading.Event
        Set while nothing plays: only then may work that yields to playback go on.

    Signals
    -------
    reported(JobReport)
        A step of a task that is worth showing: it has run for 0.3 s, or failed.
    """

    reported = Signal(object)
    _stepped = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs()
        self.calm = threading.Event()
        self.calm.set()
        self.jobs.listeners.append(partial(_emit, self._stepped))
        self._stepped.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._held: dict[int, JobReport] = {}
        self._shown: set[int] = set()
        self._closed = False
        self._ended.connect(_call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        name: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object] | None = None,
        stopped: Callable[[], object] | None = None,
        aside: bool = False,
    ) -> Job[Result]:
        """Start ``work`` in the background; exactly one of ``done``, ``failed`` and ``stopped`` follows.

        Work that waits for ``calm`` goes ``aside``, so that it holds up nothing else.

        Without ``failed``, an error is raised in the window's thread, where it becomes a message.
        """
        job = self.jobs.run(name, work, aside)

        def ended(future: Future[Result]) -> None:
            _emit(self._ended, lambda: _deliver(future, done, failed, stopped))

        job.future.add_done_callback(ended)
        return job

    def _show(self, report: JobReport) -> None:
        """Pass a step on, or hold it back while the task is too young to be shown."""
        over = report.state in ("done", "stopped")
        if report.number in self._shown or report.state == "failed":
            self._shown.add(report.number)
            self.reported.emit(report)
        elif over:
            self._held.pop(report.number, None)
        else:
            if report.number not in self._held:
                QTimer.singleShot(QUIET_MS, self, lambda: self._unveil(report.number))
            self._held[report.number] = report

    def _unveil(self, number: int) -> None:
        report = self._held.pop(number, None)
        if report is not None:
            self._shown.add(number)
            self.reported.emit(report)

    @property
    def worth_telling(self) -> int:
        """How many tasks run that are shown to the person."""
        return sum(job.number in self._shown for job in self.jobs.running)

    def stop(self, number: int) -> None:
        """Stop the task of this number, if it still runs."""
        for job in self.jobs.running:
            if job.number == number:
                job.stop()

    @property
    def closed(self) -> bool:
        """Whether no task can be started any more."""
        return self._closed

    def close(self) -> None:
        """Stop all tasks and wait for them; none can be started afterwards."""
        if self._closed:
            return
        self._closed = True
        self.calm.set()
        self._ended.disconnect(_call)
        self._stepped.disconnect(self._show)
        self.jobs.listeners.clear()
        self.jobs.close()


def _emit(signal: SignalInstance, what: object) -> None:
    """Emit from a task's thread; a window that is gone by then hears nothing more."""
    with suppress(RuntimeError):
        signal.emit(what)


def _call(callback: Callable[[], object]) -> None:
    callback()


def _deliver(
    future: Future[Any],
    done: Callable[[Any], object],
    failed: Callable[[Exception], object] | None,
    stopped: Callable[[], object] | None,
) -> None:
    if future.cancelled() or isinstance(future.exception(), Cancelled):
        if stopped is not None:
            stopped()
        return
    error = future.exception()
    if error is None:
        done(future.result())
    elif failed is not None and isinstance(error, Exception):
        failed(error)
    else:
        raise error
