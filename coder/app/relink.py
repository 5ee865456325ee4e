"""Pointing a camera to where its recording lies now, by hand or by searching folders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from coder.app.adding import linked_path
from coder.app.errors import AppError
from coder.app.jobs import Progress
from coder.app.recordings import facts_of, keep_facts
from coder.app.studies import OpenStudy
from coder.model.changes import SetMedia
from coder.model.session import Media
from coder.store import StoreError, file_sha256, find_media, known_place


class OtherRecordingError(AppError):
    """The file is a video, but not the one that was coded."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a search for missing recordings brought: how many there were, and those found, by session and camera."""

    missing: int
    found: tuple[tuple[str, str], ...]


def missing_recordings(study: OpenStudy, session_ids: Iterable[str] | None = None) -> list[tuple[str, Media]]:
    """Return session id and camera of each recording that is neither at its place nor known to be elsewhere."""
    found = []
    for session_id in study.folder.session_ids() if session_ids is None else session_ids:
        try:
            media = study.session(session_id).media
            found += [(session_id, camera) for camera in media if known_place(study.folder, camera) is None]
        except StoreError:
            continue
    return found


def search_recordings(study: OpenStudy, folders: Sequence[Path], progress: Progress) -> Search:
    """Look for all missing recordings of a study under folders, by name and content.

    What is found is remembered for this computer's account, the folders as well; the study is not changed.

    Raises
    ------
    Cancelled
        When the person stopped the search; what was found before stays remembered.
    """
    missing = missing_recordings(study)
    found = []
    for place, (session_id, camera) in enumerate(missing):

        def go_on(place: int = place, session_id: str = session_id) -> bool:
            progress.step(place, len(missing), session_id)
            return True

        if find_media(study.folder, camera, folders, go_on) is not None:
            found.append((session_id, camera.id))
    return Search(len(missing), tuple(found))


def relink(study: OpenStudy, session_id: str, camera_id: str, file: Path, *, even_if_other: bool = False) -> Media:
    """Link a camera of a session to ``file`` and return the camera as it is now.

    Raises
    ------
    OtherRecordingError
        When the file's content differs from what was coded, unless ``even_if_other``; nothing is changed then.
    AppError, StoreError
        When there is no such camera, the file is no video, or the session cannot be written.
    """
    digest = file_sha256(file)
    facts = facts_of(file, digest)
    session = study.folder.open_session(session_id, by=study.identity or "")
    try:
        before = session.document.media
        camera = next((m for m in before if m.id == camera_id), None)
        if camera is None:
            raise AppError(f"Session {session_id} has no camera {camera_id}.")
        if camera.sha256 and camera.sha256 != digest and not even_if_other:
            raise OtherRecordingError(f"{file.name} is another recording than the one coded in {session_id}.")
        found = msgspec.structs.replace(camera, path=linked_path(file, study.folder.root), sha256=digest)
        session.commit(SetMedia(before=before, after=tuple(found if m is camera else m for m in before)))
    finally:
        session.close()
    keep_facts(study.folder, session_id, camera_id, facts)
    return found
