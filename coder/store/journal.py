"""The lines of a journal: how an edit is written, and how a journal is read however it was left.

Line 1 is ``{"format": "securebase-journal", "version": 1, "snapshot": "<sha256>"}``. Every further line is one edit,
``{"n": 18, "at": "…", "op": {…}, "crc": "0a1b2c3d"}``, the crc32 being that of the line without its ``crc``.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from coder.model.changes import AnyChange, Change
from coder.store.errors import Corrupt, NewerFormat
from coder.store.unknown import set_aside, to_plain
from coder.store.upgrade import CURRENT

FORMAT: Final = "securebase-journal"
_CRC_BYTES: Final = len(',"crc":"01234567"}')
_encode = msgspec.json.Encoder().encode


class Undo(Change, frozen=True, kw_only=True, tag="undo"):
    """The last step was taken back by ``change``, so that a journal can be replayed without those before it."""

    change: AnyChange


class Redo(Change, frozen=True, kw_only=True, tag="redo"):
    """The step undone last was carried out again by ``change``."""

    change: AnyChange


class SnapshotMark(Change, frozen=True, kw_only=True, tag="snapshot"):
    """All edits so far are in the snapshot with this sha256."""

    sha256: str


Op = AnyChange | Undo | Redo | SnapshotMark


class Edit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a journal.

    ``at``: ISO 8601, UTC, ms. ``joins``: part of the undo step before it. ``by``: who, where it is not the coder whose
    file it is.
    """

    n: int = 0
    at: str
    op: Op
    joins: bool = False
    by: str = ""

    @property
    def change(self) -> AnyChange | None:
        """What the edit does to the document; None for a mark."""
        if isinstance(self.op, Undo | Redo):
            return self.op.change
        return None if isinstance(self.op, SnapshotMark) else self.op


class _Header(msgspec.Struct, frozen=True, kw_only=True):
    format: str
    version: int
    snapshot: str


@dataclass(frozen=True, slots=True)
class Journal:
    """What a journal holds.

    Attributes
    ----------
    snapshot : str
        The sha256 of the snapshot its first edit follows; "" when not even line 1 is whole.
    edits : tuple of Edit
        All good edits from the start.
    size : int
        Bytes of the good lines.
    torn : bytes
        A last line that breaks off; it was never acknowledged.
    damage : Corrupt or None
        Why what comes after ``edits`` cannot be read.
    """

    snapshot: str = ""
    edits: tuple[Edit, ...] = ()
    size: int = 0
    torn: bytes = b""
    damage: Corrupt | None = None

    @property
    def last_n(self) -> int:
        """The number of the last good edit, or 0."""
        return self.edits[-1].n if self.edits else 0

    def since(self, sha256: str) -> tuple[Edit, ...] | None:
        """Return the edits that follow the snapshot with that sha256; None when the journal belongs to another one."""
        if self.snapshot == sha256:
            return self.edits
        for index in range(len(self.edits) - 1, -1, -1):
            op = self.edits[index].op
            if isinstance(op, SnapshotMark) and op.sha256 == sha256:
                return self.edits[index + 1 :]
        return None


def header_line(snapshot_sha256: str) -> bytes:
    """Return line 1 of a journal that follows the given snapshot."""
    return _encode(_Header(format=FORMAT, version=CURRENT[FORMAT], snapshot=snapshot_sha256)) + b"\n"


def edit_lines(edits: Iterable[Edit]) -> bytes:
    """Return the lines of ``edits``, each ending in a line end."""
    return b"".join(map(_edit_line, edits))


def _edit_line(edit: Edit) -> bytes:
    line = _encode(edit)
    if b'"__extra__"' in line:
        line = _encode(to_plain(edit))
    return line[:-1] + b',"crc":"%08x"}\n' % zlib.crc32(line)


def read_journal(data: bytes, path: Path) -> Journal:
    """Read what is good in a journal.

    Raises
    ------
    NewerFormat
        When a newer version of the program wrote it.
    """
    *lines, torn = data.split(b"\n")
    if not lines:
        return Journal(torn=torn)
    try:
        header = msgspec.json.decode(lines[0], type=_Header)
    except (msgspec.MsgspecError, ValueError):
        return Journal(damage=_damage("The first line of the journal is damaged.", path, 1))
    if header.format != FORMAT:
        return Journal(damage=_damage(f"This is no journal but a {header.format[:40]} file.", path, 1))
    if header.version != CURRENT[FORMAT]:
        raise NewerFormat(
            f"The journal has version {header.version}, and this program knows version {CURRENT[FORMAT]}.",
            path,
            do="Open it with a newer version of the program.",
        )
    edits, damage = _read_edits(lines[1:], path)
    size = sum(len(line) + 1 for line in lines[: len(edits) + 1])
    return Journal(header.snapshot, tuple(edits), size, b"" if damage else torn, damage)


def _read_edits(lines: list[bytes], path: Path) -> tuple[list[Edit], Corrupt | None]:
    edits: list[Edit] = []
    for number, line in enumerate(lines, start=2):
        edit = _read_edit(line)
        if edit is None:
            left = len(lines) - len(edits)
            what = f"The journal is damaged here; {left} {'line' if left == 1 else 'lines'} cannot be used."
            return edits, _damage(what, path, number)
        if edits and edit.n != edits[-1].n + 1:
            return edits, _damage(f"Edit {edits[-1].n} is followed by edit {edit.n}.", path, number)
        edits.append(edit)
    return edits, None


def _read_edit(line: bytes) -> Edit | None:
    """Return the edit in a line, or None when its crc or content is wrong."""
    body, crc = line[:-_CRC_BYTES] + b"}", line[-_CRC_BYTES:]
    if crc != b',"crc":"%08x"}' % zlib.crc32(body):
        return None
    try:
        return msgspec.convert(set_aside(msgspec.json.decode(body), Edit), Edit)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def _damage(what: str, path: Path, line: int) -> Corrupt:
    return Corrupt(
        what, path, f"line {line}", "Everything before it is kept; put back a copy of the file to get the rest."
    )
