"""Who is working, what they may see, and which ids give too much away."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coder.app.errors import AppError
from coder.model.coding import Coding
from coder.model.study import Person, Study

CONSENSUS = "consensus"
"""The coder id of the agreed third record; it is never an independent coding."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_DATE = re.compile(r"(?:19|20)\d{2}[-_.]?[01]\d[-_.]?[0-3]\d|[0-3]?\d[-_.][01]?\d[-_.](?:19|20)?\d{2}")


def check_child_id(text: str) -> str:
    """Return a child id that can be kept, without surrounding spaces.

    Raises
    ------
    AppError
        When it has characters no file name should have, or looks like a name or a date: no identity is stored.
    """
    text = text.strip()
    if not _ID.fullmatch(text):
        raise AppError(f"“{text}” cannot be a child ID. Use letters and digits, such as c017.")
    if _DATE.fullmatch(text):
        raise AppError(f"“{text}” looks like a date. Use an ID that says nothing about the child, such as c017.")
    if not any(character.isdigit() for character in text):
        raise AppError(f"“{text}” looks like a name. Use an ID that says nothing about the child, such as c017.")
    return text


def person(study: Study, identity: str) -> Person:
    """Return the person with this id; raises `AppError` when the study has none."""
    for candidate in study.people:
        if candidate.id == identity:
            return candidate
    known = ", ".join(p.id for p in study.people) or "nobody"
    raise AppError(f"“{identity}” is not among the people of this study ({known}).")


def default_person(study: Study) -> Person | None:
    """Return whom to start as when nobody was chosen yet: the first supervisor, else the first person."""
    supervisors = (p for p in study.people if "supervisor" in p.roles)
    return next(supervisors, study.people[0] if study.people else None)


def oversees(someone: Person | None) -> bool:
    """Return whether this person looks at the whole study and is not only one of its coders."""
    return someone is None or bool({"supervisor", "analyst"} & set(someone.roles))


def visible_coders(someone: Person | None, blind: bool, codings: Iterable[Coding]) -> list[str]:
    """Return whose codings of one session this person may see.

    In a blind study a coder sees only their own. A supervisor who codes this session independently is a coder there
    until all passes they began are complete.
    """
    codings = list(codings)
    everyone = [coding.coder for coding in codings]
    if someone is None or not blind:
        return everyone
    own = [name for name in everyone if name == someone.id]
    still_coding = any(
        coding.coder == someone.id and any(p.coded and not p.complete for p in coding.passes) for coding in codings
    )
    return own if still_coding or not oversees(someone) else everyone
