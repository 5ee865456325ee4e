"""Going through clips, session after session, and back to where the person was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder.app.identity import oversees
from coder.app.jobs import Progress
from coder.model.remarks import ClipCheck, Verdict
from coder.model.timecode import clock
from coder.store import StoreError
from coder.store.remarks import load_remarks, remarks_by_all, save_remarks
from coder.ui.clips import ClipQueue, ClipRequest, SessionRequest
from coder.ui.code.reviewing.queue import ClipRow, QueueCard
from coder.ui.code.reviewing.verdict import AskFlag, EvidenceCard, VerdictCard
from coder.ui.code.timeline.scale import Scale
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy
    from coder.ui.code.bench import Bench
    from coder.ui.code.page import CodePage


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a person was before review."""

    request: SessionRequest
    scale: Scale
    loop: tuple[int, int] | None
    selection: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a review in one open session."""

    queue: QueueCard
    evidence: EvidenceCard
    verdict: VerdictCard


class Review(QObject):
    """One review at a time: its clips, the place among them, and the way back."""

    def __init__(self, page: CodePage) -> None:
        super().__init__(page)
        self._page = page
        self.queue = ClipQueue(())
        self._stood: Stood | None = None
        self._came_from = ""
        self._cards: tuple[Bench, Cards] | None = None

    def begin(self, queue: ClipQueue, came_from: str = "") -> None:
        """Look at clips; where the person is now is remembered unless a review is going on."""
        bench = self._page.bench
        if bench is None or bench.clip is None:
            self._stood = _stood(bench) if bench is not None else None
            self._came_from = came_from
        self.queue = queue
        self._show()

    def step(self, way: int) -> None:
        """Go on (1) or back (-1) by a clip."""
        self.go(self.queue.place + way)

    def go(self, place: int) -> None:
        """Look at the clip at a place; beyond the ends nothing happens."""
        if 0 <= place < len(self.queue.clips) and place != self.queue.place:
            self.queue = ClipQueue(self.queue.clips, place)
            self._show()

    def resume(self) -> None:
        """Look at the clip again that was left for editing."""
        self._show()

    def why_no_resume(self) -> str | None:
        """Why there is no clip to go back to, or None."""
        return None if self.queue.clips else tr("no clip has been looked at yet")

    def leave(self) -> None:
        """Go back to where the person was: the session, pass, time and zoom, or the page review was asked from."""
        stood, came_from = self._stood, self._came_from
        self._stood, self._came_from = None, ""
        page = self._page
        if stood is not None:
            page.show_session(stood.request)
        if page.bench is not None and page.bench.clip is not None:
            page.bench.leave_review()
        if stood is not None and page.bench is not None:
            page.bench.playback.set_loop(stood.loop)
            page.bench.timeline.set_scale(stood.scale)
            page.bench.sitting.select(stood.selection)
        if came_from not in ("", page.page_id):
            page.services.commands.run(f"view.{came_from}")

    def say(self, verdict: Verdict, note: str = "") -> None:
        """Note that the clip looks right, or flag it; then go on to the next one."""
        clip, study = self.clip, self._page.study
        if clip is None or study is None or study.identity is None:
            return
        made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        check = ClipCheck(
            coder=clip.coder, on=clip.on_ms, off=clip.off_ms, verdict=verdict, about=clip.title, note=note, made=made
        )
        try:
            remarks = load_remarks(study.folder, clip.session_id, study.identity)
            save_remarks(study.folder, remarks.with_check(check))
        except StoreError as error:
            self._page.toast.emit(str(error), None)
            return
        words = tr("Noted as right.") if verdict == "ok" else tr("Flagged for the supervisor.")
        self._page.toast.emit(words, None)
        if verdict == "ok" and self.queue.place + 1 < len(self.queue.clips):
            self.step(1)
        else:
            self._fill()

    def ask_flag(self) -> None:
        """Ask what the supervisor should look at."""
        if self._page.bench is not None and self.clip is not None:
            AskFlag(self._page.bench, lambda note: self.say("flag", note)).open()

    def pressed(self, key: str) -> None:
        """Carry out a letter of review."""
        acts = {"n": lambda: self.step(1), "p": lambda: self.step(-1), "y": lambda: self.say("ok"), "f": self.ask_flag}
        acts[key]()

    @property
    def clip(self) -> ClipRequest | None:
        """The clip that is shown."""
        return self._page.bench.clip if self._page.bench is not None else None

    def why_not(self) -> str | None:
        """Why nothing can be said of a clip now, or None."""
        return None if self.clip is not None else tr("no clip is being looked at")

    def begin_flags(self) -> None:
        """Look at everything that was flagged in the study; reading it takes a moment."""
        study = self._page.study
        if study is None:
            return

        def work(progress: Progress) -> tuple[ClipRequest, ...]:
            return tuple(_flags(study, progress))

        def done(clips: tuple[ClipRequest, ...]) -> None:
            if clips:
                self.begin(ClipQueue(clips))
            else:
                self._page.toast.emit(tr("Nothing is flagged."), None)

        self._page.services.jobs.run(tr("Reading flags"), work, done, self._failed)

    def why_no_flags(self) -> str | None:
        """Why flags cannot be looked at, or None."""
        study = self._page.study
        if study is None:
            return tr("no study is open")
        return None if oversees(study.person) else tr("flags are for the supervisor")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StoreError):
            raise error
        self._page.toast.emit(str(error), None)

    def _show(self) -> None:
        if not self.queue.clips:
            return
        clip = self.queue.clips[self.queue.place]
        if not self._page.open_for_review(clip):
            return
        bench = self._page.bench
        assert bench is not None
        bench.show_clip(clip)
        bench.review_bar.show_way_back(self._came_from)
        self._fill()
        bench.setFocus()

    def _fill(self) -> None:
        bench, clip = self._page.bench, self.clip
        if bench is None or clip is None:
            return
        cards = self._cards_of(bench)
        rows = tuple(self._row(one) for one in self.queue.clips)
        cards.queue.show_rows(rows, self.queue.place)
        events = [event for event in map(bench.sitting.event_of, clip.events) if event is not None]
        cards.evidence.show_events(clip.value, events, bench.sitting.scheme)
        study = self._page.study
        cards.verdict.show_check(self._check(clip), study.identity or "" if study else "")
        bench.show_cards(cards.queue, cards.evidence, cards.verdict)

    def _cards_of(self, bench: Bench) -> Cards:
        if self._cards is None or self._cards[0] is not bench:
            cards = Cards(QueueCard(), EvidenceCard(), VerdictCard())
            cards.queue.chosen.connect(self.go)
            cards.queue.stepped.connect(self.step)
            cards.queue.play_asked.connect(bench.travel.toggle)
            cards.evidence.chosen.connect(bench.playback.seek)
            cards.verdict.right_asked.connect(lambda: self.say("ok"))
            cards.verdict.flag_asked.connect(self.ask_flag)
            self._cards = bench, cards
        return self._cards[1]

    def _row(self, clip: ClipRequest) -> ClipRow:
        check = self._check(clip)
        items = self._page.services.overviews.items
        child = next((i.session.participant.child for i in items if i.session.id == clip.session_id), clip.session_id)
        return ClipRow(clip, child.upper(), check.verdict if check is not None else None)

    def _check(self, clip: ClipRequest) -> ClipCheck | None:
        study = self._page.study
        if study is None or study.identity is None:
            return None
        try:
            remarks = load_remarks(study.folder, clip.session_id, study.identity)
        except StoreError:
            return None
        return remarks.check_of(clip.coder, clip.on_ms, clip.off_ms, clip.title)


def _stood(bench: Bench) -> Stood:
    sitting = bench.sitting
    here = SessionRequest(sitting.session.id, sitting.coding.coder, sitting.pass_id, bench.playback.position_ms)
    return Stood(here, bench.timeline.scale, bench.playback.loop, sitting.selection.ids)


def _flags(study: OpenStudy, progress: Progress) -> list[ClipRequest]:
    """Return a clip for every flag in the codings this person may see."""
    ids, found = study.folder.session_ids(), list[ClipRequest]()
    for done, session_id in enumerate(ids):
        progress.step(done, len(ids), session_id)
        seen = {coding.coder for coding in study.visible_codings(session_id)}
        for remarks in remarks_by_all(study.folder, session_id):
            for check in remarks.checks:
                if check.verdict == "flag" and check.coder in seen:
                    about = " · ".join(part for part in (check.about, check.note) if part)
                    title = about or clock(check.on)
                    found.append(
                        ClipRequest(session_id, check.coder, check.on, check.off, title=title, words=remarks.person)
                    )
    return found
