"""Trying other parameters on the Measures page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.ui.measures.definitions.card import NameDialog
from coder.ui.measures.page import MeasuresPage
from coder.ui.window import MainWindow
from tests.ui.measures.conftest import OpenPage
from tests.ui.measures.reading import cell


def type_ms(page: MeasuresPage, name: str, ms: int) -> None:
    """Type a value and press Enter, as a person does."""
    box = page.trying.card.form.fields[name].editor
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, str(ms))
    QTest.keyClick(box, Qt.Key.Key_Return)


def open_definitions(page: MeasuresPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.trying.card.isVisible()


def try_calm(page: MeasuresPage, qtbot: QtBot, ms: int = 135_000) -> None:
    open_definitions(page)
    with qtbot.waitSignal(page.shown, timeout=10_000):
        type_ms(page, "calm", ms)


def test_every_parameter_is_there_with_default_unit_and_meaning(page: MeasuresPage) -> None:
    open_definitions(page)
    fields = page.trying.card.form.fields
    assert fields["calm"].editor.text().endswith(" ms")
    assert fields["calm"].meaning.text() == "Distress-free time that counts as calm."
    assert fields["calm"].editor.toolTip().startswith("Default 15")
    assert fields["min_obs_prop"].value == 0.5
    assert fields["positive_episodes"].editor.text() == "ep2, ep3, ep5, ep8"
    assert fields["soothe_from"].editor.currentText() == "the reunion"
    assert page.trying.card.form.parameters.as_dict().keys() == fields.keys()


def test_a_value_is_tried_at_once_and_stands_out(page: MeasuresPage, qtbot: QtBot, vectors: Path) -> None:
    assert cell(page, "worked_example", "ep5", "calm_latency") == "46.0"
    try_calm(page, qtbot)
    # 134 s are left after the distress ended
    assert cell(page, "worked_example", "ep5", "calm_latency") == "≥ 46.0"
    assert page.tried.text.startswith("Trying: calm 135")
    assert page.export._parameters.calm == 135_000
    assert "settings" not in json.loads((vectors / "study.json").read_text("utf-8"))
    with qtbot.waitSignal(page.shown, timeout=10_000):
        QTest.mouseClick(page.trying.card.form.back_button, Qt.MouseButton.LeftButton)
    assert cell(page, "worked_example", "ep5", "calm_latency") == "46.0"
    assert not page.tried.isVisible()


def test_evidence_follows_the_parameters_that_are_tried(page: MeasuresPage, qtbot: QtBot) -> None:
    try_calm(page, qtbot)
    QTest.keyClick(page.trying.card, Qt.Key.Key_Escape)
    assert page.evidence.isVisible()
    page.view.choose(("worked_example", "anna", "ep5"), "calm_latency")
    qtbot.waitUntil(lambda: page.evidence.derivation is not None, timeout=5_000)
    assert page.evidence.number.text() == "≥ 46.0 s"


def test_what_changed_lists_old_and_new_and_a_click_chooses_the_row(page: MeasuresPage, qtbot: QtBot) -> None:
    try_calm(page, qtbot)
    page.show_definitions("changes")
    changes = page.trying.card.changes
    qtbot.waitUntil(lambda: bool(changes.model.rows), timeout=10_000)
    lines = [
        [changes.model.index(row, place).data() for place in range(changes.model.columnCount())]
        for row in range(changes.model.rowCount())
    ]
    line = next(n for n, text in enumerate(lines) if text[1:4] == ["5", "anna", "Time to calm"] and text[4] == "46.0")
    assert lines[line][5:] == ["≥ 46.0 not calm by the end", "flips"]
    assert "statuses flip" in changes.sentence.text()
    changes.table.selectRow(line)
    assert page.view.value().row.session == changes.model.rows[line].value.row.session


def test_a_supervisor_sets_the_studys_parameters(page: MeasuresPage, qtbot: QtBot, vectors: Path) -> None:
    try_calm(page, qtbot, 20_000)
    with qtbot.waitSignal(page.shown, timeout=10_000):
        QTest.mouseClick(page.trying.card.form.set_button, Qt.MouseButton.LeftButton)
    head = json.loads((vectors / "study.json").read_text("utf-8"))
    assert head["settings"]["parameters"] == {"calm": 20_000}
    assert page.tried.text.startswith("Set by the study: calm 20")


def test_a_set_is_saved_under_a_name_and_chosen_again(
    page: MeasuresPage, qtbot: QtBot, empty_window: MainWindow
) -> None:
    try_calm(page, qtbot, 20_000)
    card = page.trying.card
    QTest.mouseClick(card.form.keep_button, Qt.MouseButton.LeftButton)
    dialog: NameDialog = card.dialog
    QTest.keyClicks(dialog.name, "Defaults")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.wrong.text() == "Every study has a set “Defaults”. Choose another name."
    dialog.name.setText("Longer calm")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert empty_window.host.toast.text == "Set “Longer calm” saved in the study."
    assert card.form.preset.currentText() == "Longer calm"
    with qtbot.waitSignal(page.shown, timeout=10_000):
        card.form.preset.setCurrentText("Strict distress")
        card.form.preset.activated.emit(card.form.preset.currentIndex())
    assert card.form.fields["de_min"].value == 10_000
    assert card.form.fields["calm"].value == 15_000


def test_an_analyst_tries_but_does_not_set(vectors: Path, open_page: OpenPage) -> None:
    file = vectors / "study.json"
    head = json.loads(file.read_text("utf-8"))
    head["people"].append({"id": "ines", "roles": ["analyst"]})
    file.write_text(json.dumps(head), "utf-8")
    page = open_page("ines")
    open_definitions(page)
    form = page.trying.card.form
    assert not form.set_button.isVisible()
    assert not form.keep_button.isVisible()
    assert form.note.text().startswith("Only a supervisor sets what holds for the whole study")


def test_stability_says_how_far_a_result_moves(page: MeasuresPage, qtbot: QtBot) -> None:
    page.view.choose(("worked_example", "anna", "ep5"), "calm_latency")
    page.show_definitions("stability")
    view = page.trying.card.stability
    assert view.measure.currentText() == "Time to calm"
    view.names[0].setCurrentText("calm")
    view.values[0].setText("15000, 135000")
    QTest.keyClick(view.values[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.table.isVisible(), timeout=10_000)
    flips = [view.table.item(row, view.table.columnCount() - 1).text() for row in range(2)]
    assert flips[0] == "0"
    assert int(flips[1]) >= 1
    assert view.sentence.text().startswith("2 settings, ")


@pytest.mark.parametrize(
    ("text", "told"), [("", "at least one value"), ("-5", "cannot be below 0"), ("x", "whole number")]
)
def test_values_that_cannot_be_tried_are_told(page: MeasuresPage, text: str, told: str) -> None:
    page.show_definitions("stability")
    view = page.trying.card.stability
    view.values[0].setText(text)
    QTest.mouseClick(view.run_button, Qt.MouseButton.LeftButton)
    assert told in view.wrong.text()
    assert page.trying.stability_job is None


def test_the_wheel_changes_no_value_while_the_panel_is_scrolled(page: MeasuresPage) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    open_definitions(page)
    box = page.trying.card.form.fields["calm"].editor
    box.setFocus()
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.value() == 15_000
