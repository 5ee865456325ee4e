"""The window itself: pages, themes, what it remembers, what it says when something is wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coder.store import StoreError
from coder.ui.app import report_error
from coder.ui.memory import Memory
from coder.ui.pages import PAGES
from coder.ui.window import MainWindow
from tests.ui.conftest import OpenAs


def shown_texts(window: MainWindow) -> list[str]:
    return [label.text() for label in window.page.findChildren(QLabel) if label.isVisible()]


def bar_texts(window: MainWindow) -> list[str]:
    return [bar.problem.text for bar in window.host.messages.bars]


def test_a_first_start_offers_the_sample_study(empty_window: MainWindow) -> None:
    assert "No study is open." in shown_texts(empty_window)
    assert empty_window.commands.find("file.sample") is not None


def test_alt_and_a_digit_go_to_the_pages_in_rail_order(window: MainWindow) -> None:
    for number, entry in enumerate(PAGES, 1):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        assert window.page.page_id == entry.page_id
        assert window.rail.buttons[entry.page_id].isChecked()


def test_a_click_on_the_rail_shows_the_page(window: MainWindow) -> None:
    QTest.mouseClick(window.rail.buttons["scheme"], Qt.MouseButton.LeftButton)
    assert window.page.page_id == "scheme"


def test_the_window_never_gets_smaller_than_the_pages_need(window: MainWindow) -> None:
    window.resize(400, 300)
    assert (window.width(), window.height()) == (1280, 760)


def test_status_bar_says_who_works_under_which_rules(window: MainWindow) -> None:
    assert window.status.identity.text() == "anna, coder"
    assert window.status.blind.text() == "Blind mode on · condition and other coders hidden"
    assert window.status.scheme.text() == "Strange Situation v1"
    assert window.status.saved.text() == "All changes saved"


def test_table_pages_are_light_and_become_dark_with_all_dark(window: MainWindow) -> None:
    def ground() -> int:
        return window.page.grab().toImage().pixelColor(4, window.page.height() - 4).lightness()

    assert ground() > 200
    command = window.commands.find("view.look.dark")
    assert command is not None
    command.run()
    assert ground() < 60
    assert window.rail.grab().toImage().pixelColor(60, 300).lightness() < 60


def test_the_look_is_remembered(window: MainWindow, qtbot: QtBot) -> None:
    window.looks.choose(replace(window.looks.look, appearance="dark", text_percent=125))
    again = MainWindow(Memory())
    qtbot.addWidget(again)
    assert (again.looks.look.appearance, again.looks.look.text_percent) == ("dark", 125)
    assert again.looks.tables.name == "dark"


def test_a_larger_text_size_makes_the_text_of_the_page_larger(window: MainWindow) -> None:
    heading = window.page.findChild(QLabel)
    assert heading is not None
    before = heading.fontMetrics().height()
    window.looks.choose(replace(window.looks.look, text_percent=150))
    assert heading.fontMetrics().height() > before * 1.3


def test_the_size_of_the_window_is_remembered(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 766)
    window.close()
    again = MainWindow(Memory())
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1280, 766)


def test_a_study_opened_before_is_among_the_recent_ones(window: MainWindow, study_path: Path) -> None:
    assert Memory().recent_studies() == [study_path.resolve()]
    command = window.commands.find("file.recent.0")
    assert command is not None
    assert command.group == "File/Recent studies"


def test_a_folder_without_a_study_gives_one_message_and_leaves_the_open_study(
    window: MainWindow, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert not window.studies.open_folder(empty)
    assert [text for text in bar_texts(window) if "study.json is missing" in text]
    assert window.studies.study is not None
    assert window.studies.study.study.id == "demo"


def test_a_damaged_study_says_which_file_is_damaged(empty_window: MainWindow, study_path: Path) -> None:
    (study_path / "study.json").write_text('{"format": "securebase-study", "version": 1,')
    assert not empty_window.studies.open_folder(study_path)
    (text,) = bar_texts(empty_window)
    assert "study.json" in text
    assert "Nothing was changed." in text


def test_one_damaged_session_does_not_hide_the_others(study_path: Path, open_as: OpenAs) -> None:
    (study_path / "sessions/s002/session.json").write_text("{")
    window = open_as("maria")
    titles = [need.title for need in window.page.attention.needs]
    assert "s002 cannot be read" in titles
    assert window.page.view.shown() == 2


def test_an_error_in_words_becomes_one_message(window: MainWindow) -> None:
    report_error(window, StoreError("The disk is full.", "/mnt/x"))
    assert bar_texts(window) == ["/mnt/x: The disk is full."]


def test_a_mistake_of_the_program_says_what_is_safe(window: MainWindow, capsys: pytest.CaptureFixture[str]) -> None:
    report_error(window, KeyError("frame"))
    (text,) = bar_texts(window)
    assert text.startswith("That did not work")
    assert "is on disk" in text
    assert "KeyError" in capsys.readouterr().err


def test_whoever_opens_a_study_first_is_asked_who_they_are(
    empty_window: MainWindow, study_path: Path, qtbot: QtBot
) -> None:
    empty_window.studies.open_folder(study_path)
    (bar,) = empty_window.host.messages.bars
    assert bar.problem.text == "You work as maria, supervisor. Is that you?"
    bar.buttons["ben"].click()
    assert empty_window.status.identity.text() == "ben, coder"
    assert bar_texts(empty_window) == []
    qtbot.waitUntil(lambda: not empty_window.host.overviews.reading)
    assert Memory().identity("demo") == "ben"


def test_the_sample_study_opens_as_a_copy_of_ones_own(
    empty_window: MainWindow, study_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("coder.ui.shell.studies.copy_sample", lambda target: shutil.copytree(study_path, target))
    command = empty_window.commands.find("file.sample")
    assert command is not None
    command.run()
    study = empty_window.studies.study
    assert study is not None
    assert study.folder.root.name == "sample-study"
    assert study.folder.root != study_path
    qtbot.waitUntil(lambda: not empty_window.host.overviews.reading)
    command.run()
    assert bar_texts(empty_window) != ["The sample study could not be opened."]


def test_full_screen_and_back(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()
