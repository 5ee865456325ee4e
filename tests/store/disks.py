"""Small disks of their own, for tests in which a disk is full or read-only."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(folder: Path) -> Iterator[Path]:
    """Mount a disk of 64 kB at ``folder``; without the right to do so the test is skipped."""
    folder.mkdir()
    if not _run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)):
        pytest.skip("only an administrator can make a small disk; stand-ins cover the rest")
    try:
        yield folder
    finally:
        _run("umount", "-l", str(folder))


def make_read_only(folder: Path) -> None:
    """Let nothing more be written to a disk of ours."""
    assert _run("mount", "-o", "remount,ro", str(folder))


def fill(disk: Path) -> Path:
    """Write until the disk is full, and return the file to delete for room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 1024)
        except OSError:
            return filler


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
