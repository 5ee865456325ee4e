"""The table `covariates`: what is known of each child beside what was seen of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from coder.model.session import Release, Session
from coder.tables.columns import CHILD
from coder.tables.occasions import (
    CELLS_FIELD,
    NO_SESSION,
    Cell,
    ChildRow,
    column_names,
    endings,
    in_order,
    in_words,
    session_column,
)
from coder.tables.schema import Column, ColumnType, Table

CONDITION: Final = "condition"
"""The covariate that leaves a study only when it is no longer blind."""

_RELEASES: Final[dict[Release, str]] = {
    "lab": "for the laboratory alone",
    "research": "for research",
    "teaching": "for research and teaching",
    "withdrawn": "consent withdrawn",
}
_YES_NO: Final = (("0", "no"), ("1", "yes"))
_OWN: Final = ("session", "age_days", "release")
_EXACT: Final = 2**53
"""Whole numbers beyond it are not exact in every statistics package."""


@dataclass(frozen=True, slots=True)
class _Covariate:
    """A covariate as its column holds it."""

    name: str
    type: ColumnType
    convert: Callable[[Any], Cell]
    allowed: tuple[tuple[str, str], ...] = ()


def covariate_table(
    sessions: Sequence[Session], schemes: Sequence[str], with_condition: bool
) -> tuple[Table, list[ChildRow]]:
    """Return the table of the children of ``sessions``, and its rows by child id.

    Parameters
    ----------
    sessions : sequence of Session
        The sessions of the study.
    schemes : sequence of str
        The study's schemes, which say what columns of further sessions end in (`coder.tables.occasions`).
    with_condition : bool
        False leaves out the covariate `condition`, however it is written.
    """
    ending_of = endings(sessions, schemes)
    found = in_order(ending_of.values())
    given = [_covariate(name, sessions) for name in _names(sessions, with_condition)]
    own = column_names(_OWN, found)
    named = column_names((covariate.name for covariate in given), found, own.values())
    rows: dict[str, ChildRow] = {}
    for session in sessions:
        about, ending = session.participant, ending_of[session.id]
        cells = rows.setdefault(about.child, ChildRow(about.child)).cells
        for name, cell in zip(_OWN, (session.id, about.age_days, about.release), strict=True):
            cells[own[name, ending]] = cell
        for covariate in given:
            cells[named[covariate.name, ending]] = covariate.convert(about.covariates.get(covariate.name))
    columns = [CHILD]
    for ending in found:
        columns += _own_columns(ending, own)
        columns += [_given_column(covariate, named[covariate.name, ending], ending) for covariate in given]
    filled = {name for row in rows.values() for name, cell in row.cells.items() if cell is not None}
    kept = tuple(column for column in columns if not column.key or column.key in filled.union(own.values()))
    return Table("covariates", "child", kept), sorted(rows.values(), key=lambda row: row.child)


def holds_condition(session: Session) -> bool:
    """Return whether the child's condition is known."""
    return any(map(_is_condition, session.participant.covariates))


def _is_condition(covariate: str) -> bool:
    return covariate.strip().lower() == CONDITION


def _names(sessions: Iterable[Session], with_condition: bool) -> list[str]:
    """Return the covariates in the order in which they are met."""
    met = dict.fromkeys(name for session in sessions for name in session.participant.covariates)
    return [name for name in met if with_condition or not _is_condition(name)]


def _covariate(name: str, sessions: Iterable[Session]) -> _Covariate:
    """Return how to write a covariate: as numbers where all are numbers, as 0 and 1 where all are yes or no."""
    values = [session.participant.covariates.get(name) for session in sessions]
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return _Covariate(name, "integer", lambda value: None if value is None else int(value), _YES_NO)
    if kinds and kinds <= {int, float} and all(abs(value or 0) <= _EXACT for value in values):  # type: ignore[arg-type]
        return _Covariate(name, "integer" if kinds == {int} else "number", lambda value: value)
    return _Covariate(name, "text", lambda value: None if value is None else str(value))


def _own_columns(ending: str, own: Mapping[tuple[str, str], str]) -> tuple[Column, ...]:
    place = in_words(ending)
    age, release = own["age_days", ending], own["release", ending]
    return (
        session_column(own["session", ending], ending),
        Column(
            age,
            "integer",
            f"Age{place}",
            "Age at the session.",
            unit="days",
            missing="not given",
            field=CELLS_FIELD,
            key=age,
        ),
        Column(
            release,
            "text",
            f"Release{place}",
            "What the recording may be used for.",
            allowed=tuple((value, _RELEASES[value]) for value in get_args(Release)),
            missing=NO_SESSION,
            field=CELLS_FIELD,
            key=release,
        ),
    )


def _given_column(covariate: _Covariate, key: str, ending: str) -> Column:
    return Column(
        key,
        covariate.type,
        f"{covariate.name}{in_words(ending)}",
        "A covariate the laboratory gave.",
        allowed=covariate.allowed,
        missing="not given",
        field=CELLS_FIELD,
        key=key,
        repeated=covariate.type == "text",
    )
