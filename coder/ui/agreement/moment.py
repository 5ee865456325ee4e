"""The picture of the reference camera where a disagreement begins, and its clip."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from coder.app.jobs import Job
from coder.app.studies import OpenStudy
from coder.media import MediaError, VideoReader
from coder.media.camera import CameraTime
from coder.model.session import Session
from coder.model.timecode import clock
from coder.store import StoreError, StudyFolder, known_place
from coder.ui.clipplayer import ClipPlayer
from coder.ui.jobs import UiJobs
from coder.ui.study.poster import Poster
from coder.ui.text import tr
from coder.ui.widgets import Button, KeyCap, SegmentedButtons, label

_REST_MS = 120
"""How long a disagreement stays chosen before its picture is read."""


class Moment(QWidget):
    """Shows one picture; a newer wish takes the place of an older one. When asked, the clip plays in its place.

    Signals
    -------
    said(str)
        Why nothing plays.
    """

    said = Signal(str)

    def __init__(self, jobs: UiJobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._has_camera, self._has_room = True, True
        self._job: Job[QImage] | None = None
        self._wanted: tuple[Path, int, int] | None = None
        self._shown: tuple[Path, int, int] | None = None
        self.poster = Poster(238, 134)
        self.player = ClipPlayer()
        self.player.said.connect(self.said)
        self.player.playing.connect(self._show_playing)
        self.room = QStackedWidget()
        self.room.addWidget(self.poster)
        self.room.addWidget(self.player)
        self.room.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.play_button = Button(tr("Play span"), self.toggle, icon="play", small=True)
        self.speed = SegmentedButtons([("0.5", "½×"), ("1", "1×")], "1", tr("Speed"))
        self.speed.chosen.connect(lambda speed: self.player.playback.set_speed(float(speed)))
        self._stretch: tuple[StudyFolder, Session, int, int] | None = None
        self.caption = label("", "caption", "text3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.room)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.play_button)
        row.addWidget(KeyCap("Space"))
        row.addStretch(1)
        row.addWidget(self.speed)
        column.addLayout(row)
        column.addWidget(self.caption)
        column.addStretch(1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._read)

    def show_moment(self, study: OpenStudy, session: Session, on_ms: int, off_ms: int) -> None:
        """Show a session at the beginning of a stretch; without a recording there is nothing to see."""
        camera, at_ms = session.reference, on_ms
        self._stretch = (study.folder, session, on_ms, off_ms)
        self.player.stop()
        if not self.player.show_at(session.id, on_ms):
            self.room.setCurrentWidget(self.poster)
        self._has_camera = camera is not None
        self.setVisible(self._has_camera and self._has_room)
        if camera is None:
            self._wanted = None
            return
        try:
            file = known_place(study.folder, camera) or study.folder.media_path(camera)
        except StoreError as error:
            self._say(str(error))
            return
        wanted = (file, CameraTime(camera.offset_ms, camera.rate).camera_ms(at_ms), at_ms)
        self._wanted = wanted
        if wanted != self._shown:
            self._rest.start()

    def toggle(self) -> None:
        """Play the stretch, 2 s before and after it too, or stop."""
        if self.player.playback.playing:
            self.player.stop()
        elif self._stretch is not None:
            self.room.setCurrentWidget(self.player)
            self.player.play(*self._stretch)

    def close_recording(self) -> None:
        """Let go of the recording, and read no picture any more."""
        self._rest.stop()
        self.player.close_recording()
        self.room.setCurrentWidget(self.poster)

    def _show_playing(self, playing: bool) -> None:
        self.play_button.set_icon("stop" if playing else "play")
        self.play_button.setText(tr("Stop") if playing else tr("Play span"))

    def set_room(self, room: bool) -> None:
        """Show the picture only where there is room for it."""
        self._has_room = room
        self.setVisible(self._has_camera and room)

    def _read(self) -> None:
        wanted = self._wanted
        if wanted is None:
            return
        if self._job is not None:
            self._job.stop()
        file, camera_ms, at_ms = wanted
        if not file.is_file():
            self._say(tr("The video was not found. Codes are safe."))
            return

        def done(image: QImage) -> None:
            if wanted == self._wanted:
                self._shown = wanted
                self.poster.show_image(image)
                self.caption.setText(tr("At {0}", clock(at_ms, 1)))

        def failed(error: Exception) -> None:
            if not isinstance(error, MediaError):
                raise error
            if wanted == self._wanted:
                self._say(str(error))

        self._job = self._jobs.run(tr("Reading a picture"), lambda _: read_picture(file, camera_ms), done, failed)

    def _say(self, text: str) -> None:
        self._shown = None
        self.poster.show_image(None, text)
        self.caption.setText("")


def read_picture(file: Path, camera_ms: int) -> QImage:
    """Return the frame on screen at a camera's own time; raises `MediaError`."""
    with VideoReader(file) as reader:
        frame = reader.frame_at(max(0, camera_ms))
    height, width = frame.bgra.shape[:2]
    return QImage(frame.bgra.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
