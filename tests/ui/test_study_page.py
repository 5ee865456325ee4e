"""The Study page: what exists, who did what, what needs care."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coder.ui.clips import SessionRequest
from coder.ui.continuing import next_coding
from coder.ui.memory import Memory, Place
from coder.ui.proxies import proxy_tasks
from coder.ui.study.page import NO_SESSIONS, StudyPage
from coder.ui.window import MainWindow
from tests.media.encode import Recipe, make
from tests.ui.conftest import OpenAs


def page_of(window: MainWindow) -> StudyPage:
    page = window.show_page("study")
    assert isinstance(page, StudyPage)
    return page


def column_texts(page: StudyPage, title: str) -> list[str]:
    model = page.view.model()
    headings = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    column = headings.index(title)
    return [model.index(row, column).data() for row in range(model.rowCount())]


def headings(page: StudyPage) -> list[str]:
    model = page.view.model()
    return [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_each_session_has_a_row_with_child_age_and_media(window: MainWindow) -> None:
    page = page_of(window)
    assert column_texts(page, "Child") == ["c017", "c018"]
    assert column_texts(page, "Age, days") == ["383", "383"]
    assert column_texts(page, "Media") == ["1 cam", "1 cam"]
    assert column_texts(page, "Consent, release") == ["Research", "Research"]


def test_progress_is_told_in_words_and_in_percent(open_as: OpenAs) -> None:
    page = page_of(open_as("maria"))
    passes = column_texts(page, "")[0].splitlines()
    assert passes[0].startswith("anna: 0 Structure complete, 1 Distress complete, 2 Proximity & contact 50 % coded")
    assert passes[1].startswith("ben: 0 Structure not started, 1 Distress complete")
    # Anna: two whole passes and half of a third, of nine.
    assert column_texts(page, "Coded") == ["28 %", "0 %"]


def test_a_supervisor_sees_both_coders(open_as: OpenAs) -> None:
    page = page_of(open_as("maria"))
    assert column_texts(page, "Coders") == ["anna · ben", "–"]
    assert column_texts(page, "Double-coded") == ["2nd ben", "–"]


def test_a_supervisor_who_still_codes_a_session_is_a_coder_there(study_path: Path, open_as: OpenAs) -> None:
    head = study_path / "study.json"
    study = json.loads(head.read_text(encoding="utf-8"))
    study["people"][0]["roles"] = ["coder", "supervisor"]
    head.write_text(json.dumps(study), encoding="utf-8")
    page = page_of(open_as("anna"))
    assert column_texts(page, "Coders")[0] == "anna"
    assert column_texts(page, "Double-coded")[0] == "hidden for now"


def test_a_coder_sees_only_their_own_work(open_as: OpenAs) -> None:
    page = page_of(open_as("ben"))
    assert column_texts(page, "Coders") == ["ben", "–"]
    assert "Double-coded" not in headings(page)
    assert page.filters.double.isHidden()
    assert not [text for text in texts(page) if "anna" in text]


@pytest.mark.parametrize("who", ["anna", "maria"])
def test_condition_is_hidden_while_the_study_is_blind(open_as: OpenAs, who: str) -> None:
    page = page_of(open_as(who))
    assert column_texts(page, "Condition") == ["hidden", "hidden"]
    assert not [text for text in texts(page) if "placebo" in text]


def test_condition_shows_once_blinding_is_lifted(study_path: Path, open_as: OpenAs) -> None:
    head = study_path / "study.json"
    text = head.read_text(encoding="utf-8")
    assert '"settings"' not in text
    head.write_text(text.replace('"people"', '"settings": {"blind": false},\n  "people"'), encoding="utf-8")
    page = page_of(open_as("anna"))
    assert column_texts(page, "Condition") == ["placebo", "placebo"]
    assert column_texts(page, "Coders") == ["anna · ben", "–"]


def test_typing_a_child_id_leaves_its_row(window: MainWindow) -> None:
    page = page_of(window)
    window.focus_search()
    QTest.keyClicks(page.filters.text, "18")
    assert column_texts(page, "Child") == ["c018"]
    assert page.filters.count.text() == "2 sessions · 1 shown"


def test_an_empty_result_offers_to_clear_the_filters(window: MainWindow) -> None:
    page = page_of(window)
    QTest.keyClicks(page.filters.text, "zzz")
    assert "No rows match." in texts(page)
    page.filters.clear()
    assert column_texts(page, "Child") == ["c017", "c018"]


def test_progress_filter_keeps_what_is_not_started(window: MainWindow) -> None:
    page = page_of(window)
    page.filters.progress.set_value("not started")
    page.filters.changed.emit(page.filters.filters())
    assert column_texts(page, "Child") == ["c018"]


def test_double_coded_only(open_as: OpenAs) -> None:
    page = page_of(open_as("maria"))
    page.filters.double.click()
    assert column_texts(page, "Child") == ["c017"]


def test_arrows_choose_a_session_and_the_card_follows(window: MainWindow) -> None:
    page = page_of(window)
    assert page.detail.header.title.text() == "c017 · s001"
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.detail.header.title.text() == "c018 · s002"
    assert "Not marked yet. Mark them in pass 0." in texts(page.detail)


def test_the_card_shows_each_pass_of_each_coder(open_as: OpenAs) -> None:
    page = page_of(open_as("maria"))
    shown = texts(page.detail)
    assert [text for text in shown if text in ("anna", "ben")] == ["anna", "ben"]
    # Nine passes of each: anna has finished two and is in a third, ben has finished one.
    assert (shown.count("✓"), shown.count("50 %"), shown.count("–")) == (3, 1, 14)
    spoken = [label.accessibleName() for label in page.detail.findChildren(QLabel)]
    assert (spoken.count("complete"), spoken.count("50 % coded"), spoken.count("not started")) == (3, 1, 14)


def test_the_card_shows_a_still_and_what_the_video_is(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    qtbot.waitUntil(lambda: "160 × 96, 25 fps" in texts(page.detail), timeout=5_000)


def test_a_missing_video_is_told_and_codes_are_called_safe(study_path: Path, open_as: OpenAs) -> None:
    (study_path / "media/s001_cam1.mp4").unlink()
    page = page_of(open_as("maria"))
    assert column_texts(page, "Media")[0] == "cam1 missing"
    need = page.attention.needs[0]
    assert (need.title, need.detail) == ("c017 · s001 · cam1 is missing", "Codes are safe. The view stays black.")
    assert page.attention.buttons[0].text() == "Locate…"


def test_a_missing_video_is_found_again(study_path: Path, open_as: OpenAs, tmp_path: Path, qtbot: QtBot) -> None:
    moved = tmp_path / "archive.mp4"
    (study_path / "media/s001_cam1.mp4").rename(moved)
    window = open_as("maria")
    page = page_of(window)
    study = window.studies.study
    assert study is not None
    with qtbot.waitSignal(window.host.overviews.loaded, timeout=10_000):
        page.locator.link(study, "s001", "cam1", moved)
    assert column_texts(page, "Media") == ["1 cam", "1 cam"]
    assert study.session("s001").media[0].path == "../archive.mp4"
    assert window.host.toast.text == "cam1 of s001 found."


def test_open_passes_are_listed_with_a_way_on(window: MainWindow) -> None:
    titles = [need.title for need in page_of(window).attention.needs]
    assert titles == ["c017 · s001 · Proximity & contact is open", "c018 · s002 · episodes are not marked"]


def test_other_coders_open_passes_are_none_of_mine(open_as: OpenAs) -> None:
    titles = [need.title for need in page_of(open_as("ben")).attention.needs]
    assert "c017 · s001 · Proximity & contact is open" not in titles


def test_coding_goes_on_where_the_coder_stopped(window: MainWindow) -> None:
    study, overviews = window.studies.study, window.host.overviews.items
    assert study is not None
    window.memory.set_last_place("demo", "anna", Place("s001", "distress", 12_400, "2026-03-02T10:00:00+00:00"))
    found = next_coding(Memory(), study, overviews)
    assert found is not None
    assert found.request == SessionRequest("s001", "anna", "distress", 12_400)


def test_without_a_stop_coding_goes_on_in_the_first_open_pass(window: MainWindow) -> None:
    study = window.studies.study
    assert study is not None
    found = next_coding(window.memory, study, window.host.overviews.items)
    assert found is not None
    assert found.request == SessionRequest("s001", "anna", "proximity", None)


def test_a_study_without_sessions_says_that_videos_stay_where_they_are(
    empty_window: MainWindow, study_path: Path, qtbot: QtBot
) -> None:
    for name in ("s001", "s002"):
        (study_path / "sessions" / name / "session.json").unlink()
    with qtbot.waitSignal(empty_window.host.overviews.loaded):
        empty_window.studies.open_folder(study_path)
    assert NO_SESSIONS in texts(page_of(empty_window))


def test_a_withdrawn_session_stays_closed(study_path: Path, open_as: OpenAs, qtbot: QtBot) -> None:
    file = study_path / "sessions/s001/session.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"research"', '"withdrawn"'), encoding="utf-8")
    page = page_of(open_as("anna"))
    assert column_texts(page, "Consent, release")[0] == "Withdrawn"
    assert not page.detail.open_button.isEnabled()
    with qtbot.assertNotEmitted(page.open_session):
        QTest.keyClick(page.view, Qt.Key.Key_Return)


def test_missing_videos_are_searched_in_a_folder_and_remembered(
    study_path: Path, open_as: OpenAs, tmp_path: Path, qtbot: QtBot
) -> None:
    (study_path / "media").rename(tmp_path / "archive")
    window = open_as("maria")
    page = page_of(window)
    study = window.studies.study
    assert study is not None
    assert column_texts(page, "Media") == ["cam1 missing", "cam1 missing"]
    with qtbot.waitSignal(window.host.overviews.loaded, timeout=10_000):
        page.locator.search(study, tmp_path)
    assert column_texts(page, "Media") == ["1 cam", "1 cam"]
    assert window.host.toast.text == "2 of 2 missing recordings found."
    assert study.session("s001").media[0].path == "media/s001_cam1.mp4"


def test_a_search_in_the_wrong_folder_says_that_codes_are_safe(
    study_path: Path, open_as: OpenAs, tmp_path: Path, qtbot: QtBot
) -> None:
    (study_path / "media/s001_cam1.mp4").unlink()
    (tmp_path / "empty").mkdir()
    window = open_as("maria")
    assert window.studies.study is not None
    page_of(window).locator.search(window.studies.study, tmp_path / "empty")
    qtbot.waitUntil(lambda: bool(window.host.messages.bars), timeout=5_000)
    assert window.host.messages.bars[0].problem.text.endswith("empty. Codes are safe.")


def test_the_card_says_what_to_be_careful_about(study_path: Path, open_as: OpenAs, qtbot: QtBot) -> None:
    uneven = tuple(40 * n + (7 if n % 3 == 0 else 0) for n in range(60))
    recipe = Recipe("mp4", count=60, tick=Fraction(1, 1000), times=uneven, options={"preset": "ultrafast"}, sound="aac")
    make(study_path / "media/s001_cam1.mp4", recipe)
    page = page_of(open_as("maria"))
    told = "Camera 1: The frame rate varies. Times are right; frame numbers follow the time stamps."
    qtbot.waitUntil(lambda: told in texts(page.detail), timeout=5_000)


def test_proxies_of_a_session_are_made_by_command_and_told(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    study = window.studies.study
    assert study is not None
    with qtbot.waitSignal(proxy_tasks(window.jobs).said, timeout=60_000) as said:
        assert window.commands.run("media.proxies.one") is None
    assert said.args == ["1 proxy is ready."]
    qtbot.waitUntil(lambda: "proxies ready 1 of 1" in texts(page.detail), timeout=5_000)
    assert (study.folder.root / ".cache/proxies/s001-cam1.mp4").is_file()


def test_a_second_camera_nobody_synchronised_needs_attention(study_path: Path, open_as: OpenAs) -> None:
    head = study_path / "sessions/s001/session.json"
    session = json.loads(head.read_text(encoding="utf-8"))
    session["media"].append({"id": "cam2", "path": "media/s002_cam1.mp4"})
    head.write_text(json.dumps(session), encoding="utf-8")
    titles = [need.title for need in page_of(open_as("maria")).attention.needs]
    assert "c017 · s001 · cam2 is not synchronised" in titles
