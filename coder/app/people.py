"""The people of a study."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from coder.app.errors import AppError
from coder.app.identity import CONSENSUS
from coder.app.studies import OpenStudy
from coder.model.study import Person, Role

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")


def add_person(study: OpenStudy, person_id: str, roles: Sequence[Role]) -> Person:
    """Add someone to a study and return them.

    Raises
    ------
    AppError
        When the id is taken, cannot be a file name, or there is no role.
    StoreError
        When the study cannot be written.
    """
    person_id = person_id.strip()
    if not _ID.fullmatch(person_id) or person_id == CONSENSUS:
        raise AppError(f"“{person_id}” cannot be a person's ID. Use letters and digits, such as kr.")
    if person_id in {person.id for person in study.people()}:
        raise AppError(f"There is a person {person_id} already. Choose another ID.")
    if not roles:
        raise AppError("Choose at least one role.")
    added = Person(id=person_id, roles=tuple(roles))
    head = study.study
    study.folder.save_study(msgspec.structs.replace(head, people=(*head.people, added)))
    return added
