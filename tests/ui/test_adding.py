"""Adding sessions: by dialog and by drag and drop, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coder.ui.study.add_dialog import AddSessionDialog, next_session_id
from coder.ui.study.page import StudyPage
from coder.ui.window import MainWindow

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def page_of(window: MainWindow) -> StudyPage:
    page = window.show_page("study")
    assert isinstance(page, StudyPage)
    return page


def drop(target: QWidget, *files: Path) -> bool:
    """Drop files as the system would; return whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(target.rect().center(), action, data, LEFT, PLAIN)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(target.rect().center()), action, data, LEFT, PLAIN))
    return enter.isAccepted()


@pytest.fixture
def dialog(window: MainWindow, tiny_video: Path) -> AddSessionDialog:
    """The dialog with one good video, otherwise empty."""
    page = page_of(window)
    page.add_files([tiny_video])
    return page.dialog


def saved_sessions(study_path: Path) -> list[str]:
    return sorted(path.parent.name for path in study_path.glob("sessions/*/session.json"))


def test_dropped_videos_become_a_session_on_disk(
    window: MainWindow, study_path: Path, tiny_video: Path, qtbot: QtBot
) -> None:
    page = page_of(window)
    assert drop(page, tiny_video)
    dialog = page.dialog
    assert dialog.isVisible()
    assert dialog.session.text() == "s003"
    QTest.keyClicks(dialog.child, "c019")
    QTest.keyClicks(dialog.age, "391")
    with qtbot.waitSignal(window.host.overviews.loaded, timeout=10_000):
        QTest.keyClick(dialog.age, Qt.Key.Key_Return)
    written = json.loads((study_path / "sessions/s003/session.json").read_text(encoding="utf-8"))
    assert written["participant"] == {"child": "c019", "age_days": 391}
    (camera,) = written["media"]
    assert (study_path / camera["path"]).resolve() == tiny_video.resolve()
    assert len(camera["sha256"]) == 64
    assert window.host.toast.text == "Session s003 added."
    assert page.view.chosen_id() == "s003"


def test_the_key_for_adding_opens_the_dialog_from_any_page(window: MainWindow) -> None:
    window.show_page("scheme")
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert page_of(window).dialog.isVisible()


def test_files_are_chosen_ordered_and_removed(
    dialog: AddSessionDialog, tiny_video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "close.mp4"
    monkeypatch.setattr(
        "coder.ui.study.add_dialog.QFileDialog.getOpenFileNames", lambda *_: ([str(second), str(tiny_video)], "")
    )
    dialog.choose_button.click()
    assert dialog.files == [tiny_video, second]
    dialog.list.setCurrentRow(1)
    dialog.first_button.click()
    assert dialog.files == [second, tiny_video]
    dialog.remove_button.click()
    assert dialog.files == [tiny_video]


@pytest.mark.parametrize(
    ("child", "reason"),
    [
        ("Emma", "looks like a name"),
        ("2025-03-14", "looks like a date"),
        ("c 17", "cannot be a child ID"),
    ],
)
def test_an_id_that_tells_who_the_child_is_is_refused(
    dialog: AddSessionDialog, study_path: Path, child: str, reason: str
) -> None:
    QTest.keyClicks(dialog.child, child)
    assert reason in dialog._child_note.text()
    QTest.keyClick(dialog.child, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.child.hasFocus()
    assert saved_sessions(study_path) == ["s001", "s002"]


def test_an_age_that_is_no_number_is_refused(dialog: AddSessionDialog) -> None:
    QTest.keyClicks(dialog.child, "c019")
    QTest.keyClicks(dialog.age, "one year")
    QTest.keyClick(dialog.age, Qt.Key.Key_Return)
    assert dialog.wrong.text() == "“one year” is not an age in days. Type a number such as 383."
    assert dialog.age.hasFocus()


def test_a_session_id_that_is_taken_is_refused(dialog: AddSessionDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.child, "c019")
    dialog.session.setText("s001")
    QTest.keyClick(dialog.session, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "s001 already" in dialog.wrong.text())
    assert dialog.isVisible()
    assert dialog.main_button.isEnabled()


def test_a_file_that_is_no_video_is_refused_and_nothing_is_written(
    window: MainWindow, study_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    fake = tmp_path / "notes.mp4"
    fake.write_text("not a video")
    page = page_of(window)
    page.add_files([fake])
    QTest.keyClicks(page.dialog.child, "c019")
    QTest.keyClick(page.dialog.child, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "notes.mp4" in page.dialog.wrong.text())
    assert saved_sessions(study_path) == ["s001", "s002"]
    assert not list(study_path.glob("sessions/s003*"))


def test_dropping_something_else_names_it_and_adds_nothing(window: MainWindow, tmp_path: Path) -> None:
    paper = tmp_path / "consent.pdf"
    paper.write_text("x")
    drop(page_of(window), paper)
    (bar,) = window.host.messages.bars
    assert bar.problem.text.startswith("consent.pdf: no video. Nothing was added.")


def test_without_a_study_a_drop_is_not_taken(empty_window: MainWindow, tiny_video: Path) -> None:
    assert not drop(page_of(empty_window), tiny_video)


def test_no_video_at_all_is_asked_for(window: MainWindow) -> None:
    page = page_of(window)
    page.ask_add()
    QTest.keyClicks(page.dialog.child, "c019")
    QTest.keyClick(page.dialog.child, Qt.Key.Key_Return)
    assert page.dialog.wrong.text() == "Choose at least one video."


@pytest.mark.parametrize(
    ("taken", "suggested"),
    [([], "s001"), (["s001", "s009"], "s010"), (["c7", "c11"], "c12"), (["pilot"], "s001"), (["s001", "x3"], "x4")],
)
def test_the_suggested_session_id_goes_on_counting(taken: list[str], suggested: str) -> None:
    assert next_session_id(taken) == suggested
