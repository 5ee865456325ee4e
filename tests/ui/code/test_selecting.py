"""Many events are selected, moved, copied and recoded together with mouse and keys; each is one undo step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.code.conftest import CodeDriver

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def several(coding: CodeDriver) -> CodeDriver:
    """Near to 20 s, held to 22 s, near to 24 s, far from there on; bids at 21 s and 23 s, an approach at 16 s."""
    for ms, letters in ((20_000, "h"), (21_000, "b"), (22_000, "n"), (23_000, "b"), (24_000, "f")):
        coding.bench.playback.seek(ms)
        coding.wait_for_frame(ms // 40)
        coding.type(letters)
    coding.bench.timeline.fit(18_000, 26_000)
    return coding


def states(code: CodeDriver) -> list[tuple[str, int, int | None]]:
    return code.events("near", "held", "far", "touching")


def points(code: CodeDriver) -> list[tuple[str, int]]:
    return [(name, on) for name, on, _ in code.events("bid", "approach")]


def chosen(code: CodeDriver) -> list[tuple[str, int]]:
    events = [code.bench.sitting.event_of(i) for i in code.bench.sitting.selection.ids]
    return sorted((e.code, e.on) for e in events if e is not None)


def body_of(code: CodeDriver, event_code: str, on: int) -> str:
    return next(e.id for e in code.bench.sitting.coding.events if (e.code, e.on) == (event_code, on))


def test_shift_extends_along_the_track_and_ctrl_takes_single_events_out(several: CodeDriver) -> None:
    several.click(19_000, "proximity")
    several.click(23_000, "proximity", SHIFT)
    assert chosen(several) == [("held", 20_000), ("near", 0), ("near", 22_000)]
    several.click(21_000, "proximity", CTRL)
    assert chosen(several) == [("near", 0), ("near", 22_000)]
    several.click(21_000, "proximity_points", CTRL)
    assert ("bid", 21_000) in chosen(several)
    several.key(Qt.Key.Key_Escape)
    assert chosen(several) == []


def test_ctrl_a_means_the_track_clicked_last_or_that_of_the_selection(several: CodeDriver) -> None:
    several.click(22_000, "proximity_points")
    several.key(Qt.Key.Key_Escape)
    several.key(Qt.Key.Key_A, CTRL)
    assert chosen(several) == [("approach", 16_000), ("bid", 21_000), ("bid", 23_000)]
    several.click(21_000, "proximity")
    several.key(Qt.Key.Key_A, CTRL)
    assert [name for name, _ in chosen(several)] == ["far", "held", "near", "near"]


def test_all_of_a_code_and_those_of_its_episode_are_selected(several: CodeDriver) -> None:
    several.click(23_000, "proximity")
    several.key(Qt.Key.Key_A, ALT)
    assert chosen(several) == [("near", 0), ("near", 22_000)]
    several.click(23_000, "proximity")
    several.key(Qt.Key.Key_A, ALT | SHIFT)
    assert chosen(several) == [("near", 22_000)]


def test_a_box_leaves_locked_tracks_alone_when_it_meets_the_pass(several: CodeDriver) -> None:
    viewport, timeline = several.bench.timeline.viewport(), several.bench.timeline
    begin = several.place(24_300, "proximity_points")
    end = QPoint(several.place(20_500, "").x(), several.place(0, "distress").y())
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(viewport, end)
    assert timeline.marks.box is not None
    assert [name for name, _ in chosen(several)] == ["bid", "bid", "far", "held", "near"]
    several.key(Qt.Key.Key_Escape)
    assert timeline.marks.box is None
    assert chosen(several) == []
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def test_selected_events_of_several_tracks_are_dragged_together_as_one_step(several: CodeDriver) -> None:
    several.click(21_000, "proximity")
    several.click(23_000, "proximity_points", CTRL)
    several.drag("proximity", 20_700, 21_300)
    assert states(several)[:3] == [("near", 0, 20_600), ("held", 20_600, 22_600), ("near", 22_600, 24_000)]
    assert points(several) == [("approach", 16_000), ("bid", 21_000), ("bid", 23_600)]
    assert len(chosen(several)) == 2
    several.key(Qt.Key.Key_Z, CTRL)
    assert states(several)[1] == ("held", 20_000, 22_000)
    assert points(several)[2] == ("bid", 23_000)


def test_a_click_on_one_of_several_selected_events_selects_it_alone(several: CodeDriver) -> None:
    several.click(21_000, "proximity")
    several.click(23_000, "proximity", CTRL)
    several.click(21_000, "proximity")
    assert chosen(several) == [("held", 20_000)]


def test_several_selected_events_are_nudged_by_frames(several: CodeDriver) -> None:
    several.click(21_000, "proximity_points")
    several.click(23_000, "proximity_points", CTRL)
    several.key(Qt.Key.Key_Right, ALT)
    several.key(Qt.Key.Key_Right, ALT)
    assert points(several)[1:3] == [("bid", 21_080), ("bid", 23_080)]
    several.key(Qt.Key.Key_Z, CTRL)
    assert points(several)[1:3] == [("bid", 21_000), ("bid", 23_000)]


def test_a_code_key_changes_all_selected_events_of_its_track(several: CodeDriver) -> None:
    several.click(21_000, "proximity")
    several.click(23_000, "proximity", CTRL)
    several.type("t")
    assert states(several)[1:3] == [("touching", 20_000, 22_000), ("touching", 22_000, 24_000)]
    several.key(Qt.Key.Key_Z, CTRL)
    assert states(several)[1:3] == [("held", 20_000, 22_000), ("near", 22_000, 24_000)]


def test_modifiers_of_several_events_change_together(several: CodeDriver) -> None:
    several.click(21_000, "proximity")
    several.bench.editing.recode_selected("held")
    several.click(23_000, "proximity", CTRL)
    several.type("h")
    several.bench.inspector.choices["by"].chosen.emit("caregiver")
    assert [e.mods for e in several.on_disk().events if e.code == "held"] == [{"by": "caregiver"}] * 2
    several.key(Qt.Key.Key_Z, CTRL)
    assert [e.mods for e in several.on_disk().events if e.code == "held"] == [{}] * 2


def test_deleting_several_says_who_takes_their_place(several: CodeDriver) -> None:
    several.click(21_000, "proximity")
    several.click(23_000, "proximity", SHIFT)
    several.key(Qt.Key.Key_Delete)
    assert states(several) == [("near", 0, 24_000), ("far", 24_000, None)]
    assert several.window.host.toast.text == "2 events deleted. Near takes their place."


def test_copied_events_are_pasted_at_the_playhead_in_one_step(several: CodeDriver) -> None:
    several.click(21_000, "proximity_points")
    several.click(23_000, "proximity_points", CTRL)
    several.key(Qt.Key.Key_C, CTRL)
    several.bench.playback.seek(36_000)
    several.wait_for_frame(900)
    several.key(Qt.Key.Key_V, CTRL)
    assert points(several)[-2:] == [("bid", 36_000), ("bid", 38_000)]
    assert chosen(several) == [("bid", 36_000), ("bid", 38_000)]
    several.key(Qt.Key.Key_Z, CTRL)
    assert len(points(several)) == 3


def test_a_pasted_state_covers_what_was_there_without_overlap(several: CodeDriver) -> None:
    several.click(21_000, "proximity")
    several.key(Qt.Key.Key_C, CTRL)
    several.bench.playback.seek(23_000)
    several.wait_for_frame(575)
    several.key(Qt.Key.Key_V, CTRL)
    assert states(several)[2:] == [("near", 22_000, 23_000), ("held", 23_000, 25_000), ("far", 25_000, None)]


def test_cut_events_can_be_pasted_elsewhere(several: CodeDriver) -> None:
    several.click(21_000, "proximity_points")
    several.key(Qt.Key.Key_X, CTRL)
    assert ("bid", 21_000) not in points(several)
    several.bench.playback.seek(36_000)
    several.wait_for_frame(900)
    several.key(Qt.Key.Key_V, CTRL)
    assert points(several)[-1] == ("bid", 36_000)


def test_copies_go_to_another_track_under_a_code_that_is_chosen(several: CodeDriver) -> None:
    several.click(21_000, "proximity")
    several.click(23_000, "proximity", CTRL)
    several.key(Qt.Key.Key_C, CTRL | SHIFT)
    choose(several, "Avoid")
    assert several.events("avoid") == [("avoid", 20_000, None), ("avoid", 22_000, None)]
    several.key(Qt.Key.Key_Z, CTRL)
    assert several.events("avoid") == []


def test_a_point_cannot_become_a_state_and_the_reason_is_said(several: CodeDriver) -> None:
    several.click(21_000, "proximity_points")
    several.key(Qt.Key.Key_C, CTRL | SHIFT)
    choose(several, "Held")
    assert "A point has no length" in several.window.host.toast.text


def test_what_was_copied_in_another_pass_is_pasted_under_a_code_of_this_one(several: CodeDriver) -> None:
    several.click(21_000, "proximity")
    several.key(Qt.Key.Key_C, CTRL)
    several.bench.sitting.set_pass("exploration")
    several.key(Qt.Key.Key_V, CTRL)
    assert "belongs to another pass" in several.window.host.toast.text
    several.bench.playback.seek(5_000)
    several.wait_for_frame(125)
    several.key(Qt.Key.Key_V, CTRL | SHIFT)
    choose(several, "Manipulates")
    assert several.events("manipulates") == [("manipulates", 5_000, 7_000)]


def test_the_menu_of_an_event_selects_it_and_offers_what_can_be_done(several: CodeDriver) -> None:
    place = several.place(21_000, "proximity")
    viewport = several.bench.timeline.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    assert chosen(several) == [("held", 20_000)]
    menu = menu_of(several)
    titles = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert titles[:4] == ["Change code", "Split at the playhead", "Merge with neighbour", "Delete event"]
    menu.close()


def menu_of(code: CodeDriver) -> QMenu:
    """Return the menu that is open."""
    return next(menu for menu in reversed(code.bench.findChildren(QMenu)) if menu.isVisible())


def choose(code: CodeDriver, title: str) -> None:
    """Choose an entry of the menu that is open."""
    menu = menu_of(code)
    next(action for action in menu.actions() if action.text().split("\t")[0] == title).trigger()
    menu.close()
