"""Opening, closing, review, and what is shown when something is missing."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QSlider
from pytestqt.qtbot import QtBot

from coder.model import edits
from coder.store import StudyFolder
from coder.ui.clips import ClipRequest, SessionRequest
from tests.ui.code.conftest import CodeDriver
from tests.ui.conftest import OpenAs

CTRL = Qt.KeyboardModifier.ControlModifier
CLIP = ClipRequest("s001", "anna", 15_000, 22_000, ("e2",), "Comfort seeking")


def test_with_nothing_open_the_page_offers_to_go_on_or_choose(code: CodeDriver) -> None:
    assert code.page.empty.isVisible()
    assert code.page.empty.line.text() == "No session open."
    code.page.empty.buttons[1].click()
    assert code.window.page.page_id == "study"


def test_continuing_returns_to_the_session_pass_and_frame(coding: CodeDriver) -> None:
    coding.bench.sitting.set_pass("gaze")
    coding.bench.playback.seek(12_000)
    assert coding.page.close_session()
    coding.page.empty.buttons[0].click()
    coding.wait_for_frame(300)
    assert coding.bench.sitting.pass_id == "gaze"


def test_the_bars_say_whose_work_is_open(coding: CodeDriver) -> None:
    assert coding.window.topbar.context.text() == "C017 · Pass 2 · coder anna"
    assert coding.bench.header.child.text() == "C017"
    coding.type("b")
    saved = coding.window.status.saved
    coding.qtbot.waitUntil(lambda: saved.text() == "All changes saved · journal 1 edit")


def test_review_plays_the_clip_with_its_events_and_records_nothing(coding: CodeDriver) -> None:
    coding.type("b")
    before = coding.on_disk()
    coding.bench.playback.seek(4_000)
    coding.window.open_clip(CLIP)
    bench = coding.bench
    assert bench.review_bar.isVisible()
    assert not bench.header.isVisible()
    assert "C017" in bench.review_bar.heading.text()
    assert bench.playback.playing
    assert bench.playback.loop == (13_000, 24_000)
    assert bench.sitting.selection.ids == ("e2",)
    assert bench.sitting.pass_id == "distress"
    coding.type("x")
    assert coding.events("scream") == []
    assert "Nothing changes in review" in coding.window.host.toast.text
    coding.key(Qt.Key.Key_Delete)
    coding.key(Qt.Key.Key_F2)
    coding.key(Qt.Key.Key_Z, CTRL)
    assert coding.on_disk() == before
    coding.key(Qt.Key.Key_Escape)
    assert not bench.playback.playing
    assert coding.bench.sitting.pass_id == "proximity"
    assert coding.bench.playback.position_ms == 4_000
    assert coding.bench.header.isVisible()


def test_review_from_elsewhere_stays_in_the_session_after_escape(code: CodeDriver) -> None:
    code.window.open_clip(CLIP)
    code.qtbot.waitUntil(lambda: code.bench.playback.playing)
    code.key(Qt.Key.Key_Escape)
    assert code.bench.clip is None
    assert not code.bench.playback.playing


def test_enter_in_review_goes_on_at_the_event_with_keys_on(code: CodeDriver) -> None:
    clip = ClipRequest("s001", "anna", 16_000, 17_000, ("e5",), "Approach")
    code.window.open_clip(clip)
    code.qtbot.waitUntil(lambda: code.bench.playback.playing)
    code.key(Qt.Key.Key_Return)
    code.wait_for_frame(400)
    code.bench.sitting.select(())
    code.bench.playback.seek(21_000)
    code.wait_for_frame(525)
    code.type("b")
    assert code.events("bid") == [("bid", 21_000, None)]


def test_watching_in_review_does_not_count_as_coding(code: CodeDriver) -> None:
    code.window.open_clip(ClipRequest("s001", "anna", 30_000, 31_000, (), "Gaze"))
    code.qtbot.waitUntil(lambda: code.bench.playback.playing)
    before = code.on_disk()
    code.qtbot.wait(300)
    code.key(Qt.Key.Key_Escape)
    assert code.page.close_session()
    assert code.on_disk().passes == before.passes


def test_a_supervisor_looks_at_another_coders_clip_without_changing_it(
    open_as: OpenAs, qtbot: QtBot, study_path
) -> None:
    window = open_as("maria")
    window.open_clip(ClipRequest("s001", "ben", 15_000, 22_000, ("e2",), "Cry"))
    bench = window.page.bench
    qtbot.waitUntil(lambda: bench.playback.has_reference, timeout=5_000)
    assert bench.sitting.desk.read_only
    assert not bench.review_bar.edit.isEnabled()
    assert StudyFolder.open(study_path).load_coding("s001", "ben").events[1].code == "cry"


@pytest.fixture
def without_video(code: CodeDriver) -> CodeDriver:
    """The session's recording is gone."""
    (code.root / "media" / "s001_cam1.mp4").unlink()
    code.window.open_session(SessionRequest("s001", "anna", "proximity", 0))
    code.qtbot.waitUntil(lambda: "not found" in code.view.message, timeout=5_000)
    return code


def test_without_its_video_a_coding_can_be_looked_at_and_edited_by_typing(without_video: CodeDriver) -> None:
    code = without_video
    assert code.view.message == "Camera 1 was not found. Codes are safe."
    code.type("h")
    assert code.events("held") == []
    assert "Locate the video" in code.window.host.toast.text
    code.click(10_000, "proximity")
    field = code.bench.inspector.offset
    field.setFocus()
    field.setText("0:18.000")
    code.key(Qt.Key.Key_Return)
    assert code.events("near") == [("near", 0, 18_000)]
    code.key(Qt.Key.Key_Right, CTRL)
    assert code.bench.playback.position_ms == 5_000


def test_a_located_video_is_checked_linked_and_opened(without_video: CodeDriver, tiny_video) -> None:
    code = without_video
    code.page.locate.locator.link(code.page.study, "s001", "cam1", tiny_video)
    code.qtbot.waitUntil(lambda: code.bench.playback.has_reference, timeout=5_000)
    code.wait_for_frame(0)
    linked = code.session_on_disk().media[0].path
    assert (code.root / linked).resolve() == tiny_video.resolve()


def test_a_moved_video_is_found_by_searching_a_folder(
    code: CodeDriver, tiny_video, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "archive/2026").mkdir(parents=True)
    (code.root / "media" / "s001_cam1.mp4").rename(tmp_path / "archive/2026/s001_cam1.mp4")
    code.window.open_session(SessionRequest("s001", "anna", "proximity", 0))
    code.qtbot.waitUntil(lambda: "not found" in code.view.message, timeout=5_000)
    (bar,) = code.window.host.messages.bars
    assert bar.problem.text == "Camera 1 of C017 was not found. Codes are safe."
    monkeypatch.setattr("coder.ui.locating.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path / "archive"))
    bar.buttons["Locate…"].click()
    code.page.locate.locator.dialog.search_button.click()
    code.qtbot.waitUntil(lambda: code.bench.playback.has_reference, timeout=5_000)
    assert code.window.host.toast.text == "1 of 1 missing recordings found."
    assert code.session_on_disk().media[0].path == "media/s001_cam1.mp4"


def test_without_episodes_the_first_pass_is_offered(code: CodeDriver) -> None:
    code.open("s002", "gaze")
    assert code.window.host.messages.isVisible()
    code.page._open_first_pass()
    assert code.bench.sitting.pass_id == "structure"
    code.qtbot.waitUntil(lambda: not code.window.host.messages.isVisible())


def test_a_session_without_cameras_says_so(code: CodeDriver) -> None:
    folder = StudyFolder.open(code.root)
    session = folder.load_session("s001")
    folder.add_session(msgspec.structs.replace(session, id="s009", media=()))
    code.window.open_session(SessionRequest("s009", "anna"))
    assert "no video" in code.view.message
    assert code.bench.header.cameras.text == "no video"


def test_a_coding_open_elsewhere_is_offered_for_reading(code: CodeDriver) -> None:
    other = StudyFolder.open(code.root).open_coding("s001", "anna")
    try:
        code.window.open_session(SessionRequest("s001", "anna"))
        assert code.page.bench is None
        bar = code.window.host.messages
        assert bar.isVisible()
        code.page._open("s001", "anna", "proximity", read_only=True)
        assert code.bench.sitting.locked == "This coding is open for reading only."
    finally:
        other.close()


def test_edits_of_a_program_that_was_killed_are_restored_and_it_is_said(code: CodeDriver) -> None:
    other = StudyFolder.open(code.root).open_coding("s001", "anna")
    scheme = next(iter(StudyFolder.open(code.root).schemes.values()))
    _, edit = other.apply(edits.press_point(other.document, scheme, "bid", 1_000))
    other.write([edit])
    other.abandon()
    code.open()
    assert "1 edit" in code.window.host.toast.text
    assert code.events("bid") == [("bid", 1_000, None)]


def test_the_key_card_lists_the_keys_of_the_pass(coding: CodeDriver) -> None:
    groups = dict(coding.page.key_card())
    assert ("H", "Held") in groups["Proximity to caregiver"]


def test_the_view_survives_a_small_window_and_the_light_theme(coding: CodeDriver) -> None:
    coding.window.resize(1280, 760)
    coding.qtbot.wait(50)
    assert not coding.bench.history.isVisible()
    assert coding.bench.cameras.height() >= 0.3 * coding.bench.height()
    coding.window.looks.choose(type(coding.window.looks.look)(appearance="light"))
    assert not coding.bench.grab().isNull()


def test_edits_the_disk_cannot_take_are_kept_said_and_saved_elsewhere(
    coding: CodeDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder.app.desk._AT_THE_END_S", 0.2)
    journal = coding.root / "sessions/s001/codings/anna.journal"
    journal.unlink(missing_ok=True)
    journal.mkdir()
    coding.type("b")
    messages = coding.window.host.messages
    coding.qtbot.waitUntil(messages.isVisible, timeout=5_000)
    assert coding.window.status.saved.text() == "Not saved: 1 edit waiting"
    coding.page._trouble.save_to(coding.bench.sitting.desk, tmp_path)
    (copy,) = tmp_path.glob("demo-s001-anna*")
    assert [e.on for e in StudyFolder.open(copy).load_coding("s001", "anna").events if e.code == "bid"] == [0]
    assert not coding.page.close_session()
    assert coding.bench.playback.has_reference
    journal.rmdir()
    coding.qtbot.waitUntil(lambda: not messages.isVisible(), timeout=10_000)
    assert coding.events("bid") == [("bid", 0, None)]


def test_other_pages_hear_of_what_was_coded(coding: CodeDriver) -> None:
    coding.type("b")
    with coding.qtbot.waitSignal(coding.page.study_changed):
        coding.window.show_page("study")


def test_everything_on_the_page_has_a_name_for_screen_readers(coding: CodeDriver) -> None:
    coding.click(10_000, "proximity")
    coding.qtbot.wait(20)
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QSlider)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for kind in kinds
        for widget in coding.bench.findChildren(kind)
        if widget.isVisibleTo(coding.window)
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parentWidget(), kinds)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert nameless == []


def test_the_keys_work_again_after_a_look_at_another_page(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert coding.window.page.page_id == "study"
    coding.window.show_page("code")
    coding.type("b")
    assert coding.events("bid") == [("bid", 0, None)]
    coding.bench.toggle_list()
    coding.key(Qt.Key.Key_Right)
    coding.wait_for_frame(1)
    coding.type("v")
    assert coding.events("avoid") == [("avoid", 40, None)]


def test_a_blind_coder_cannot_open_what_another_coder_did(code: CodeDriver) -> None:
    code.window.open_clip(ClipRequest("s001", "ben", 15_000, 22_000, ("e2",), "Cry"))
    assert code.page.bench is None
    assert code.window.host.messages.isVisible()


def test_review_stays_open_when_another_page_changes_something(open_as: OpenAs, qtbot: QtBot) -> None:
    window = open_as("maria")
    window.open_clip(ClipRequest("s001", "ben", 15_000, 22_000, ("e2",), "Cry"))
    window.host.study_changed.emit()
    bench = window.page.bench
    assert bench is not None
    assert bench.clip is not None
    qtbot.waitUntil(lambda: bench.playback.has_reference, timeout=5_000)


def test_no_two_commands_share_a_key_while_a_session_is_open(coding: CodeDriver) -> None:
    found = [
        (key, command.id) for command in coding.window.commands.all() for key in command.shortcut.split(", ") if key
    ]
    keys = [key for key, _ in found]
    doubled = sorted(pair for pair in found if keys.count(pair[0]) > 1)
    assert doubled == []


def test_a_study_folder_that_vanishes_keeps_the_edits_and_takes_them_when_it_is_back(coding: CodeDriver) -> None:
    away = coding.root.with_name("away")
    coding.root.rename(away)
    coding.type("b")
    messages = coding.window.host.messages
    coding.qtbot.waitUntil(messages.isVisible, timeout=5_000)
    (bar,) = [bar for bar in messages.bars if bar.problem.key == "code.save"]
    assert bar.problem.text.startswith("Could not write to the study folder. Your last 1 edit is kept")
    assert list(bar.buttons)[:2] == ["Choose another folder…", "Try again"]
    coding.bench.playback.seek(1_000)
    coding.wait_for_frame(25)
    coding.type("v")
    coding.qtbot.waitUntil(lambda: coding.window.status.saved.text() == "Not saved: 2 edits waiting", timeout=5_000)
    coding.key(Qt.Key.Key_Z, CTRL)
    away.rename(coding.root)
    next(bar for bar in messages.bars if bar.problem.key == "code.save").buttons["Try again"].click()
    coding.qtbot.waitUntil(lambda: not messages.isVisible(), timeout=10_000)
    assert (coding.events("bid"), coding.events("avoid")) == ([("bid", 0, None)], [])
