"""The page around the table: who sees it, when it computes, what it says when there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.app.desk import Desk
from coder.app.jobs import Progress
from coder.app.results.reading import MeasureReader
from coder.app.studies import OpenStudy
from coder.metrics import DEFAULTS
from coder.model.edits import delete
from coder.store import StudyFolder
from coder.ui.measures.words import HIDDEN, NOTHING_CODED, NOTICE
from coder.ui.memory import Look
from coder.ui.window import MainWindow
from tests.ui.measures.conftest import OpenPage
from tests.ui.measures.reading import cell, texts


def delete_event(root: Path, session: str, coder: str, event: str) -> None:
    """Delete an event as a coder does, and close the coding."""
    desk = Desk.open(StudyFolder.open(root), session, coder)
    change = delete(desk.coding, desk.scheme, (event,))
    assert change is not None
    desk.do(change)
    desk.close()


def test_a_coder_of_a_blind_study_sees_no_number(open_page: OpenPage, empty_window: MainWindow) -> None:
    page = open_page("anna")
    assert HIDDEN in texts(page)
    assert page.sessions == ()
    assert page.view.table.rowCount() == 0
    assert not page.evidence.isVisible()
    assert not page.export.isVisible()
    QApplication.processEvents()
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert empty_window.host.toast.text == "Export tables: measures are hidden while the study is blind."


def test_numbers_go_when_a_coder_takes_over_the_window(open_page: OpenPage, empty_window: MainWindow) -> None:
    page = open_page("maria")
    assert page.view.table.rowCount() > 0
    empty_window.studies.become("anna")
    assert HIDDEN in texts(page)
    assert page.sessions == ()
    assert page.evidence.derivation is None


def test_once_blinding_is_lifted_a_coder_sees_measures(vectors: Path, open_page: OpenPage) -> None:
    head = vectors / "study.json"
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace('"people"', '"settings": {"blind": false},\n  "people"'), encoding="utf-8")
    page = open_page("anna")
    assert cell(page, "worked_example", "ep5", "comfort_latency") == "1.0"


def test_the_condition_is_nowhere_while_the_study_is_blind(vectors: Path, open_page: OpenPage) -> None:
    file = vectors / "sessions/worked_example/session.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"age_days": 400', '"age_days": 400, "covariates": {"condition": "placebo"}'), "utf-8")
    page = open_page()
    page.filters.set_shape("rows")
    table = page.view.table
    spoken = {table.index(r, c).data() for r in range(table.rowCount()) for c in range(table.columnCount())}
    assert not [said for said in (*spoken, *texts(page)) if "placebo" in str(said)]


def test_someone_who_still_codes_a_session_sees_only_their_own_coding(vectors: Path, open_page: OpenPage) -> None:
    file = vectors / "sessions/worked_example/codings/maria.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"complete": true', '"complete": false'), "utf-8")
    page = open_page()
    shown = {line.coder for line in page.view.table.lines if line.session_id == "worked_example"}
    assert shown == {"maria"}
    assert "You still code c001: what others coded there is hidden until you are done." in page.left_out.text()


def test_an_edit_made_meanwhile_changes_the_number(
    vectors: Path, open_page: OpenPage, empty_window: MainWindow, qtbot: QtBot
) -> None:
    page = open_page()
    assert cell(page, "worked_example", "ep5", "comfort_latency") == "1.0"
    empty_window.show_page("study")
    delete_event(vectors, "worked_example", "anna", "e5")
    with qtbot.waitSignal(page.shown, timeout=10_000):
        empty_window.show_page("measures")
        # What was known stays on screen until the new number is there.
        assert cell(page, "worked_example", "ep5", "comfort_latency") == "1.0"
    # Without the approach at 481 000 the one at 482 500 comes first.
    assert cell(page, "worked_example", "ep5", "comfort_latency") == "2.5"


def test_looking_again_leaves_the_table_as_it_is(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    page.view.verticalScrollBar().setValue(page.view.verticalScrollBar().maximum())
    scrolled = page.view.verticalScrollBar().value()
    with qtbot.assertNotEmitted(page.view.table.modelReset), qtbot.waitSignal(page.shown, timeout=10_000):
        page.refresh()
    assert page.view.verticalScrollBar().value() == scrolled


def test_only_what_changed_is_computed_again(vectors: Path) -> None:
    reader = MeasureReader(OpenStudy.open(vectors, "maria"), DEFAULTS)
    before = {session.session_id: session for session in reader.read(Progress())}
    delete_event(vectors, "worked_example", "anna", "e5")
    after = {session.session_id: session for session in reader.read(Progress())}
    assert {name for name in after if after[name] is not before[name]} == {"worked_example"}


def test_parameters_of_the_study_are_used(vectors: Path, open_page: OpenPage) -> None:
    head = vectors / "study.json"
    text = head.read_text(encoding="utf-8")
    wanted = '"settings": {"parameters": {"soothe_from": "contact"}},\n  "people"'
    head.write_text(text.replace('"people"', wanted), encoding="utf-8")
    page = open_page()
    # M4 from first contact: 25 000 − 8 000 and 120 000 − 95 000
    assert cell(page, "who_started_the_contact", "ep5", "calm_latency") == "17.0"
    assert cell(page, "who_started_the_contact", "ep8", "calm_latency") == "25.0"


def test_a_parameter_that_cannot_be_is_told_and_codes_are_called_safe(
    vectors: Path, open_page: OpenPage, empty_window: MainWindow
) -> None:
    head = vectors / "study.json"
    text = head.read_text(encoding="utf-8")
    head.write_text(text.replace('"people"', '"settings": {"parameters": {"calm": -1}},\n  "people"'), "utf-8")
    empty_window.memory.set_identity("vectors", "maria")
    assert empty_window.studies.open_folder(vectors)
    empty_window.show_page("measures")
    told = [bar.problem.text for bar in empty_window.host.messages.bars]
    reason = "The parameter calm cannot be below 0, but -1 was given."
    assert any(text.startswith("Measures could not be computed. ") and reason in text for text in told)
    assert any(text.endswith("Codes are safe.") for text in told)


def test_an_unreadable_session_is_left_out_and_named(vectors: Path, open_page: OpenPage) -> None:
    (vectors / "sessions/secure_base_simple/codings/anna.json").write_text("{", encoding="utf-8")
    page = open_page()
    assert "secure_base_simple" not in {line.session_id for line in page.view.table.lines}
    assert page.left_out.text().startswith("secure_base_simple is left out: ")
    assert cell(page, "worked_example", "ep5", "comfort_latency") == "1.0"


def test_a_child_that_withdrew_once_is_left_out_everywhere(vectors: Path, open_page: OpenPage) -> None:
    for session, release in (("worked_example", "withdrawn"), ("secure_base_simple", "lab")):
        file = vectors / f"sessions/{session}/session.json"
        text = file.read_text(encoding="utf-8").replace('"c001"', f'"c002", "release": "{release}"')
        file.write_text(text, encoding="utf-8")
    page = open_page()
    assert not {"worked_example", "secure_base_simple"} & {line.session_id for line in page.view.table.lines}
    assert cell(page, "positive_interaction", "ep2", "smile_rate") == "1.0"
    assert page.left_out.text() == "2 sessions are left out: consent was withdrawn."


def test_before_anything_is_coded_the_page_says_when_measures_appear(vectors: Path, open_page: OpenPage) -> None:
    for coding in vectors.glob("sessions/*/codings/*.json"):
        coding.unlink()
    page = open_page()
    assert NOTHING_CODED in texts(page)


def test_without_a_study_there_is_a_way_to_open_one(empty_window: MainWindow) -> None:
    page = empty_window.show_page("measures")
    assert "No study is open." in texts(page)


def test_the_notice_is_fixed_on_the_page(open_page: OpenPage, empty_window: MainWindow) -> None:
    page = open_page("maria")
    assert page.notice.isVisible()
    assert page.notice.text == NOTICE
    empty_window.studies.become("anna")
    assert page.notice.isVisible()


def test_the_status_bar_counts_complete_rows(open_page: OpenPage, empty_window: MainWindow) -> None:
    page = open_page()
    lines = page.view.table.rowCount()
    # Affect is not coded in both episodes of one session.
    assert empty_window.status.facts.text() == f"{lines - 2} of {lines} rows complete"


def test_keys_and_commands_are_listed(open_page: OpenPage, empty_window: MainWindow) -> None:
    open_page()
    for command_id, keys in (("measures.export", "Ctrl+E"), ("measures.open", "Return"), ("measures.play", "Space")):
        command = empty_window.commands.find(command_id)
        assert command is not None
        assert command.shortcut == keys
        assert command.why_not() is None
    empty_window.show_page("study")
    assert empty_window.commands.find("measures.export") is None


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_the_page_is_painted_in_both_themes(open_page: OpenPage, empty_window: MainWindow, appearance: str) -> None:
    page = open_page()
    empty_window.looks.choose(Look(appearance))  # type: ignore[arg-type]
    image: QImage = page.grab().toImage()
    ground = image.pixelColor(4, image.height() - 4)
    assert (ground.lightness() < 60) == (appearance == "dark")
