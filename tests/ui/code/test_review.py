"""Review: a queue of clips, what is said of each, and the way back to where the person was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coder.model.remarks import ClipCheck
from coder.store import StudyFolder
from coder.store.remarks import load_remarks, save_remarks
from coder.ui.clips import ClipQueue, ClipRequest
from coder.ui.code.reviewing.review import Review
from coder.ui.code.reviewing.verdict import AskFlag
from tests.ui.code.conftest import CodeDriver
from tests.ui.conftest import OpenAs

CLIPS = (
    ClipRequest("s001", "anna", 15_000, 22_000, ("e2",), "Time to calm", "ep4", "7.0 s", "observed"),
    ClipRequest("s001", "anna", 16_000, 17_000, ("e5",), "Comfort seeking", "ep4", "≥ 1.0 s", "picked up first"),
    ClipRequest("s002", "anna", 1_000, 2_000, (), "Exploration", "ep2"),
)


@pytest.fixture
def reviewing(coding: CodeDriver) -> CodeDriver:
    """Three clips, asked for while anna was coding at 0:04."""
    coding.bench.playback.seek(4_000)
    coding.bench.timeline.fit(2_000, 9_000)
    coding.window.open_clip(ClipQueue(CLIPS))
    return coding


def review(code: CodeDriver) -> Review:
    return code.page.review


def test_the_queue_takes_the_place_of_the_pad_and_is_walked_by_letters(reviewing: CodeDriver) -> None:
    bench = reviewing.bench
    card = bench.upper.currentWidget()
    assert card is not bench.pad
    assert card.header.quiet.text() == "1 of 3"
    assert [card.model.index(row).data() for row in range(2)] == [
        "C017 · Ep 4 · Time to calm · 7.0 s · observed",
        "C017 · Ep 4 · Comfort seeking · ≥ 1.0 s · picked up first",
    ]
    assert "Ep 4 · Time to calm" in bench.review_bar.heading.text()
    reviewing.type("n")
    assert bench.clip is CLIPS[1]
    assert bench.middle.currentWidget().header.title.text() == "≥ 1.0 s comes from"
    assert bench.middle.currentWidget().list.item(0).text() == "Approach · 0:16.000"
    reviewing.type("p")
    assert bench.clip is CLIPS[0]
    assert bench.sitting.desk.history == ()


def test_the_queue_goes_on_in_other_sessions_and_escape_comes_back_in_place(reviewing: CodeDriver) -> None:
    scale = review(reviewing)._stood.scale
    for _ in range(2):
        reviewing.type("n")
    assert reviewing.bench.sitting.session.id == "s002"
    assert reviewing.bench.clip is CLIPS[2]
    reviewing.key(Qt.Key.Key_Escape)
    bench = reviewing.bench
    assert (bench.sitting.session.id, bench.sitting.pass_id) == ("s001", "proximity")
    assert bench.playback.position_ms == 4_000
    assert bench.timeline.scale.left_ms == pytest.approx(scale.left_ms)
    assert bench.upper.currentWidget() is bench.pad
    reviewing.wait_for_frame(100)
    reviewing.type("b")
    assert len(reviewing.events("bid")) == 1


def test_looks_right_is_kept_with_who_said_it_and_goes_on(reviewing: CodeDriver) -> None:
    reviewing.type("y")
    (check,) = load_remarks(StudyFolder.open(reviewing.root), "s001", "anna").checks
    assert (check.coder, check.on, check.off, check.verdict) == ("anna", 15_000, 22_000, "ok")
    assert reviewing.bench.clip is CLIPS[1]
    reviewing.type("p")
    assert reviewing.bench.foot.currentWidget().words.text().startswith("anna: looks right.")
    assert reviewing.bench.upper.currentWidget().model.rows[0].verdict == "ok"


def test_a_flag_takes_words_and_changes_no_value(reviewing: CodeDriver) -> None:
    before = reviewing.on_disk()
    reviewing.type("f")
    question = reviewing.bench.findChild(AskFlag)
    question.field.setText("crying goes on")
    question.flag.click()
    (check,) = load_remarks(StudyFolder.open(reviewing.root), "s001", "anna").checks
    assert (check.verdict, check.note) == ("flag", "crying goes on")
    assert reviewing.on_disk() == before


def test_the_supervisor_goes_through_what_was_flagged(open_as: OpenAs, qtbot: QtBot, study_path) -> None:
    folder = StudyFolder.open(study_path)
    flag = ClipCheck(coder="anna", on=15_000, off=22_000, verdict="flag", about="Time to calm", note="too long")
    save_remarks(folder, load_remarks(folder, "s001", "anna").with_check(flag))
    window = open_as("maria")
    page = window.show_page("code")
    assert window.commands.run("review.flags") is None
    qtbot.waitUntil(lambda: page.bench is not None and page.bench.clip is not None, timeout=5_000)
    assert page.bench.clip.title == "Time to calm · too long"
    assert page.bench.clip.words == "anna"


def test_flags_are_not_for_coders(code: CodeDriver) -> None:
    assert code.window.commands.run("review.flags") == "flags are for the supervisor"


def test_after_editing_a_clip_the_queue_can_be_gone_on_with(reviewing: CodeDriver) -> None:
    reviewing.type("n")
    reviewing.key(Qt.Key.Key_Return)
    assert reviewing.bench.clip is None
    assert reviewing.bench.upper.currentWidget() is reviewing.bench.pad
    reviewing.window.commands.run("review.resume")
    assert reviewing.bench.clip is CLIPS[1]


def test_escape_leads_back_to_the_page_review_was_asked_from(code: CodeDriver) -> None:
    code.window.show_page("study")
    code.window.open_clip(CLIPS[0])
    assert code.bench.review_bar.back.text() == "Back to Study"
    code.qtbot.waitUntil(lambda: code.bench.playback.playing)
    code.key(Qt.Key.Key_Escape)
    assert code.window.page.page_id == "study"
