"""The Code page: opens and closes codings, and speaks with the window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from coder.app.desk import Desk
from coder.app.errors import AppError
from coder.app.writer import SaveState
from coder.model.errors import ModelError
from coder.model.scheme import Scheme
from coder.store import Locked, StoreError
from coder.ui.clips import ClipQueue, ClipRequest, SessionRequest
from coder.ui.code.bench import Bench
from coder.ui.code.care import MediaCare
from coder.ui.code.commands import plain
from coder.ui.code.goto import parse_place
from coder.ui.code.locate import Locate
from coder.ui.code.reviewing.commands import review_commands
from coder.ui.code.reviewing.review import Review
from coder.ui.code.saving import UNSAVED, SavingTrouble, save_words
from coder.ui.commands import Command
from coder.ui.heart.command import heart_commands
from coder.ui.heart.dialog import HeartDialog
from coder.ui.memory import Place
from coder.ui.page import KeyGroup, Page, PageServices, Problem
from coder.ui.text import tr
from coder.ui.widgets import EmptyState

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy


SAVING_SHOWN_MS = 1_000
NO_EPISODES = "code.episodes"
"""Key of the message that episodes come first."""


class CodePage(Page):
    """One coder, one pass, one session."""

    page_id = "code"
    title = "Code"
    icon_name = "code"
    purpose = "Code a session pass by pass. A key records what it stands for at the frame on screen when it went down."

    _saved = Signal(object)

    def __init__(self, services: PageServices) -> None:
        super().__init__(services)
        self.study: OpenStudy | None = None
        self.bench: Bench | None = None
        self.heart_dialog: HeartDialog | None = None
        self._whose: tuple[Path, str | None] | None = None
        self._registered: list[Command] = []
        self._in_front = False
        self._told_edits = 0
        self._asked_for_episodes = False
        self._slow = QTimer(self, singleShot=True, interval=SAVING_SHOWN_MS)
        self._slow.timeout.connect(self._show_saving)
        self._stack = QStackedWidget()
        self.empty = EmptyState(
            "code",
            tr("No session open."),
            (tr("Continue coding"), lambda: self._run_window("coding.continue")),
            (tr("Choose a session"), lambda: self._run_window("view.study")),
        )
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.locate = Locate(self)
        self._care = MediaCare(self)
        self._care.counted.connect(self._say_where)
        self.review = Review(self)
        self._trouble = SavingTrouble(self)
        self._saved.connect(self._show_saved)

    def set_study(self, study: OpenStudy | None) -> None:
        """Show another study: nothing of the one before stays open."""
        whose = (study.folder.root, study.identity) if study is not None else None
        if whose != self._whose:
            self.close_session()
        self.study, self._whose = study, whose
        if self.bench is not None and study is not None:
            self.bench.header.show_reaction(study.study.settings.reaction_ms)

    def show_session(self, request: SessionRequest) -> None:
        """Open a session for coding, or go to a pass and a time of the one that is open."""
        if self.study is None:
            return
        coder = request.coder or self.study.identity or ""
        here = self._open_place() == (request.session_id, coder)
        if not here and not self._open(request.session_id, coder, request.pass_id):
            return
        assert self.bench is not None
        if self.bench.clip is not None:
            self.bench.leave_review()
        if request.pass_id:
            self.bench.sitting.set_pass(request.pass_id)
        if request.at_ms is not None:
            self.bench.playback.seek(request.at_ms)
            self.bench.timeline.reveal(request.at_ms)
        self.bench.setFocus()

    def show_clip(self, clip: ClipRequest | ClipQueue, came_from: str = "") -> None:
        """Show one stretch or several in review; Esc returns to what was open before, or to the page asked from."""
        if self.study is not None:
            self.review.begin(clip if isinstance(clip, ClipQueue) else ClipQueue((clip,)), came_from)

    def open_for_review(self, clip: ClipRequest) -> bool:
        """Open the coding a clip is of, unless it is open; return whether it is."""
        here = self._open_place() == (clip.session_id, clip.coder)
        return here or self._open(clip.session_id, clip.coder, "")

    def close_session(self, leaving: bool = False) -> bool:
        """Close the coding that is open; return whether that was possible.

        The other pages are told, unless the person is ``leaving`` the study.
        """
        bench = self.bench
        if bench is None:
            return True
        bench.settle()
        try:
            bench.sitting.desk.close()
        except StoreError as error:
            self._trouble.unsaved(bench.sitting.desk, str(error))
            return False
        self._remember_place()
        self._care.end()
        bench.close_down()
        self._withdraw()
        self.bench = None
        self.setFocusProxy(self.empty)
        self._stack.setCurrentWidget(self.empty)
        self._stack.removeWidget(bench)
        bench.deleteLater()
        self._say_where()
        if not leaving:
            self.study_changed.emit()
        return True

    def can_close(self) -> bool:
        """Write everything down; return whether the study may be left."""
        return self.close_session(leaving=True)

    def activated(self) -> None:
        """Say where we are; give the keys to the timeline."""
        self._in_front = True
        self._say_where()
        if self.bench is not None:
            self.bench.setFocus()

    def deactivated(self) -> None:
        """Pause, and write what was watched."""
        self._in_front = False
        if self.bench is not None:
            self.bench.playback.pause()
            self._remember_place()
            self._tell_others()
        self._withdraw()

    def focus_search(self) -> None:
        """Ctrl+F: find events."""
        if self.bench is not None:
            self.bench.finding.begin()

    def _tell_others(self) -> None:
        """Let other pages read again what was coded since they last did."""
        assert self.bench is not None
        edits = len(self.bench.sitting.desk.history)
        if edits != self._told_edits:
            self._told_edits = edits
            self.study_changed.emit()

    def commands(self) -> list[Command]:
        """Return the commands of review, and those of the open session."""
        of_session = [*self.bench.commands, *heart_commands(self)] if self.bench else []
        self._registered = [*review_commands(self.review), *of_session]
        return list(self._registered)

    def found(self, text: str) -> list[Command]:
        """Answer ``:9:48.3`` and ``:f14708`` in the palette."""
        if self.bench is None or not text.startswith(":"):
            return []
        bench = self.bench
        try:
            ms = parse_place(text[1:], bench.playback.frame_time)
        except ModelError:
            return []
        return [plain("play.goto.typed", tr("Go to {0}", text[1:]), lambda: bench.travel.go(ms), "", "")]

    def scheme_at_hand(self) -> Scheme | None:
        """Return the scheme of the open session."""
        return self.bench.sitting.scheme if self.bench is not None else None

    def key_card(self) -> list[KeyGroup]:
        """Return the keys of the codes of the pass."""
        pass_ = self.bench.keywork.pass_shown if self.bench else None
        if pass_ is None:
            return []
        groups = [(c.title, [(code.key.upper(), code.title) for code in c.codes if code.key]) for c in pass_.channels]
        return [*groups, (tr("Modifiers"), [("1 – 9", tr("Set on the selected or the last event"))])]

    def _open(
        self, session_id: str, coder: str, pass_id: str, *, read_only: bool = False, take_over: bool = False
    ) -> bool:
        if not self.close_session():
            return False
        assert self.study is not None
        own = coder == self.study.identity
        try:
            if not own and coder not in {coding.coder for coding in self.study.visible_codings(session_id)}:
                raise AppError(tr("This coding is hidden from you while the study is blind."))
            if own:
                desk = self.study.open_desk(session_id, take_over=take_over, read_only=read_only)
            else:
                desk = Desk.open(self.study.folder, session_id, coder, read_only=True)
        except Locked as error:
            self._offer_read_only(error, session_id, coder, pass_id)
            return False
        except (AppError, StoreError) as error:
            self.problem.emit(Problem(str(error), key="code.open"))
            return False
        if not desk.scheme.passes:
            desk.close()
            text = tr("The scheme {0} has no passes, so there is nothing to code with.", desk.scheme.ref)
            self.problem.emit(Problem(text, key="code.open"))
            return False
        self.solved.emit("code.open")
        self._show(desk, session_id, pass_id)
        return True

    def _show(self, desk: Desk, session_id: str, pass_id: str) -> None:
        assert self.study is not None
        place = self.services.memory.last_place(self.study.study.id, desk.coding.coder)
        known = place if place is not None and place.session_id == session_id else None
        bench = Bench(desk, self.services.memory, self.services.coder, pass_id or (known.pass_id if known else ""))
        self.bench = bench
        self._stack.addWidget(bench)
        self._stack.setCurrentWidget(bench)
        self.setFocusProxy(bench)
        bench.said.connect(self.toast)
        bench.problem.connect(self.problem)
        bench.returned.connect(self.review.leave)
        bench.review_pressed.connect(self.review.pressed)
        bench.facts_changed.connect(self._say_where)
        bench.loading.missing.connect(self.locate.offer)
        self._care.follow(bench)
        bench.unreadable.problem.connect(self.problem)
        bench.unreadable.solved.connect(self.solved)
        desk.save_listeners.append(self._saved.emit)
        self._told_edits = len(desk.history)
        bench.queue_asked.connect(self.review.begin)
        bench.effects.begin(self.study, self.services.jobs)
        bench.bookmarks.begin(self.study)
        bench.open(self.services.jobs)
        if known is not None:
            bench.playback.seek(known.at_ms)
        if self._in_front:
            self.services.commands.add(*self.commands())
        self._say_opened(desk)
        self._show_saved(desk.save_state)

    def reopen(self) -> None:
        """Open the same coding again, as after a recording was found."""
        if self.bench is not None:
            session_id, coder = self._open_place() or ("", "")
            pass_id, at_ms = self.bench.sitting.pass_id, self.bench.playback.position_ms
            if self._open(session_id, coder, pass_id):
                self.bench.playback.seek(at_ms)

    def _open_place(self) -> tuple[str, str] | None:
        return (self.bench.sitting.session.id, self.bench.sitting.coding.coder) if self.bench else None

    def _offer_read_only(self, error: Locked, session_id: str, coder: str, pass_id: str) -> None:
        actions = (
            (tr("Open read-only"), lambda: self._open(session_id, coder, pass_id, read_only=True)),
            (tr("Try again"), lambda: self._open(session_id, coder, pass_id)),
        )
        self.problem.emit(Problem(f"{error.what} {error.holder}".strip(), actions, level="warn", key="code.open"))

    def _say_opened(self, desk: Desk) -> None:
        if desk.restored:
            words = tr("The app closed without finishing. All {0} edits were restored.")
            self.toast.emit(words.format(f"{desk.restored:,}"), None)
        for notice in desk.notices:
            self.problem.emit(Problem(notice, level="warn", key="code.notice"))

    def _say_where(self) -> None:
        if self.bench is None:
            self.context_changed.emit("")
            self._ask_for_episodes(False)
            return
        sitting = self.bench.sitting
        child = sitting.session.participant.child.upper()
        where = tr("review") if self.bench.clip else tr("Pass {0}", sitting.pass_number)
        self.context_changed.emit(f"{child} · {where} · {tr('coder')} {sitting.coding.coder}")
        facts = [tr("{0} events", f"{len(sitting.coding.events):,}"), self._care.words]
        self.status_changed.emit(" · ".join(fact for fact in facts if fact))
        self._ask_for_episodes(not sitting.session.episodes and sitting.pass_number > 0)

    def _ask_for_episodes(self, wanted: bool) -> None:
        """Say that episodes come first, as long as there are none."""
        if wanted == self._asked_for_episodes:
            return
        self._asked_for_episodes = wanted
        if not wanted:
            self.solved.emit(NO_EPISODES)
            return
        text = tr("Mark episodes and doors first. The other passes use them.")
        self.problem.emit(Problem(text, ((tr("Open pass 0"), self._open_first_pass),), level="info", key=NO_EPISODES))

    def _open_first_pass(self) -> None:
        if self.bench is not None and self.bench.sitting.scheme.passes:
            self.bench.sitting.set_pass(self.bench.sitting.scheme.passes[0].id)
            self._say_where()

    def _show_saved(self, state: SaveState) -> None:
        """Show the save state; that something is being saved only when it takes long."""
        if state.kind == "saving":
            if not self._slow.isActive():
                self._slow.start()
            return
        self._slow.stop()
        self.save_changed.emit(*save_words(state))
        if state.kind == "saved":
            self.solved.emit(UNSAVED)
        elif self.bench is not None:
            self._trouble.unsaved(self.bench.sitting.desk, state.message)

    def _show_saving(self) -> None:
        if self.bench is not None:
            self.save_changed.emit(*save_words(self.bench.sitting.desk.save_state))

    def _remember_place(self) -> None:
        if self.bench is None or self.study is None or self.bench.clip is not None or self.bench.sitting.desk.read_only:
            return
        sitting = self.bench.sitting
        when = datetime.now(UTC).isoformat(timespec="seconds")
        place = Place(sitting.session.id, sitting.pass_id, self.bench.playback.position_ms, when)
        self.services.memory.set_last_place(self.study.study.id, sitting.coding.coder, place)

    def _withdraw(self) -> None:
        self.services.commands.remove(self._registered)
        self._registered = []

    def _run_window(self, command_id: str) -> None:
        reason = self.services.commands.run(command_id)
        if reason is not None:
            self.toast.emit(f"{reason[:1].upper()}{reason[1:]}.", None)
