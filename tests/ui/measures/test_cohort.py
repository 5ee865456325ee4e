"""The pictures of all children on the Measures page: what they say, how they are clicked, saved and read aloud."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QTableWidget
from pytestqt.qtbot import QtBot

from coder.ui.measures.cohort.curves import TOO_FEW, WaitingCurves
from coder.ui.measures.cohort.dots import Dots, spread
from coder.ui.measures.cohort.raster import Raster
from coder.ui.measures.page import MeasuresPage
from coder.ui.theme import theme_of
from coder.ui.window import MainWindow
from tests.ui.measures.conftest import OpenPage
from tests.ui.measures.reading import choose


def cells(table: QTableWidget) -> list[list[str]]:
    """Return what a table says, line by line."""
    return [[table.item(row, place).text() for place in range(table.columnCount())] for row in range(table.rowCount())]


def figure(page: MeasuresPage) -> Dots:
    shown = page.pane.cohort.plot.figure
    assert isinstance(shown, Dots)
    return shown


def test_time_to_calm_is_shown_with_n_censored_and_who_is_left_out(page: MeasuresPage) -> None:
    curves = page.pane.waiting.plot.figure
    assert isinstance(curves, WaitingCurves)
    assert page.pane.waiting.header.title.text() == "Time to calm"
    words = curves.sentence()
    assert "Ep 5, n = " in words
    assert "Left out: no distress Ep 5: " in words
    assert words.count(TOO_FEW.rstrip(".").lower()) == len(curves.groups)


def test_choosing_a_latency_shows_its_curve_and_another_number_leaves_it(page: MeasuresPage) -> None:
    choose(page, "worked_example", "ep5", "comfort_latency")
    assert page.pane.waiting.header.title.text() == "Time to seek comfort"
    choose(page, "worked_example", "ep5", "proximity_rate")
    assert page.pane.waiting.header.title.text() == "Time to seek comfort"


def test_the_chosen_childs_dot_is_ringed_and_a_click_chooses_the_row(page: MeasuresPage) -> None:
    choose(page, "worked_example", "ep5", "proximity_rate")
    dots, plot = figure(page), page.pane.cohort.dots
    assert dots.current == ("worked_example", page.view.value().row.coder)
    other = next(
        dot
        for x in range(0, plot.width(), 3)
        for y in range(0, plot.height(), 3)
        if (dot := dots.dot_at(QPointF(x, y), QRectF(plot.rect()), theme_of(plot)))
        and dot.value.row.session != "worked_example"
    )
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=other.at.toPoint())
    assert page.view.value() == other.value
    assert figure(page).current == (other.value.row.session, other.value.row.coder)


def test_the_filters_hold_for_the_pictures_too(page: MeasuresPage) -> None:
    everyone = {row[1] for row in figure(page).data().rows}
    page.filters.text.setText("worked")
    assert {row[1] for row in figure(page).data().rows} == {"worked_example"} < everyone


def test_sessions_are_shown_below_each_other_and_a_click_chooses_one(page: MeasuresPage) -> None:
    choose(page, "worked_example", "ep5", "calm_latency")
    QTest.mouseClick(page.pane.cohort.shapes._buttons["raster"], Qt.MouseButton.LeftButton)
    raster, plot = page.pane.cohort.plot.figure, page.pane.cohort.dots
    assert isinstance(raster, Raster)
    # the two reunions of the worked example: from the door to the end of distress
    own = [row[2:] for row in raster.data().rows if row[1] == "worked_example"]
    assert ("counted", "8:00.000", "8:46.000") in own
    assert ("distress", "12:40.000", "13:10.000") in own
    row_px = raster._row_px(QRectF(plot.rect()), theme_of(plot))
    place = [line.session_id for line in raster.lines].index("secure_base_simple")
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPointF(200, 4 + row_px * (place + 0.5)).toPoint())
    assert page.view.value().row.session == "secure_base_simple"


def test_ctrl_shift_l_turns_the_pictures_into_tables(page: MeasuresPage, empty_window: MainWindow) -> None:
    QTest.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    waiting, cohort = page.pane.waiting, page.pane.cohort
    assert waiting.as_table
    assert cohort.as_table
    assert waiting.frame.table.accessibleName() == "Time to calm"
    lines = cells(waiting.frame.table)
    # the worked example is calm 46 s after the first reunion began
    assert ["Ep 5", "46.0"] in [line[:2] for line in lines]
    assert ["c001", "worked_example"] in [line[:2] for line in cells(cohort.frame.table)]
    empty_window.commands.run("measures.tables")
    assert not waiting.as_table


def _svg(path: Path) -> None:
    root = ET.parse(path).getroot()
    texts = ["".join(text.itertext()) for text in root.iter() if text.tag.endswith("text")]
    assert "100 %" in texts
    assert any("n = " in text for text in texts)


def _pdf(path: Path) -> None:
    assert path.read_bytes().startswith(b"%PDF-")


def _png(path: Path) -> None:
    image = QImage(str(path))
    assert image.width() >= 1920
    assert image.pixelColor(2, 2).name() == "#ffffff"


@pytest.mark.parametrize(("kind", "check"), [("svg", _svg), ("pdf", _pdf), ("png", _png)])
def test_a_picture_is_saved_for_print_whatever_the_theme(
    page: MeasuresPage, empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind, check
) -> None:
    target = tmp_path / f"calm.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), f"{kind.upper()} (*.{kind})"))
    assert empty_window.commands.run("measures.save_waiting") is None
    check(target)
    assert empty_window.host.toast.text == f"Picture saved as calm.{kind}."


def test_a_picture_that_cannot_be_written_is_told(
    page: MeasuresPage, empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none/a.svg"), "SVG (*.svg)"))
    empty_window.commands.run("measures.save_cohort")
    told = [bar.problem.text for bar in empty_window.host.messages.bars]
    assert any(text.startswith("The picture was not saved. ") for text in told)


def with_conditions(root: Path, blind: bool) -> None:
    """Give every other child another condition."""
    for number, file in enumerate(sorted(root.glob("sessions/*/session.json"))):
        session = json.loads(file.read_text("utf-8"))
        session["participant"]["covariates"] = {"condition": "ab"[number % 2]}
        file.write_text(json.dumps(session), "utf-8")
    head = json.loads((root / "study.json").read_text("utf-8"))
    head["settings"] = {"blind": blind}
    (root / "study.json").write_text(json.dumps(head), "utf-8")


def test_conditions_are_offered_only_after_blinding_is_lifted(vectors: Path, open_page: OpenPage) -> None:
    with_conditions(vectors, blind=True)
    assert not open_page().pane.groups.isVisible()


def test_children_are_compared_by_condition_once_blinding_is_lifted(vectors: Path, open_page: OpenPage) -> None:
    with_conditions(vectors, blind=False)
    page = open_page()
    choose(page, "worked_example", "ep5", "proximity_rate")
    QTest.mouseClick(page.pane.groups._buttons["condition"], Qt.MouseButton.LeftButton)
    assert {row[3] for row in figure(page).data().rows} == {"a", "b"}


def test_dots_near_each_other_stand_side_by_side() -> None:
    assert spread([10, 10, 10, 50], 8, 20) == [0, 8, -8, 0]


def test_nobody_is_pictured_to_a_coder_of_a_blind_study(open_page: OpenPage, empty_window: MainWindow) -> None:
    page = open_page("maria")
    empty_window.studies.become("anna")
    assert page.pane.cohort.plot.figure is None
    assert page.pane.waiting.plot.figure is None


def test_pictures_follow_an_edit(vectors: Path, page: MeasuresPage, empty_window: MainWindow, qtbot: QtBot) -> None:
    from tests.ui.measures.test_page import delete_event

    before = figure(page).data().rows
    empty_window.show_page("study")
    for coder in ("anna", "maria"):
        delete_event(vectors, "secure_base_simple", coder, "e1")
    with qtbot.waitSignal(page.shown, timeout=10_000):
        empty_window.show_page("measures")
    assert figure(page).data().rows != before
