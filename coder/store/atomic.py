"""Files replaced as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from coder.store.errors import disk_problem
from coder.store.folders import sync_folder


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the file at ``path`` by ``data``, so that any reader at any instant finds the old or the new content.

    A link is followed: the file it points to is replaced. No temporary file is left behind on failure.

    Raises
    ------
    DiskProblem
        When the disk is full, read-only or gone; the old file is then as it was.
    """
    target = Path(os.path.realpath(path))
    draft = temporary_beside(target)
    try:
        _write_new(draft, data)
        with contextlib.suppress(FileNotFoundError):
            draft.chmod(target.stat().st_mode & 0o777)
        draft.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise disk_problem(error, path) from error


def temporary_beside(path: Path) -> Path:
    """Return a name in the same folder that nobody else uses."""
    return path.with_name(f".{path.name[:80]}.{secrets.token_hex(6)}.tmp")


def write_fully(handle: int, data: bytes) -> None:
    """Write all of ``data`` to an open file, also where the system takes it in pieces; raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _write_new(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        write_fully(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
