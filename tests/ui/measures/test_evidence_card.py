"""Where a number comes from: the card, its picture, and the ways into Code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coder.metrics import DEFAULTS
from coder.ui.clips import ClipRequest, SessionRequest
from coder.ui.code.page import CodePage
from coder.ui.measures.page import MeasuresPage
from coder.ui.measures.pieces import PLAY
from coder.ui.window import MainWindow
from tests.ui.measures.conftest import OpenPage
from tests.ui.measures.reading import choose, texts

WORKED = ClipRequest("worked_example", "anna", 480_000, 481_000, ("e5", "e2", "e3", "e1"), "Ep 5 · Comfort seeking")


def pieces_said(page: MeasuresPage) -> list[tuple[str, str, str]]:
    table = page.evidence.pieces.table
    return [tuple(table.index(row, n).data() for n in range(3)) for row in range(table.rowCount())]  # type: ignore[misc]


def test_the_worked_example_is_explained_with_door_distress_and_approach(page: MeasuresPage) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    card = page.evidence
    assert (card.title.text(), card.number.text()) == ("c001 · Ep 5 · Comfort seeking", "1.0 s")
    assert card.chip.text == "observed, not censored"
    assert card.rule.text().startswith("From distress with the caregiver there to the child's first approach")
    assert card.notes.text() == "Distressed when the caregiver came."
    assert pieces_said(page) == [
        ("start", "Caregiver there · Ep 5", "8:00.000"),
        ("condition", "Distress · Cry, then Fuss", "6:40.000 – 8:46.000"),
        ("stop", "Approach", "8:01.000"),
    ]
    assert card.source.text() == "comfort_latency · passes 0, 1 · anna"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_ask_for_the_clip_with_its_events(page: MeasuresPage, qtbot: QtBot, key: Qt.Key) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    with qtbot.waitSignal(page.open_clip) as asked:
        QTest.keyClick(page.view, key)
    assert asked.args == [WORKED]


def test_a_double_click_asks_for_the_clip(page: MeasuresPage, qtbot: QtBot) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    spot = page.view.visualRect(page.view.currentIndex()).center()
    with qtbot.waitSignal(page.open_clip) as asked:
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked.args == [WORKED]


def test_enter_shows_the_clip_in_review_on_the_code_page(
    open_window: Callable[[str], MainWindow], qtbot: QtBot
) -> None:
    window = open_window("maria")
    page = window.show_page("measures")
    assert isinstance(page, MeasuresPage)
    qtbot.waitUntil(lambda: bool(page.sessions), timeout=10_000)
    choose(page, "worked_example", "ep5", "comfort_latency")
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    code = window.page
    assert isinstance(code, CodePage)
    assert code.bench is not None
    assert code.bench.clip == WORKED
    assert any("Ep 5 · Comfort seeking" in text for text in texts(code.bench.review_bar))


def test_each_event_can_be_played_and_opened(page: MeasuresPage, qtbot: QtBot) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    pieces = page.evidence.pieces
    pieces.setFocus()
    pieces.selectRow(2)
    with qtbot.waitSignal(page.open_clip) as played:
        QTest.keyClick(pieces, Qt.Key.Key_Space)
    assert played.args == [ClipRequest("worked_example", "anna", 481_000, 481_001, ("e5",), "Approach")]
    with qtbot.waitSignal(page.open_session) as opened:
        QTest.keyClick(pieces, Qt.Key.Key_Return)
    assert opened.args == [SessionRequest("worked_example", "anna", "proximity", 481_000)]


def test_the_play_button_of_an_event_is_clicked(page: MeasuresPage, qtbot: QtBot) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    pieces = page.evidence.pieces
    spot = pieces.visualRect(pieces.table.index(1, PLAY)).center()
    with qtbot.waitSignal(page.open_clip) as played:
        QTest.mouseClick(pieces.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (played.args[0].on_ms, played.args[0].off_ms) == (400_000, 526_000)
    assert played.args[0].events == ("e1", "e2", "e3")


def test_a_click_in_the_picture_chooses_the_event(page: MeasuresPage) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    picture, pieces = page.evidence.picture, page.evidence.pieces
    points = (QPoint(x, y) for y in range(picture.height()) for x in range(0, picture.width(), 3))
    spot = next(point for point in points if picture.event_at(QPointF(point))[0] == "e5")
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=spot)
    assert pieces.currentIndex().row() == 2


def test_several_opportunities_can_be_looked_at_one_by_one(page: MeasuresPage) -> None:
    choose(page, "calm_needs_its_full_time", "ep5", "calm_latency")
    card = page.evidence
    assert card.number.text() == "30.0 s"
    assert card.chooser is not None
    card.chooser.setFocus()
    QTest.keyClick(card.chooser, Qt.Key.Key_Right)
    assert (card.number.text(), card.chip.text) == ("≥ 15.0 s", "not calm by the end")
    assert card.notes.text().endswith("Opportunity 2 of 2; the first one is the number in the table.")
    clip = card.clip()
    assert clip is not None
    assert (clip.on_ms, clip.off_ms) == (70_000, 85_001)
    choose(page, "worked_example", "ep5", "calm_latency")
    assert card.chooser is None


def test_a_contact_without_initiator_leads_to_its_span(page: MeasuresPage, qtbot: QtBot) -> None:
    choose(page, "who_started_the_contact", "ep8", "comfort_latency")
    assert page.evidence.chip.text == "who began contact?"
    assert pieces_said(page)[-1] == ("stop", "Held · who began it is not coded", "1:35.000 – 1:50.000")


def test_a_number_that_was_not_coded_says_which_pass_is_open(page: MeasuresPage) -> None:
    choose(page, "missing_is_typed", "ep5", "smile_rate")
    card = page.evidence
    assert (card.number.text(), card.chip.text) == ("pending", "pass 4 open")
    assert card.notes.text().startswith("A needed pass was not coded.")
    assert not card.pieces.isVisible()


def test_a_line_without_a_chosen_number_shows_its_first_one(page: MeasuresPage) -> None:
    choose(page, "secure_base_simple", "ep2", "child")
    assert page.evidence.title.text() == "c001 · Ep 2 · Secure base"


def test_the_picture_is_told_to_screen_readers(page: MeasuresPage) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    described = page.evidence.picture.accessibleDescription()
    assert (
        described == "1.0 s; Caregiver there · Ep 5, 8:00.000; Distress · Cry, then Fuss, 6:40.000; Approach, 8:01.000"
    )


def test_a_coding_that_is_not_at_hand_is_read_first(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    choose(page, "worked_example", "ep2", "sb_time")
    page.keeper.drop_held()
    choose(page, "worked_example", "ep5", "comfort_latency")
    assert "Reading the coding…" in texts(page.evidence)
    qtbot.waitUntil(lambda: page.evidence.number.text() == "1.0 s" and page.evidence.clip() == WORKED, timeout=5_000)


def test_a_value_is_flagged_for_the_supervisor_and_nothing_changes(
    vectors: Path, open_page: OpenPage, empty_window: MainWindow
) -> None:
    page = open_page()
    choose(page, "worked_example", "ep5", "comfort_latency")
    coding = vectors / "sessions/worked_example/codings/anna.json"
    before = coding.read_bytes()
    QTest.mouseClick(page.evidence.flag_button, Qt.MouseButton.LeftButton)
    page.flagger.dialog.note.setPlainText("  ")
    QTest.mouseClick(page.flagger.dialog.main_button, Qt.MouseButton.LeftButton)
    assert page.flagger.dialog.wrong.text().startswith("Write what to look at")
    page.flagger.dialog.note.setPlainText("The approach looks like a fall.")
    QTest.mouseClick(page.flagger.dialog.main_button, Qt.MouseButton.LeftButton)
    assert page.evidence.flags.text() == "Flagged by maria: The approach looks like a fall."
    assert coding.read_bytes() == before
    # the flag belongs to this value alone, and is there again later
    choose(page, "worked_example", "ep8", "comfort_latency")
    assert not page.evidence.flags.isVisible()
    choose(page, "worked_example", "ep5", "comfort_latency")
    assert page.evidence.flags.isVisible()


def test_a_citation_names_all_that_is_needed_to_find_the_value_again(page: MeasuresPage) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    QTest.mouseClick(page.evidence.cite_button, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert "worked_example, c001, Ep 5; Time to seek comfort (comfort_latency): 1.0 s" in text
    assert f"parameters {DEFAULTS.params}" in text
