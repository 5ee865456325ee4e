"""Opening recordings on a thread of its own: whoever codes does not wait for other tasks of the program."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, Signal

from coder.model.session import Media
from coder.store import StudyFolder
from coder.ui.code.recordings import Recordings, open_recordings


class Opening(QObject):
    """Opens the recordings of one session once.

    Signals
    -------
    done(Recordings)
        What could be opened, in the window's thread.
    """

    done = Signal(object)
    _found = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = threading.Lock()
        self._cancelled = False
        self._found.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def begin(self, study: StudyFolder, session_id: str, media: list[Media]) -> None:
        """Start opening."""

        def work() -> None:
            found = open_recordings(study, session_id, media)
            with self._wanted:
                if self._cancelled:
                    found.close()
                else:
                    self._found.emit(found)

        threading.Thread(target=work, name="opening recordings", daemon=True).start()

    def cancel(self) -> None:
        """Nobody waits any more: what is opened from now on is closed again."""
        with self._wanted:
            self._cancelled = True

    def _deliver(self, found: Recordings) -> None:
        if self._cancelled:
            found.close()
        else:
            self.done.emit(found)
