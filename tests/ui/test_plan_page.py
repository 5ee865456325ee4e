"""The reliability plan on the Study page: draw, assign, train, certify, and who sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from coder.app.plan.watch import Drift, Watch
from coder.ui.plan.assign_dialog import BY_TURNS, AssignDialog
from coder.ui.plan.draw_dialog import DrawDialog
from coder.ui.plan.log_dialog import LogDialog
from coder.ui.plan.panel import PlanPanel
from coder.ui.plan.training_dialog import TrainingDialog
from coder.ui.study.page import StudyPage
from coder.ui.study.withdraw_dialog import WithdrawDialog
from coder.ui.window import MainWindow
from tests.ui.conftest import OpenAs


def page_of(window: MainWindow) -> StudyPage:
    page = window.show_page("study")
    assert isinstance(page, StudyPage)
    return page


def plan_on_disk(study_path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((study_path / "study.json").read_text(encoding="utf-8"))
    return found.get("reliability", {})  # type: ignore[return-value]


@pytest.fixture
def supervised(open_as: OpenAs) -> MainWindow:
    return open_as("maria")


@pytest.fixture
def panel(supervised: MainWindow) -> PlanPanel:
    return page_of(supervised).plan


def drawn(panel: PlanPanel, window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(panel.sample.draw_button, Qt.MouseButton.LeftButton)
    assert isinstance(panel.dialog, DrawDialog)
    panel.dialog.share.setValue(50)
    with qtbot.waitSignal(window.host.overviews.loaded, timeout=10_000):
        QTest.mouseClick(panel.dialog.main_button, Qt.MouseButton.LeftButton)


def test_a_coder_does_not_see_the_plan(open_as: OpenAs) -> None:
    window = open_as("anna")
    assert not page_of(window).plan.isVisible()
    (draw,) = [c for c in window.commands.all() if c.id == "plan.draw"]
    assert draw.why_not() == "a supervisor plans who codes what"


def test_a_supervisor_draws_the_sample(
    panel: PlanPanel, supervised: MainWindow, qtbot: QtBot, study_path: Path
) -> None:
    drawn(panel, supervised, qtbot)
    (draw,) = plan_on_disk(study_path)["draws"]  # type: ignore[misc]
    # Below ten sessions the sample is all there are.
    assert {pick["session"] for pick in draw["picks"]} == {"s001", "s002"}
    assert panel.sample.header is not None
    assert panel.sample.header.quiet.text() == "2 of 2 sessions, 100 %"
    assert panel.sample.counts["open"].text() == "drawn, open 2"
    assert panel.sample.draw_button.text() == "Draw more…"


def test_drawing_again_says_that_nothing_is_left(panel: PlanPanel, supervised: MainWindow, qtbot: QtBot) -> None:
    drawn(panel, supervised, qtbot)
    panel.ask_draw()
    assert isinstance(panel.dialog, DrawDialog)
    panel.dialog.submit()
    assert "Nothing is left to draw" in panel.dialog.wrong.text()
    panel.dialog.reject()


def test_chosen_sessions_are_assigned_to_a_coder(
    panel: PlanPanel, supervised: MainWindow, qtbot: QtBot, study_path: Path
) -> None:
    page = page_of(supervised)
    QTest.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(panel.sample.assign_button, Qt.MouseButton.LeftButton)
    dialog = panel.dialog
    assert isinstance(dialog, AssignDialog)
    assert dialog.what.currentText() == "2 chosen sessions"
    dialog.coder.setCurrentIndex(dialog.coder.findData("ben"))
    for pass_id, box in dialog.passes.items():
        box.setChecked(pass_id == "gaze")
    with qtbot.waitSignal(supervised.host.overviews.loaded, timeout=10_000):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert plan_on_disk(study_path)["assignments"] == [
        {"session": "s001", "coder": "ben", "passes": ["gaze"]},
        {"session": "s002", "coder": "ben", "passes": ["gaze"]},
    ]


def test_second_coders_are_given_by_turns(
    panel: PlanPanel, supervised: MainWindow, qtbot: QtBot, study_path: Path
) -> None:
    drawn(panel, supervised, qtbot)
    panel.ask_assign()
    dialog = panel.dialog
    assert isinstance(dialog, AssignDialog)
    assert dialog.what.currentData() == BY_TURNS
    with qtbot.waitSignal(supervised.host.overviews.loaded, timeout=10_000):
        dialog.submit()
    seconds = {a["session"]: a["coder"] for a in plan_on_disk(study_path)["assignments"]}  # type: ignore[attr-defined]
    # Anna has coded most of s001, so ben is its second; then anna has less to do.
    assert seconds == {"s001": "ben", "s002": "anna"}
    assert "2 of 2 assigned" in panel.sample.facts[2].text()


def test_a_second_coder_sees_no_other_coding_of_the_session(
    panel: PlanPanel, supervised: MainWindow, qtbot: QtBot, study_path: Path
) -> None:
    drawn(panel, supervised, qtbot)
    panel.ask_assign()
    assert isinstance(panel.dialog, AssignDialog)
    with qtbot.waitSignal(supervised.host.overviews.loaded, timeout=10_000):
        panel.dialog.submit()
    study = supervised.studies.study
    assert study is not None
    study.become("ben")
    assert [coding.coder for coding in study.visible_codings("s001")] == ["ben"]


def test_a_coder_is_compared_with_the_master_of_a_training_tape(
    panel: PlanPanel, supervised: MainWindow, qtbot: QtBot, study_path: Path
) -> None:
    panel.ask_training()
    dialog = panel.dialog
    assert isinstance(dialog, TrainingDialog)
    assert dialog.standings == []
    dialog.master.setCurrentIndex(dialog.master.findData("anna"))
    QTest.mouseClick(dialog.mark, Qt.MouseButton.LeftButton)
    assert plan_on_disk(study_path)["training"] == [{"session": "s001", "master": "anna"}]
    dialog.coder.setCurrentIndex(dialog.coder.findData("ben"))
    qtbot.waitUntil(lambda: len(dialog.standings) == 9, timeout=10_000)
    distress = next(s for s in dialog.standings if s.pass_id == "distress")
    assert distress.tapes == ("s001",)
    # Anna: crying 15.0–22.0 of 40 s; ben: 15.4–21.0. Both: 5.6, anna alone 1.4, neither 33.
    # po = 38.6/40 = .965, pe = (7·5.6 + 33·34.4)/1600 = .734, kappa = .8684.
    kappa = next(f for f in distress.findings if f.figure == "kappa")
    assert kappa.value == pytest.approx(0.8684, abs=5e-5)
    assert not dialog.certify_buttons["distress"].isEnabled()
    dialog.reject()


def test_the_log_tells_who_decided_what(panel: PlanPanel, supervised: MainWindow, qtbot: QtBot) -> None:
    drawn(panel, supervised, qtbot)
    QTest.mouseClick(panel.sample.log_button, Qt.MouseButton.LeftButton)
    dialog = panel.dialog
    assert isinstance(dialog, LogDialog)
    cells = [dialog.table.item(0, column) for column in (1, 2)]
    assert [cell.text() for cell in cells if isinstance(cell, QTableWidgetItem)] == [
        "maria",
        "drew 2 sessions to be coded twice, share 50%, seed 1",
    ]
    dialog.reject()


def test_switching_the_person_is_in_the_log(supervised: MainWindow) -> None:
    supervised.studies.become("ben")
    study = supervised.studies.study
    assert study is not None
    assert [(e.by, e.what) for e in study.diary()] == [("ben", "works as ben now, before as maria")]


def test_the_workload_counts_passes_and_tape(panel: PlanPanel) -> None:
    texts = [label.accessibleDescription() for label in panel.work.findChildren(type(panel.sample.strip).__mro__[1])]
    # Anna has completed structure and distress of s001 and begun proximity; ben has completed distress.
    assert "2 passes done, 1 in progress, 0 not begun" in texts
    assert "1 passes done, 0 in progress, 0 not begun" in texts


def test_the_lowest_kappa_of_a_session_is_shown_once_it_is_known(supervised: MainWindow, qtbot: QtBot) -> None:
    page = page_of(supervised)
    qtbot.waitUntil(lambda: supervised.host.overviews.watching.found is not None, timeout=15_000)
    model = page.view.model()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    column = titles.index("κ, lowest")
    # Distress, by hand in the test above: .87; nothing else is coded by both.
    assert [model.index(row, column).data() for row in range(2)] == [".87", "–"]


def test_a_coder_is_not_shown_any_kappa(open_as: OpenAs) -> None:
    window = open_as("anna")
    model = page_of(window).view.model()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert "κ, lowest" not in titles
    assert window.host.overviews.watching.found is None


def test_a_drift_asks_to_recalibrate_and_leads_to_agreement(supervised: MainWindow, qtbot: QtBot) -> None:
    page = page_of(supervised)
    watching = supervised.host.overviews.watching
    qtbot.waitUntil(lambda: watching.found is not None, timeout=15_000)
    watching.found = Watch({}, (Drift("distress", "anna", "ben", "s001", 0.61, 0.66),))
    watching.changed.emit()
    assert page.attention.needs[0].title == "Distress drifts"
    assert page.attention.needs[0].detail == "Recalibrate anna and ben: .61 is below .66."
    assert supervised.rail.buttons["agreement"].badge == 1
    QTest.mouseClick(page.attention.buttons[0], Qt.MouseButton.LeftButton)
    assert supervised.page.page_id == "agreement"


def test_a_child_is_withdrawn_after_its_id_was_typed(supervised: MainWindow, qtbot: QtBot, study_path: Path) -> None:
    page = page_of(supervised)
    (command,) = [c for c in supervised.commands.all() if c.id == "study.withdraw"]
    command.run()
    dialog = supervised.findChild(WithdrawDialog)
    assert isinstance(dialog, WithdrawDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "Type c017 to confirm. Nothing was deleted." in dialog.wrong.text()
    QTest.keyClicks(dialog.field, "c017")
    with qtbot.waitSignal(supervised.host.overviews.loaded, timeout=10_000):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not (study_path / "sessions" / "s001" / "codings").exists()
    assert not (study_path / "media" / "s001_cam1.mp4").exists()
    assert (study_path / "media" / "s002_cam1.mp4").exists()
    page.view.choose("s001")
    assert command.why_not() == "choose a session that is not withdrawn"
