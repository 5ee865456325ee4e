"""Values flagged for the supervisor: a remark beside the coding, which changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from coder.app.errors import AppError
from coder.app.studies import OpenStudy
from coder.model.remarks import ClipCheck
from coder.store.remarks import load_remarks, remarks_by_all, save_remarks

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Flag:
    """What somebody wrote about a value."""

    by: str
    note: str
    made: str


def flag_value(study: OpenStudy, session_id: str, coder: str, span: tuple[int, int], about: str, note: str) -> None:
    """Flag a value for the supervisor; a flag of the same person on the same value is replaced.

    Parameters
    ----------
    study : OpenStudy
        The study and who flags.
    session_id, coder : str
        Whose coding the value is of.
    span : (int, int)
        The stretch it rests on, in session ms.
    about : str
        Which value, in words.
    note : str
        What the supervisor should look at.

    Raises
    ------
    AppError
        When nobody is chosen who could flag, or the note is empty or too long.
    StoreError
        When the remark cannot be written.
    """
    note = note.strip()
    if study.identity is None:
        raise AppError("Choose who you are first: this study has no people yet.")
    if not note or len(note) > LONGEST_NOTE:
        raise AppError(f"Write what to look at, in at most {LONGEST_NOTE} characters.")
    remarks = load_remarks(study.folder, session_id, study.identity)
    made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    check = ClipCheck(coder=coder, on=span[0], off=span[1], verdict="flag", about=about, note=note, made=made)
    others = tuple(c for c in remarks.checks if (c.coder, c.about, c.verdict) != (coder, about, "flag"))
    save_remarks(study.folder, msgspec.structs.replace(remarks, checks=(*others, check)))


def flags_of(study: OpenStudy, session_id: str, coder: str, about: str) -> list[Flag]:
    """Return the flags on a value: a supervisor's view holds everybody's, anyone else's their own."""
    person = study.person
    if person is None or "supervisor" in person.roles:
        remarks = remarks_by_all(study.folder, session_id)
    else:
        remarks = [load_remarks(study.folder, session_id, person.id)]
    return [
        Flag(one.person, check.note, check.made)
        for one in remarks
        for check in one.checks
        if (check.coder, check.about, check.verdict) == (coder, about, "flag")
    ]
