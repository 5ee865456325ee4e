"""Pointing a camera to where its recording lies now."""

from __future__ import annotations

from pathlib import Path

import msgspec

from coder.app.errors import AppError
from coder.app.studies import OpenStudy, linked_path
from coder.media import MediaError, probe
from coder.model.changes import SetMedia
from coder.model.session import Media
from coder.store import file_sha256


class OtherRecordingError(AppError):
    """The file is a video, but not the one that was coded."""


def relink(study: OpenStudy, session_id: str, camera_id: str, file: Path, *, even_if_other: bool = False) -> Media:
    """Link a camera of a session to ``file`` and return the camera as it is now.

    Raises
    ------
    OtherRecordingError
        When the file's content differs from what was coded, unless ``even_if_other``; nothing is changed then.
    AppError, StoreError
        When there is no such camera, the file is no video, or the session cannot be written.
    """
    try:
        probe(file)
    except MediaError as error:
        raise AppError(str(error)) from error
    digest = file_sha256(file)
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
    return found
