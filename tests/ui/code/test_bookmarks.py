"""Bookmarks: set by a key, listed, noted, jumped to, and nobody else's business."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from coder.model.remarks import Bookmark
from coder.store import StudyFolder
from coder.store.remarks import load_remarks
from tests.ui.code.conftest import CodeDriver
from tests.ui.conftest import OpenAs

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def kept(code: CodeDriver, person: str = "anna") -> tuple[Bookmark, ...]:
    return load_remarks(StudyFolder.open(code.root), "s001", person).bookmarks


def bookmark(code: CodeDriver, ms: int) -> None:
    code.bench.playback.seek(ms)
    code.wait_for_frame(ms // 40)
    code.key(Qt.Key.Key_B, CTRL)


def test_a_key_sets_a_bookmark_which_is_kept_apart_from_the_coding(coding: CodeDriver) -> None:
    before = coding.on_disk()
    bookmark(coding, 4_000)
    assert [mark.at for mark in kept(coding)] == [4_000]
    assert coding.window.host.toast.text == "Bookmark set at 0:04.000."
    assert coding.on_disk() == before
    assert coding.bench.timeline.bookmarks == (4_000,)


def test_the_list_jumps_takes_notes_and_deletes_with_a_way_back(coding: CodeDriver) -> None:
    bookmark(coding, 4_000)
    bookmark(coding, 9_000)
    coding.key(Qt.Key.Key_B, CTRL | SHIFT)
    table = coding.bench.bookmarks.card.table
    assert table.hasFocus()
    coding.key(Qt.Key.Key_Down)
    coding.key(Qt.Key.Key_Up)
    coding.wait_for_frame(100)
    table.editItem(table.currentItem())
    editor = table.findChild(QLineEdit)
    QTest.keyClicks(editor, "look")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    coding.qtbot.waitUntil(lambda: kept(coding)[0].note == "look", timeout=5_000)
    assert [(mark.at, mark.note) for mark in kept(coding)] == [(4_000, "look"), (9_000, "")]
    table.setFocus()
    coding.key(Qt.Key.Key_Delete)
    assert [mark.at for mark in kept(coding)] == [9_000]
    coding.window.host.toast.action.click()
    assert [(mark.at, mark.note) for mark in kept(coding)] == [(4_000, "look"), (9_000, "")]
    table.setFocus()
    coding.key(Qt.Key.Key_Escape)
    assert coding.bench.middle.at_rest
    assert coding.events("bid") == []


def test_bookmarks_are_reviewed_as_clips(coding: CodeDriver) -> None:
    bookmark(coding, 4_000)
    bookmark(coding, 9_000)
    coding.bench.run_id("bookmark.review")
    assert (coding.bench.clip.on_ms, coding.bench.clip.off_ms) == (3_000, 5_000)
    coding.type("n")
    assert coding.bench.clip.title == "Bookmark at 0:09.000"


def test_nobody_else_sees_them(coding: CodeDriver, open_as: OpenAs) -> None:
    bookmark(coding, 4_000)
    assert coding.page.close_session()
    open_as("maria")
    coding.open(coder="anna")
    assert coding.bench.bookmarks.marks == ()
    assert coding.bench.timeline.bookmarks == ()


def test_hits_of_a_search_are_reviewed_as_clips(coding: CodeDriver) -> None:
    coding.key(Qt.Key.Key_F, CTRL)
    QTest.keyClicks(coding.bench.find_bar.field, "distress")
    coding.bench.run_id("find.review")
    assert coding.bench.clip.title == "Not distressed"
    assert len(coding.page.review.queue.clips) == 3
