"""A document opened for editing: in memory with its undo history, and on disk with its journal."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Generic

import msgspec

from coder.model.changes import AnyChange, DocumentT, Touched, apply
from coder.model.coding import Coding
from coder.model.errors import ChangeError
from coder.model.history import History
from coder.store.codec import to_bytes
from coder.store.errors import DiskProblem, Locked, ReadOnly, StoreError
from coder.store.journal import Edit, Redo, Undo
from coder.store.locks import Lock
from coder.store.opening import Opened, Source, open_source

SNAPSHOT_EVERY: Final = 2000
"""Edits after which a new snapshot keeps the next opening fast."""

TURN_S: Final = 60.0
"""A session is locked only for the moment of writing; a lock older than this was left by a crash."""


def stamp_after(last: str) -> str:
    """Return the present time as ISO 8601 in UTC with ms, but always later than ``last``."""
    now = _iso(datetime.now(UTC))
    if now > last:
        return now
    try:
        return _iso(datetime.fromisoformat(last).astimezone(UTC) + timedelta(milliseconds=1))
    except (ValueError, OverflowError):
        return now


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class DocumentFile(Generic[DocumentT]):
    """A coding or a session, opened by `StudyFolder.open_coding` or `StudyFolder.open_session`.

    The memory side (`apply`, `undo`, `redo`, `snapshot`) and the disk side (`write`, `save_snapshot`) may be used from
    two threads, one for each; the edits that the first returns are handed to the second in order.

    A coding is locked as long as it is open. A session (``in_turn``) is locked only while it is written, so that
    several people can edit it in turn: call `refresh` before an edit.

    Raises
    ------
    Locked
        When somebody else has the coding open, unless ``take_over`` or ``read_only``.
    StoreError
        When the document cannot be read, or not be made ready for writing.
    """

    _source: Source[DocumentT]
    _opened: Opened[DocumentT]

    def __init__(
        self,
        source: Source[DocumentT],
        *,
        by: str = "",
        read_only: bool = False,
        in_turn: bool = False,
        take_over: bool = False,
    ) -> None:
        self._source = source
        self._by = by
        self._in_turn = in_turn
        self._asked_read_only = read_only
        self._lock = Lock(source.paths.lock, by, stale_after_s=TURN_S if in_turn else None)
        self._since_snapshot = 0
        if not read_only and not in_turn:
            self._lock.acquire(take_over)
        try:
            self._read()
        except BaseException:
            self._lock.release()
            raise
        if self.read_only:
            self._lock.release()

    @property
    def document(self) -> DocumentT:
        """The present state in memory."""
        return self._opened.document

    @property
    def history(self) -> History:
        """The steps that can be undone and redone, over all times the document was open."""
        return self._opened.history

    @property
    def edits(self) -> int:
        """How many edits the document has ever had, those not yet written included."""
        return self._opened.edits

    @property
    def restored(self) -> int:
        """How many edits were found beyond the snapshot: more than 0 when the program did not close the document."""
        return self._opened.restored

    @property
    def notices(self) -> tuple[str, ...]:
        """What the person should know about the opening, such as a broken-off last line."""
        return self._opened.notices

    @property
    def damage(self) -> StoreError | None:
        """Why the document could only be opened read-only with its last good state."""
        return self._opened.damage

    @property
    def read_only(self) -> bool:
        """Whether edits are refused."""
        return self._asked_read_only or self._opened.damage is not None

    @property
    def wants_snapshot(self) -> bool:
        """Whether so many edits were made since the last snapshot that a new one is due."""
        return self._since_snapshot >= SNAPSHOT_EVERY

    @property
    def last_at(self) -> str:
        """When the last step was made, or ""."""
        return self.history.steps[-1].at if self.history.steps else ""

    def is_current(self) -> bool:
        """Whether nobody else has written the document since; raises `DiskProblem`."""
        return self._opened.log.is_current()

    def refresh(self) -> bool:
        """Read the document again if somebody else has changed it; only when every edit has been written.

        Returns
        -------
        bool
            Whether the document is another one now.
        """
        if self.is_current():
            return False
        self._opened.log.let_go()
        self._read()
        return True

    def apply(self, change: AnyChange, joins: bool = False, at: str = "") -> tuple[Touched, Edit]:
        """Carry out a change in memory; the edit returned is to be written.

        Parameters
        ----------
        joins
            The change becomes part of the undo step before it.
        at
            The time, from `stamp_after`; by default the present.

        Raises
        ------
        ChangeError
            When the change does not fit.
        ReadOnly
        """
        at = at or stamp_after(self.last_at)
        joins = joins and self.history.next_undo is not None
        touched = self._carry_out(change)
        self.history.record(change, at, joins, self._by)
        return touched, self._signed(Edit(at=at, op=change, joins=joins))

    def undo(self, at: str = "") -> tuple[Touched, Edit]:
        """Take the last step back in memory; raises `ChangeError` when there is none."""
        step = self.history.next_undo
        if step is None:
            raise ChangeError("There is nothing to undo.")
        touched = self._carry_out(step.backward)
        self.history.undid()
        return touched, self._signed(Edit(at=at or stamp_after(self.last_at), op=Undo(change=step.backward)))

    def redo(self, at: str = "") -> tuple[Touched, Edit]:
        """Carry out again what was undone last; raises `ChangeError` when there is nothing."""
        step = self.history.next_redo
        if step is None:
            raise ChangeError("There is nothing to redo.")
        touched = self._carry_out(step.forward)
        self.history.redid()
        return touched, self._signed(Edit(at=at or stamp_after(self.last_at), op=Redo(change=step.forward)))

    def snapshot(self) -> DocumentT:
        """Return the present state as a value that later edits do not change, for `save_snapshot`."""
        self._since_snapshot = 0
        state = copy.copy(self.document)
        if isinstance(state, Coding):
            state.events = list(state.events)
        return state

    def write(self, edits: Sequence[Edit]) -> None:
        """Put edits on the disk, in one piece and in order; when this returns they are there.

        Raises
        ------
        StoreError
            When they could not be written; none of them counts then, and the same call may be tried again.
        """
        with self._writing():
            self._opened.log.append(edits)

    def save_snapshot(self, document: DocumentT) -> None:
        """Replace the snapshot by ``document``, the state after the last written edit; raises `StoreError`."""
        with self._writing():
            self._opened.log.replace_snapshot(to_bytes(document), stamp_after(""))

    def commit(self, change: AnyChange) -> Touched:
        """Carry out a change in memory and on disk."""
        touched, edit = self.apply(change)
        self.write([edit])
        return touched

    def close(self) -> None:
        """Make a snapshot of the present state and release the lock; every edit must have been written.

        What cannot be done, on a full disk for instance, is done at the next opening: the journal holds everything.
        """
        with contextlib.suppress(StoreError):
            log = self._opened.log
            if not self.read_only and log.has_journal and log.is_current():
                self.save_snapshot(self.document)
        self.abandon()

    def abandon(self) -> None:
        """Let go of the files as they are; edits not written are lost."""
        self._opened.log.let_go()
        self._lock.release()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            raise self._refusal()
        if self._lock.held:
            self._lock.verify()
        else:
            self._lock.acquire()
        try:
            yield
        finally:
            if self._in_turn:
                self._lock.release()

    def _read(self) -> None:
        """Read the document; a session is mended only if nobody is writing it now."""
        if self._in_turn and not self._asked_read_only:
            with contextlib.suppress(Locked, DiskProblem):
                self._lock.acquire()
        try:
            self._opened = open_source(self._source, repair=self._lock.held)
        finally:
            if self._in_turn:
                self._lock.release()

    def _carry_out(self, change: AnyChange) -> Touched:
        if self.read_only:
            raise self._refusal()
        opened = self._opened
        opened.document, touched = apply(opened.document, change)
        opened.edits += 1
        self._since_snapshot += 1
        return touched

    def _signed(self, edit: Edit) -> Edit:
        """Return ``edit`` with who made it, unless that goes without saying."""
        return edit if self._by == self._source.owner else msgspec.structs.replace(edit, by=self._by)

    def _refusal(self) -> StoreError:
        return self.damage or ReadOnly("The document is open for reading only.", self._source.paths.snapshot)
