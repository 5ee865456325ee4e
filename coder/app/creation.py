"""Making a new, empty study."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from coder.app.errors import AppError
from coder.app.library import shipped_scheme
from coder.model.study import Person, Study
from coder.store import StudyFolder

_CODER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")


def create_study(path: Path, scheme_id: str, title: str | None = None, coders: Sequence[str] = ()) -> StudyFolder:
    """Make the study folder ``path`` with one of the shipped schemes and return it.

    The first coder also supervises, so that somebody can see measures and agreement.

    Raises
    ------
    AppError
        When the folder is not empty, the scheme is unknown, or an id cannot be a file name.
    StoreError
        When the folder cannot be written.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise AppError(f"{path} is there already and not empty. Choose a new folder.")
    for coder in coders:
        if not _CODER_ID.fullmatch(coder):
            raise AppError(f"“{coder}” cannot be a coder's ID. Use letters and digits, such as kr.")
    if len(set(coders)) < len(coders):
        raise AppError("Two coders have the same ID.")
    scheme = shipped_scheme(scheme_id)
    people = tuple(
        Person(id=coder, roles=("coder", "supervisor") if place == 0 else ("coder",))
        for place, coder in enumerate(coders)
    )
    name = path.resolve().name
    study_id = re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-._")[:80] or "study"
    study = Study(id=study_id, title=title or name, schemes=(scheme.ref,), people=people)
    return StudyFolder.create(path, study, [scheme])
