"""Recordings that are not where the study says: looked up by name and content under folders the person names.

What was found is remembered for this computer's account, outside the study, because paths differ between computers.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from coder.model.session import Media
from coder.store.atomic import write_atomically
from coder.store.errors import DiskProblem
from coder.store.folders import is_file, make_folder
from coder.store.study import StudyFolder

_MOST_FOLDERS: Final = 20
_BLOCK_BYTES: Final = 8 * 1024 * 1024


class _Place(msgspec.Struct, frozen=True):
    """Where a recording was found, with what tells whether the file is still the same."""

    path: str
    size: int
    mtime_ns: int


class _Memory(msgspec.Struct, omit_defaults=True):
    folders: list[str] = []
    found: dict[str, _Place] = {}


def find_media(
    study: StudyFolder,
    media: Media,
    folders: Iterable[Path] = (),
    go_on: Callable[[], bool] = lambda: True,
) -> Path | None:
    """Return where a recording is: at its own place, where it was found before, or somewhere under ``folders``.

    A file counts if it has the name and, where the session has one, the sha256. Without a sha256 it counts only if no
    other file of that name is there. Folders named before are searched too.

    Parameters
    ----------
    go_on
        Asked before every folder; False ends the search. Searching and checking large files takes time.

    Returns
    -------
    Path or None
        None when it is nowhere.
    """
    there = known_place(study, media)
    if there is not None:
        return there
    memory, key = _recall(), _key(study, media)
    named = [str(folder.absolute()) for folder in folders]
    memory.folders = list(dict.fromkeys([*named, *memory.folders]))[:_MOST_FOLDERS]
    found = _search(media, memory.folders, go_on)
    place = _place(found) if found else None
    if place:
        memory.found[key] = place
    if place or named:
        _remember(memory)
    return found


def known_place(study: StudyFolder, media: Media) -> Path | None:
    """Return where a recording is, if it is at its own place or where it was found before; nothing is searched."""
    own = study.media_path(media)
    if is_file(own):
        return own
    known = _recall().found.get(_key(study, media))
    return Path(known.path) if known and _place(Path(known.path)) == known else None


def _key(study: StudyFolder, media: Media) -> str:
    return f"{study.study.id}/{media.sha256 or media.path}"


def _search(media: Media, folders: Iterable[str], go_on: Callable[[], bool]) -> Path | None:
    name = PurePosixPath(media.path.replace("\\", "/")).name
    candidates: dict[Path, None] = {}
    for path in _files_named(name, folders, go_on):
        if media.sha256 and file_sha256(path, go_on) == media.sha256:
            return path
        candidates[path] = None
    return next(iter(candidates)) if len(candidates) == 1 and not media.sha256 else None


def _files_named(name: str, folders: Iterable[str], go_on: Callable[[], bool]) -> Iterator[Path]:
    for top in folders:
        for folder, _, files in os.walk(top):
            if not go_on():
                return
            if name in files:
                yield Path(folder, name)


def file_sha256(path: Path, go_on: Callable[[], bool] = lambda: True) -> str:
    """Return the sha256 of a file as 64 hex digits, or "" when it cannot be read.

    Parameters
    ----------
    go_on
        Asked before every few megabytes; False ends the reading with "". What it raises is passed on.
    """
    digest = hashlib.sha256()
    try:
        file = path.open("rb")
    except OSError:
        return ""
    with file:
        while True:
            if not go_on():
                return ""
            try:
                block = file.read(_BLOCK_BYTES)
            except OSError:
                return ""
            if not block:
                return digest.hexdigest()
            digest.update(block)


def _place(path: Path) -> _Place | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return _Place(str(path), found.st_size, found.st_mtime_ns)


def _memory_file() -> Path:
    base = os.environ.get("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "securebase" / "media.json"


def _recall() -> _Memory:
    with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError, RuntimeError):
        return msgspec.json.decode(_memory_file().read_bytes(), type=_Memory)
    return _Memory()


def _remember(memory: _Memory) -> None:
    """Write what was found; without a home to write to, it is searched again next time."""
    with contextlib.suppress(DiskProblem, RuntimeError):
        make_folder(_memory_file().parent)
        write_atomically(_memory_file(), msgspec.json.format(msgspec.json.encode(memory)) + b"\n")
