"""The writing side of a document on disk: its snapshot, the journal that follows it, and the journals before.

``anna.json`` is the snapshot, ``anna.journal`` the edits since, ``history/anna.0001.journal`` … the edits before.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from coder.store.atomic import write_atomically, write_fully
from coder.store.codec import read_bytes
from coder.store.errors import Conflict, StoreError, disk_problem
from coder.store.folders import entries, sync_folder
from coder.store.journal import Edit, SnapshotMark, edit_lines, header_line


@dataclass(frozen=True, slots=True)
class DocumentPaths:
    """Where a document's files are; ``snapshot`` is the JSON file they are named after."""

    snapshot: Path

    @property
    def journal(self) -> Path:
        """The edits since the snapshot."""
        return self.snapshot.with_suffix(".journal")

    @property
    def lock(self) -> Path:
        """Who has the document open."""
        return self.snapshot.with_suffix(".lock")

    @property
    def torn(self) -> Path:
        """Broken-off last lines of journals, kept aside."""
        return self.snapshot.with_suffix(".torn")

    def history(self) -> dict[int, Path]:
        """Return the journals before the snapshot, number → file, oldest first."""
        pattern = re.compile(re.escape(self.snapshot.stem) + r"\.(\d{4,9})\.journal")
        folder = self._history_folder
        found = ((pattern.fullmatch(file.name), file) for file in entries(folder))
        return dict(sorted((int(match[1]), file) for match, file in found if match))

    def next_history(self) -> Path:
        """Return the file the present journal will become."""
        number = max(self.history(), default=0) + 1
        return self._history_folder / f"{self.snapshot.stem}.{number:04d}.journal"

    @property
    def _history_folder(self) -> Path:
        return self.snapshot.parent / "history"


Stamp = tuple[int, int, int]


def stamp_of(path: Path) -> Stamp | None:
    """Return what tells one version of a file from the next without reading it; None when it is not there."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def sha256_of(data: bytes) -> str:
    """Return the sha256 of ``data`` as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass(slots=True)
class Position:
    """Where a log stands on disk.

    Attributes
    ----------
    sha256 : str
        Of the snapshot on disk; "" when there is none yet.
    stamp : Stamp or None
        Of the same file.
    size : int
        Bytes of the journal that are acknowledged; 0 when there is none.
    n : int
        Number of the last edit.
    marked : str
        The sha256 of a snapshot announced in the journal and perhaps not yet in place, or "".
    """

    sha256: str = ""
    stamp: Stamp | None = None
    size: int = 0
    n: int = 0
    marked: str = ""


class Log:
    """Appends edits durably and replaces snapshots; after an error every method may simply be tried again.

    Parameters
    ----------
    first_snapshot : bytes
        What to write before the first edit when ``position`` has no snapshot.
    """

    def __init__(self, paths: DocumentPaths, position: Position, first_snapshot: bytes = b"") -> None:
        self._paths = paths
        self._at = position
        self._first_snapshot = first_snapshot
        self._handle: int | None = None
        self._attempt = b""

    @property
    def last_n(self) -> int:
        """The number of the last edit on disk."""
        return self._at.n

    @property
    def has_journal(self) -> bool:
        """Whether there are edits since the snapshot."""
        return self._at.size > 0

    def is_current(self) -> bool:
        """Whether the files are as this log left or found them; raises `DiskProblem`."""
        try:
            journal = stamp_of(self._paths.journal)
            return stamp_of(self._paths.snapshot) == self._at.stamp and (journal[2] if journal else 0) == self._at.size
        except OSError as error:
            raise disk_problem(error, self._paths.snapshot) from error

    def append(self, edits: Sequence[Edit]) -> None:
        """Number the edits and put them on the disk; when this returns they are there.

        Raises
        ------
        DiskProblem
            When they could not be written; none of them counts then.
        Conflict
            When the files are not as we left them.
        """
        lines = edit_lines(
            msgspec.structs.replace(edit, n=number) for number, edit in enumerate(edits, start=self._at.n + 1)
        )
        try:
            self.settle()
            self._write(lines if self._at.size else header_line(self._at.sha256) + lines)
        except OSError as error:
            self.let_go()
            raise disk_problem(error, self._paths.journal) from error
        except StoreError:
            self.let_go()
            raise
        self._at.n += len(edits)

    def replace_snapshot(self, data: bytes, at: str) -> None:
        """Make ``data`` the snapshot and the journal history; raises what `append` raises.

        The journal first says which snapshot holds its edits, so that a crash between any two steps is recovered.
        """
        if not self.has_journal:
            return
        sha256 = sha256_of(data)
        self.append([Edit(at=at, op=SnapshotMark(sha256=sha256))])
        self._at.marked = sha256
        write_atomically(self._paths.snapshot, data)
        try:
            self.settle()
        except OSError as error:
            raise disk_problem(error, self._paths.snapshot) from error

    def settle(self) -> None:
        """Finish what is due before an append: a first snapshot, or moving a journal whose snapshot is in place.

        Raises
        ------
        OSError, DiskProblem, Conflict
        """
        if not self._at.sha256:
            self._write_first_snapshot()
        stamp = stamp_of(self._paths.snapshot)
        if stamp != self._at.stamp:
            self._adopt_snapshot()
        if self._at.marked and self._at.marked == self._at.sha256 and self._at.size:
            self._rotate()

    def let_go(self) -> None:
        """Close the journal; what was not acknowledged is cut off if the disk allows it."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            if self._attempt:
                os.ftruncate(self._handle, self._at.size)
        with contextlib.suppress(OSError):
            os.close(self._handle)
        self._handle = None

    def _write(self, data: bytes) -> None:
        if self._handle is None:
            create = 0 if self._at.size else os.O_CREAT
            flags = os.O_RDWR | os.O_APPEND | create | getattr(os, "O_BINARY", 0)
            self._handle = os.open(self._paths.journal, flags, 0o666)
        self._check_journal(self._handle)
        self._attempt = data
        write_fully(self._handle, data)
        os.fsync(self._handle)
        if not self._at.size:
            sync_folder(self._paths.journal.parent)
        self._attempt = b""
        self._at.size += len(data)

    def _check_journal(self, handle: int) -> None:
        """Make sure the open file is still the journal and ends where we left it, cutting off a failed attempt."""
        opened, named = os.fstat(handle), self._paths.journal.stat()
        beyond = opened.st_size - self._at.size
        if (opened.st_dev, opened.st_ino) != (named.st_dev, named.st_ino) or beyond < 0:
            raise self._conflict()
        if beyond:
            os.lseek(handle, self._at.size, os.SEEK_SET)
            if not self._attempt or os.read(handle, beyond) != self._attempt[:beyond]:
                raise self._conflict()
            os.ftruncate(handle, self._at.size)

    def _write_first_snapshot(self) -> None:
        snapshot = self._paths.snapshot
        if not snapshot.exists():
            write_atomically(snapshot, self._first_snapshot)
        elif read_bytes(snapshot) != self._first_snapshot:
            raise self._conflict()
        self._at.sha256, self._at.stamp = sha256_of(self._first_snapshot), stamp_of(snapshot)

    def _adopt_snapshot(self) -> None:
        """Accept a snapshot file that was touched, or the one the journal announced; anything else is a conflict."""
        stamp = stamp_of(self._paths.snapshot)
        if stamp is None:
            raise FileNotFoundError(2, "", str(self._paths.snapshot))
        sha256 = sha256_of(read_bytes(self._paths.snapshot))
        if sha256 not in (self._at.sha256, self._at.marked):
            raise self._conflict()
        self._at.sha256, self._at.stamp = sha256, stamp

    def _rotate(self) -> None:
        self.let_go()
        target = self._paths.next_history()
        target.parent.mkdir(exist_ok=True)
        self._paths.journal.rename(target)
        self._at.size, self._at.marked = 0, ""
        sync_folder(target.parent)
        sync_folder(self._paths.journal.parent)

    def _conflict(self) -> Conflict:
        return Conflict(
            "Another program has changed these files in the meantime.",
            self._paths.snapshot,
            do="Your latest edits are kept in memory: save them to another folder, then open the session again.",
        )
