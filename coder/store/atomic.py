"""Files replaced as a whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from coder.store.errors import disk_problem


def write_atomically(path: Path, data: bytes) -> None:
    """Replace the file at ``path`` by ``data``, so that any reader at any instant finds the old or the new content.

    A link is followed: the file it points to is replaced. No temporary file is left behind on failure.

    Raises
    ------
    DiskProblem
        When the disk is full, read-only or gone; the old file is then as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise disk_problem(error, path) from error
    temporary = Path(name)
    try:
        try:
            write_fully(handle, data)
            os.fchmod(handle, _mode_of(target))
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise disk_problem(error, path) from error


def write_fully(handle: int, data: bytes) -> None:
    """Write all of ``data`` to an open file, also where the system takes it in pieces."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in ``folder`` durable, where the system has such a thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """Make a folder and those above it; raises `DiskProblem`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_problem(error, path) from error


def _mode_of(target: Path) -> int:
    """Return the permissions of the file that is replaced, or what a new file would get."""
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
