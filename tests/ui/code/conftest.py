"""The Code page of the real window, with the first child's session open for anna."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.model.changes import SetMedia
from coder.model.coding import Coding, Event
from coder.model.session import Media, Session
from coder.store import StudyFolder
from coder.ui.clips import SessionRequest
from coder.ui.code.bench import Bench
from coder.ui.code.cameraview import CameraView
from coder.ui.code.keyclock import now_ms
from coder.ui.code.page import CodePage
from coder.ui.window import MainWindow
from tests.media.barcode import read

FRAME_MS = 40


@dataclass
class CodeDriver:
    """Drives the page by keys and clicks, and looks at what is shown and what is on disk."""

    window: MainWindow
    page: CodePage
    qtbot: QtBot
    root: Path

    @property
    def bench(self) -> Bench:
        """The open session."""
        assert self.page.bench is not None
        return self.page.bench

    @property
    def view(self) -> CameraView:
        """The reference camera."""
        return self.bench.pictures.views[0]

    def open(self, session_id: str = "s001", pass_id: str = "proximity", at_ms: int = 0, coder: str = "anna") -> None:
        """Open a session and wait for its picture."""
        self.window.open_session(SessionRequest(session_id, coder, pass_id, at_ms))
        self.wait_for_frame(at_ms // FRAME_MS)

    def add_cameras(self, count: int, **facts: object) -> None:
        """Give the first child's session further cameras, on copies of its recording."""
        folder = StudyFolder.open(self.root)
        file = folder.open_session("s001", by="maria")
        more = []
        for number in range(2, count + 2):
            path = f"media/s001_cam{number}.mp4"
            shutil.copy(self.root / "media" / "s001_cam1.mp4", self.root / path)
            more.append(Media(id=f"cam{number}", path=path, title=f"View {number}", **facts))  # type: ignore[arg-type]
        before = file.document.media
        file.commit(SetMedia(before=before, after=(*before, *more)))
        file.close()

    def shown_by(self, place: int) -> int:
        """Read the number that the picture of a camera carries, -1 while there is none."""
        picture = self.bench.pictures.views[place].on_screen
        return number_in(picture.image) if picture is not None and picture.seen.exact else -1

    def wait_for(self, place: int, number: int) -> None:
        """Wait until a camera shows the exact frame of a number."""
        self.qtbot.waitUntil(lambda: self.shown_by(place) == number, timeout=5_000)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press and let go a key."""
        QTest.keyClick(self.target, key, modifier)

    def type(self, text: str) -> None:
        """Press the keys of some letters."""
        QTest.keyClicks(self.target, text)

    def key_at(self, text: str, stamp_ms: float) -> None:
        """Press a letter whose event carries a time stamp of the window system."""
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(text.upper())), Qt.KeyboardModifier.NoModifier, text)
        event.setTimestamp(int(stamp_ms))
        QApplication.sendEvent(self.target, event)

    @property
    def target(self) -> object:
        """Where keys go now."""
        return QApplication.focusWidget() or self.bench

    def click(self, ms: int, channel: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click a track at a time."""
        QTest.mouseClick(self.bench.timeline.viewport(), Qt.MouseButton.LeftButton, modifier, self.place(ms, channel))

    def drag(self, channel: str, from_ms: int, to_ms: int) -> None:
        """Drag with the left button in a track."""
        viewport = self.bench.timeline.viewport()
        begin, end = self.place(from_ms, channel), self.place(to_ms, channel)
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
        for step in (0.3, 0.7, 1.0):
            QTest.mouseMove(viewport, begin + (end - begin) * step)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    def place(self, ms: int, channel: str) -> QPoint:
        """Return where a time of a track lies on the timeline; channel "" is the ruler."""
        timeline = self.bench.timeline
        geometry = timeline.geometry_now
        x = geometry.names + timeline.scale.x(ms)
        if not channel:
            return QPointF(x, geometry.ruler - 4).toPoint()
        row = next(row for row in timeline.rows if row.key == channel)
        return QPointF(x, geometry.ruler - geometry.scrolled + row.top + row.height / 2).toPoint()

    def wait_for_frame(self, number: int) -> None:
        """Wait until the exact frame of a number is painted."""

        def there() -> None:
            seen = self.view.seen
            assert seen is not None and seen.exact and seen.number == number, seen
            assert self.view.picture is self.view.on_screen

        self.qtbot.waitUntil(lambda: _holds(there), timeout=5_000)

    def number_shown(self) -> int:
        """Read the number that the picture on screen carries."""
        assert self.view.on_screen is not None
        return number_in(self.view.on_screen.image)

    def on_disk(self, session_id: str = "s001", coder: str = "anna") -> Coding:
        """Read the coding from its files, as after a crash, when the program says that all is saved."""
        self.wait_for_disk()
        return StudyFolder.open(self.root).load_coding(session_id, coder)

    def session_on_disk(self, session_id: str = "s001") -> Session:
        """Read the session from its files."""
        self.wait_for_disk()
        return StudyFolder.open(self.root).load_session(session_id)

    def wait_for_disk(self) -> None:
        """Wait until everything is saved."""
        bench = self.page.bench
        if bench is not None:
            self.qtbot.waitUntil(lambda: bench.sitting.desk.save_state.kind == "saved", timeout=5_000)

    def events(self, *codes: str) -> list[tuple[str, int, int | None]]:
        """Return code, onset and offset of the events on disk with these codes, in time order."""
        found = [e for e in self.on_disk().events if e.code in codes]
        return [(e.code, e.on, e.off) for e in sorted(found, key=lambda e: e.on)]

    def event(self, code: str) -> Event:
        """Return the one event on disk with a code."""
        (found,) = [e for e in self.on_disk().events if e.code == code]
        return found


def _holds(check: Callable[[], None]) -> bool:
    try:
        check()
    except AssertionError:
        return False
    return True


def number_in(image: QImage) -> int:
    """Read the number in a picture of the test videos."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = np.frombuffer(rgb.constBits(), dtype=np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return read(pixels[:, : rgb.width() * 3].reshape(rgb.height(), rgb.width(), 3))


@pytest.fixture
def code(window: MainWindow, qtbot: QtBot, study_path: Path) -> Iterator[CodeDriver]:
    """The Code page with nothing open; what is open in the end can be closed."""
    page = window.show_page("code")
    assert isinstance(page, CodePage)
    yield CodeDriver(window, page, qtbot, study_path)
    assert page.close_session()


@pytest.fixture
def coding(code: CodeDriver) -> CodeDriver:
    """The first child's session in pass 2, at its beginning."""
    code.open()
    return code


@pytest.fixture
def stamp_now() -> Callable[[], float]:
    """The time stamp a key event would carry now, on a computer whose window system uses the monotonic clock."""
    return now_ms


@pytest.fixture
def two_cameras(code: CodeDriver) -> CodeDriver:
    """The first child's session with a second camera that shows the same pictures at the same time."""
    code.add_cameras(1)
    code.open()
    return code
