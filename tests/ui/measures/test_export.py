"""The export card: preview, files on disk, the question before replacing, refusals."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QTableWidget
from pytestqt.qtbot import QtBot

from coder.ui.measures.page import MeasuresPage
from coder.ui.window import MainWindow
from tests.ui.measures.conftest import OpenPage


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Answer the folder dialog with a folder."""
    chosen = tmp_path / "out"
    chosen.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen))
    return chosen


def rows_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def export(page: MeasuresPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.export.said, timeout=20_000):
        page.export.ask_export()


def test_ctrl_e_writes_the_tables_with_their_codebook(
    page: MeasuresPage, folder: Path, empty_window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.export.said, timeout=20_000):
        QTest.keyClick(page.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    names = {file.name for file in folder.iterdir()}
    assert names >= {"measures.csv", "opportunities.csv", "events.csv", "codebook.csv", "codebook.json"}
    header, *rows = rows_of(folder / "measures.csv")
    assert len(rows) == sum(len(coding.values) for session in page.sessions for coding in session.codings)
    latency = next(
        dict(zip(header, row, strict=True))
        for row in rows
        if row[:2] == ["worked_example", "c001"] and "comfort_latency" in row and "ep5" in row
    )
    assert (latency["value"], latency["unit"], latency["status"]) == ("1000", "ms", "event")
    total = len(rows) + len(rows_of(folder / "opportunities.csv")) + len(rows_of(folder / "events.csv")) - 2
    assert empty_window.host.toast.text == f"3 tables exported to out, {total:,} rows."


def test_only_ticked_tables_are_written(page: MeasuresPage, folder: Path, qtbot: QtBot) -> None:
    page.export.boxes["events"].click()
    page.export.boxes["opportunities"].click()
    assert page.export.export_button.text() == "Export 1 table…"
    export(page, qtbot)
    names = {file.name for file in folder.iterdir()}
    assert names >= {"measures.csv", "codebook.csv", "codebook.json"}
    assert not names & {"events.csv", "opportunities.csv"}


def test_without_a_ticked_table_nothing_can_be_exported(page: MeasuresPage, empty_window: MainWindow) -> None:
    for box in page.export.boxes.values():
        box.setChecked(False)
    assert not page.export.export_button.isEnabled()
    QTest.keyClick(page.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert empty_window.host.toast.text == "Export tables: no table is ticked."


def test_files_that_are_there_are_replaced_only_when_asked_for(page: MeasuresPage, folder: Path, qtbot: QtBot) -> None:
    mine = folder / "measures.csv"
    mine.write_text("mine", encoding="utf-8")
    page.export.ask_export()
    assert page.export.question.windowTitle() == "Replace 1 file?"
    page.export.question.reject()
    assert mine.read_text(encoding="utf-8") == "mine"
    page.export.ask_export()
    with qtbot.waitSignal(page.export.said, timeout=20_000):
        page.export.question.main_button.click()
    assert rows_of(mine)[0][:3] == ["session", "child", "coder"]


def test_a_folder_that_cannot_be_written_is_refused_in_words(
    page: MeasuresPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_window: MainWindow, qtbot: QtBot
) -> None:
    blocked = tmp_path / "file.txt"
    blocked.write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(blocked / "inside"))
    with qtbot.waitSignal(page.export.failed, timeout=20_000):
        page.export.ask_export()
    told = [bar.problem.text for bar in empty_window.host.messages.bars]
    assert [text for text in told if text.startswith("Nothing was exported. The tables cannot be written to")]
    assert page.export.export_button.isEnabled()


def test_the_preview_shows_the_first_rows_as_they_are_written(page: MeasuresPage, folder: Path, qtbot: QtBot) -> None:
    page.export.preview_button.click()
    qtbot.waitUntil(lambda: hasattr(page.export, "dialog"), timeout=20_000)
    tabs = page.export.dialog.tabs
    shown: dict[str, list[list[str]]] = {}
    for number in range(tabs.count()):
        table = tabs.widget(number)
        assert isinstance(table, QTableWidget)
        places = range(table.columnCount())
        cells = [[table.item(row, column) for column in places] for row in range(table.rowCount())]
        shown[tabs.tabText(number)] = [[item.text() if item else "" for item in row] for row in cells]
    page.export.dialog.reject()
    assert list(shown) == ["measures.csv", "opportunities.csv", "events.csv"]
    assert len(shown["measures.csv"]) == 20
    export(page, qtbot)
    for name, rows in shown.items():
        assert rows == rows_of(folder / name)[1:][: len(rows)]


def test_a_child_that_withdrew_is_not_exported_and_named(
    vectors: Path, open_page: OpenPage, folder: Path, empty_window: MainWindow, qtbot: QtBot
) -> None:
    file = vectors / "sessions/worked_example/session.json"
    text = file.read_text(encoding="utf-8").replace('"c001"', '"c002", "release": "withdrawn"')
    file.write_text(text, encoding="utf-8")
    page = open_page()
    export(page, qtbot)
    for table in ("measures", "opportunities", "events"):
        assert "c002" not in {row[1] for row in rows_of(folder / f"{table}.csv")}
    assert empty_window.host.toast.text.startswith("c002 is withdrawn and was left out. 3 tables exported to out, ")


def test_the_wide_table_goes_to_spss_when_that_is_chosen(page: MeasuresPage, folder: Path, qtbot: QtBot) -> None:
    import pyreadstat

    page.export.format.setCurrentText("SPSS (.sav)")
    for name, box in page.export.boxes.items():
        box.setChecked(name == "children")
    export(page, qtbot)
    frame, _ = pyreadstat.read_sav(str(folder / "children.sav"))
    assert list(frame["child"]) == sorted({session.child for session in page.sessions})
