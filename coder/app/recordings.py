"""What the program knows about a study's recordings without opening them: facts, warnings, and whether they changed.

Kept in ``.cache/media`` of the study, which may be deleted at any time; nothing in a session depends on it.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from coder.app.errors import AppError
from coder.app.jobs import Progress
from coder.media import MediaError, probe
from coder.media.original import FileMark
from coder.media.proxy import is_heavy
from coder.model.session import Media
from coder.store import StoreError, StudyFolder, file_sha256, write_atomically

CACHE_FOLDER: Final = ".cache"
_VERSION: Final = 1


class RecordingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Facts about one file as it was when it was looked at; ``mark.sha256`` is "" where it was not computed."""

    version: int = _VERSION
    mark: FileMark
    length_ms: int
    frames: int
    fps: float
    width: int
    height: int
    codec: str
    heavy: bool
    has_sound: bool
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedRecording:
    """A file whose content is not the one that was coded.

    ``before``: facts about the one that was coded, None where nobody kept them.
    """

    camera_id: str
    file: Path
    now: RecordingFacts
    before: RecordingFacts | None


def facts_of(file: Path, sha256: str = "") -> RecordingFacts:
    """Look at a recording and return its facts.

    Raises
    ------
    AppError
        When it is no video that can be played.
    """
    try:
        info, mark = probe(file), FileMark.of(file, sha256)
    except (MediaError, OSError) as error:
        raise AppError(str(error)) from error
    return RecordingFacts(
        mark=mark,
        length_ms=info.length_ms,
        frames=info.frames,
        fps=info.fps,
        width=info.width,
        height=info.height,
        codec=info.codec,
        heavy=is_heavy(info),
        has_sound=bool(info.audio),
        warnings=info.warnings,
    )


def kept_facts(folder: StudyFolder, session_id: str, camera_id: str) -> RecordingFacts | None:
    """Return the facts kept about a camera's recording, None when there are none."""
    try:
        kept = msgspec.json.decode(_file(folder, session_id, camera_id).read_bytes(), type=RecordingFacts)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    return kept if kept.version == _VERSION else None


def keep_facts(folder: StudyFolder, session_id: str, camera_id: str, facts: RecordingFacts) -> None:
    """Keep facts for the next time; where the folder cannot be written they are found again."""
    file = _file(folder, session_id, camera_id)
    with contextlib.suppress(OSError, StoreError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, msgspec.json.format(msgspec.json.encode(facts)) + b"\n")


def current_facts(folder: StudyFolder, session_id: str, media: Media, file: Path) -> RecordingFacts:
    """Return the facts about a camera's recording, from what is kept where the file is still the same.

    Raises
    ------
    AppError
        When it is no video that can be played.
    """
    kept = kept_facts(folder, session_id, media.id)
    if kept is not None and _is_unchanged(kept, file):
        return kept
    facts = facts_of(file)
    keep_facts(folder, session_id, media.id, facts)
    return facts


def find_change(
    folder: StudyFolder, session_id: str, media: Media, file: Path, progress: Progress, calm: threading.Event
) -> ChangedRecording | None:
    """Return what changed when a file's content is not the one that was coded; reads the whole file where needed.

    A file of the size and time of change of one that was checked before is taken for the same. The reading waits
    while ``calm`` is not set.
    """
    if not media.sha256:
        return None
    kept = kept_facts(folder, session_id, media.id)
    coded = kept if kept is not None and kept.mark.sha256 == media.sha256 else None
    if coded is not None and _is_unchanged(coded, file):
        return None
    size, read = max(file.stat().st_size, 1), 0

    def go_on() -> bool:
        nonlocal read
        progress.when_calm(calm, min(read, size), size)
        read += 8 * 1024 * 1024
        return True

    digest = file_sha256(file, go_on)
    if not digest:
        return None
    now = facts_of(file, digest)
    if digest == media.sha256:
        keep_facts(folder, session_id, media.id, now)
        return None
    return ChangedRecording(media.id, file, now, coded)


def _is_unchanged(kept: RecordingFacts, file: Path) -> bool:
    try:
        found = FileMark.of(file)
    except OSError:
        return False
    return (found.size, found.mtime_ns) == (kept.mark.size, kept.mark.mtime_ns)


def _file(folder: StudyFolder, session_id: str, camera_id: str) -> Path:
    return folder.root / CACHE_FOLDER / "media" / f"{session_id}-{camera_id}.json"
