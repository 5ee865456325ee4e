"""Taking the content of a session away for good, as when consent is withdrawn."""

from __future__ import annotations

import shutil
from pathlib import Path

from coder.model.changes import Batch, SetEpisodes, SetMedia, SetParticipant, SetPhysiology
from coder.model.session import Participant, Session
from coder.store.errors import disk_problem
from coder.store.folders import entries
from coder.store.study import StudyFolder


def empty_session(folder: StudyFolder, session_id: str, by: str) -> Session:
    """Delete everything in a session's folder, and all the session says but the child's id; return it as it was.

    What is left is a session whose consent is withdrawn, without media, episodes, covariates or any journal of what
    was there. Done again after a crash it finishes what was begun.

    Raises
    ------
    Locked
        When somebody has one of its codings open; nothing is deleted then.
    StoreError
        When a file cannot be written or deleted.
    """
    for coder in folder.coders(session_id):
        folder.open_coding(session_id, coder, by=by).abandon()
    path = folder.session_path(session_id)
    opened = folder.open_session(session_id, by=by)
    try:
        before = opened.document
        left = Participant(child=before.participant.child, release="withdrawn")
        opened.commit(
            Batch(
                changes=(
                    SetParticipant(before=before.participant, after=left),
                    SetMedia(before=before.media, after=()),
                    SetPhysiology(before=before.physiology, after=()),
                    SetEpisodes(before=before.episodes, after=()),
                ),
                label="withdrawn",
            )
        )
        opened.save_snapshot(opened.document)
    finally:
        opened.abandon()
    delete_files([place for place in entries(path.parent) if place != path])
    return before


def delete_files(places: list[Path]) -> None:
    """Delete these files and folders; those that are not there are passed over. Raises `DiskProblem`."""
    for place in places:
        try:
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)
        except OSError as error:
            raise disk_problem(error, place) from error
