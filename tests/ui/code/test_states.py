"""State keys, and what they do to what is already coded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.code.conftest import CodeDriver


def go(code: CodeDriver, ms: int) -> None:
    code.bench.playback.seek(ms)
    code.wait_for_frame(ms // 40)


def test_a_state_key_ends_the_running_state_and_begins_the_new_one(coding: CodeDriver) -> None:
    go(coding, 20_000)
    coding.type("h")
    go(coding, 22_000)
    coding.type("t")
    states = coding.events("near", "held", "touching")
    assert states == [("near", 0, 20_000), ("held", 20_000, 22_000), ("touching", 22_000, None)]


def test_the_same_key_again_does_nothing_and_says_so(coding: CodeDriver) -> None:
    go(coding, 20_000)
    coding.type("h")
    go(coding, 21_000)
    coding.type("h")
    assert coding.events("held") == [("held", 20_000, None)]
    assert coding.window.host.toast.text == "Held is already running."


def test_in_a_coded_stretch_the_rest_up_to_the_next_edge_takes_the_new_code(coding: CodeDriver) -> None:
    go(coding, 8_000)
    coding.type("f")
    assert coding.events("near", "far") == [("near", 0, 8_000), ("far", 8_000, 20_000)]


def test_undo_restores_what_a_key_split_in_one_step(coding: CodeDriver) -> None:
    before = coding.on_disk().events
    go(coding, 8_000)
    coding.type("f")
    coding.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert coding.on_disk().events == before
    coding.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert coding.events("near", "far") == [("near", 0, 8_000), ("far", 8_000, 20_000)]


def test_states_of_an_exclusive_channel_never_overlap_whatever_is_pressed(coding: CodeDriver) -> None:
    for ms, letter in ((22_000, "h"), (4_000, "r"), (21_000, "t"), (12_000, "f"), (4_000, "u"), (2_000, "n")):
        go(coding, ms)
        coding.bench.sitting.select(())
        coding.type(letter)
    states = coding.events("held", "touching", "reach", "near", "far", "proximity_u")
    ends = [off for _, _, off in states]
    begins = [on for _, on, _ in states]
    assert all(end is not None and end <= begin for end, begin in zip(ends[:-1], begins[1:], strict=True))


def test_a_key_with_an_event_selected_changes_that_event(coding: CodeDriver) -> None:
    go(coding, 8_000)
    coding.click(10_000, "proximity")
    coding.type("r")
    assert coding.events("near", "reach") == [("reach", 0, 20_000)]


def test_while_playing_a_key_never_changes_the_selected_event(coding: CodeDriver) -> None:
    go(coding, 8_000)
    coding.click(10_000, "proximity")
    coding.key(Qt.Key.Key_Space)
    coding.qtbot.wait(200)
    coding.type("f")
    coding.key(Qt.Key.Key_Space)
    near, far = coding.events("near", "far")
    assert near[1] == 0
    assert far[1] > 8_000


def test_moving_on_lets_go_of_the_selected_event(coding: CodeDriver) -> None:
    coding.click(10_000, "proximity")
    go(coding, 22_000)
    coding.type("h")
    assert coding.events("near", "held") == [("near", 0, 20_000), ("held", 22_000, None)]


def test_a_click_on_a_row_of_the_pad_does_what_its_key_does(coding: CodeDriver) -> None:
    go(coding, 21_000)
    coding.bench.pad.rows["touching"].click()
    assert coding.events("touching") == [("touching", 21_000, None)]
    assert coding.bench.pad.rows["touching"].isChecked()


def test_the_row_of_the_state_at_the_playhead_counts_its_seconds(coding: CodeDriver) -> None:
    go(coding, 4_200)
    row = coding.bench.pad.rows["near"]
    assert row.is_running
    assert row.quiet_text == "4.2 s"
    go(coding, 22_000)
    assert row.quiet_text == "1× · 0:20"


def test_digits_set_the_modifier_of_the_event_just_made(coding: CodeDriver) -> None:
    go(coding, 20_000)
    coding.type("h")
    coding.type("2")
    assert coding.event("held").mods == {"by": "caregiver"}
    coding.type("1")
    assert coding.event("held").mods == {"by": "child"}


def test_digits_go_to_the_selected_event(coding: CodeDriver) -> None:
    go(coding, 20_000)
    coding.type("h")
    go(coding, 22_000)
    coding.type("t")
    coding.click(21_000, "proximity")
    coding.type("1")
    assert coding.event("held").mods == {"by": "child"}
    assert coding.event("touching").mods == {}


def test_the_row_of_the_last_event_shows_its_choices_which_can_be_clicked(coding: CodeDriver) -> None:
    go(coding, 20_000)
    coding.type("h")
    row = coding.bench.pad.rows["held"]
    assert row.accessibleDescription() == "1 child, 2 caregiver"
    coding.qtbot.waitUntil(lambda: len(row._zones) == 2)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row._zones[1].center().toPoint())
    assert coding.event("held").mods == {"by": "caregiver"}
    go(coding, 22_000)
    coding.type("f")
    assert row.accessibleDescription() == "Key H"
