"""Edits on their way to the disk: written in order by one thread, kept in memory while the disk cannot take them."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Final, Literal

from coder.model.coding import Coding
from coder.model.session import Session
from coder.store import DocumentFile, Edit, StoreError

AnyFile = DocumentFile[Coding] | DocumentFile[Session]

_FIRST_PAUSE_S: Final = 0.25
_LONGEST_PAUSE_S: Final = 5.0
_STUCK_S: Final = 5.0
"""How long to wait for a disk that does not answer before giving up on the thread."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the status bar shows.

    ``saved``: everything is on disk. ``saving``: on its way. ``waiting``: the disk cannot take ``waiting`` edits, they
    are kept in memory and tried again; ``message`` says why. ``edits`` counts those of the coding that are on disk.
    """

    kind: Literal["saved", "saving", "waiting"]
    edits: int
    waiting: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """A state to make the new snapshot, after all edits before it in the queue."""

    save: Callable[[], None]


class Writer:
    """One thread that writes the edits of some documents.

    Parameters
    ----------
    on_change
        Called without arguments before and after every attempt to write, **from the writer's thread**.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._queues: dict[AnyFile, deque[Edit | _Snapshot]] = {}
        self._calls: deque[tuple[Callable[[], Any], Future[Any]]] = deque()
        self._news = threading.Condition()
        self._message = ""
        self._pause_s = 0.0
        self._resume_at = 0.0
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="edit writer", daemon=True)
        self._thread.start()

    @property
    def message(self) -> str:
        """Why the last attempt failed, or ""."""
        return self._message

    def pending(self, file: AnyFile) -> int:
        """Return how many edits of a document are not on disk yet."""
        with self._news:
            return sum(isinstance(item, Edit) for item in self._queues.get(file, ()))

    def put(self, file: AnyFile, edit: Edit) -> None:
        """Hand over an edit."""
        self._enqueue(file, edit)

    def put_snapshot(self, file: AnyFile) -> None:
        """Have the document's present state made its snapshot, when the edits before are written."""
        state = file.snapshot()
        self._enqueue(file, _Snapshot(lambda: file.save_snapshot(state)))  # type: ignore[arg-type]

    def call(self, function: Callable[[], Any]) -> Future[Any]:
        """Have ``function`` called in the writer's thread, between two writes."""
        future: Future[Any] = Future()
        with self._news:
            self._calls.append((function, future))
            self._news.notify_all()
        return future

    def wait(self, timeout_s: float) -> bool:
        """Wait until everything is written or an attempt has failed; return whether everything is written."""
        with self._news:
            self._news.wait_for(lambda: not self._waiting_items() or bool(self._message), timeout_s)
            return not self._waiting_items()

    def retry(self) -> None:
        """Try again now instead of after the pause."""
        with self._news:
            self._message, self._resume_at = "", 0.0
            self._news.notify_all()

    def stop(self) -> None:
        """End the thread; what is not written stays unwritten."""
        with self._news:
            self._stopping = True
            self._news.notify_all()
        self._thread.join(_STUCK_S)

    def _enqueue(self, file: AnyFile, item: Edit | _Snapshot) -> None:
        with self._news:
            self._queues.setdefault(file, deque()).append(item)
            self._news.notify_all()

    def _waiting_items(self) -> bool:
        return any(self._queues.values())

    def _run(self) -> None:
        while self._wait_for_work():
            self._answer_calls()
            if time.monotonic() >= self._resume_at and self._waiting_items():
                self._tell()
                self._write_all()
                self._tell()

    def _tell(self) -> None:
        try:
            self._on_change()
        except Exception:
            _log.exception("A listener to the save state failed.")

    def _wait_for_work(self) -> bool:
        """Wait until there is something to do now; return False when the thread is to end."""
        with self._news:
            while not self._stopping and not self._calls:
                left_s = self._resume_at - time.monotonic()
                if self._waiting_items() and left_s <= 0:
                    break
                self._news.wait(left_s if self._waiting_items() else None)
            return not self._stopping

    def _answer_calls(self) -> None:
        while self._calls:
            function, future = self._calls.popleft()
            try:
                future.set_result(function())
            except Exception as error:
                future.set_exception(error)

    def _write_all(self) -> None:
        message = ""
        for file, queue in list(self._queues.items()):
            while queue and not (failed := self._write_next(file, queue)):
                pass
            message = message or (failed if queue else "")
        with self._news:
            self._message = message
            self._pause_s = min(max(self._pause_s * 2, _FIRST_PAUSE_S), _LONGEST_PAUSE_S) if message else 0.0
            self._resume_at = time.monotonic() + self._pause_s
            self._news.notify_all()

    def _write_next(self, file: AnyFile, queue: deque[Edit | _Snapshot]) -> str:
        """Write the edits up to the next snapshot, or that snapshot; return why it failed, or ""."""
        with self._news:
            items = list(queue)
        edits: list[Edit] = []
        for item in items:
            if isinstance(item, _Snapshot):
                break
            edits.append(item)
        try:
            if edits:
                file.write(edits)
            elif isinstance(items[0], _Snapshot):
                # A snapshot only makes the next opening faster; the journal has the edits if it fails.
                with contextlib.suppress(StoreError):
                    items[0].save()
        except Exception as error:  # a surprise must not end the thread: the edits are still here
            return str(error) or type(error).__name__
        with self._news:
            for _ in range(len(edits) or 1):
                queue.popleft()
            self._news.notify_all()
        return ""
