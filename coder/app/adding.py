"""The cameras of a new session: looking at their files, and finding when each began."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec

from coder.app.errors import AppError
from coder.app.jobs import Progress
from coder.app.recordings import RecordingFacts, facts_of
from coder.media import MediaError
from coder.media.sync import Sync, find_sync, light_course, sound_course
from coder.model.session import AlignedBy, Media
from coder.store import file_sha256

SyncBy = Literal["sound", "flash"]
PERCENT = 100


@dataclass(frozen=True, slots=True)
class NewCamera:
    """A camera to be added: its file, what it is called, and where it lies on the axis of the first.

    ``facts``: those of its file, where it was looked at before.
    """

    file: Path
    title: str = ""
    offset_ms: int = 0
    rate: float = 1.0
    aligned_by: AlignedBy = ""
    facts: RecordingFacts | None = None


def new_media(
    cameras: Sequence[NewCamera], root: Path, progress: Progress
) -> tuple[tuple[Media, ...], tuple[RecordingFacts, ...]]:
    """Look at the files of new cameras, the reference first; return the cameras and the facts about their files.

    Raises
    ------
    AppError
        When a file is no video that can be played.
    """
    media, facts = [], []
    for number, camera in enumerate(cameras, 1):
        text = f"Reading {camera.file.name}"
        progress.step(number - 1, len(cameras), text)

        def go_on(number: int = number, text: str = text) -> bool:
            progress.step(number - 1, len(cameras), text)
            return True

        found = _with_sha256(camera, file_sha256(camera.file, go_on))
        facts.append(found)
        media.append(
            Media(
                id=f"cam{number}",
                path=linked_path(camera.file, root),
                sha256=found.mark.sha256,
                title=camera.title,
                offset_ms=camera.offset_ms if number > 1 else 0,
                rate=camera.rate if number > 1 else 1.0,
                role="reference" if number == 1 else "view",
                aligned_by=camera.aligned_by if number > 1 else "",
            )
        )
    return tuple(media), tuple(facts)


def _with_sha256(camera: NewCamera, sha256: str) -> RecordingFacts:
    if camera.facts is None:
        return facts_of(camera.file, sha256)
    mark = replace(camera.facts.mark, sha256=sha256)
    return msgspec.structs.replace(camera.facts, mark=mark)


def linked_path(file: Path, root: Path) -> str:
    """Return the path of ``file`` as a study at ``root`` stores it: relative, or absolute on another drive."""
    try:
        return Path(os.path.relpath(file.resolve(), root.resolve())).as_posix()
    except ValueError:
        return file.resolve().as_posix()


def synchronise(files: Sequence[Path], by: SyncBy, progress: Progress) -> list[Sync | str]:
    """Find when each camera but the first began, by what it and the first both recorded.

    Returns
    -------
    list of Sync or str
        One for each file but the first; a sentence where nothing can be found.
    """
    course = sound_course if by == "sound" else light_course
    total = len(files) * PERCENT

    def step(place: int, share: float) -> None:
        progress.step(place * PERCENT + round(share * PERCENT), total, f"Reading {files[place].name}")

    try:
        reference = course(files[0], partial(step, 0))
    except MediaError as error:
        raise AppError(str(error)) from error
    found: list[Sync | str] = []
    for place, file in enumerate(files[1:], 1):
        try:
            found.append(find_sync(reference, course(file, partial(step, place))))
        except MediaError as error:
            found.append(str(error))
    return found
