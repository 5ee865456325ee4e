"""Folders: looking into them, making them, and making renames in them last."""

from __future__ import annotations

import os
from pathlib import Path

from coder.store.errors import disk_problem


def entries(folder: Path) -> list[Path]:
    """Return what is in a folder in alphabetical order, nothing where there is no folder; raises `DiskProblem`."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise disk_problem(error, folder) from error


def exists(path: Path) -> bool:
    """Return whether there is a file or folder at ``path``; raises `DiskProblem` where that cannot be known."""
    try:
        return path.exists()
    except (OSError, ValueError) as error:
        raise disk_problem(error, path) from error


def is_file(path: Path) -> bool:
    """Return whether there is a file at ``path`` that can be seen; a path that cannot be one is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def make_folder(path: Path) -> None:
    """Make a folder and those above it; raises `DiskProblem`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise disk_problem(error, path) from error


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in ``folder`` durable, where the system has such a thing; raises OSError."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
