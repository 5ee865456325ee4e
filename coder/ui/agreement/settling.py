"""Settling disagreements: the consensus of the session that is shown, opened when the first decision is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Signal

from coder.agreement.report.pairs import CodedSession
from coder.agreement.rows import UNMATCHED
from coder.agreement.time_table import NONE_LABEL
from coder.app.agreement_view import CoderPair, Line
from coder.app.consensus import ConsensusWork, Part, Piece, Place, SessionConsensus, Status
from coder.app.desk import TimelineStep
from coder.app.differences import Difference
from coder.app.errors import AppError
from coder.app.identity import CONSENSUS
from coder.app.studies import OpenStudy
from coder.app.writer import SaveState
from coder.model.coding import Coding, Decision, Example
from coder.model.errors import ModelError
from coder.model.spans import Spans
from coder.store import Locked, StoreError
from coder.ui.page import Action, Problem
from coder.ui.text import tr

PROBLEM = "agreement.consensus"
EXPECTED = (AppError, ModelError, StoreError)


def part_of(line: Line) -> Part:
    """Return what a line of the table is to the consensus."""
    return Part(line.pass_, line.channel, line.code.id if line.code else "")


class Settling(QObject):
    """Reads the consensus of any session for showing, and holds one open to write in.

    Signals
    -------
    changed(str)
        The consensus of a session is another one now.
    said(str, object)
        A result in the past tense, and an `Action` or None.
    problem(Problem), solved(str)
    saving(SaveState)
        From the writer's thread.
    """

    changed = Signal(str)
    said = Signal(str, object)
    problem = Signal(object)
    solved = Signal(str)
    saving = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study: OpenStudy | None = None
        self._pair: CoderPair | None = None
        self._work: ConsensusWork | None = None
        self._read: dict[str, SessionConsensus] = {}
        self.touched = False

    def show(self, study: OpenStudy | None, pair: CoderPair | None) -> None:
        """Settle between another pair, or another study's coders."""
        if study is not self._study or pair is not self._pair:
            self.close()
            self._study, self._pair = study, pair
            self._read.clear()

    @property
    def save_state(self) -> SaveState | None:
        """Whether the open consensus is on disk."""
        return self._work.desk.save_state if self._work else None

    def state(self, session_id: str) -> SessionConsensus | None:
        """Return how a session's consensus stands, None when it cannot be read."""
        if self._work is not None and self._work.state.item.session.id == session_id:
            return self._work.state
        if session_id not in self._read:
            found = self._load(session_id)
            if found is None:
                return None
            self._read[session_id] = found
        return self._read[session_id]

    def status(self, line: Line, item: Difference) -> Status:
        """Return how a disagreement stands."""
        state = self.state(item.session)
        if state is None:
            return "out"
        return state.status(part_of(line), item.on_ms, item.off_ms, (item.ids_a, item.ids_b))

    def uncounted(self, line: Line, session_id: str, counted: Sequence[Difference], within: Spans) -> list[Difference]:
        """Return what costs no agreement as it is counted now, and yet needs a decision, ``within`` some episodes."""
        state, part = self.state(session_id), part_of(line)
        if state is None or not state.takes_part(part):
            return []
        differing = [place for place in state.places(part) if not place.agreed]
        if part.timed:
            known = Spans.of((d.on_ms, d.off_ms) for d in counted)
            cut = [
                Place(on, off, p.a, p.b)
                for p in differing
                for on, off in (Spans.of([(p.on_ms, p.off_ms)]) & within) - known
            ]
            return [_uncounted(session_id, place, NONE_LABEL) for place in cut]
        seen = {(0, i) for d in counted for i in d.ids_a} | {(1, i) for d in counted for i in d.ids_b}
        return [
            _uncounted(session_id, place, UNMATCHED)
            for place in differing
            if place.on_ms in within
            and not any((side, claim.event) in seen for side, claim in enumerate((place.a, place.b)) if claim)
        ]

    def take(self, line: Line, item: Difference, side: Literal["a", "b"], why: str = "") -> None:
        """Let one coder's record stand."""

        def act(work: ConsensusWork) -> None:
            part = part_of(line)
            if part.timed:
                work.take(part, item.on_ms, item.off_ms, side, why)
            else:
                work.settle_points(part, _open_to_decide(work, part, item), side, why=why)

        self._do(line, item, act)

    def edit(
        self, line: Line, item: Difference, stretch: tuple[int, int], pieces: Sequence[Piece], why: str = ""
    ) -> None:
        """Let something else stand in a stretch; of points the first of ``pieces``, or nothing."""

        def act(work: ConsensusWork) -> None:
            part = part_of(line)
            if part.timed:
                work.edit(part, *stretch, pieces, why)
            else:
                places = _open_to_decide(work, part, item)
                work.settle_points(part, places[:1], "edited", next(iter(pieces), None), why)

        self._do(line, item, act)

    def clear(self, line: Line, item: Difference) -> None:
        """Take back what was decided."""
        self._do(line, item, lambda work: work.clear(self.decisions(line, item)))

    def decisions(self, line: Line, item: Difference) -> list[Decision]:
        """Return the decisions on a disagreement."""
        state, part = self.state(item.session), part_of(line)
        if state is None:
            return []
        if part.timed:
            return state.touching(part, item.on_ms, item.off_ms)
        places = state.points(part, (item.ids_a, item.ids_b))
        return [decision for place in places if (decision := state.decision_on(part, place)) is not None]

    def why_not(self, line: Line | None, item: Difference | None) -> str | None:
        """Return why nothing can be decided, None when it can."""
        if line is None or item is None:
            return tr("no disagreement is chosen")
        if self.status(line, item) == "out":
            return tr("not both have marked {0} complete", line.pass_.title)
        return None

    def mark(self, line: Line, item: Difference, code: str) -> None:
        """Mark a stretch as training example of a code, or take the mark back."""
        marked = self.marked(item)

        def act(work: ConsensusWork) -> None:
            if marked:
                work.unmark(marked)
            else:
                work.mark(code, item.on_ms, max(item.off_ms, item.on_ms + 1))

        self._do(line, item, act, tr("No longer a training example.") if marked else tr("Marked as training example."))

    def marked(self, item: Difference) -> list[Example]:
        """Return the training examples at a stretch."""
        state = self.state(item.session)
        off_ms = max(item.off_ms, item.on_ms + 1)
        return [e for e in state.coding.examples if (e.on, e.off) == (item.on_ms, off_ms)] if state else []

    def begin(self, session_id: str) -> None:
        """Write what both agree on, without deciding anything."""
        work = self._open(session_id, partial(self.begin, session_id))
        if work is not None:
            done = work.begin()
            self._changed(session_id)
            self.said.emit(tr("Took what both agree on.") if done else tr("The consensus holds it already."), None)

    def settle_boundaries(self, session_id: str, longest_ms: int) -> None:
        """Put the shifted boundaries of a session in the middle."""
        work = self._open(session_id, partial(self.settle_boundaries, session_id, longest_ms))
        if work is None:
            return
        if not work.settle_boundaries(longest_ms):
            self.said.emit(
                tr("No boundary in this session is shifted by {0} s or less.", f"{longest_ms / 1000:g}"), None
            )
            return
        self._tell(session_id, work, "")

    def undo(self, session_id: str, redo: bool = False) -> None:
        """Take the last step of a session's consensus back, or carry it out again."""
        work = self._open(session_id, partial(self.undo, session_id, redo))
        if work is None:
            return
        try:
            work.desk.redo() if redo else work.desk.undo()
        except EXPECTED as error:
            self.said.emit(str(error), None)
            return
        self._changed(session_id)
        self.said.emit(tr("Done again.") if redo else tr("Undone."), None)

    def close(self) -> bool:
        """Let go of the open consensus; return whether everything is on disk."""
        work = self._work
        if work is None:
            return True
        try:
            work.close()
        except StoreError as error:
            retry: Action = (tr("Try again"), work.desk.retry)
            self.problem.emit(Problem(str(error), (retry,), key=PROBLEM))
            return False
        self._work = None
        self._read.pop(work.state.item.session.id, None)
        self.solved.emit(PROBLEM)
        return True

    def _do(self, line: Line, item: Difference, act: Callable[[ConsensusWork], object], words: str = "") -> None:
        reason = self.why_not(line, item)
        if reason is not None:
            self.said.emit(reason[:1].upper() + reason[1:] + ".", None)
            return
        work = self._open(item.session, partial(self._do, line, item, act, words))
        if work is None:
            return
        try:
            act(work)
        except EXPECTED as error:
            self.said.emit(str(error), None)
            return
        self._tell(item.session, work, words)

    def _tell(self, session_id: str, work: ConsensusWork, words: str) -> None:
        """Say what was done, and offer to undo it."""
        made = work.desk.next_undo
        self._changed(session_id)
        undo: Action = (tr("Undo"), lambda: self._undo_if_last(session_id, made))
        self.said.emit(words or f"{work.last_words}.", undo)

    def _undo_if_last(self, session_id: str, made: TimelineStep | None) -> None:
        """Undo from a message; by then something else may have been decided."""
        work = self._open(session_id, partial(self._undo_if_last, session_id, made))
        if work is not None and work.desk.next_undo == made:
            self.undo(session_id)
        elif work is not None:
            self.said.emit(tr("Something else was decided since. Ctrl+Z takes steps back one by one."), None)

    def _changed(self, session_id: str) -> None:
        self.touched = True
        self.solved.emit(PROBLEM)
        self.changed.emit(session_id)

    def _open(self, session_id: str, again: Callable[[], object]) -> ConsensusWork | None:
        """Return the open consensus of a session; say why when it cannot be opened."""
        if self._work is not None and self._work.state.item.session.id == session_id:
            return self._work
        item = self._item(session_id)
        if not self.close() or self._study is None or self._pair is None or item is None:
            return None
        pair = self._pair.pair
        try:
            work = ConsensusWork.open(self._study, self._pair.scheme, item, (pair.coder_a, pair.coder_b))
        except Locked as error:
            text = f"{error.what} {error.holder}".strip()
            self.problem.emit(Problem(text, ((tr("Try again"), again),), level="warn", key=PROBLEM))
            return None
        except EXPECTED as error:
            self.problem.emit(Problem(str(error), key=PROBLEM))
            return None
        work.desk.save_listeners.append(self.saving.emit)
        self._work = work
        return work

    def _load(self, session_id: str) -> SessionConsensus | None:
        item = self._item(session_id)
        if self._study is None or self._pair is None or item is None:
            return None
        scheme, pair, folder = self._pair.scheme, self._pair.pair, self._study.folder
        coding = Coding(session=session_id, coder=CONSENSUS, scheme=scheme.ref)
        try:
            if CONSENSUS in folder.coders(session_id):
                coding = folder.load_coding(session_id, CONSENSUS)
        except StoreError as error:
            self.problem.emit(Problem(str(error), key=PROBLEM))
        return SessionConsensus(scheme, item, (pair.coder_a, pair.coder_b), lambda: coding)

    def _item(self, session_id: str) -> CodedSession | None:
        sessions = self._pair.pair.sessions if self._pair else ()
        return next((item for item in sessions if item.session.id == session_id), None)


def _open_to_decide(work: ConsensusWork, part: Part, item: Difference) -> list[Place]:
    found = [place for place in work.state.points(part, (item.ids_a, item.ids_b)) if not place.agreed]
    if not found:
        raise ModelError(tr("Both have this event within 2 s, so there is nothing to decide."))
    return found


def _uncounted(session_id: str, place: Place, nothing: str) -> Difference:
    ids_a, ids_b = ((claim.event,) if claim is not None and claim.event else () for claim in (place.a, place.b))
    code_a, code_b = place.code_a or nothing, place.code_b or nothing
    return Difference(session_id, place.on_ms, place.off_ms, code_a, code_b, ids_a, ids_b, None, None, "uncounted")
