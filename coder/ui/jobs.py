"""Tasks of the app layer, brought into the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from coder.app.errors import Cancelled
from coder.app.jobs import Job, Jobs, Progress

Result = TypeVar("Result")


class UiJobs(QObject):
    """Runs tasks and calls back in the window's thread.

    Signals
    -------
    reported(JobReport)
        Every step of every task.
    """

    reported = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs()
        self.jobs.listeners.append(self.reported.emit)
        self._ended.connect(_call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        name: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object] | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> Job[Result]:
        """Start ``work`` in the background; exactly one of ``done``, ``failed`` and ``stopped`` follows.

        Without ``failed``, an error is raised in the window's thread, where it becomes a message.
        """
        job = self.jobs.run(name, work)

        def ended(future: Future[Result]) -> None:
            self._ended.emit(lambda: _deliver(future, done, failed, stopped))

        job.future.add_done_callback(ended)
        return job

    def stop(self, number: int) -> None:
        """Stop the task of this number, if it still runs."""
        for job in self.jobs.running:
            if job.number == number:
                job.stop()

    def close(self) -> None:
        """Stop all tasks and wait for them."""
        self._ended.disconnect(_call)
        self.jobs.listeners.clear()
        self.jobs.close()


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
