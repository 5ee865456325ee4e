"""Events are moved, split, merged and deleted with mouse and keys, and what is on disk follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from coder.model.coding import Event
from tests.ui.code.conftest import CodeDriver

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def three(coding: CodeDriver) -> CodeDriver:
    """Near to 20 s, held to 24 s, then touching, which is still running."""
    for ms, letter in ((20_000, "h"), (24_000, "t")):
        coding.bench.playback.seek(ms)
        coding.wait_for_frame(ms // 40)
        coding.type(letter)
    coding.bench.timeline.fit(18_000, 28_000)
    return coding


def states(code: CodeDriver) -> list[tuple[str, int, int | None]]:
    return code.events("near", "held", "touching", "far")


def test_a_dragged_edge_moves_the_neighbours_edge_too_and_is_one_step(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    three.drag("proximity", 20_000, 21_000)
    assert states(three) == [("near", 0, 21_000), ("held", 21_000, 24_000), ("touching", 24_000, None)]
    three.key(Qt.Key.Key_Z, CTRL)
    assert states(three)[0] == ("near", 0, 20_000)


def test_a_dragged_edge_lands_on_a_frame(three: CodeDriver) -> None:
    three.drag("proximity", 20_000, 20_613)
    assert states(three)[0][2] == 20_600


def test_a_dragged_edge_snaps_to_the_playhead(three: CodeDriver) -> None:
    three.bench.playback.seek(21_480)
    three.wait_for_frame(537)
    three.drag("proximity", 20_000, 21_500)
    assert states(three)[0][2] == 21_480


def test_a_dragged_point_moves(three: CodeDriver) -> None:
    three.bench.playback.seek(22_000)
    three.wait_for_frame(550)
    three.type("b")
    three.drag("proximity_points", 22_000, 23_000)
    assert three.events("bid") == [("bid", 23_000, None)]


def test_a_locked_track_cannot_be_dragged(three: CodeDriver) -> None:
    before = three.events("cry")
    three.bench.timeline.fit(10_000, 28_000)
    three.drag("distress", 22_000, 24_000)
    assert three.events("cry") == before


def test_onset_and_offset_go_to_the_playhead(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    three.bench.playback.seek(20_400)
    three.wait_for_frame(510)
    three.key(Qt.Key.Key_F2)
    assert states(three)[1] == ("held", 20_400, 24_000)
    three.bench.playback.seek(23_000)
    three.wait_for_frame(575)
    three.key(Qt.Key.Key_F3)
    assert states(three)[1:] == [("held", 20_400, 23_000), ("touching", 23_000, None)]


def test_nudges_move_the_edge_last_touched_by_frames_and_are_one_step(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    for _ in range(3):
        three.key(Qt.Key.Key_Right, ALT)
    assert states(three)[1] == ("held", 20_120, 24_000)
    three.key(Qt.Key.Key_Z, CTRL)
    assert states(three)[1] == ("held", 20_000, 24_000)


def test_split_and_merge(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    three.bench.playback.seek(22_000)
    three.wait_for_frame(550)
    three.key(Qt.Key.Key_F4)
    assert three.events("held") == [("held", 20_000, 22_000), ("held", 22_000, 24_000)]
    three.click(23_000, "proximity")
    three.key(Qt.Key.Key_M, CTRL)
    assert three.events("held") == [("held", 20_000, 24_000)]


def test_a_deleted_span_goes_to_the_state_before_and_the_toast_says_so(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    three.key(Qt.Key.Key_Delete)
    assert states(three) == [("near", 0, 24_000), ("touching", 24_000, None)]
    assert three.window.host.toast.text == "Held deleted at 0:20.000. Near takes its place."
    three.window.host.toast.action.click()
    assert states(three)[1] == ("held", 20_000, 24_000)


def test_several_events_are_selected_with_shift_and_deleted_together(three: CodeDriver) -> None:
    three.bench.timeline.fit(0, 28_000)
    three.click(10_000, "proximity")
    three.click(22_000, "proximity", SHIFT)
    three.key(Qt.Key.Key_Delete)
    assert states(three) == [("touching", 0, None)]
    three.key(Qt.Key.Key_Z, CTRL)
    assert len(states(three)) == 3


def test_a_box_selects_what_lies_in_it(three: CodeDriver) -> None:
    three.bench.playback.seek(22_000)
    three.wait_for_frame(550)
    three.type("b")
    three.drag("proximity_points", 21_000, 23_000)
    selected = [three.bench.sitting.event_of(i) for i in three.bench.sitting.selection.ids]
    assert [e.code for e in selected if e is not None] == ["bid"]
    three.key(Qt.Key.Key_Escape)
    assert three.bench.sitting.selection.ids == ()


def test_the_inspector_takes_typed_times_on_enter(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    field = three.bench.inspector.onset
    assert field.text() == "00:00:20.000"
    field.setFocus()
    field.setText("0:20.480")
    three.key(Qt.Key.Key_Return)
    assert states(three)[1] == ("held", 20_480, 24_000)


def test_keys_that_a_field_leaves_over_do_nothing_else(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    before = (three.bench.playback.position_ms, three.on_disk().events)
    three.bench.inspector.onset.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return):
        three.key(key)
    assert (three.bench.playback.position_ms, three.on_disk().events) == before


def test_the_inspector_says_what_is_no_time(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    field = three.bench.inspector.onset
    field.setFocus()
    field.setText("soon")
    three.key(Qt.Key.Key_Return)
    assert "is not a time" in three.window.host.toast.text
    assert states(three)[1] == ("held", 20_000, 24_000)


def test_the_inspector_sets_modifier_certainty_and_comment(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    inspector = three.bench.inspector
    inspector.choices["by"].chosen.emit("caregiver")
    assert inspector.certainty is not None
    inspector.certainty.chosen.emit("low")
    inspector.note.setFocus()
    inspector.note.setText("head on shoulder")
    three.key(Qt.Key.Key_Return)
    held = three.event("held")
    assert (held.mods, held.certainty, held.note) == ({"by": "caregiver"}, "low", "head on shoulder")


def test_letters_typed_into_a_comment_never_record_codes(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    three.bench.inspector.note.setFocus()
    three.type("hbt near")
    assert three.bench.inspector.note.text() == "hbt near"
    assert len(states(three)) == 3


def test_the_list_of_events_is_edited_by_typing(three: CodeDriver) -> None:
    three.key(Qt.Key.Key_L, CTRL | SHIFT)
    table = three.bench.event_list
    assert table.isVisible()
    model = table.events
    row = model.row_of(three.event("held").id)
    assert row is not None
    assert model.setData(model.index(row, 2), "0:20.400")
    assert model.setData(model.index(model.row_of(three.event("held").id) or 0, 1), "Far")
    assert states(three)[1] == ("far", 20_400, 24_000)
    locked = model.index(model.row_of(three.event("cry").id) or 0, 2)
    assert not model.flags(locked) & Qt.ItemFlag.ItemIsEditable


def test_history_says_every_edit_in_words_and_leads_back(three: CodeDriver) -> None:
    model = three.bench.history.model
    words = [model.index(row).data() for row in range(model.rowCount())]
    assert words == ["Touching added at 0:24.000", "Held added at 0:20.000"]
    three.bench.history.view.setFocus()
    three.bench.history.view.setCurrentIndex(model.index(1))
    three.key(Qt.Key.Key_Return)
    assert states(three) == [("near", 0, 20_000), ("held", 20_000, None)]


def test_undo_has_no_limit_and_ends_with_a_word(three: CodeDriver) -> None:
    for _ in range(3):
        three.key(Qt.Key.Key_Z, CTRL)
    assert states(three) == [("near", 0, 20_000)]
    assert "othing to undo" in three.window.host.toast.text


def test_an_event_on_disk_keeps_its_frame_and_loses_it_when_moved(three: CodeDriver) -> None:
    assert three.event("held").frame == 500
    three.drag("proximity", 20_000, 21_000)
    moved: Event = three.event("held")
    assert (moved.on, moved.frame) == (21_000, None)


def test_beyond_the_end_of_a_running_state_there_is_nothing_to_click(three: CodeDriver) -> None:
    three.bench.timeline.fit(18_000, 38_000)
    three.click(37_000, "proximity")
    assert three.bench.sitting.selection.ids == ()
    three.click(24_000 + 20, "proximity")
    assert three.bench.sitting.selection.only == three.event("touching").id


def test_the_keys_go_on_working_after_undo_was_clicked(three: CodeDriver) -> None:
    three.click(22_000, "proximity")
    three.key(Qt.Key.Key_Delete)
    action = three.window.host.toast.action
    action.setFocus()
    action.click()
    three.type("b")
    assert len(three.events("bid")) == 1
