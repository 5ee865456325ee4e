"""Heart rate put on the session's axis through the Code page: this moment is that sample, once, twice and more."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from coder.store import StudyFolder
from coder.ui.clips import SessionRequest
from coder.ui.code.page import CodePage
from coder.ui.heart.dialog import HeartDialog
from coder.ui.window import MainWindow


@pytest.fixture
def recording(study_path: Path) -> Path:
    """Write 60 s of heart rate, one value a second, rising by one beat a minute each second from 90."""
    file = study_path / "media" / "heart.csv"
    file.write_text("time_s,bpm\n" + "".join(f"{second},{90 + second}\n" for second in range(60)), "utf-8")
    return file


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> CodePage:
    window.open_session(SessionRequest("s001", "anna", "proximity", 12_000))
    page = window.host.page
    assert isinstance(page, CodePage)
    qtbot.waitUntil(lambda: page.bench is not None and page.bench.playback.position_ms == 12_000, timeout=5_000)
    return page


def opened(page: CodePage, window: MainWindow) -> HeartDialog:
    assert window.commands.run("code.heart") is None
    assert page.heart_dialog is not None
    return page.heart_dialog


def choose_file(dialog: HeartDialog, file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    QTest.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=5_000)


def anchor(dialog: HeartDialog, session: str, device: str) -> None:
    """Type both moments and press Enter."""
    for line, text in ((dialog.session_time, session), (dialog.device_time, device)):
        line.clear()
        QTest.keyClicks(line, text)
    QTest.keyClick(dialog.device_time, Qt.Key.Key_Return)


def on_disk(root: Path) -> list[dict[str, object]]:
    session = StudyFolder.open(root).load_session("s001")
    return json.loads(msgspec.json.encode(session.physiology))


def test_a_file_is_added_and_synchronised_at_the_playhead(
    page: CodePage, window: MainWindow, recording: Path, study_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog = opened(page, window)
    assert dialog.file.text().startswith("No heart-rate file for this session.")
    assert dialog.session_time.text() == "0:12.000"
    choose_file(dialog, recording, monkeypatch, qtbot)
    assert dialog.file.text() == "heart.csv · Table with a heading · 60 entries, 0:00 – 0:59"
    # a click on the picture chooses the sample nearest to it
    view = dialog.view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(view._x(20_000)), 60))
    assert dialog.device_time.text() == "0:20.000"
    QTest.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    assert dialog.says.text().startswith("One anchor shifts the device's clock.")
    QTest.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)
    (found,) = on_disk(study_path)
    assert (found["path"], found["anchors"]) == ("media/heart.csv", [[20_000, 12_000]])
    # on the session axis: 8 s earlier than on the device
    bench = page.bench
    assert bench is not None
    qtbot.waitUntil(lambda: bench.timeline.heart is not None and len(bench.timeline.heart.times) > 0, timeout=5_000)
    assert int(bench.timeline.heart.times[0]) == -8_000


def test_saving_can_be_taken_back(
    page: CodePage, window: MainWindow, recording: Path, study_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog = opened(page, window)
    choose_file(dialog, recording, monkeypatch, qtbot)
    anchor(dialog, "12", "20")
    QTest.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)
    assert window.host.toast.text == "Heart rate synchronised."
    window.commands.run("code.undo")
    qtbot.waitUntil(lambda: on_disk(study_path) == [], timeout=5_000)


def test_three_anchors_show_how_far_each_lies_from_the_line(
    page: CodePage, window: MainWindow, recording: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog = opened(page, window)
    choose_file(dialog, recording, monkeypatch, qtbot)
    anchor(dialog, "10", "0")
    anchor(dialog, "30", "20")
    assert dialog.says.text().startswith("The device runs 0 millionths too fast. A third anchor")
    # least squares through (0, 10), (20, 30.3), (40, 50): slope 1, mean 0.1 above the line of 10: −100, +200, −100 ms
    QTest.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    anchor(dialog, "30.3", "20")
    anchor(dialog, "50", "40")
    assert [dialog.table.item(row, 2).text() for row in range(3)] == ["−100 ms", "+200 ms", "−100 ms"]
    assert dialog.says.text() == "The device runs 0 millionths too fast. The anchors lie up to 200 ms from the line."
    dialog.table.selectRow(1)
    QTest.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert dialog.anchors == [(0, 10_000), (40_000, 50_000)]


def test_an_anchor_that_contradicts_the_others_is_refused_in_words(
    page: CodePage, window: MainWindow, recording: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog = opened(page, window)
    choose_file(dialog, recording, monkeypatch, qtbot)
    anchor(dialog, "10", "5")
    anchor(dialog, "8", "6")
    assert "contradict each other" in dialog.wrong.text()
    assert dialog.anchors == [(5_000, 10_000)]
    anchor(dialog, "soon", "6")
    assert "soon" in dialog.wrong.text()
    anchor(dialog, "9", "")
    assert dialog.wrong.text() == "Choose a sample in the picture, or type the device's time."


def test_a_file_without_heart_rate_is_told(
    page: CodePage, window: MainWindow, study_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    file = study_path / "media" / "notes.csv"
    file.write_text("a,b\nx,y\n", "utf-8")
    dialog = opened(page, window)
    choose_file(dialog, file, monkeypatch, qtbot)
    assert "notes.csv" in dialog.wrong.text()
    assert not dialog.main_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert on_disk(study_path) == []


def test_the_samples_are_walked_by_keys(
    page: CodePage, window: MainWindow, recording: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog = opened(page, window)
    choose_file(dialog, recording, monkeypatch, qtbot)
    QTest.keyClick(dialog.view, Qt.Key.Key_End)
    QTest.keyClick(dialog.view, Qt.Key.Key_Left)
    assert dialog.device_time.text() == "0:58.000"
    assert dialog.view.accessibleDescription() == "0:58.000, 148 beats per minute"
    before = dialog.view._window
    QTest.keyClick(dialog.view, Qt.Key.Key_Plus)
    assert dialog.view._window[1] - dialog.view._window[0] < before[1] - before[0]
