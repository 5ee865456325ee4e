"""The command that writes a report: the file, what the person is told, who may."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from coder.ui.window import MainWindow
from tests.ui.conftest import OpenAs


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Answer the file dialog."""

    def with_file(path: Path, kind: str = "Paper (*.pdf)") -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))

    return with_file


def told(window: MainWindow) -> str:
    return window.host.toast.text


@pytest.mark.parametrize(("name", "begin"), [("out.pdf", b"%PDF"), ("out.html", b"<!DOCTYPE html>")])
def test_ctrl_shift_r_writes_the_report(
    open_as: OpenAs, answer, tmp_path: Path, qtbot: QtBot, name: str, begin: bytes
) -> None:
    window, target = open_as("maria"), tmp_path / name
    answer(target)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_R, both)
    qtbot.waitUntil(lambda: told(window) == f"Report written to {name}.", timeout=20_000)
    assert target.read_bytes().startswith(begin)


def test_a_name_without_ending_gets_the_chosen_one(open_as: OpenAs, answer, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_as("maria")
    answer(tmp_path / "mine", "Page (*.html)")
    assert window.commands.run("file.report") is None
    qtbot.waitUntil(lambda: told(window) == "Report written to mine.html.", timeout=20_000)
    page = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert "Demo study" in page
    # the study is blind: the condition of its children stays out
    assert "placebo" not in page


def test_a_coder_of_a_blind_study_gets_no_report(window: MainWindow) -> None:
    assert window.commands.run("file.report") == "measures are hidden while the study is blind"


def test_without_a_study_there_is_nothing_to_report(empty_window: MainWindow) -> None:
    assert empty_window.commands.run("file.report") == "no study is open"


def test_a_report_that_cannot_be_written_says_why(open_as: OpenAs, answer, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_as("maria")
    answer(tmp_path / "nowhere" / "out.html")
    window.commands.run("file.report")
    qtbot.waitUntil(lambda: bool(window.host.messages.bars), timeout=20_000)
    assert "No report was written." in window.host.messages.bars[0].problem.text
