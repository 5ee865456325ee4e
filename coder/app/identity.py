"""Who is working, what they may see, and which ids give too much away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from coder.app.errors import AppError
from coder.model.coding import Coding
from coder.model.plan import Assignment
from coder.model.scheme import Scheme
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


def visible_coders(
    someone: Person | None, study: Study, schemes: Mapping[str, Scheme], session_id: str, codings: Iterable[Coding]
) -> list[str]:
    """Return whose codings of one session this person may see.

    In a blind study a coder sees only their own. Whoever is still to code the session independently sees only their
    own in every study, a supervisor too: until all passes they began are complete, and all those the reliability plan
    gives them.

    Parameters
    ----------
    someone : Person or None
        Who looks; None is the command line's reader, who sees everything.
    study : Study
        Its settings and its plan.
    schemes : mapping
        Scheme reference → scheme.
    session_id : str
    codings : iterable of Coding
        All codings of the session.
    """
    codings = list(codings)
    everyone = [coding.coder for coding in codings]
    if someone is None:
        return everyone
    own = next((coding for coding in codings if coding.coder == someone.id), None)
    scheme = schemes.get(own.scheme) if own else None
    passes = [pass_.id for pass_ in scheme.passes] if scheme else []
    if still_codes(own, study.reliability.assigned(session_id, someone.id), passes, study.settings.blind):
        return [someone.id] if own else []
    return everyone if oversees(someone) or not study.settings.blind else [someone.id] if own else []


def still_codes(own: Coding | None, assignment: Assignment | None, passes: Iterable[str], blind: bool) -> bool:
    """Return whether somebody is to code a session independently and has not finished.

    Parameters
    ----------
    own : Coding or None
        What they have coded so far.
    assignment : Assignment or None
        What the plan gives them; without passes it is all of them.
    passes : iterable of str
        All passes of the scheme.
    blind : bool
        Whether the study is blind; what was begun without being planned counts only then.
    """
    if own is None:
        return assignment is not None
    complete = {record.id for record in own.passes if record.complete}
    todo = {record.id for record in own.passes if record.coded} if blind or assignment else set()
    if assignment is not None:
        todo |= set(assignment.passes or passes)
    return not todo <= complete
