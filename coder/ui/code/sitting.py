"""One coder at one coding: the pass, the selection, and the one door through which this page edits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from coder.app.desk import Desk, TimelineStep
from coder.app.errors import AppError
from coder.model import edits
from coder.model.changes import AddEvent, AnyChange, Batch, EditEvent, RemoveEvent, SetPass, Touched
from coder.model.coding import Coding, Event
from coder.model.errors import ModelError
from coder.model.scheme import Pass, Scheme
from coder.model.session import Session
from coder.model.wording import describe
from coder.store import StoreError
from coder.ui.code.coverage import Coverage
from coder.ui.code.selection import Selection
from coder.ui.text import tr


class Sitting(QObject):
    """An open coding as the page's parts share it.

    ``follow`` gives what a change of the coding means for the session, which is then changed in the same step.

    Signals
    -------
    pass_changed(), selection_changed()
    lock_changed()
        The pass was completed, or opened again.
    said(str, bool)
        A result in the past tense; true when it can be undone.
    refused(str)
        Why something was not done.
    """

    lock_changed = Signal()
    pass_changed = Signal()
    selection_changed = Signal()
    said = Signal(str, bool)
    refused = Signal(str)

    def __init__(self, desk: Desk, pass_id: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.coverage = Coverage()
        self.selection = Selection()
        self.reviewing = False
        self.paused = ""
        self.follow: Callable[[AnyChange], AnyChange | None] = lambda _change: None
        self._preview: tuple[Coding, Session] | None = None
        self._opened_at = desk.history[-1].step.at if desk.history else ""
        first = self.scheme.passes[0].id if self.scheme.passes else ""
        self.pass_id = pass_id if pass_id in self.scheme.pass_by_id else first

    @property
    def coding(self) -> Coding:
        """The coding as it is now, or as it is looked at in the history."""
        return self._preview[0] if self._preview else self.desk.coding

    @property
    def session(self) -> Session:
        """The session as it is now, or as it is looked at in the history."""
        return self._preview[1] if self._preview else self.desk.session

    @property
    def scheme(self) -> Scheme:
        """The scheme the session is coded with."""
        return self.desk.scheme

    @property
    def pass_(self) -> Pass | None:
        """The pass being coded."""
        return self.scheme.pass_by_id.get(self.pass_id)

    @property
    def pass_number(self) -> int:
        """Place of the pass in the scheme, from 0."""
        return next((n for n, p in enumerate(self.scheme.passes) if p.id == self.pass_id), 0)

    @property
    def locked(self) -> str | None:
        """Why nothing can be changed in this pass, or None."""
        if self._preview is not None:
            return tr("This is an earlier state. Press Enter to go back to it, Esc to leave it.")
        if self.reviewing:
            return tr("Nothing changes in review. Press Enter to edit.")
        if self.paused:
            return self.paused
        if self.desk.read_only:
            return tr("This coding is open for reading only.")
        if self.coding.pass_record(self.pass_id).complete:
            return tr("Pass {0} is complete. Open it again to change it.", self.pass_number)
        return None

    def preview(self, state: tuple[Coding, Session] | None) -> None:
        """Look at another state of coding and session, or with None at the present one; nothing can be changed."""
        self._preview = state

    def event_of(self, event_id: str | None) -> Event | None:
        """Return an event by its id, or None."""
        return next((e for e in self.coding.events if e.id == event_id), None)

    def set_pass(self, pass_id: str) -> None:
        """Go to another pass; what was watched so far is written first."""
        if pass_id == self.pass_id or pass_id not in self.scheme.pass_by_id:
            return
        self.write_watched()
        self.pass_id = pass_id
        self.selection = Selection()
        self.pass_changed.emit()
        self.selection_changed.emit()

    def select(self, ids: tuple[str, ...], edge: str = "on") -> None:
        """Select events."""
        if (ids, edge) != (self.selection.ids, self.selection.edge):
            self.selection = self.selection.chosen(ids, edge)
            self.selection_changed.emit()

    def stamped(self, event_id: str, now_ms: float) -> None:
        """Remember the event a key has just made, for the digits that may follow."""
        self.selection = self.selection.stamped(event_id, now_ms)
        self.selection_changed.emit()

    def attempt(
        self,
        make: Callable[[], AnyChange | None],
        *,
        joins: bool = False,
        aloud: bool = False,
        with_watched: bool = True,
    ) -> bool:
        """Make a change and carry it out; say why when it cannot be.

        Parameters
        ----------
        make : callable
            Returns the change, or None when there is nothing to do.
        joins : bool
            Whether it is one undo step with the edit before.
        aloud : bool
            Whether the result is said, with an offer to undo it.
        with_watched : bool
            Whether what was watched meanwhile is declared coded in the same step; not when the change is about that.
        """
        if self.locked is not None:
            self.refused.emit(self.locked)
            return False
        return self._carry_out(make, joins, aloud, with_watched)

    def administer(self, make: Callable[[], AnyChange | None], *, joins: bool = False) -> bool:
        """Carry out a change that is allowed in a complete pass as well: opening it again, episodes, cameras."""
        if self.desk.read_only or self.reviewing or self._preview is not None:
            self.refused.emit(self.locked or "")
            return False
        return self._carry_out(make, joins, True, with_watched=False)

    def undo(self) -> bool:
        """Take the last step back."""
        return self._step(self.desk.undo, self.desk.next_undo is not None, tr("Nothing to undo."))

    def redo(self) -> bool:
        """Carry the last step out again."""
        return self._step(self.desk.redo, self.desk.next_redo is not None, tr("Nothing to redo."))

    def write_watched(self, closing: bool = False) -> None:
        """Declare coded what was watched since the last edit.

        It joins the edit before when that was made in this pass since the coding was opened. As long as something
        can be redone it waits, because a new edit would forget that; when ``closing`` it does not wait.
        """
        self.coverage.broke()
        if self.locked is None and (closing or self.desk.next_redo is None):
            due = self.coverage.due(self.coding, self.pass_id)
            joins = self._goes_with(self.desk.next_undo)
            self._carry_out(lambda: edits.add_coded(self.coding, self.pass_id, due), joins, False, with_watched=False)

    def _carry_out(self, make: Callable[[], AnyChange | None], joins: bool, aloud: bool, with_watched: bool) -> bool:
        try:
            change = make()
            if change is None:
                return False
            words = describe(change, self.scheme)
            was = self.locked
            then = self.follow(change)
            self.desk.do(self._with_watched(change) if with_watched else change, joins=joins, then=then)
        except (ModelError, StoreError, AppError) as error:
            self.refused.emit(str(error))
            return False
        self._follow(was)
        if aloud:
            self.said.emit(words, True)
        return True

    def _goes_with(self, last: TimelineStep | None) -> bool:
        """Return whether what was watched belongs to the latest step: an edit of this pass made in this sitting."""
        if last is None or last.step.at <= self._opened_at:
            return False
        codes = {code.id for channel in (self.pass_.channels if self.pass_ else ()) for code in channel.codes}
        return any(_is_work_in(change, self.pass_id, codes) for change in last.step.changes)

    def _with_watched(self, change: AnyChange) -> AnyChange:
        coded = edits.add_coded(self.coding, self.pass_id, self.coverage.due(self.coding, self.pass_id))
        if coded is None:
            return change
        parts = change.changes if isinstance(change, Batch) else (change,)
        return Batch(changes=(*parts, coded), label=change.label if isinstance(change, Batch) else "")

    def _step(self, go: Callable[[], Touched], possible: bool, nothing: str) -> bool:
        if self.reviewing or self._preview is not None:
            self.refused.emit(self.locked or "")
            return False
        if not possible:
            self.refused.emit(nothing)
            return False
        was = self.locked
        try:
            go()
        except (ModelError, StoreError, AppError) as error:
            self.refused.emit(str(error))
            return False
        self._follow(was)
        return True

    def _follow(self, was_locked: str | None) -> None:
        """Drop from the selection what is gone, and tell when the pass was locked or unlocked."""
        there = {e.id for e in self.coding.events}
        gone = frozenset(i for i in (*self.selection.ids, self.selection.last) if i and i not in there)
        if gone:
            self.selection = self.selection.without(gone)
            self.selection_changed.emit()
        if self.locked != was_locked:
            self.lock_changed.emit()


def _is_work_in(change: AnyChange, pass_id: str, codes: set[str]) -> bool:
    """Return whether a change is coding in a pass: an event of its codes, or what is coded."""
    match change:
        case Batch(changes=changes):
            return any(_is_work_in(part, pass_id, codes) for part in changes)
        case AddEvent(event=event) | RemoveEvent(event=event) | EditEvent(after=event):
            return event.code in codes
        case SetPass(before=before, after=after):
            same = after is not None and after.complete == (before is not None and before.complete)
            return same and after is not None and after.id == pass_id
    return False
