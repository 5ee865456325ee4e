"""Setting, listing and deleting the person's own bookmarks of a session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder.model.remarks import Bookmark, Remarks
from coder.model.timecode import clock
from coder.store import StoreError
from coder.store.remarks import load_remarks, save_remarks
from coder.ui.clips import ClipQueue, ClipRequest
from coder.ui.code.bookmarks.card import BookmarksCard
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy
    from coder.ui.code.bench import Bench

AROUND_MS = 1_000
"""How much of the session a bookmark stands for in review, before and after it."""


class Bookmarks(QObject):
    """The bookmarks of one person in the open session."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._study: OpenStudy | None = None
        self._remarks: Remarks | None = None
        self.card = BookmarksCard()
        self.card.chosen.connect(self._go)
        self.card.deleted.connect(self.delete)
        self.card.noted.connect(self._set_note)
        self.card.left.connect(self._leave)
        self.card.review_asked.connect(self.review)

    def begin(self, study: OpenStudy | None) -> None:
        """Read the bookmarks of the person who works on the study."""
        self._study = study
        if study is None or study.identity is None:
            return
        try:
            self._remarks = load_remarks(study.folder, self._bench.sitting.session.id, study.identity)
        except StoreError as error:
            self._bench.talk.refuse(str(error))
        self._show()

    @property
    def marks(self) -> tuple[Bookmark, ...]:
        """The bookmarks in time order."""
        return self._remarks.bookmarks if self._remarks is not None else ()

    def why_not(self) -> str | None:
        """Why no bookmark can be set, or None."""
        return None if self._remarks is not None else tr("it is not known whose bookmarks these would be")

    def set_here(self) -> None:
        """Set a bookmark at the playhead; where there is one already its note is opened."""
        at_ms = self._bench.playback.position_ms
        if any(mark.at == at_ms for mark in self.marks):
            self.show_list(at_ms, edit=True)
            return
        made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        if self._change(lambda remarks: remarks.with_bookmark(Bookmark(at=at_ms, made=made))):
            words = tr("Bookmark set at {0}.", clock(at_ms))
            self._bench.said.emit(words, (tr("Add a note"), lambda: self.show_list(at_ms, edit=True)))

    def delete(self, at_ms: int) -> None:
        """Take a bookmark away."""
        gone = next((mark for mark in self.marks if mark.at == at_ms), None)
        if gone is not None and self._change(lambda remarks: remarks.without_bookmark(at_ms)):
            again = (tr("Undo"), lambda: self._change(lambda remarks: remarks.with_bookmark(gone)))
            self._bench.said.emit(tr("Bookmark deleted at {0}.", clock(at_ms)), again)

    def show_list(self, at_ms: int | None = None, edit: bool = False) -> None:
        """Show the bookmarks, at the one of a moment."""
        self._bench.middle.show_card(self.card)
        self._show()
        self.card.begin(at_ms, edit)

    def step(self, way: int) -> None:
        """Go to the next bookmark (1) or the one before (-1)."""
        here = self._bench.playback.position_ms
        times = [mark.at for mark in self.marks if (mark.at > here if way > 0 else mark.at < here)]
        self._bench.travel.go((min(times) if way > 0 else max(times)) if times else None)

    def review(self) -> None:
        """Look at the bookmarks one after the other as clips."""
        sitting = self._bench.sitting
        clips = tuple(
            ClipRequest(
                sitting.session.id,
                sitting.coding.coder,
                max(mark.at - AROUND_MS, 0),
                mark.at + AROUND_MS,
                title=mark.note or tr("Bookmark at {0}", clock(mark.at)),
            )
            for mark in self.marks
        )
        if clips:
            self._bench.queue_asked.emit(ClipQueue(clips))

    def _change(self, make: Callable[[Remarks], Remarks]) -> bool:
        """Change and save the remarks as they are on disk now; say why when that cannot be."""
        study = self._study
        if study is None or study.identity is None:
            return False
        try:
            remarks = make(load_remarks(study.folder, self._bench.sitting.session.id, study.identity))
            save_remarks(study.folder, remarks)
        except StoreError as error:
            self._bench.talk.refuse(str(error))
            return False
        self._remarks = remarks
        self._show()
        return True

    def _set_note(self, at_ms: int, note: str) -> None:
        mark = next((mark for mark in self.marks if mark.at == at_ms), None)
        if mark is not None and mark.note != note:
            self._change(lambda remarks: remarks.with_bookmark(Bookmark(at=at_ms, note=note, made=mark.made)))

    def _show(self) -> None:
        self.card.show_marks(self.marks)
        self._bench.timeline.set_bookmarks(tuple(mark.at for mark in self.marks))

    def _go(self, ms: int) -> None:
        if self._bench.playback.position_ms != ms:
            self._bench.playback.seek(ms)
            self._bench.timeline.reveal(ms)

    def _leave(self, stay: bool) -> None:
        if not stay:
            self._bench.middle.rest()
            self._bench.structure.show_card()
        self._bench.setFocus()
