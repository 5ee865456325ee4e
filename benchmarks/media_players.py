"""The same small interface over this program's reader, mpv, OpenCV and Qt's player, for `media_seek.py`.

Each player is asked in the way it documents: ours and Qt's by a time at which the frame is on screen, mpv and
OpenCV by the frame's own time stamp (mpv's exact seek shows the first frame at or after the time). Peers count time
from the first picture, from the start of the file (which may be the sound's) or by the file's own clock;
`Video.offset_ms` is what is added to the time asked for.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from coder.media import VideoReader

PATIENCE_S = 10.0
QT_PATIENCE_S = 0.7
QT_QUIET_S = 0.1


@dataclass(frozen=True)
class Video:
    """A video, when each frame is on screen in ms from the first, and what a peer wants added to that."""

    path: Path
    on_ms: tuple[float, ...]
    offset_ms: float


class Player(Protocol):
    """What is measured: `go` and `step` return when the frame is there; `look` returns it in RGB.

    `settle` lets a player finish what it does by itself before it is asked again.
    """

    name: str

    def settle(self) -> None: ...
    def go(self, frame: int) -> None: ...
    def step(self, frames: int) -> None: ...
    def look(self) -> np.ndarray: ...
    def close(self) -> None: ...


class Ours:
    """This program."""

    name = "coder.media"

    def __init__(self, video: Video) -> None:
        self._reader, self._video = VideoReader(video.path), video
        self._frame = self._reader.frame(0)

    def settle(self) -> None:
        """Nothing is ever left to do."""

    def go(self, frame: int) -> None:
        """Go by time, not by number, as a coder does."""
        self._frame = self._reader.frame_at(int(np.ceil(self._video.on_ms[frame])))

    def step(self, frames: int) -> None:
        self._frame = self._reader.step(frames)

    def look(self) -> np.ndarray:
        return self._frame.rgb

    def close(self) -> None:
        self._reader.close()


class OpenCv:
    """cv2.VideoCapture, by CAP_PROP_POS_MSEC."""

    name = "OpenCV"

    def __init__(self, video: Video) -> None:
        self._video, self._capture = video, cv2.VideoCapture(str(video.path), cv2.CAP_FFMPEG)
        if not self._capture.isOpened():
            raise RuntimeError("cannot open it")
        self._picture = self._read()

    def _read(self) -> np.ndarray:
        done, picture = self._capture.read()
        return picture if done else np.zeros((96, 160, 3), dtype=np.uint8)

    def settle(self) -> None:
        """Nothing is ever left to do."""

    def go(self, frame: int) -> None:
        self._capture.set(cv2.CAP_PROP_POS_MSEC, self._video.on_ms[frame] + self._video.offset_ms)
        self._picture = self._read()

    def step(self, frames: int) -> None:
        if frames < 0:
            here = self._capture.get(cv2.CAP_PROP_POS_FRAMES)
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, here - 1 + frames)
        self._picture = self._read()

    def look(self) -> np.ndarray:
        return self._picture[:, :, ::-1]

    def close(self) -> None:
        self._capture.release()


class Mpv:
    """mpv without a window, over its JSON socket."""

    name = "mpv"

    def __init__(self, video: Video) -> None:
        if shutil.which("mpv") is None:
            raise RuntimeError("not installed")
        self._video, self._folder = video, tempfile.TemporaryDirectory()
        address = str(Path(self._folder.name) / "socket")
        options = "--no-config --vo=null --ao=null --pause --keep-open=always --hr-seek=yes --hwdec=no"
        quiet = f"--really-quiet --idle=yes --input-ipc-server={address}"
        self._process = subprocess.Popen(["mpv", *options.split(), *quiet.split()])
        self._lines = self._connect(address).makefile("rwb", 0)
        self._send("loadfile", str(video.path))
        self._wait_for("playback-restart")

    def _connect(self, address: str) -> socket.socket:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                link = socket.socket(socket.AF_UNIX)
                link.settimeout(PATIENCE_S)
                link.connect(address)
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return link

    def _send(self, *command: Any, number: int = 1) -> None:
        self._lines.write(json.dumps({"command": command, "request_id": number}).encode() + b"\n")

    def _wait_for(self, event: str) -> None:
        while json.loads(self._lines.readline()).get("event") != event:
            pass

    def settle(self) -> None:
        """A screenshot waits for whatever is under way."""

    def go(self, frame: int) -> None:
        at_ms = self._video.on_ms[frame] + self._video.offset_ms
        self._send("seek", at_ms / 1000, "absolute+exact")
        self._wait_for("playback-restart")

    def step(self, frames: int) -> None:
        """Steps back announce themselves as a restart; steps forward as a pause after one frame."""
        if frames < 0:
            self._send("frame-back-step")
            self._wait_for("playback-restart")
            return
        before = self._time()
        self._send("frame-step")
        while self._time() == before:
            pass

    def _time(self) -> float | None:
        self._send("get_property", "time-pos", number=7)
        while (answer := json.loads(self._lines.readline())).get("request_id") != 7:
            pass
        return answer.get("data")

    def look(self) -> np.ndarray:
        path = Path(self._folder.name) / "look.png"
        self._send("screenshot-to-file", str(path), "video", number=9)
        while json.loads(self._lines.readline()).get("request_id") != 9:
            pass
        picture = cv2.imread(str(path))
        return np.zeros((96, 160, 3), dtype=np.uint8) if picture is None else picture[:, :, ::-1]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()


class QtPlayer:
    """QMediaPlayer with a QVideoSink, paused."""

    name = "QMediaPlayer"

    def __init__(self, video: Video) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QGuiApplication, QImage
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

        self._app = QGuiApplication.instance() or QGuiApplication([])
        self._rgb = QImage.Format.Format_RGB888
        self._video, self._sink, self._player = video, QVideoSink(), QMediaPlayer()
        self._frames: list[Any] = []
        self._sink.videoFrameChanged.connect(self._frames.append)
        self._player.setVideoSink(self._sink)
        self._player.setSource(QUrl.fromLocalFile(str(video.path)))
        self._player.pause()
        self._wait(PATIENCE_S)

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not any(f.isValid() for f in self._frames) and time.monotonic() < until:
            self._app.processEvents()

    def settle(self) -> None:
        """Take in late frames until none has come for a while."""
        quiet_from = time.monotonic()
        while time.monotonic() < quiet_from + QT_QUIET_S:
            before = len(self._frames)
            self._app.processEvents()
            if len(self._frames) != before:
                quiet_from = time.monotonic()

    def go(self, frame: int) -> None:
        """Ask for the middle of the frame, rounded to the ms Qt takes."""
        on = self._video.on_ms
        end = on[frame + 1] if frame + 1 < len(on) else on[frame] + 20
        self._frames.clear()
        self._player.setPosition(round((on[frame] + end) / 2 + self._video.offset_ms))
        self._wait(QT_PATIENCE_S)

    def step(self, frames: int) -> None:
        raise NotImplementedError

    def look(self) -> np.ndarray:
        if not self._frames:
            return np.zeros((96, 160, 3), dtype=np.uint8)
        image = self._frames[-1].toImage().convertToFormat(self._rgb)
        if image.isNull():
            return np.zeros((96, 160, 3), dtype=np.uint8)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()

    def close(self) -> None:
        self._player.stop()


PLAYERS: tuple[type[Player], ...] = (Ours, Mpv, OpenCv, QtPlayer)
