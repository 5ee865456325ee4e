"""Agreement tables are written where the person wants them, as the page shows them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coder.store import StudyFolder
from coder.ui.window import MainWindow
from tests.double_coded import S1, add
from tests.ui.agreement.conftest import OpenPage

DIALOG = "coder.ui.agreement.export.QFileDialog.getExistingDirectory"


def press_ctrl_e(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def kappa(folder: Path, channel: str, stat: str) -> dict[str, str]:
    (row,) = [
        row
        for row in rows(folder / "agreement.csv")
        if (row["target"], row["stat"], row["code"], row["scope"], row["coder_a"]) == (channel, stat, "", "all", "anna")
        and row["family"] in ("state", "event")
    ]
    return row


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    target = tmp_path / "tables"
    monkeypatch.setattr(DIALOG, lambda *_: str(target))
    return target


def test_ctrl_e_writes_all_tables_and_a_codebook(
    open_page: OpenPage, empty_window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    open_page()
    press_ctrl_e(empty_window)
    qtbot.waitUntil(lambda: "written to tables" in empty_window.host.toast.text, timeout=20_000)
    names = {path.name for path in folder.iterdir()}
    assert {"agreement.csv", "agreement_sessions.csv", "agreement_confusion.csv", "agreement_events.csv"} <= names
    assert {"agreement_disagreements.csv", "agreement_codebook.csv", "agreement_codebook.json"} <= names
    found = kappa(folder, "mood", "kappa")
    assert float(found["value"]) == pytest.approx(2 / 9 / 0.5)
    assert (found["ci_lo"], found["ci_reason"]) == ("", "TOO_FEW_SESSIONS")


def test_tables_are_counted_as_the_page_counts(
    open_page: OpenPage, empty_window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    page = open_page()
    page.choices.tolerance.chosen.emit("5000")
    page.choices.unobservable.chosen.emit("as_code")
    press_ctrl_e(empty_window)
    qtbot.waitUntil(lambda: "written to tables" in empty_window.host.toast.text, timeout=20_000)
    assert float(kappa(folder, "bids", "f1")["value"]) == pytest.approx(4 / 6)
    assert float(kappa(folder, "mood", "kappa")["value"]) == pytest.approx(0.225 / 0.575)


def test_sessions_the_person_still_codes_are_not_written(
    open_page: OpenPage, hand_study: StudyFolder, empty_window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    add(hand_study, "s3", S1, unfinished=("maria",))
    open_page("maria")
    press_ctrl_e(empty_window)
    qtbot.waitUntil(lambda: "written to tables" in empty_window.host.toast.text, timeout=20_000)
    assert {row["session"] for row in rows(folder / "agreement_sessions.csv")} == {"s1", "s2"}


def test_tables_that_are_there_are_replaced_only_when_asked_for(
    open_page: OpenPage, empty_window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    folder.mkdir()
    (folder / "agreement.csv").write_text("mine", encoding="utf-8")
    open_page()
    press_ctrl_e(empty_window)

    def asked() -> list[QPushButton]:
        buttons = empty_window.host.messages.findChildren(QPushButton)
        return [button for button in buttons if button.text() == "Replace them"]

    qtbot.waitUntil(lambda: bool(asked()), timeout=20_000)
    shown = [label.text() for label in empty_window.host.messages.findChildren(QLabel)]
    assert f"{folder} holds agreement tables already. Nothing was written." in shown
    assert (folder / "agreement.csv").read_text(encoding="utf-8") == "mine"
    QTest.mouseClick(asked()[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "written to tables" in empty_window.host.toast.text, timeout=20_000)
    assert kappa(folder, "mood", "kappa")["n_sessions"] == "2"
    assert asked() == []


def test_a_folder_that_cannot_be_written_ends_in_one_clear_bar(
    open_page: OpenPage, empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setattr(DIALOG, lambda *_: str(in_the_way / "tables"))
    open_page()
    press_ctrl_e(empty_window)

    def bars() -> list[str]:
        labels = empty_window.host.messages.findChildren(QLabel)
        return [label.text() for label in labels if label.text().endswith("Nothing was exported.")]

    qtbot.waitUntil(lambda: bool(bars()), timeout=20_000)
    assert "cannot be written" in bars()[0]


def test_nothing_is_asked_when_the_person_changes_their_mind(
    open_page: OpenPage, empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(DIALOG, lambda *_: "")
    before = set(tmp_path.rglob("*"))
    open_page()
    press_ctrl_e(empty_window)
    assert {path for path in set(tmp_path.rglob("*")) - before if path.suffix == ".csv"} == set()
