"""Toasts, messages, tasks, keys, settings, new studies."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coder.app.creation import create_study
from coder.app.jobs import Progress
from coder.store import StudyFolder
from coder.ui.commands import Command
from coder.ui.page import Problem
from coder.ui.shell.new_study import NewStudyDialog
from coder.ui.window import MainWindow

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_toast_says_a_result_and_offers_the_way_back(window: MainWindow) -> None:
    undone: list[bool] = []
    window.host.say("Bid deleted at 9:18.000.", ("Undo", lambda: undone.append(True)))
    assert window.host.toast.text == "Bid deleted at 9:18.000."
    window.host.toast.action.click()
    assert undone == [True]
    assert window.host.toast.text == ""


def test_one_toast_at_a_time(window: MainWindow) -> None:
    window.host.say("First.")
    window.host.say("Second.")
    assert window.host.toast.text == "Second."
    assert window.host.toast.action.isHidden()


def test_a_message_stays_until_it_is_answered(window: MainWindow) -> None:
    tried: list[bool] = []
    window.show_problem(Problem("Could not write.", (("Try again", lambda: tried.append(True)),)))
    (bar,) = window.host.messages.bars
    assert bar.isVisible()
    bar.buttons["Try again"].click()
    assert tried == [True]
    assert window.host.messages.bars == []


def test_the_same_problem_is_shown_once_and_goes_when_it_is_solved(window: MainWindow) -> None:
    for waiting in (1, 2, 3):
        window.show_problem(Problem(f"Not saved: {waiting} edits waiting.", key="save"))
    (bar,) = window.host.messages.bars
    assert bar.problem.text == "Not saved: 3 edits waiting."
    window.solve("save")
    assert window.host.messages.bars == []
    assert window.host.messages.isHidden()


def test_details_are_shown_on_request(window: MainWindow) -> None:
    window.show_problem(Problem("Session s002 cannot be read.", detail="line 1: expected a value"))
    (bar,) = window.host.messages.bars
    detail = next(label for label in bar.findChildren(QLabel) if "line 1" in label.text())
    assert not detail.isVisible()
    bar.buttons["Details"].click()
    assert detail.isVisible()


def test_a_long_task_shows_its_progress_and_can_be_stopped(window: MainWindow, qtbot: QtBot) -> None:
    go_on = threading.Event()
    ends: list[str] = []

    def work(progress: Progress) -> None:
        progress.step(1, 4, "s001")
        go_on.wait(10)
        progress.step(2, 4, "s002")

    window.jobs.run("Making proxies", work, lambda _: ends.append("done"), stopped=lambda: ends.append("stopped"))
    qtbot.waitUntil(lambda: window.status.task.text() == "Making proxies · 25 %")
    QTest.keyClick(window, Qt.Key.Key_T, CTRL | SHIFT)
    assert window.tasks.isVisible()
    (row,) = window.tasks.rows
    assert row.state.text().startswith("Running · s001")
    row.stop_button.click()
    go_on.set()
    qtbot.waitUntil(lambda: ends == ["stopped"])
    qtbot.waitUntil(lambda: row.state.text() == "Stopped")
    assert window.status.task.text() == ""
    QTest.keyClick(window.tasks, Qt.Key.Key_Escape)
    assert not window.tasks.isVisible()


def test_a_short_task_is_not_worth_a_word(window: MainWindow, qtbot: QtBot) -> None:
    done: list[int] = []
    window.jobs.run("Blink", lambda _: 7, done.append)
    qtbot.waitUntil(lambda: done == [7])
    assert window.tasks.rows == []


def test_a_failed_task_says_why(window: MainWindow, qtbot: QtBot) -> None:
    errors: list[Exception] = []

    def work(_: Progress) -> None:
        raise ValueError("no room")

    window.jobs.run("Export", work, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: len(window.tasks.rows) == 1)
    assert window.tasks.rows[0].state.text() == "Failed · no room"
    assert [str(error) for error in errors] == ["no room"]


def test_the_key_card_lists_all_active_keys(window: MainWindow) -> None:
    window.commands.add(Command("test.key", "Mark pass complete", lambda: None, "Ctrl+M", "Coding"))
    QTest.keyClick(window, Qt.Key.Key_F1, SHIFT)
    groups = dict(window.key_card.groups)
    assert ("Ctrl+M", "Mark pass complete") in groups["Coding"]
    assert ("Ctrl+K", "Command palette") in groups["View"]
    window.key_card.accept()


def test_blind_mode_says_what_is_hidden_and_that_it_is_no_lock(window: MainWindow) -> None:
    window.status.blind.click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "what other coders did" in shown
    assert "It is no lock" in shown
    dialog.close()


@pytest.fixture
def new_study(empty_window: MainWindow, tmp_path: Path) -> NewStudyDialog:
    dialog = NewStudyDialog(empty_window, empty_window.current_theme(), tmp_path, empty_window.studies.open_new)
    dialog.open()
    return dialog


def test_a_new_study_is_made_and_opened_as_the_person_who_made_it(
    new_study: NewStudyDialog, empty_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyClicks(new_study.title, "Winter cohort")
    assert new_study.folder.text() == str(tmp_path / "winter-cohort")
    QTest.keyClicks(new_study.identity, "kr")
    QTest.keyClick(new_study.identity, Qt.Key.Key_Return)
    made = StudyFolder.open(tmp_path / "winter-cohort").study
    assert (made.title, made.schemes, made.people[0].id) == ("Winter cohort", ("strange-situation@1",), "kr")
    assert empty_window.status.identity.text().startswith("kr, coder")
    qtbot.waitUntil(lambda: not empty_window.host.overviews.reading)


def test_a_new_study_needs_a_title_and_an_id(new_study: NewStudyDialog) -> None:
    new_study.main_button.click()
    assert new_study.wrong.text() == "Give the study a title."
    QTest.keyClicks(new_study.title, "Winter cohort")
    new_study.main_button.click()
    assert new_study.wrong.text() == "Type your ID."
    new_study.reject()


def test_a_new_study_never_goes_into_a_folder_that_holds_something(new_study: NewStudyDialog, tmp_path: Path) -> None:
    (tmp_path / "winter").mkdir()
    (tmp_path / "winter/notes.txt").write_text("x")
    QTest.keyClicks(new_study.title, "Winter")
    QTest.keyClicks(new_study.identity, "kr")
    new_study.main_button.click()
    assert "not empty" in new_study.wrong.text()
    assert sorted(path.name for path in (tmp_path / "winter").iterdir()) == ["notes.txt"]
    new_study.reject()


def test_closing_asks_before_it_stops_a_running_task(window: MainWindow, qtbot: QtBot) -> None:
    go_on = threading.Event()
    window.jobs.run("Making proxies", lambda _: go_on.wait(10), lambda _: None)
    qtbot.waitUntil(lambda: window.jobs.worth_telling == 1)
    assert not window.close()
    (bar,) = window.host.messages.bars
    assert bar.problem.text.startswith("1 task is running.")
    bar.buttons["Stay"].click()
    assert window.isVisible()
    window.close()
    go_on.set()
    window.host.messages.bars[0].buttons["Close"].click()
    assert not window.isVisible()


def test_a_study_without_people_asks_for_the_first(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    create_study(tmp_path / "bare", "strange-situation")
    empty_window.studies.open_folder(tmp_path / "bare")
    (bar,) = empty_window.host.messages.bars
    assert bar.problem.text == "This study has no people yet. Add yourself to begin coding."
    bar.buttons["Add a person…"].click()
    dialog = empty_window.studies.dialog
    QTest.keyClicks(dialog.identity, "kr")
    dialog.roles["supervisor"].click()
    QTest.keyClick(dialog.identity, Qt.Key.Key_Return)
    (person,) = StudyFolder.open(tmp_path / "bare").study.people
    assert (person.id, person.roles) == ("kr", ("coder", "supervisor"))
    assert empty_window.status.identity.text() == "kr, coder, supervisor"
    qtbot.waitUntil(lambda: not empty_window.host.overviews.reading)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("anna", "There is a person anna already."), ("no spaces", "cannot be a person's ID"), ("consensus", "cannot")],
)
def test_a_persons_id_is_new_and_safe(window: MainWindow, study_path: Path, typed: str, reason: str) -> None:
    window.studies.ask_person()
    dialog = window.studies.dialog
    QTest.keyClicks(dialog.identity, typed)
    QTest.keyClick(dialog.identity, Qt.Key.Key_Return)
    assert reason in dialog.wrong.text()
    assert [person.id for person in StudyFolder.open(study_path).study.people] == ["anna", "ben", "maria"]
    dialog.reject()
