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

from coder.ui.proxies import proxy_tasks
from coder.ui.study.add_child import next_session_id
from coder.ui.study.add_dialog import CHILD, FILES, PROXIES, SYNC, AddSessionDialog
from coder.ui.study.page import StudyPage
from coder.ui.window import MainWindow
from tests.media.encode import SAMPLE_RATE, Recipe, make
from tests.media.test_sync import heard_by_another, room_sound

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
    assert dialog.child_step.session.text() == "s003"
    QTest.keyClicks(dialog.child_step.child, "c019")
    QTest.keyClicks(dialog.child_step.age, "391")
    with qtbot.waitSignal(window.host.overviews.loaded, timeout=10_000):
        QTest.keyClick(dialog.child_step.age, Qt.Key.Key_Return)
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
        "coder.ui.study.add_files.QFileDialog.getOpenFileNames", lambda *_: ([str(second), str(tiny_video)], "")
    )
    dialog.files_step.choose_button.click()
    assert dialog.files == [tiny_video, second]
    dialog.files_step.list.setCurrentRow(1)
    dialog.files_step.first_button.click()
    assert dialog.files == [second, tiny_video]
    dialog.files_step.remove_button.click()
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
    QTest.keyClicks(dialog.child_step.child, child)
    assert reason in dialog.child_step.child_note.text()
    QTest.keyClick(dialog.child_step.child, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.child_step.child.hasFocus()
    assert saved_sessions(study_path) == ["s001", "s002"]


def test_an_age_that_is_no_number_is_refused(dialog: AddSessionDialog) -> None:
    QTest.keyClicks(dialog.child_step.child, "c019")
    QTest.keyClicks(dialog.child_step.age, "one year")
    QTest.keyClick(dialog.child_step.age, Qt.Key.Key_Return)
    assert dialog.wrong.text() == "“one year” is not an age in days. Type a number such as 383."
    assert dialog.child_step.age.hasFocus()


def test_a_session_id_that_is_taken_is_refused(dialog: AddSessionDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.child_step.child, "c019")
    dialog.child_step.session.setText("s001")
    QTest.keyClick(dialog.child_step.session, Qt.Key.Key_Return)
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
    QTest.keyClicks(page.dialog.child_step.child, "c019")
    QTest.keyClick(page.dialog.child_step.child, Qt.Key.Key_Return)
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
    assert page.dialog.step == FILES
    page.dialog.main_button.click()
    assert page.dialog.wrong.text() == "Choose at least one video."


@pytest.mark.parametrize(
    ("taken", "suggested"),
    [([], "s001"), (["s001", "s009"], "s010"), (["c7", "c11"], "c12"), (["pilot"], "s001"), (["s001", "x3"], "x4")],
)
def test_the_suggested_session_id_goes_on_counting(taken: list[str], suggested: str) -> None:
    assert next_session_id(taken) == suggested


@pytest.fixture(scope="session")
def shared_room(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two cameras in one room: the second was switched on 1.48 s after the first and hears the same, more quietly."""
    folder = tmp_path_factory.mktemp("room")
    whole = room_sound(20, seed=11)
    recipe = Recipe("mp4", count=450, size=(32, 32), options={"preset": "ultrafast"}, sound="aac")
    first = make(folder / "wide.mp4", recipe, whole[: 18 * SAMPLE_RATE])
    late = round(1.48 * SAMPLE_RATE)
    return first, make(folder / "close.mp4", recipe, heard_by_another(whole, seed=12)[late : late + 18 * SAMPLE_RATE])


def test_two_cameras_are_synchronised_by_their_sound_on_the_way(
    window: MainWindow, study_path: Path, shared_room: tuple[Path, Path], qtbot: QtBot
) -> None:
    page = page_of(window)
    page.add_files(list(shared_room))
    dialog = page.dialog
    assert dialog.step == CHILD
    QTest.keyClicks(dialog.child_step.child, "c019")
    QTest.keyClicks(dialog.child_step.titles[1], "Infant close-up")
    QTest.keyClick(dialog.child_step.child, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.step == SYNC, timeout=10_000)
    qtbot.waitUntil(lambda: "agree · sure" in dialog.sync_step.results[0].text(), timeout=20_000)
    assert dialog.sync_step.results[0].text().startswith("± 8 ms · ")
    assert dialog.main_button.text() == "Add session"
    with qtbot.waitSignal(window.host.overviews.loaded, timeout=10_000):
        dialog.main_button.click()
    written = json.loads((study_path / "sessions/s003/session.json").read_text(encoding="utf-8"))
    camera = written["media"][1]
    assert abs(camera["offset_ms"] - 1480) <= 8
    assert (camera["aligned_by"], camera["title"]) == ("sound", "Infant close-up")


def test_an_offset_can_be_typed_and_is_told_as_set_by_hand(
    window: MainWindow, study_path: Path, shared_room: tuple[Path, Path], qtbot: QtBot
) -> None:
    page = page_of(window)
    page.add_files(list(shared_room))
    dialog = page.dialog
    QTest.keyClicks(dialog.child_step.child, "c019")
    QTest.keyClick(dialog.child_step.child, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.step == SYNC, timeout=10_000)
    qtbot.waitUntil(lambda: dialog.sync_step.sound_button.isEnabled(), timeout=20_000)
    dialog.sync_step.offsets[0].setValue(-320)
    assert dialog.sync_step.results[0].text() == "set by hand"
    with qtbot.waitSignal(window.host.overviews.loaded, timeout=10_000):
        dialog.main_button.click()
    written = json.loads((study_path / "sessions/s003/session.json").read_text(encoding="utf-8"))
    assert (written["media"][1]["offset_ms"], written["media"][1]["aligned_by"]) == (-320, "hand")


def test_a_heavy_recording_gets_a_proxy_in_the_background(
    window: MainWindow, study_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    heavy = make(tmp_path / "uhd.mp4", Recipe("mp4", count=12, size=(1920, 1080), options={"preset": "ultrafast"}))
    page = page_of(window)
    page.add_files([heavy])
    dialog = page.dialog
    QTest.keyClicks(dialog.child_step.child, "c019")
    QTest.keyClick(dialog.child_step.child, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.step == PROXIES, timeout=10_000)
    assert dialog.proxy_step.heavy.text() == "Heavy to decode:\nCamera 1: 1920 × 1080, h264"
    assert dialog.proxy_step.wanted.isChecked()
    tasks = proxy_tasks(window.jobs)
    with qtbot.waitSignal(tasks.said, timeout=30_000) as said:
        dialog.main_button.click()
    assert said.args == ["1 proxy is ready."]
    assert (study_path / ".cache/proxies/s003-cam1.mp4").is_file()


def test_a_file_that_is_no_video_brings_the_person_back_to_the_files(
    window: MainWindow, tmp_path: Path, tiny_video: Path, qtbot: QtBot
) -> None:
    fake = tmp_path / "notes.mp4"
    fake.write_text("not a video")
    page = page_of(window)
    page.add_files([tiny_video, fake])
    qtbot.waitUntil(lambda: page.dialog.step == FILES, timeout=10_000)
    assert "notes.mp4" in page.dialog.wrong.text()
    page.dialog.files_step.list.setCurrentRow(1)
    page.dialog.files_step.remove_button.click()
    assert page.dialog.files == [tiny_video]
    assert page.dialog.wrong.text() == ""


def test_back_leads_to_the_step_before_and_keeps_what_was_typed(dialog: AddSessionDialog) -> None:
    QTest.keyClicks(dialog.child_step.child, "c019")
    dialog.back_button.click()
    assert dialog.step == FILES
    dialog.main_button.click()
    assert dialog.step == CHILD
    assert dialog.child_step.child.text() == "c019"
