"""Sessions of the same child in one row: each session's columns carry an ending of their own.

The first session with the main scheme has none. A second one has ``_2``; a session with another scheme carries the
scheme's id, because episodes of different procedures share their ids without being the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from coder.model.session import Session
from coder.tables.names import valid_name
from coder.tables.schema import Column

Cell = str | int | float | None

CHILD_FIELD: Final = "child"
CELLS_FIELD: Final = "cells"
NO_SESSION: Final = "the child has no such session"


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One child, with what is known of it by column."""

    child: str
    cells: dict[str, Cell] = field(default_factory=dict)


def endings(sessions: Sequence[Session], schemes: Sequence[str]) -> dict[str, str]:
    """Return session id → the ending of its columns.

    Parameters
    ----------
    sessions : sequence of Session
        The sessions of the study.
    schemes : sequence of str
        The study's schemes (``id@revision``); the first one that a session uses is the main one. Revisions of a
        scheme are the same procedure.
    """
    used = {_procedure(session.scheme) for session in sessions}
    main = next((name for name in map(_procedure, schemes) if name in used), "")
    held: Counter[tuple[str, str]] = Counter()
    found = {}
    for session in sorted(sessions, key=_by_age):
        procedure = _procedure(session.scheme)
        held[session.participant.child, procedure] += 1
        number = held[session.participant.child, procedure]
        found[session.id] = ("" if procedure == main else f"_{procedure}") + ("" if number == 1 else f"_{number}")
    return found


def in_words(ending: str) -> str:
    """Return what an ending adds to a label; nothing for the first session with the main scheme."""
    return f" ({ending.strip('_').replace('_', ' ')})" if ending else ""


def column_names(bases: Iterable[str], found: Sequence[str], taken: Iterable[str] = ()) -> dict[tuple[str, str], str]:
    """Return (what a column holds, ending) → its name: valid, and different from the others and from ``taken``."""
    named: dict[tuple[str, str], str] = {}
    used = {CHILD_FIELD, *taken}
    for base in bases:
        for ending in found:
            named[base, ending] = valid_name(f"{base}{ending}", used)
            used.add(named[base, ending])
    return named


def session_column(name: str, ending: str) -> Column:
    """Return the column that names the session whose columns end in ``ending``."""
    return Column(
        name,
        "text",
        f"Session{in_words(ending)}",
        "Id of the session the columns with this ending speak of.",
        missing=NO_SESSION,
        field=CELLS_FIELD,
        key=name,
        repeated=True,
    )


def in_order(found: Iterable[str]) -> list[str]:
    """Return the endings in use, that of the main scheme's first session first; it is there without any session."""
    return sorted({"", *found})


def _procedure(scheme: str) -> str:
    return scheme.partition("@")[0]


def _by_age(session: Session) -> tuple[bool, int, str]:
    age_days = session.participant.age_days
    return age_days is None, age_days or 0, session.id
