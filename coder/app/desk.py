"""One coder's open coding with its session: edits with undo and redo, on disk at once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby
from operator import or_
from pathlib import Path
from typing import Final, Literal

from coder.app.errors import AppError
from coder.app.rewind import copy_of, state_at
from coder.app.writer import AnyFile, SaveState, Writer
from coder.model.changes import (
    AnyChange,
    Batch,
    SetEpisodes,
    SetMedia,
    SetParticipant,
    SetPhysiology,
    Touched,
    apply,
)
from coder.model.coding import Coding
from coder.model.errors import ChangeError
from coder.model.history import Step
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.store import DiskProblem, DocumentFile, Edit, StoreError, StudyFolder, stamp_after

Listener = Callable[[Touched], None]
Part = Literal["coding", "session"]

_SHORTLY_S: Final = 0.03
"""How long an edit waits to be on disk before the screen shows it; a slow share must not hold up the window."""

_AT_THE_END_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One undo step, in which of the two documents it was made, and whether it is done or undone at present."""

    step: Step
    part: Part
    done: bool


class Desk:
    """A coding and its session, opened for one coder.

    Edits are carried out in memory at once and written by a thread of their own. Use it from one thread.

    Attributes
    ----------
    study : StudyFolder
    scheme : Scheme
        The scheme of the coding.
    listeners : list of callables
        Each is given what an edit, undo, redo or somebody else's edit of the session touched, in the caller's thread.
    save_listeners : list of callables
        Each is given the new `SaveState` when it changes, **from the writer's thread**.
    """

    def __init__(
        self, study: StudyFolder, coding: DocumentFile[Coding], session: DocumentFile[Session], by: str
    ) -> None:
        self.study = study
        self.listeners: list[Listener] = []
        self.save_listeners: list[Callable[[SaveState], None]] = []
        self.scheme = _scheme_of(study, coding.document)
        self._coding = coding
        self._session = session
        self._by = by
        self._last_state: SaveState | None = None
        self._writer = Writer(self._tell_save_state)

    @classmethod
    def open(
        cls,
        study: StudyFolder,
        session_id: str,
        coder: str,
        *,
        by: str = "",
        take_over: bool = False,
        read_only: bool = False,
    ) -> Desk:
        """Open a coder's coding of a session; one that is not there yet begins empty.

        Parameters
        ----------
        by
            Who edits, if not the coder: the supervisor who works on the ``consensus``, for instance.
        take_over
            Take the coding over from whoever has it open.

        Raises
        ------
        Locked
            When somebody else has it open, unless ``take_over`` or ``read_only``.
        StoreError, AppError
            When it cannot be read.
        """
        by = by or coder
        coding = study.open_coding(session_id, coder, by=by, take_over=take_over, read_only=read_only)
        try:
            return cls(study, coding, study.open_session(session_id, by=by, read_only=coding.read_only), by)
        except Exception:
            coding.abandon()
            raise

    @property
    def coding(self) -> Coding:
        """The coding as it is now; it is changed through `do` alone."""
        return self._coding.document

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self._session.document

    @property
    def read_only(self) -> bool:
        """Whether edits are refused."""
        return self._coding.read_only

    @property
    def restored(self) -> int:
        """How many edits a program that did not close the coding had left in the journal; all are here."""
        return self._coding.restored

    @property
    def notices(self) -> tuple[str, ...]:
        """What the person should know about the opening: torn lines, damage."""
        damage = [str(file.damage) for file in (self._coding, self._session) if file.damage]
        return (*self._coding.notices, *self._session.notices, *damage)

    @property
    def history(self) -> tuple[TimelineStep, ...]:
        """All steps of both documents in the order of time, the undone ones included.

        An act that changed both documents is one step; one that was undone and can never be redone is left out.
        """
        steps = []
        for file, part in self._parts():
            done = file.history.done
            steps += [TimelineStep(step, part, place < done) for place, step in enumerate(file.history.steps)]
        last_done = self._last_done()
        listed = [item for item in steps if item.done or item.step.at > last_done]
        return tuple(_one_per_act(sorted(listed, key=lambda item: item.step.at)))

    @property
    def next_undo(self) -> TimelineStep | None:
        """The step `undo` would take back: the latest done one, unless somebody else made it."""
        found = self._undo_file()
        step = found[0].history.next_undo if found else None
        return TimelineStep(step, found[1], True) if found and step else None

    @property
    def next_redo(self) -> TimelineStep | None:
        """The step `redo` would carry out again."""
        found = self._redo_file()
        step = found[0].history.next_redo if found else None
        return TimelineStep(step, found[1], False) if found and step else None

    @property
    def save_state(self) -> SaveState:
        """Whether everything is on disk."""
        coding, session = self._writer.pending(self._coding), self._writer.pending(self._session)
        message = self._writer.message
        kind: Literal["saved", "saving", "waiting"] = "saved"
        if coding or session:
            kind = "waiting" if message else "saving"
        return SaveState(kind, self._coding.edits - coding, coding + session, message if kind == "waiting" else "")

    def do(self, change: AnyChange, joins: bool = False, then: AnyChange | None = None) -> Touched:
        """Carry out a change of the coding or the session and save it.

        Parameters
        ----------
        joins
            The change belongs to the same act as the one before it and is undone together with it.
        then
            What follows from a change of the coding for the session, as episodes follow the marks of the structure;
            it is undone and redone together with the change.

        Raises
        ------
        ChangeError
            When the change does not fit; nothing is changed then.
        StoreError
            When the desk is read-only.
        """
        file: AnyFile = self._session if _is_of_session(change) else self._coding
        self._make_current(self._session if then is not None else file)
        if then is not None:
            apply(self.session, then)
        last, at = self._undo_file(), self._now()
        joins = joins and last is not None and last[0] is file and then is None and self._twin(last[0]) is None
        touched, edit = file.apply(change, joins, at)
        edits = [(file, edit)]
        if then is not None:
            more, following = self._session.apply(then, False, at)
            touched |= more
            edits.append((self._session, following))
        return self._done(edits, touched)

    def undo(self) -> Touched:
        """Take the last step back; raises `ChangeError` when there is none."""
        self._make_current(self._session)
        found = self._undo_file()
        if found is None:
            raise ChangeError("There is nothing to undo.")
        twin, at = self._twin(found[0]), self._now()
        undone = [(file, *file.undo(at)) for file in (found[0], twin) if file is not None]
        return self._done([(file, edit) for file, _, edit in undone], _all_touched(t for _, t, _ in undone))

    def redo(self) -> Touched:
        """Carry out again what was undone last; raises `ChangeError` when there is nothing."""
        self._make_current(self._session)
        found = self._redo_file()
        if found is None:
            raise ChangeError("There is nothing to redo.")
        twin, at = self._twin(found[0], undone=True), self._now()
        redone = [(file, *file.redo(at)) for file in (found[0], twin) if file is not None]
        return self._done([(file, edit) for file, _, edit in redone], _all_touched(t for _, t, _ in redone))

    def state_at(self, at: str) -> tuple[Coding, Session]:
        """Return coding and session as they were just after the step made ``at`` that time; nothing is changed."""
        last_done = self._last_done()
        coding = state_at(copy_of(self.coding), self._coding.history, at, last_done, lambda _step: True)
        session = state_at(
            self.session, self._session.history, at, last_done, lambda step: self._may_take_back(step, "session")
        )
        return coding, session

    def retry(self) -> None:
        """Try to write waiting edits now instead of after the pause."""
        self._writer.retry()

    def save_elsewhere(self, folder: Path) -> Path:
        """Write the session and the coding as they are now, waiting edits included, as a new study in ``folder``.

        Returns
        -------
        Path
            The study folder made there.
        """
        name = f"{self.study.study.id}-{self.session.id}-{self.coding.coder}"
        target, number = folder / name, 2
        while target.exists():
            target, number = folder / f"{name}-{number}", number + 1
        copy = StudyFolder.create(target, self.study.study, [self.scheme])
        if self.session.scheme != self.scheme.ref and self.session.scheme in self.study.schemes:
            copy.add_scheme(self.study.schemes[self.session.scheme])
        copy.add_session(self.session)
        copy.add_coding(self.coding)
        return target

    def close(self, discard: bool = False) -> None:
        """Write what is waiting, make snapshots, and let go of the files.

        Parameters
        ----------
        discard
            Close even if edits cannot be written; they are lost unless `save_elsewhere` was used.

        Raises
        ------
        DiskProblem
            When edits cannot be written; the desk is then still open and goes on trying.
        """
        self._writer.retry()
        written = self._writer.wait(_AT_THE_END_S)
        state = self.save_state
        if not written and not discard:
            count = f"{state.waiting} {'edit is' if state.waiting == 1 else 'edits are'}"
            what = f"{count} not on disk yet. {state.message}".rstrip()
            raise DiskProblem(what, self.study.root, do="Try again, or save to another folder.")
        self._writer.stop()
        for file in (self._coding, self._session):
            if written:
                file.close()
            else:
                file.abandon()

    def _done(self, edits: Sequence[tuple[AnyFile, Edit]], touched: Touched) -> Touched:
        for file, edit in edits:
            self._writer.put(file, edit)
            if file.wants_snapshot:
                self._writer.put_snapshot(file)
        if not self._writer.message:
            self._writer.wait(_SHORTLY_S)
        self._tell(touched)
        return touched

    def _make_current(self, file: AnyFile) -> None:
        """Take over what others did to the session in the meantime, if that can be known shortly."""
        if file is not self._session or self.read_only or self._writer.pending(file):
            return
        with contextlib.suppress(StoreError, NotInTime):
            if self._writer.call(file.is_current).result(_SHORTLY_S):
                return
            file.refresh()
            self._tell(Touched(parts=frozenset({"episodes", "media", "physiology", "participant"})))

    def _undo_file(self) -> tuple[AnyFile, Part] | None:
        found = [
            (step.at, file, part)
            for file, part in self._parts()
            if (step := file.history.next_undo) and self._may_take_back(step, part)
        ]
        if not found:
            return None
        _, file, part = max(found, key=_time)
        return file, part

    def _redo_file(self) -> tuple[AnyFile, Part] | None:
        """Return where the earliest undone step is; one that was made before a done step has been superseded."""
        last_done = self._last_done()
        found = [
            (step.at, file, part)
            for file, part in self._parts()
            if (step := file.history.next_redo) and self._may_take_back(step, part) and step.at > last_done
        ]
        if not found:
            return None
        _, file, part = min(found, key=_time)
        return file, part

    def _last_done(self) -> str:
        return max((step.at for file, _ in self._parts() if (step := file.history.next_undo)), default="")

    def _twin(self, file: AnyFile, undone: bool = False) -> AnyFile | None:
        """Return the other document if its next step to undo (or redo) belongs to the same act as that of ``file``."""

        def next_of(one: AnyFile) -> Step | None:
            return one.history.next_redo if undone else one.history.next_undo

        other, part = next((o, p) for o, p in self._parts() if o is not file)
        mine, others = next_of(file), next_of(other)
        same = mine is not None and others is not None and mine.at == others.at
        return other if same and others is not None and self._may_take_back(others, part) else None

    def _may_take_back(self, step: Step, part: Part) -> bool:
        """Whether a step is ours: everything in the coding, and in the session what we did ourselves."""
        return part == "coding" or step.by == self._by

    def _parts(self) -> tuple[tuple[AnyFile, Part], ...]:
        return (self._coding, "coding"), (self._session, "session")

    def _now(self) -> str:
        return stamp_after(max(self._coding.last_at, self._session.last_at))

    def _tell(self, touched: Touched) -> None:
        for listener in list(self.listeners):
            listener(touched)

    def _tell_save_state(self) -> None:
        state = self.save_state
        if state != self._last_state:
            self._last_state = state
            for listener in list(self.save_listeners):
                listener(state)


def _one_per_act(steps: Iterable[TimelineStep]) -> Iterator[TimelineStep]:
    """Join the steps that an act made in both documents: those of the same moment."""
    for _, same in groupby(steps, key=lambda item: item.step.at):
        items = sorted(same, key=lambda item: item.part)
        changes = tuple(change for item in items for change in item.step.changes)
        first = items[0]
        yield first if len(items) == 1 else replace(first, step=replace(first.step, changes=changes))


def _all_touched(parts: Iterable[Touched]) -> Touched:
    return reduce(or_, parts)


def _time(found: tuple[str, AnyFile, Part]) -> str:
    return found[0]


def _is_of_session(change: AnyChange) -> bool:
    """Whether a change is one of the session; all parts of a batch are of one document."""
    while isinstance(change, Batch) and change.changes:
        change = change.changes[0]
    return isinstance(change, SetEpisodes | SetMedia | SetPhysiology | SetParticipant)


def _scheme_of(study: StudyFolder, coding: Coding) -> Scheme:
    scheme = study.schemes.get(coding.scheme)
    if scheme is None:
        raise AppError(f"The coding of {coding.coder} uses scheme {coding.scheme}, which this study does not have.")
    return scheme
