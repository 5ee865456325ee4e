"""A small player: the reference camera of a session, which plays one stretch with its sound."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coder.model.session import Session
from coder.store import StudyFolder
from coder.ui.code.cameraview import CameraView
from coder.ui.code.opening import Opening
from coder.ui.code.playback import Playback
from coder.ui.code.recordings import Recordings
from coder.ui.code.soundout import SoundOut
from coder.ui.text import tr

AROUND_MS = 2_000
"""Played before and after a stretch."""


class ClipPlayer(QWidget):
    """Opens a recording when it is first played, and lets go of it with `close_recording`.

    Signals
    -------
    playing(bool)
    said(str)
        Why there is no picture or no sound.
    """

    playing = Signal(bool)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.view = CameraView(tr("Clip"))
        self.playback = Playback(self)
        self.sound = SoundOut(self.playback)
        self._opening: Opening | None = None
        self._session_id = ""
        self._until_ms = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.playback.pictured.connect(lambda _camera, picture: self.view.show_picture(picture))
        self.playback.moved.connect(self._moved)
        self.playback.state_changed.connect(lambda: self.playing.emit(self.playback.playing))
        self.playback.failed.connect(lambda _camera, text: self.said.emit(text))
        self.sound.said.connect(self.said)

    def play(self, study: StudyFolder, session: Session, on_ms: int, off_ms: int) -> None:
        """Play ``[on_ms, off_ms)`` of a session, with a little before and after it."""
        camera = session.reference
        if camera is None:
            self.said.emit(tr("This session has no recording."))
            return
        if session.id != self._session_id:
            self.close_recording()
            self._session_id = session.id
            self._opening = Opening(self)
            self._opening.done.connect(self._opened)
            self._opening.begin(study, session.id, [camera])
        self._until_ms = max(off_ms, on_ms + 1) + AROUND_MS
        self.playback.seek(max(on_ms - AROUND_MS, 0))
        self.playback.play()

    def stop(self) -> None:
        """Stop playing; the picture stays."""
        self.playback.pause()

    def show_at(self, session_id: str, ms: int) -> bool:
        """Show a moment if the session's recording is open; return whether it is."""
        if session_id != self._session_id or not self.playback.length_ms:
            return False
        self.playback.pause()
        self.playback.seek(ms)
        return True

    def close_recording(self) -> None:
        """Let go of the recording."""
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        self._session_id = ""
        self.playback.pause()
        self.sound.close()
        self.playback.close()
        self.view.show_picture(None)

    def _opened(self, found: Recordings) -> None:
        if not found.cameras:
            reason = next(iter(found.broken.values()), tr("The video was not found. Codes are safe."))
            self.playback.pause()
            self._session_id = ""
            self.said.emit(reason)
            return
        camera = found.cameras[found.sound_place]
        self.playback.start(found.cameras, has_reference=True)
        self.sound.open(found.sound, camera.time, camera.reader.index.start_s)

    def _moved(self, ms: int) -> None:
        if self.playback.playing and ms >= self._until_ms:
            self.playback.pause()
