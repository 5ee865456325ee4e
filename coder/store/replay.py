"""A document as it is on disk: the snapshot with the edits of its journal, and the undo history behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Generic

from coder.model.changes import DocumentT, apply
from coder.model.errors import ChangeError
from coder.model.history import History
from coder.store.codec import from_bytes, read_bytes
from coder.store.errors import Conflict, Corrupt, DiskProblem, StoreError, disk_problem
from coder.store.journal import Edit, Journal, Redo, SnapshotMark, Undo, read_journal
from coder.store.log import DocumentPaths, Position, sha256_of, stamp_of

_TRIES: Final = 50


@dataclass(frozen=True, slots=True)
class Found(Generic[DocumentT]):
    """A document read from disk.

    Attributes
    ----------
    document : Coding or Session
        The last good state.
    journal : Journal
        What the journal holds.
    replayed : int
        How many edits the journal had beyond the snapshot.
    position : Position
        Where a log goes on from here.
    damage : Corrupt or None
        Why later edits could not be used.
    """

    document: DocumentT
    journal: Journal
    replayed: int
    position: Position
    damage: Corrupt | None


def read_document(kind: type[DocumentT], paths: DocumentPaths) -> Found[DocumentT]:
    """Read snapshot and journal, also while another program writes them.

    Raises
    ------
    StoreError
        When the snapshot cannot be read or the journal belongs to another one.
    """
    snapshot, journal_bytes, position = _read_together(paths)
    document = from_bytes(kind, snapshot, paths.snapshot)
    journal = read_journal(journal_bytes, paths.journal)
    edits = journal.since(position.sha256) if journal.size else ()
    if edits is None:
        raise Corrupt(
            f"The journal {paths.journal.name} does not belong to this file; it was changed or replaced.",
            paths.snapshot,
            do=f"Put the right file back, or move {paths.journal.name} elsewhere to go on without its edits.",
        )
    damage = journal.damage
    for done, edit in enumerate(edits):
        try:
            if edit.change is not None:
                document, _ = apply(document, edit.change)
        except ChangeError as error:
            damage = Corrupt(f"Edit {edit.n} does not fit: {error}", paths.journal, do="The edits before it are kept.")
            edits = edits[:done]
            break
    position.size, position.n = journal.size, journal.last_n
    if journal.size and journal.snapshot != position.sha256 and not edits:
        position.marked = position.sha256
    return Found(document, journal, count_edits(edits), position, damage)


def read_history(paths: DocumentPaths, found: Found[DocumentT], owner: str) -> tuple[History, int, int]:
    """Return the undo history, the number of the last edit, and how many edits there ever were.

    Where older journals are missing or damaged, the history begins after the gap.
    """
    chain = _Chain(owner)
    for file in paths.history().values():
        try:
            chain.follow(read_journal(read_bytes(file), file))
        except StoreError:
            chain.interrupt()
    if found.journal.size:
        chain.follow(found.journal)
    else:
        chain.expect(found.position.sha256)
    return chain.history, chain.last_n, chain.edits


def history_problems(paths: DocumentPaths) -> list[StoreError]:
    """Return why journals before the snapshot cannot be read; raises nothing."""
    problems: list[StoreError] = []
    try:
        for file in paths.history().values():
            damage = read_journal(read_bytes(file), file).damage
            problems += [damage] if damage else []
    except StoreError as error:
        problems.append(error)
    return problems


def count_edits(edits: Iterable[Edit]) -> int:
    """Return how many of the lines are edits and not marks."""
    return sum(not isinstance(edit.op, SnapshotMark) for edit in edits)


class _Chain:
    """A history built from one journal after the other, as long as each follows the one before."""

    def __init__(self, owner: str) -> None:
        self.history = History()
        self.last_n = 0
        self.edits = 0
        self._owner = owner
        self._end: str | None = None

    def follow(self, journal: Journal) -> None:
        self.expect(journal.snapshot)
        for edit in journal.edits:
            self._take(edit)
        last = journal.edits[-1].op if journal.edits else None
        self._end = last.sha256 if isinstance(last, SnapshotMark) else None
        self.last_n = max(self.last_n, journal.last_n)
        self.edits += count_edits(journal.edits)

    def expect(self, sha256: str) -> None:
        """Forget everything if the next snapshot is not the one reached so far."""
        if sha256 != self._end:
            self._forget()

    def interrupt(self) -> None:
        self._end = None

    def _forget(self) -> None:
        self.history = History()

    def _take(self, edit: Edit) -> None:
        history = self.history
        match edit.op:
            case Undo() if history.next_undo:
                history.undid()
            case Redo() if history.next_redo:
                history.redid()
            case SnapshotMark():
                pass
            case Undo() | Redo():
                self._forget()
            case change if edit.joins and not history.next_undo:
                self._forget()
            case change:
                history.record(change, edit.at, edit.joins, edit.by or self._owner)


def _read_together(paths: DocumentPaths) -> tuple[bytes, bytes, Position]:
    """Return the bytes of a snapshot and of the journal that goes with it."""
    for _ in range(_TRIES):
        before = _stamp(paths.snapshot)
        if before is None:
            raise _missing(paths)
        snapshot = read_bytes(paths.snapshot)
        journal = _read_if_there(paths.journal)
        if _stamp(paths.snapshot) == before:
            return snapshot, journal, Position(sha256_of(snapshot), before)
    raise Conflict("Another program keeps changing this file.", paths.snapshot, do="Try again in a moment.")


def _read_if_there(path: Path) -> bytes:
    if _stamp(path) is None:
        return b""
    try:
        return read_bytes(path)
    except DiskProblem:
        if _stamp(path) is None:  # moved to the history just now; the snapshot then holds its edits
            return b""
        raise


def _missing(paths: DocumentPaths) -> StoreError:
    if _stamp(paths.journal):
        return Corrupt(
            f"The file is missing, but its journal {paths.journal.name} is there.",
            paths.snapshot,
            do="Put the file back from a copy; the journal is kept.",
        )
    return DiskProblem("The file is not there.", paths.snapshot)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        return stamp_of(path)
    except (OSError, ValueError) as error:
        raise disk_problem(error, path) from error
