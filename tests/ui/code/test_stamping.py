"""A key records what was on screen when it went down."""

from __future__ import annotations

from PySide6.QtCore import Qt

from coder.ui.code.keyclock import now_ms
from tests.ui.code.conftest import FRAME_MS, CodeDriver


def test_a_key_at_rest_is_stamped_with_the_frame_that_is_shown(coding: CodeDriver) -> None:
    coding.bench.playback.seek(22_010)
    coding.wait_for_frame(550)
    assert coding.number_shown() == 550
    coding.type("h")
    held = coding.event("held")
    assert (held.on, held.frame) == (22_000, 550)


def test_keys_while_playing_are_stamped_with_the_frame_on_screen(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_Space)
    shown = []
    for letter in "bvbvbv":
        coding.qtbot.wait(170)
        shown.append(coding.number_shown())
        coding.type(letter)
    coding.key(Qt.Key.Key_Space)
    stamped = sorted(e.on for e in coding.on_disk().events if e.code in ("bid", "avoid"))
    assert stamped == [number * FRAME_MS for number in shown]
    assert [e.frame for e in coding.on_disk().events if e.code in ("bid", "avoid")] == shown


def test_a_key_that_was_long_on_its_way_belongs_to_the_frame_it_went_down_on(coding: CodeDriver) -> None:
    coding.key_at("p", now_ms())
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(400)
    shown, when = coding.number_shown(), now_ms()
    coding.qtbot.wait(200)
    assert coding.number_shown() > shown + 2
    coding.key_at("b", when)
    coding.key(Qt.Key.Key_Space)
    assert abs(coding.event("bid").on - shown * FRAME_MS) <= FRAME_MS


def test_what_the_picture_says_is_what_is_stored_after_every_step(coding: CodeDriver) -> None:
    for count in range(1, 6):
        coding.key(Qt.Key.Key_Right)
        coding.wait_for_frame(count)
        coding.type("b")
    assert [(on, coding.number_shown()) for _, on, _ in coding.events("bid")][-1] == (200, 5)
    assert [on for _, on, _ in coding.events("bid")] == [40, 80, 120, 160, 200]


def test_an_approximate_frame_never_stamps_and_the_key_waits_for_the_exact_one(coding: CodeDriver) -> None:
    coding.bench.playback.seek(10_480, dragging=True)
    coding.bench.playback._rest.stop()
    coding.qtbot.waitUntil(lambda: coding.view.seen is not None and not coding.view.seen.exact)
    approximate = coding.view.seen
    assert approximate is not None and approximate.number != 262
    coding.qtbot.waitUntil(lambda: coding.view.picture is coding.view.on_screen)
    coding.type("b")
    assert coding.bench.pictures.waiting
    assert coding.events("bid") == []
    coding.bench.playback.seek(10_480)
    coding.wait_for_frame(262)
    assert not coding.bench.pictures.waiting
    assert coding.events("bid") == [("bid", 10_480, None)]


def test_without_a_frame_for_two_seconds_nothing_is_recorded_and_it_is_said(coding: CodeDriver) -> None:
    coding.bench.playback.seek(10_480, dragging=True)
    coding.bench.playback._rest.stop()
    coding.qtbot.waitUntil(lambda: coding.view.seen is not None and not coding.view.seen.exact)
    coding.qtbot.waitUntil(lambda: coding.view.picture is coding.view.on_screen)
    coding.type("b")
    coding.bench.stamper._patience.setInterval(10)
    coding.bench.stamper._patience.start()
    coding.qtbot.waitUntil(lambda: not coding.bench.pictures.waiting)
    assert coding.window.host.toast.text.startswith("Not recorded")
    coding.bench.playback.seek(10_480)
    coding.wait_for_frame(262)
    assert coding.events("bid") == []


def test_letters_held_down_record_once(coding: CodeDriver) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    coding.type("b")
    again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, "b", autorep=True)
    QApplication.sendEvent(coding.bench, again)
    assert len(coding.events("bid")) == 1


def test_nobody_can_be_approached_who_is_not_in_the_room(coding: CodeDriver) -> None:
    coding.bench.playback.seek(16_000)
    coding.wait_for_frame(400)
    coding.type("b")
    assert coding.events("bid") == []
    assert "not in the room" in coding.window.host.toast.text


def test_a_second_equal_point_at_once_is_asked_about(coding: CodeDriver) -> None:
    coding.type("b")
    coding.key(Qt.Key.Key_Right)
    coding.wait_for_frame(1)
    coding.type("b")
    assert coding.window.host.toast.text == "Two of Bid, 0.0 s apart. Keep both?"
    coding.window.host.toast.action.click()
    assert coding.events("bid") == [("bid", 0, None)]
