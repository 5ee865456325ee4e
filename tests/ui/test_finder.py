"""The command palette."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coder.ui.commands import Command
from coder.ui.finder.dialog import Finder
from coder.ui.finder.fuzzy import match
from coder.ui.memory import Memory
from coder.ui.window import MainWindow
from tests.ui.conftest import OpenAs

CTRL = Qt.KeyboardModifier.ControlModifier


def open_finder(window: MainWindow) -> Finder:
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.finder.isVisible()
    return window.finder


def titles(finder: Finder) -> list[str]:
    return [row.title for row in finder.rows() if row.command]


@pytest.mark.parametrize(
    ("typed", "title", "marked"),
    [
        ("reu", "Next reunion", "reu"),
        ("gts", "Go to Study", "GtS"),
        ("mark comp", "Mark pass complete", "Markcomp"),
        ("bid", "Bid", "Bid"),
    ],
)
def test_letters_in_order_fit_and_are_marked(typed: str, title: str, marked: str) -> None:
    found = match(typed, title)
    assert found is not None
    assert "".join(title[place] for place in found.letters) == marked


@pytest.mark.parametrize(("typed", "title"), [("xyz", "Go to Study"), ("ydutS", "Study"), ("study q", "Study")])
def test_letters_that_are_not_there_in_order_do_not_fit(typed: str, title: str) -> None:
    assert match(typed, title) is None


def test_a_beginning_fits_better_than_a_middle() -> None:
    begins, middle = match("app", "Approach"), match("app", "Snapping")
    assert begins is not None
    assert middle is not None
    assert begins.score > middle.score


def test_the_palette_finds_and_runs_a_command(window: MainWindow) -> None:
    finder = open_finder(window)
    QTest.keyClicks(finder.field, "all dark")
    chosen = finder.chosen()
    assert chosen is not None
    assert chosen.title == "All dark"
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert window.looks.tables.name == "dark"


def test_what_was_run_last_leads_the_list(window: MainWindow) -> None:
    finder = open_finder(window)
    QTest.keyClicks(finder.field, "text size 110")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert Memory().recent_commands() == ["view.text.110"]
    finder = open_finder(window)
    assert finder.rows()[0].title == "Recent"
    assert titles(finder)[0] == "Text size 110 %"


def test_escape_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    window.focus_search()
    before = QApplication.focusWidget()
    assert isinstance(before, QLineEdit)
    finder = open_finder(window)
    QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is before)


def test_letters_typed_in_the_palette_never_reach_the_page(window: MainWindow) -> None:
    pressed: list[str] = []
    window.commands.add(Command("test.letter", "Stamp", lambda: pressed.append("h"), "H"))
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_H)
    assert pressed == ["h"]
    finder = open_finder(window)
    QTest.keyClick(finder.field, Qt.Key.Key_H)
    assert finder.field.text() == "h"
    assert pressed == ["h"]


def test_a_command_that_cannot_run_stays_listed_with_its_reason(window: MainWindow) -> None:
    ran: list[bool] = []
    reason = "pass 1 is complete; reopen it first"
    window.commands.add(Command("test.edit", "Edit distress", lambda: ran.append(True), why_not=lambda: reason))
    finder = open_finder(window)
    QTest.keyClicks(finder.field, "edit distress")
    chosen = finder.chosen()
    assert chosen is not None
    assert chosen.why_not == reason
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert ran == []
    assert finder.isVisible()
    assert finder.count.text() == reason
    finder.reject()


def test_at_lists_codes_and_shows_their_definition(window: MainWindow) -> None:
    finder = open_finder(window)
    QTest.keyClicks(finder.field, "@bid")
    assert titles(finder)[0] == "Bid"
    assert {row.command.kind for row in finder.rows() if row.command} <= {"Codes", "Definitions"}
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert window.page.page_id == "scheme"
    assert window.page.definition.header.title.text() == "Bid"


def test_greater_than_lists_commands_alone(window: MainWindow) -> None:
    finder = open_finder(window)
    QTest.keyClicks(finder.field, ">")
    assert {row.command.kind for row in finder.rows() if row.command} <= {"Commands", "Settings"}
    finder.reject()


def test_hidden_facts_are_not_searchable(open_as: OpenAs) -> None:
    finder = open_finder(open_as("anna"))
    for hidden in ("placebo", "ben"):
        finder.field.setText(hidden)
        assert all("placebo" not in title and title.split(",")[0] != "ben" for title in titles(finder))
    finder.reject()


def test_nothing_that_fits_says_so(window: MainWindow) -> None:
    finder = open_finder(window)
    QTest.keyClicks(finder.field, "qqqqxx")
    assert finder.nothing.isVisible()
    assert finder.rows() == []
    finder.reject()


def test_arrows_skip_headings_and_go_round(window: MainWindow) -> None:
    finder = open_finder(window)
    first = finder.chosen()
    QTest.keyClick(finder.field, Qt.Key.Key_Up)
    last = finder.chosen()
    assert last is not None
    assert last.title == titles(finder)[-1]
    QTest.keyClick(finder.field, Qt.Key.Key_Down)
    assert finder.chosen() == first
    finder.reject()
