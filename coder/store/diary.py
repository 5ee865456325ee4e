"""The study's diary: who decided what about the study and when. Lines are only ever added."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

from coder.store.atomic import write_fully
from coder.store.errors import disk_problem
from coder.store.folders import sync_folder

DIARY: Final = "study.log"
_encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder


class DiaryEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line: ISO time in UTC, the person's id, and what was done, in words without any participant's identity."""

    at: str
    by: str = ""
    what: str


def write_diary(root: Path, entry: DiaryEntry) -> None:
    """Add a line to the diary of the study at ``root``; it is on disk on return. Raises `DiskProblem`."""
    path = root / DIARY
    new = not path.exists()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
        try:
            write_fully(handle, _encode(entry) + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)
        if new:
            sync_folder(root)
    except OSError as error:
        raise disk_problem(error, path) from error


def read_diary(root: Path) -> list[DiaryEntry]:
    """Return the diary of a study, oldest first; lines that cannot be read are passed over."""
    try:
        lines = (root / DIARY).read_bytes().splitlines()
    except OSError:
        return []
    found: list[DiaryEntry] = []
    for line in lines:
        try:
            found.append(_decoder(DiaryEntry).decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return found
