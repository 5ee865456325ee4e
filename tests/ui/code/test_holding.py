"""Hold-to-code: a state lasts while its key is down."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coder.ui.code.keyclock import now_ms
from tests.ui.code.conftest import FRAME_MS, CodeDriver


@pytest.fixture
def holding(coding: CodeDriver) -> CodeDriver:
    """The session in pass 2 at 20 s, where nothing is coded yet, for a coder who holds keys."""
    coding.window.coder.choose(replace(coding.window.coder.habits, hold_keys=True))
    go(coding, 20_000)
    return coding


def go(code: CodeDriver, ms: int) -> None:
    code.bench.playback.seek(ms)
    code.wait_for_frame(ms // FRAME_MS)


def down(code: CodeDriver, letter: str) -> None:
    QTest.keyPress(code.bench, letter)


def up(code: CodeDriver, letter: str) -> None:
    QTest.keyRelease(code.bench, letter)


def test_the_pad_says_how_keys_work(coding: CodeDriver) -> None:
    assert coding.bench.pad.note.text == "keys: tap to switch"
    coding.window.coder.choose(replace(coding.window.coder.habits, hold_keys=True))
    assert coding.bench.pad.note.text == "keys: hold"


def test_a_state_lasts_from_key_down_to_key_up(holding: CodeDriver) -> None:
    down(holding, "h")
    assert holding.events("held") == [("held", 20_000, None)]
    go(holding, 22_000)
    up(holding, "h")
    assert holding.events("near", "held") == [("near", 0, 20_000), ("held", 20_000, 22_000)]


def test_both_edges_lie_on_the_frames_seen_at_the_time_stamps_of_the_keys(holding: CodeDriver) -> None:
    holding.key_at("p", now_ms())
    holding.key(Qt.Key.Key_Space)
    holding.qtbot.wait(300)
    on_frame, pressed = holding.number_shown(), now_ms()
    holding.qtbot.wait(400)
    off_frame, let_go = holding.number_shown(), now_ms()
    holding.qtbot.wait(200)
    holding.key_at("h", pressed)
    release = QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier, "h")
    release.setTimestamp(int(let_go))
    QApplication.sendEvent(holding.target, release)
    holding.key(Qt.Key.Key_Space)
    held = holding.event("held")
    assert abs(held.on - on_frame * FRAME_MS) <= FRAME_MS
    assert held.off is not None
    assert abs(held.off - off_frame * FRAME_MS) <= FRAME_MS


def test_the_repeats_of_a_held_key_change_nothing(holding: CodeDriver) -> None:
    down(holding, "h")
    go(holding, 21_000)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier, "h", autorep=True)
        QApplication.sendEvent(holding.bench, event)
    go(holding, 22_000)
    up(holding, "h")
    assert holding.events("held") == [("held", 20_000, 22_000)]


def test_what_was_interrupted_goes_on_with_its_modifiers(holding: CodeDriver) -> None:
    go(holding, 21_000)
    holding.bench.pad.rows["held"].click()
    holding.type("1")
    go(holding, 23_000)
    down(holding, "t")
    go(holding, 24_000)
    up(holding, "t")
    assert holding.events("held", "touching") == [
        ("held", 21_000, 23_000),
        ("touching", 23_000, 24_000),
        ("held", 24_000, None),
    ]
    assert [e.mods for e in holding.on_disk().events if e.code == "held"] == [{"by": "child"}, {"by": "child"}]


def test_of_two_keys_held_the_later_counts_and_the_first_state_does_not_come_back(holding: CodeDriver) -> None:
    down(holding, "h")
    go(holding, 21_000)
    down(holding, "t")
    go(holding, 22_000)
    up(holding, "h")
    go(holding, 23_000)
    up(holding, "t")
    assert holding.events("held", "touching") == [("held", 20_000, 21_000), ("touching", 21_000, 23_000)]


def test_a_key_pressed_while_another_is_down_gives_way_to_it_again(holding: CodeDriver) -> None:
    down(holding, "h")
    go(holding, 21_000)
    down(holding, "t")
    go(holding, 22_000)
    up(holding, "t")
    go(holding, 23_000)
    up(holding, "h")
    assert holding.events("held", "touching")[:2] == [("held", 20_000, 21_000), ("touching", 21_000, 22_000)]
    assert holding.events("held", "touching")[2] == ("held", 22_000, 23_000)


def test_in_a_coded_stretch_the_rest_keeps_its_code(holding: CodeDriver) -> None:
    go(holding, 8_000)
    down(holding, "f")
    go(holding, 9_000)
    up(holding, "f")
    assert holding.events("near", "far") == [("near", 0, 8_000), ("far", 8_000, 9_000), ("near", 9_000, 20_000)]


def test_a_key_held_beyond_the_next_edge_takes_the_place_of_what_was_coded_there(holding: CodeDriver) -> None:
    go(holding, 21_000)
    holding.bench.pad.rows["reach"].click()
    go(holding, 23_000)
    holding.bench.pad.rows["far"].click()
    go(holding, 22_000)
    down(holding, "h")
    go(holding, 24_000)
    up(holding, "h")
    assert holding.events("reach", "held", "far") == [
        ("reach", 21_000, 22_000),
        ("held", 22_000, 24_000),
        ("far", 24_000, None),
    ]


def test_a_tap_at_rest_lasts_one_frame(holding: CodeDriver) -> None:
    holding.type("h")
    assert holding.events("held") == [("held", 20_000, 20_040)]


def test_key_down_and_key_up_are_undone_together(holding: CodeDriver) -> None:
    before = holding.on_disk().events
    down(holding, "h")
    go(holding, 22_000)
    up(holding, "h")
    holding.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert holding.on_disk().events == before


def test_a_point_needs_no_holding(holding: CodeDriver) -> None:
    down(holding, "b")
    go(holding, 21_000)
    up(holding, "b")
    assert holding.events("bid") == [("bid", 20_000, None)]


def test_another_pass_ends_what_is_held(holding: CodeDriver) -> None:
    down(holding, "h")
    go(holding, 22_000)
    holding.bench.sitting.set_pass("gaze")
    up(holding, "h")
    assert holding.events("held") == [("held", 20_000, 22_000)]
