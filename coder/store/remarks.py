"""The remarks of one person about one session: a file of its own, replaced as a whole."""

from __future__ import annotations

from pathlib import Path

from coder.model.remarks import Remarks
from coder.store import codec
from coder.store.atomic import write_atomically
from coder.store.errors import Corrupt
from coder.store.folders import entries, exists, make_folder
from coder.store.study import StudyFolder, safe_name


def remarks_path(study: StudyFolder, session_id: str, person: str) -> Path:
    """Return where a person's remarks about a session are or would be."""
    return study.session_path(session_id).parent / "remarks" / f"{safe_name(person, 'person')}.json"


def load_remarks(study: StudyFolder, session_id: str, person: str) -> Remarks:
    """Return what a person noted about a session, nothing if there is no file yet; raises `StoreError`."""
    path = remarks_path(study, session_id, person)
    if not exists(path):
        return Remarks(session=session_id, person=person)
    found = codec.load(Remarks, path)
    if (found.session, found.person) != (session_id, person):
        what = f"It holds remarks of {found.person} about {found.session}, but lies where those of {person} belong."
        raise Corrupt(what, path)
    return found


def save_remarks(study: StudyFolder, remarks: Remarks) -> None:
    """Replace a person's remarks about a session; raises `StoreError`."""
    path = remarks_path(study, remarks.session, remarks.person)
    make_folder(path.parent)
    write_atomically(path, codec.to_bytes(remarks))


def remarks_by_all(study: StudyFolder, session_id: str) -> list[Remarks]:
    """Return everybody's remarks about a session, by person; raises `StoreError`.

    Bookmarks are private: of other people's remarks only the checks are to be shown, and those to supervisors alone.
    """
    files = entries(study.session_path(session_id).parent / "remarks")
    return [load_remarks(study, session_id, file.stem) for file in files if file.suffix == ".json"]
