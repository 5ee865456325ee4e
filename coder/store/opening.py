"""Opening a document: reading what is on disk, and mending what a crash left there."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Generic

from coder.model.changes import DocumentT
from coder.model.history import History
from coder.store.atomic import write_fully
from coder.store.codec import to_bytes
from coder.store.errors import Conflict, StoreError, disk_problem
from coder.store.folders import sync_folder
from coder.store.log import DocumentPaths, Log, Position
from coder.store.replay import read_document, read_history


@dataclass(frozen=True, slots=True)
class Source(Generic[DocumentT]):
    """Which document to open.

    ``owner``: who makes the edits that name nobody. ``new``: what to begin with where there is no file.
    """

    kind: type[DocumentT]
    paths: DocumentPaths
    owner: str = ""
    new: DocumentT | None = None


@dataclass(slots=True)
class Opened(Generic[DocumentT]):
    """A document in memory and the log that goes on from it; see `coder.store.document.DocumentFile`."""

    document: DocumentT
    log: Log
    history: History = field(default_factory=History)
    edits: int = 0
    restored: int = 0
    notices: tuple[str, ...] = ()
    damage: StoreError | None = None


def open_source(source: Source[DocumentT], repair: bool) -> Opened[DocumentT]:
    """Read a document; ``repair`` sets a torn last line aside and finishes an interrupted change of snapshots.

    Raises
    ------
    StoreError
        When the document cannot be read, or the repair cannot be written.
    """
    paths = source.paths
    try:
        if source.new is not None and not paths.snapshot.exists() and not paths.journal.exists():
            return Opened(source.new, Log(paths, Position(), first_snapshot=to_bytes(source.new)))
        found = read_document(source.kind, paths)
        history, last_n, edits = read_history(paths, found, source.owner)
        found.position.n = max(found.position.n, last_n)
        log = Log(paths, found.position)
        opened = Opened(found.document, log, history, edits, found.replayed, damage=found.damage)
        if repair and not found.damage:
            if found.journal.torn:
                opened.notices = (_set_aside(found.journal.torn, paths, found.journal.size),)
            log.settle()
    except OSError as error:
        raise disk_problem(error, paths.snapshot) from error
    return opened


def _set_aside(torn: bytes, paths: DocumentPaths, good_size: int) -> str:
    """Move a broken-off last line from the journal to the file of such lines, and return a notice of it."""
    if paths.journal.stat().st_size != good_size + len(torn):
        raise Conflict("Another program is writing this document now.", paths.snapshot, do="Try again in a moment.")
    handle = os.open(paths.torn, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        write_fully(handle, torn + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(paths.torn.parent)
    os.truncate(paths.journal, good_size)
    unfinished = (
        f"The last line of {paths.journal.name} breaks off: that edit was not finished when the program stopped."
    )
    return f"{unfinished} The line is kept in {paths.torn.name}."
