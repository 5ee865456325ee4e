"""How a command may end."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Ended(Protocol):
    """Exit code, standard output and standard error of a command."""

    code: int
    out: str
    err: str


def assert_refused(ended: Ended, *words: str) -> None:
    """The input is bad: exit 1, nothing on standard output, one line on standard error that has these words."""
    assert ended.code == 1
    assert ended.out == ""
    assert ended.err.endswith("\n")
    assert len(ended.err.splitlines()) == 1
    assert "Traceback" not in ended.err
    assert ended.err.rstrip("\n").isprintable()
    assert len(ended.err) < 5_000
    for word in words:
        assert word in ended.err


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return what is in a folder: path → content, None for what is no ordinary file."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() and not path.is_symlink() else None
        for path in sorted(folder.rglob("*"))
    }
