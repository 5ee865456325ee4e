"""Keeps the measures of the open study current, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from coder.app.errors import AppError
from coder.app.jobs import Progress
from coder.app.results.reading import MeasureReader, SessionMeasures
from coder.app.studies import OpenStudy
from coder.metrics import Parameters
from coder.metrics.context import Context
from coder.model.errors import ModelError
from coder.store import StoreError
from coder.ui.jobs import QUIET_MS, UiJobs
from coder.ui.text import tr


class Keeper(QObject):
    """Reads what changed, one task at a time.

    Signals
    -------
    measured(tuple of SessionMeasures)
        The measures as they are now.
    failed(str)
        Why they could not be computed.
    busy(bool)
        Computing takes longer than a moment, or has ended.
    """

    measured = Signal(object)
    failed = Signal(str)
    busy = Signal(bool)

    def __init__(self, jobs: UiJobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._reader: MeasureReader | None = None
        self._running: MeasureReader | None = None
        self._again = False
        self._fetching = False
        self._wanted: tuple[str, str, Callable[[Context | None], object]] | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(QUIET_MS)
        self._slow.timeout.connect(lambda: self.busy.emit(True))

    @property
    def parameters(self) -> Parameters | None:
        """What is measured with."""
        return self._reader.parameters if self._reader else None

    def forget(self) -> None:
        """Let go of a study; what is still being computed for it is dropped."""
        self._reader = None
        self._again = False

    def refresh(self, study: OpenStudy, parameters: Parameters, keeps: bool = True) -> None:
        """Compute what changed on disk since the last time, all of it for another study or other parameters."""
        known = self._reader
        if known is None or known.study is not study or known.parameters != parameters:
            self._reader = MeasureReader(study, parameters, keeps)
        if self._running is not None:
            self._again = True
            return
        self._start()

    def _start(self) -> None:
        reader = self._reader
        if reader is None:
            return
        self._running, self._again = reader, False
        self._slow.start()
        self._jobs.run(tr("Measuring"), reader.read, self._done, self._broke, self._ended)

    def _done(self, sessions: tuple[SessionMeasures, ...]) -> None:
        current = self._running is self._reader
        self._ended()
        if current:
            self.measured.emit(sessions)

    def _broke(self, error: Exception) -> None:
        current = self._running is self._reader
        self._ended()
        if not isinstance(error, StoreError | AppError | ModelError):
            raise error
        if current:
            self.failed.emit(str(error))

    def _ended(self) -> None:
        again = self._again or (self._reader is not None and self._running is not self._reader)
        self._running = None
        self._slow.stop()
        self.busy.emit(False)
        if again:
            self._start()

    def held(self, session_id: str, coder: str) -> Context | None:
        """Return a coding that is at hand for evidence, or None when it must be fetched."""
        return self._reader.held(session_id, coder) if self._reader else None

    def drop_held(self) -> None:
        """Let go of the codings at hand; each is read again when it is asked for."""
        if self._reader is not None:
            self._reader.drop_held()

    def fetch(self, session_id: str, coder: str, use: Callable[[Context | None], object]) -> None:
        """Read a coding in the background and hand it over; None when it cannot be had.

        One is read at a time; of those asked for meanwhile only the last is read.
        """
        self._wanted = (session_id, coder, use)
        if not self._fetching:
            self._fetch_wanted()

    def _fetch_wanted(self) -> None:
        reader, wanted, self._wanted = self._reader, self._wanted, None
        self._fetching = reader is not None and wanted is not None
        if reader is None or wanted is None:
            return
        session_id, coder, use = wanted

        def work(_progress: Progress) -> Context | None:
            return reader.context(session_id, coder)

        def arrived(context: Context | None) -> None:
            self._fetch_wanted()
            if reader is self._reader:
                use(context)

        def broke(error: Exception) -> None:
            arrived(None)
            if not isinstance(error, StoreError | AppError | ModelError):
                raise error

        self._jobs.run(tr("Reading a coding"), work, arrived, broke, self._fetch_wanted)
