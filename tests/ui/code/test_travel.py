"""Playing, stepping and jumping by keys, and what the page shows then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from coder.model.errors import ModelError
from coder.ui.code.goto import GoTo, parse_place
from tests.ui.code.conftest import CodeDriver

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def at(code: CodeDriver, ms: int) -> bool:
    code.wait_for_frame(ms // 40)
    return code.bench.playback.position_ms == ms and code.number_shown() == ms // 40


def test_arrows_step_by_frame_and_by_second(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_Right)
    assert at(coding, 40)
    coding.key(Qt.Key.Key_Right, SHIFT)
    assert at(coding, 1_040)
    coding.key(Qt.Key.Key_Left)
    assert at(coding, 1_000)
    coding.key(Qt.Key.Key_Left, SHIFT)
    assert at(coding, 0)


def test_five_seconds_at_a_time(coding: CodeDriver) -> None:
    for _ in range(2):
        coding.key(Qt.Key.Key_Right, CTRL | ALT)
    assert at(coding, 10_000)
    coding.key(Qt.Key.Key_Left, CTRL | ALT)
    assert at(coding, 5_000)


def test_the_last_three_seconds_come_once_more_at_half_speed_and_then_it_rests(coding: CodeDriver) -> None:
    playback = coding.bench.playback
    playback.seek(3_600)
    coding.wait_for_frame(90)
    coding.key(Qt.Key.Key_Backspace, CTRL)
    assert playback.speed_now == 0.5
    assert playback.position_ms < 1_000
    assert coding.bench.transport.speed.value == "0.5"
    coding.key(Qt.Key.Key_L)
    assert not coding.bench.replay.running
    coding.key(Qt.Key.Key_K)
    playback.seek(400)
    coding.wait_for_frame(10)
    coding.key(Qt.Key.Key_Backspace, CTRL)
    coding.qtbot.waitUntil(lambda: not playback.playing, timeout=4_000)
    assert at(coding, 400)
    assert playback.speed == 1.0
    assert coding.bench.transport.speed.value == "1"


def test_after_the_replay_it_plays_on_at_the_former_speed_in_its_loop(coding: CodeDriver) -> None:
    playback = coding.bench.playback
    playback.set_loop((200, 30_000))
    playback.seek(300)
    coding.key(Qt.Key.Key_L)
    coding.key(Qt.Key.Key_L)
    coding.key(Qt.Key.Key_Backspace, CTRL)
    assert (playback.speed_now, playback.loop) == (0.5, None)
    coding.qtbot.waitUntil(lambda: playback.speed_now == 2.0, timeout=4_000)
    assert playback.loop == (200, 30_000)
    coding.key(Qt.Key.Key_K)


def test_home_end_doors_reunions_and_gaps(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_End)
    assert at(coding, 20_000)
    coding.key(Qt.Key.Key_Right, CTRL)
    assert at(coding, 25_000)
    coding.key(Qt.Key.Key_Right, CTRL | SHIFT)
    assert at(coding, 35_000)
    coding.key(Qt.Key.Key_Left, CTRL)
    assert at(coding, 30_000)
    coding.bench.playback.seek(32_000)
    coding.key(Qt.Key.Key_Home)
    assert at(coding, 30_000)
    coding.bench.playback.seek(0)
    coding.key(Qt.Key.Key_F8)
    assert at(coding, 20_000)


def test_up_and_down_go_from_event_to_event_of_the_pass(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_Down)
    assert at(coding, 16_000)
    assert coding.bench.sitting.event_of(coding.bench.sitting.selection.only).code == "approach"
    coding.key(Qt.Key.Key_Down)
    assert "No further event" in coding.window.host.toast.text


def test_backspace_goes_back_two_seconds_and_plays(coding: CodeDriver) -> None:
    coding.bench.playback.seek(6_000)
    coding.key(Qt.Key.Key_Backspace)
    assert coding.bench.playback.playing
    assert 4_000 <= coding.bench.playback.position_ms < 5_000
    coding.key(Qt.Key.Key_Space)
    assert not coding.bench.playback.playing


def test_shuttle_is_faster_with_each_press_and_slow_with_k(coding: CodeDriver) -> None:
    playback = coding.bench.playback
    for speed in (1.0, 2.0, 4.0, 4.0):
        coding.key(Qt.Key.Key_L)
        assert playback.speed_now == speed
    coding.key(Qt.Key.Key_J)
    assert playback.speed_now == -1.0
    coding.key(Qt.Key.Key_K)
    assert not playback.playing
    QTest.keyPress(coding.target, Qt.Key.Key_K)
    coding.key(Qt.Key.Key_L)
    assert playback.speed_now == 0.25
    QTest.keyRelease(coding.target, Qt.Key.Key_K)
    coding.key(Qt.Key.Key_K)


def test_playing_backwards_shows_earlier_frames(coding: CodeDriver) -> None:
    coding.bench.playback.seek(8_000)
    coding.wait_for_frame(200)
    coding.key(Qt.Key.Key_J)
    coding.qtbot.waitUntil(lambda: coding.number_shown() < 195, timeout=3_000)
    coding.key(Qt.Key.Key_K)


def test_speeds_change_by_key_and_sound_is_said_to_be_off_beyond_twice(coding: CodeDriver) -> None:
    for _ in range(4):
        coding.key(Qt.Key.Key_Up, SHIFT)
    assert coding.bench.playback.speed == 4.0
    assert coding.bench.transport.speed.value == "4"
    assert coding.bench.transport.muted.text == "no sound at this speed"
    coding.key(Qt.Key.Key_Down, SHIFT)
    assert coding.bench.playback.speed == 2.0
    assert not coding.bench.transport.muted.isVisible()


def test_a_selected_state_is_looped(coding: CodeDriver) -> None:
    coding.bench.timeline.fit(10_000, 24_000)
    coding.click(18_000, "proximity")
    coding.key(Qt.Key.Key_F5)
    assert coding.bench.playback.loop == (0, 20_000)
    coding.bench.playback.seek(19_800)
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.waitUntil(lambda: coding.bench.playback.position_ms < 5_000, timeout=3_000)
    coding.key(Qt.Key.Key_Space)
    coding.key(Qt.Key.Key_F5)
    assert coding.bench.playback.loop is None


def test_a_selected_point_is_looped_with_a_second_around_it(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_Down)
    assert at(coding, 16_000)
    coding.key(Qt.Key.Key_F5)
    assert coding.bench.playback.loop == (15_000, 17_000)
    coding.key(Qt.Key.Key_F5)
    coding.key(Qt.Key.Key_F5, SHIFT)
    assert coding.bench.playback.loop == (15_000, 20_000)


def test_going_to_a_typed_time_or_frame(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_G, CTRL)
    question = coding.bench.findChild(GoTo)
    assert question is not None
    QTest.keyClicks(question.field, "f137")
    QTest.keyClick(question.field, Qt.Key.Key_Return)
    assert at(coding, 137 * 40)
    (command,) = coding.page.found(":0:12.5")
    command.run()
    assert at(coding, 12_480)


def test_what_is_no_place_is_told() -> None:
    with pytest.raises(ModelError, match="no frame of this recording"):
        parse_place("f99999", lambda _number: None)
    assert parse_place("f 1,250", lambda number: number * 40) == 50_000
    assert parse_place("0:09.5", lambda _number: None) == 9_500


def test_the_ruler_is_clicked_and_dragged_to_seek(coding: CodeDriver) -> None:
    coding.click(10_020, "")
    coding.qtbot.waitUntil(lambda: abs(coding.bench.playback.position_ms - 10_020) <= 80)
    viewport = coding.bench.timeline.viewport()
    begin, end = coding.place(10_000, ""), coding.place(23_000, "")
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    assert abs(coding.bench.playback.position_ms - 23_000) <= 80
    coding.wait_for_frame(coding.bench.playback.position_ms // 40)


def test_a_drag_that_rests_brings_the_exact_frame(coding: CodeDriver) -> None:
    coding.bench.playback.seek(10_480, dragging=True)
    coding.wait_for_frame(262)
    assert coding.number_shown() == 262


def test_the_timeline_zooms_under_the_cursor(coding: CodeDriver) -> None:
    timeline = coding.bench.timeline
    x = 400
    before = timeline.scale.left_ms + x / timeline.scale.px_per_ms
    timeline.zoom(3, x)
    assert timeline.scale.left_ms + x / timeline.scale.px_per_ms == pytest.approx(before, abs=0.01)
    coding.key(Qt.Key.Key_F7)
    assert timeline.scale.left_ms <= 0
    assert timeline.scale.right_ms >= 5_000
    coding.key(Qt.Key.Key_F7, SHIFT)
    assert timeline.scale.right_ms >= 40_000


def test_the_timeline_turns_the_page_while_playing_until_it_is_scrolled_by_hand(coding: CodeDriver) -> None:
    timeline = coding.bench.timeline
    timeline.fit(0, 600)
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.waitUntil(lambda: timeline.scale.left_ms > 400, timeout=4_000)
    timeline.scroll_by(-5_000)
    assert not timeline.following
    coding.qtbot.wait(100)
    assert timeline.scale.left_ms < 400
    coding.key(Qt.Key.Key_Space)
    coding.key(Qt.Key.Key_Space)
    assert timeline.following
    coding.key(Qt.Key.Key_Space)


def test_the_map_of_the_session_is_clicked_to_seek(coding: CodeDriver) -> None:
    timeline = coding.bench.timeline
    geometry = timeline.geometry_now
    timeline.fit(0, 2_000)
    there = QPoint(geometry.names + geometry.tracks_width // 2, geometry.map_top + 20)
    QTest.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, there)
    assert abs(coding.bench.playback.position_ms - 20_000) < 200
