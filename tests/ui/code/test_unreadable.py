"""A frame that cannot be read is told, passed over, or another camera is coded from."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from coder.media import VideoReader
from tests.media.craft import spoil
from tests.ui.code.conftest import CodeDriver


@pytest.fixture
def damaged(code: CodeDriver) -> tuple[CodeDriver, int, int]:
    """The session on two cameras, the reference damaged; its first damaged frame, and the next good one."""
    code.add_cameras(1)
    path: Path = code.root / "media" / "s001_cam1.mp4"
    whole = path.with_name("whole.mp4")
    path.rename(whole)
    spoil(whole, path, 0.3, 300)
    with VideoReader(path) as reader:
        frames = [reader.frame(number) for number in range(1_000)]
        good = [frame.exact and frame.number == number for number, frame in enumerate(frames)]
    first = good.index(False)
    return code, first, good.index(True, first)


def problem_texts(code: CodeDriver) -> list[str]:
    return [bar.problem.text for bar in code.window.host.messages.bars if "cannot be read" in bar.problem.text]


def act(code: CodeDriver, label: str) -> None:
    (bar,) = [bar for bar in code.window.host.messages.bars if "cannot be read" in bar.problem.text]
    next(run for name, run in bar.problem.actions if name == label)()


def reach(code: CodeDriver, number: int) -> None:
    """Go to a damaged frame and wait until it is told."""
    code.bench.playback.seek(number * 40)
    code.qtbot.waitUntil(lambda: problem_texts(code) != [], timeout=5_000)


def test_skip_goes_to_the_next_frame_that_can_be_read(damaged: tuple[CodeDriver, int, int]) -> None:
    code, first, good = damaged
    code.open(at_ms=(first - 1) * 40)
    assert problem_texts(code) == []
    code.key(Qt.Key.Key_Right)
    code.qtbot.waitUntil(lambda: problem_texts(code) != [], timeout=5_000)
    assert problem_texts(code) == [f"Frame {first:,} cannot be read in camera 1. Codes are safe."]
    act(code, "Skip")
    code.wait_for_frame(good)
    assert code.bench.playback.position_ms == good * 40
    code.qtbot.waitUntil(lambda: problem_texts(code) == [], timeout=5_000)


def test_another_camera_is_coded_from_at_the_times_of_the_session(damaged: tuple[CodeDriver, int, int]) -> None:
    code, first, _ = damaged
    code.open()
    reach(code, first)
    act(code, "Use camera 2 as reference from here")
    assert problem_texts(code) == []
    code.wait_for(1, first)
    texts = [(plate.text, plate.more) for plate in code.bench.pictures.views[1].overlay.plates]
    assert ("Cam 2 · View 2", "coded from here") in texts
    code.type("p")

    def frames_of_approaches() -> list[int | None]:
        return [e.frame for e in code.on_disk().events if e.code == "approach" and e.on == first * 40]

    code.qtbot.waitUntil(lambda: frames_of_approaches() == [first], timeout=5_000)
    code.key(Qt.Key.Key_Right)
    code.wait_for(1, first + 1)
    assert code.bench.playback.position_ms == (first + 1) * 40


def test_playing_goes_on_by_the_camera_that_is_coded_from(two_cameras: CodeDriver) -> None:
    code = two_cameras
    code.key(Qt.Key.Key_F9)
    code.bench.run_id("camera.lead")
    code.key(Qt.Key.Key_Space)
    code.qtbot.waitUntil(lambda: code.bench.playback.position_ms > 400, timeout=5_000)
    code.key(Qt.Key.Key_Space)
    code.wait_for(1, code.bench.playback.position_ms // 40)
    code.bench.cameras.hold(0)
    code.bench.run_id("camera.lead")
    assert code.bench.pictures.views[0].overlay.framed
