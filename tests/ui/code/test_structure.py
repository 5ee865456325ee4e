"""The structure pass: episodes follow door marks, and a moved boundary says what it changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coder.store import StudyFolder
from coder.ui.clips import SessionRequest
from tests.ui.code.conftest import CodeDriver
from tests.ui.conftest import OpenAs

CTRL = Qt.KeyboardModifier.ControlModifier


def mark(code: CodeDriver, ms: int, letter: str) -> None:
    code.bench.playback.seek(ms)
    code.wait_for_frame(ms // 40)
    code.bench.sitting.select(())
    code.type(letter)


def held(code: CodeDriver, session_id: str = "s002") -> list[tuple[str, int, int]]:
    return [(e.id, e.on, e.off) for e in code.session_on_disk(session_id).episodes]


@pytest.fixture
def marked(code: CodeDriver) -> CodeDriver:
    """Session begins at 0:01, the experimenter leaves at 0:05, the stranger comes at 0:12."""
    code.open("s002", "structure")
    for ms, letter in ((1_000, "b"), (5_000, "r"), (12_000, "s")):
        mark(code, ms, letter)
    return code


def test_each_door_mark_is_one_key_and_the_episodes_follow(marked: CodeDriver) -> None:
    assert held(marked) == [("ep1", 1_000, 5_000), ("ep2", 5_000, 12_000), ("ep3", 12_000, 40_000)]
    mark(marked, 30_000, "n")
    assert held(marked)[-1] == ("ep3", 12_000, 30_000)
    table = marked.bench.structure.card.table
    assert [table.item(2, column).text() for column in range(5)] == [
        "3 · Stranger joins",
        "0:12",
        "0:18",
        "−2:42",
        "caregiver, infant, stranger",
    ]


def test_a_mark_and_the_episodes_it_makes_are_one_undo_step(marked: CodeDriver) -> None:
    marked.key(Qt.Key.Key_Z, CTRL)
    assert held(marked) == [("ep1", 1_000, 5_000), ("ep2", 5_000, 40_000)]
    assert len(marked.on_disk("s002").events) == 2
    marked.key(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert held(marked)[-1] == ("ep3", 12_000, 40_000)


def test_a_moved_mark_moves_the_boundary_of_both_episodes(marked: CodeDriver) -> None:
    event = next(e for e in marked.on_disk("s002").events if e.code == "stranger_enters")
    marked.bench.editing.retime(event.id, 14_000, None)
    assert held(marked)[1:] == [("ep2", 5_000, 14_000), ("ep3", 14_000, 40_000)]


def test_episodes_that_were_set_otherwise_stay_until_the_coder_says_so(code: CodeDriver) -> None:
    """The first session's episodes do not come from marks: 5 s each."""
    code.open("s001", "structure")
    code.bench.passwork.reopen("a mark is missing")
    before = held(code, "s001")
    mark(code, 1_000, "b")
    assert held(code, "s001") == before
    card = code.bench.structure.card
    assert card.header.quiet.text() == "not from your marks"
    card.take_over.click()
    assert held(code, "s001") == [("ep1", 1_000, 40_000)]
    assert card.header.quiet.text() == "follow your marks"
    code.key(Qt.Key.Key_Z, CTRL)
    assert held(code, "s001") == before


def test_who_is_in_the_room_is_set_per_episode_and_kept_when_a_boundary_moves(marked: CodeDriver) -> None:
    marked.bench.playback.seek(13_000)
    marked.bench.run_id("presence.stranger")
    assert marked.session_on_disk("s002").episodes[2].present == ("caregiver", "child")
    assert marked.window.host.toast.text == "Stranger joins: stranger not in the room"
    mark(marked, 20_000, "v")
    assert marked.session_on_disk("s002").episodes[2].present == ("caregiver", "child")
    card = marked.bench.structure.card
    card.table.setCurrentCell(2, 0)
    card.fill_people()
    people = {action.text(): action for action in card.menu.actions()}
    assert not people["Stranger"].isChecked()
    people["Stranger"].trigger()
    assert "stranger" in marked.session_on_disk("s002").episodes[2].present


def test_the_plan_is_a_guide_beside_the_time_in_the_episode(marked: CodeDriver) -> None:
    marked.bench.playback.seek(13_000)
    marked.wait_for_frame(325)
    words = " ".join(f"{plate.text} {plate.more}" for plate in marked.view.overlay.plates)
    assert "0:01 of 3:00" in words


def test_moving_a_boundary_says_which_measures_change(open_as: OpenAs, qtbot: QtBot, study_path) -> None:
    """Maria supervises, so she sees values: her own coding of the sample has crying over the reunion."""
    folder = StudyFolder.open(study_path)
    anna = folder.load_coding("s001", "anna")
    folder.add_coding(type(anna)(**{**{f: getattr(anna, f) for f in anna.__struct_fields__}, "coder": "maria"}))
    window = open_as("maria")
    window.open_session(SessionRequest("s001", "maria", "structure", 0))
    bench = window.page.bench
    qtbot.waitUntil(lambda: bench.playback.has_reference, timeout=5_000)
    bench.playback.seek(21_000)
    bench.run_id("episode.ep5.begin")
    card = bench.effects.card
    qtbot.waitUntil(lambda: bench.middle.currentWidget() is card, timeout=5_000)
    rows = [[card.table.item(row, column).text() for column in range(4)] for row in range(card.table.rowCount())]
    assert rows
    assert all(before != after for *_, before, after in rows)
    assert card.note.text() == f"{len(rows)} values change."
    card.left.emit()
    assert bench.middle.currentWidget() is not card


def test_a_blind_coder_learns_what_changes_but_no_values(code: CodeDriver) -> None:
    code.open("s001", "structure")
    code.bench.playback.seek(21_000)
    code.bench.run_id("episode.ep5.begin")
    card = code.bench.effects.card
    code.qtbot.waitUntil(lambda: code.bench.middle.currentWidget() is card, timeout=5_000)
    assert card.table.isColumnHidden(2)
    assert card.table.isColumnHidden(3)
    assert "hidden while the study is blind" in card.note.text()
    assert {card.table.item(row, 3).text() for row in range(card.table.rowCount())} == {""}
