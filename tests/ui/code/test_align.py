"""Cameras are aligned by moments both show, or moved frame by frame; events stay where they are."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from coder.model.session import Media
from coder.ui.code.video.filmstrip import NAMES_PX, FilmStrip
from tests.ui.code.conftest import CodeDriver, number_in

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def second(code: CodeDriver) -> Media:
    return code.session_on_disk().media[1]


def begin_at(code: CodeDriver, ms: int) -> None:
    code.bench.playback.seek(ms)
    code.wait_for(1, ms // 40)
    code.key(Qt.Key.Key_S, CTRL_ALT)
    assert code.bench.align.running


def find(code: CodeDriver, ms: int, frames: int) -> None:
    """Mark the moment in the reference, find it some frames away in the other camera, mark it there."""
    code.bench.playback.seek(ms)
    code.wait_for_frame(ms // 40)
    code.key(Qt.Key.Key_Return)
    for _ in range(abs(frames)):
        code.key(Qt.Key.Key_Right if frames > 0 else Qt.Key.Key_Left)
    code.key(Qt.Key.Key_Return)


def test_the_same_moment_marked_in_both_cameras_gives_the_offset(two_cameras: CodeDriver) -> None:
    code = two_cameras
    before = code.on_disk().events
    begin_at(code, 4_000)
    code.key(Qt.Key.Key_Return)
    for _ in range(10):
        code.key(Qt.Key.Key_Left)
    code.wait_for(1, 90)
    assert code.shown_by(0) == 100
    code.key(Qt.Key.Key_Return)
    # The reference shows the moment at 4.000 s, the camera at 3.600 s of its own time: it began 400 ms later.
    assert (second(code).offset_ms, second(code).rate, second(code).aligned_by) == (400, 1.0, "marks")
    code.key(Qt.Key.Key_Escape)
    code.bench.playback.seek(8_000)
    code.wait_for_frame(200)
    code.wait_for(1, 190)
    assert code.on_disk().events == before


def test_a_second_moment_gives_the_rate_as_well(two_cameras: CodeDriver) -> None:
    code = two_cameras
    begin_at(code, 4_000)
    find(code, 4_000, -10)
    find(code, 36_000, -4)
    # The camera shows 3.600 s at 4.000 s, and 4 frames before 35.600 s at 36.000 s: 31.84 s of its own in 32 s, 0.995.
    # It is at 3.600 s when 4.000 s - 3.600 s / 0.995 = 381.9 ms lie behind: offset 381 ms.
    assert second(code).rate == 0.995
    assert second(code).offset_ms == 381
    code.wait_for(1, 886)


def test_undo_puts_the_camera_back_on_screen_and_on_disk(two_cameras: CodeDriver) -> None:
    code = two_cameras
    begin_at(code, 4_000)
    find(code, 4_000, -10)
    code.wait_for(1, 90)
    assert "View 2 aligned at +400 ms" in code.window.host.toast.text
    code.window.host.toast.action.click()
    code.wait_for(1, 100)
    assert second(code) == Media(id="cam2", path=second(code).path, title="View 2")


def test_moving_a_camera_by_frames_is_one_step_while_it_goes_on(two_cameras: CodeDriver) -> None:
    code = two_cameras
    code.bench.playback.seek(4_000)
    code.wait_for(1, 100)
    for _ in range(3):
        code.key(Qt.Key.Key_Left, ALT_SHIFT)
    code.wait_for(1, 97)
    assert (second(code).offset_ms, second(code).aligned_by) == (120, "hand")
    plates = [plate for plate in code.bench.pictures.views[1].overlay.plates if plate.corner == "bottom-right"]
    assert [(plate.text, plate.more) for plate in plates] == [("+120 ms", "sync by hand")]
    code.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    code.wait_for(1, 100)
    assert second(code).offset_ms == 0


def test_code_keys_are_off_while_aligning(two_cameras: CodeDriver) -> None:
    code = two_cameras
    before = code.on_disk().events
    begin_at(code, 24_000)
    code.type("h")
    assert code.window.host.toast.text == "Code keys are off while a camera is aligned. Esc leaves."
    code.key(Qt.Key.Key_Down)
    code.type("h")
    code.key(Qt.Key.Key_Escape)
    assert code.on_disk().events == before
    code.type("h")
    assert [e.code for e in code.on_disk().events if e.on == 24_000] == ["held"]


def test_up_brings_the_camera_back_to_the_playhead(two_cameras: CodeDriver) -> None:
    code = two_cameras
    begin_at(code, 4_000)
    code.key(Qt.Key.Key_Down)
    code.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    code.wait_for(1, 125)
    code.key(Qt.Key.Key_Up)
    code.wait_for(1, 100)
    code.key(Qt.Key.Key_Escape)
    assert second(code).offset_ms == 0


def test_moments_that_contradict_each_other_change_nothing(two_cameras: CodeDriver) -> None:
    code = two_cameras
    begin_at(code, 4_000)
    find(code, 4_000, 0)
    find(code, 16_000, 25)
    assert "They do not show the same moments" in code.window.host.toast.text
    assert second(code).rate == 1.0


def test_one_camera_cannot_be_aligned(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_S, CTRL_ALT)
    assert not coding.bench.align.running
    assert "this session has one camera" in coding.window.host.toast.text


def test_playing_keeps_an_aligned_camera_in_step(code: CodeDriver) -> None:
    code.add_cameras(1, offset_ms=-2_000)
    code.open(at_ms=4_000)
    code.wait_for(1, 150)
    code.key(Qt.Key.Key_Space)
    code.qtbot.waitUntil(lambda: code.shown_by(0) > 110, timeout=5_000)
    code.key(Qt.Key.Key_Space)
    code.qtbot.waitUntil(lambda: code.shown_by(1) - code.shown_by(0) == 50, timeout=5_000)


def small_number(strip: FilmStrip, number: int) -> int:
    """Read the number that a small picture of a film strip carries."""
    return number_in(strip._pictures[number])


def test_both_cameras_are_seen_frame_by_frame_and_dragged(two_cameras: CodeDriver) -> None:
    code = two_cameras
    begin_at(code, 4_000)
    panel = code.bench.align_panel
    assert panel.isVisible()
    strip = panel.other
    code.qtbot.waitUntil(lambda: all(strip.has_picture(n) for n in strip.shown()), timeout=5_000)
    assert [small_number(strip, n) for n in (98, 99, 100, 101)] == [98, 99, 100, 101]
    middle = QPoint(NAMES_PX + (strip.width() - NAMES_PX) // 2, 30)
    frame = round(strip._cell_px())
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(strip, middle + QPoint(3 * frame + 5, 0))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=middle + QPoint(3 * frame + 5, 0))
    code.wait_for(1, 97)
    assert code.shown_by(0) == 100
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=middle + QPoint(2 * frame, 0))
    code.wait_for(1, 99)
    panel.mark.click()
    assert second(code).offset_ms == 40
    assert panel.result.text == "+40 ms · sync by marks"
    panel.done.click()
    assert not panel.isVisible()
    assert not code.bench.align.running


def test_dragging_the_reference_moves_the_playhead(two_cameras: CodeDriver) -> None:
    code = two_cameras
    begin_at(code, 4_000)
    strip = code.bench.align_panel.reference
    code.qtbot.waitUntil(lambda: strip.has_picture(100), timeout=5_000)
    code.key(Qt.Key.Key_Down)
    middle = QPoint(NAMES_PX + (strip.width() - NAMES_PX) // 2, 30)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=middle - QPoint(round(strip._cell_px()), 0))
    code.wait_for_frame(99)
    code.wait_for(1, 99)
    assert code.bench.playback.position_ms == 99 * 40
    assert "Mark this moment" in code.bench.align_panel.mark.text()


def test_aligning_is_left_with_the_session(two_cameras: CodeDriver) -> None:
    begin_at(two_cameras, 4_000)
    assert two_cameras.page.close_session()
    two_cameras.open()
    assert not two_cameras.bench.align_panel.isVisible()
