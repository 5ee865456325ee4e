"""Withdrawing consent: everything recorded of a child leaves the study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coder.app.errors import AppError
from coder.app.proxies import forget_proxies
from coder.app.recordings import CACHE_FOLDER
from coder.app.results.kept import FOLDER as MEASURES_FOLDER
from coder.app.studies import OpenStudy
from coder.model.session import Media, Physiology, Session
from coder.store import StoreError, delete_files, empty_session


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was done: the sessions emptied, and recordings outside the study that have to be deleted by hand."""

    sessions: tuple[str, ...]
    left: tuple[Path, ...]


def withdraw(study: OpenStudy, child: str, typed: str) -> Withdrawn:
    """Take a child out of the study: codings, episodes and covariates, and the recordings inside its folder.

    Parameters
    ----------
    study : OpenStudy
    child : str
        The child's id.
    typed : str
        What the person typed to confirm; it has to be the same id.

    Raises
    ------
    AppError
        When the id was not typed, or the person is no supervisor.
    StoreError
        When somebody has a coding open, or a file cannot be deleted; doing it again finishes it.
    """
    if study.person is not None and "supervisor" not in study.person.roles:
        raise AppError("A supervisor withdraws a child. You work as somebody else now.")
    if typed.strip() != child:
        raise AppError(f"Type {child} to confirm. Nothing was deleted.")
    sessions = [study.session(session_id) for session_id in study.folder.session_ids()]
    ours = [session for session in sessions if session.participant.child == child]
    shared = {path for other in sessions if other not in ours for path in _files(study, other)}
    left: list[Path] = []
    for session in ours:
        files = [path for path in _files(study, session) if path not in shared]
        inside = [path for path in files if path.is_relative_to(study.folder.root.absolute())]
        left += [path for path in files if path not in inside and path.exists()]
        forget_proxies(study.folder, session)
        empty_session(study.folder, session.id, study.identity or "")
        root = study.folder.root
        delete_files([*inside, *(root / CACHE_FOLDER).rglob(f"{session.id}-*"), root / MEASURES_FOLDER / session.id])
        study.write_diary(f"withdrew session {session.id}: its recordings and codings were removed")
    return Withdrawn(tuple(session.id for session in ours), tuple(left))


def _files(study: OpenStudy, session: Session) -> list[Path]:
    found = []
    recordings: list[Media | Physiology] = [*session.media, *session.physiology]
    for recording in recordings:
        try:
            found.append(study.folder.media_path(recording))
        except StoreError:
            continue
    return found
