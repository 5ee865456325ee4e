"""From the sessions of a study to the rows of its tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from coder.app.corpus import coded_session
from coder.app.measures import measure_session
from coder.app.studies import OpenStudy
from coder.metrics import Parameters
from coder.model.session import Session
from coder.tables import (
    EVENTS_TABLE,
    MEASURES_TABLE,
    OPPORTUNITIES_TABLE,
    ChosenCoding,
    Table,
    child_table,
    chosen_coder,
    classification_rows,
    classifications_table,
    covariate_table,
    event_rows,
    scale_rows,
    scales_table,
    second_rows,
    seconds_table,
)

MeasureTable = Literal[
    "events", "measures", "children", "opportunities", "seconds", "scales", "covariates", "classifications"
]
MEASURE_TABLES: Final[tuple[MeasureTable, ...]] = get_args(MeasureTable)
USUAL_TABLES: Final = tuple(name for name in MEASURE_TABLES if name != "classifications")
"""What is written unless tables are named: classifications go out on request only."""

TABLES: Final[dict[MeasureTable, Table]] = {
    "events": EVENTS_TABLE,
    "measures": MEASURES_TABLE,
    "opportunities": OPPORTUNITIES_TABLE,
}
"""The tables whose columns are the same in every study."""

_MEASURED: Final = frozenset({"measures", "opportunities", "children"})


@dataclass(frozen=True, slots=True)
class SessionRows:
    """What one session gives: rows by table, the coding that speaks for the child, why heart rate cannot be used."""

    session: Session
    chosen: ChosenCoding
    rows: dict[MeasureTable, Sequence[object]]
    heart_problems: tuple[str, ...] = ()


def session_rows(
    study: OpenStudy, parameters: Parameters, tables: Collection[MeasureTable], everyone: bool, session_id: str
) -> SessionRows:
    """Read one session and compute what the named tables need of it; see `coded_session` for what is raised."""
    item = coded_session(study, session_id, everyone)
    session, readable = item.session, list(item.readable())
    rows: dict[MeasureTable, Sequence[object]] = {}
    chosen = ChosenCoding(session, None, ())
    if _MEASURED.intersection(tables):
        measured = measure_session(item, parameters)
        rows |= {"measures": measured.rows, "opportunities": measured.opportunities}
        coder = chosen_coder(coding for coding, _ in readable)
        chosen = ChosenCoding(session, coder, tuple(row for row in measured.rows if row.coder == coder))
    if "events" in tables:
        rows["events"] = [row for coding, tracks in readable for row in event_rows(coding, tracks)]
    if "seconds" in tables:
        rows["seconds"] = [second_rows(tracks) for _, tracks in readable]
    if "scales" in tables:
        rows["scales"] = [row for coding, _ in readable for row in scale_rows(session, item.scheme, coding)]
    if "classifications" in tables:
        rows["classifications"] = list(classification_rows(session, [coding for coding, _ in readable]))
    kept = {name: found for name, found in rows.items() if name in tables}
    problems = item.heart.problems if _MEASURED.intersection(tables) else ()
    return SessionRows(session, chosen, kept, tuple(f"{session.id}: {problem}" for problem in problems))


def study_tables(
    study: OpenStudy, gathered: Sequence[SessionRows], parameters: Parameters, tables: Collection[MeasureTable]
) -> dict[Table, Sequence[object]]:
    """Return the named tables of a study, each with its rows, in the order of `MEASURE_TABLES`.

    The covariate `condition` is left out while the study is blind.
    """
    schemes, order = list(study.schemes.values()), study.study.schemes
    made: dict[MeasureTable, Callable[[], tuple[Table, Sequence[object]]]] = {
        "children": lambda: child_table([one.chosen for one in gathered], order, parameters.params),
        "covariates": lambda: covariate_table([one.session for one in gathered], order, not study.study.settings.blind),
    }
    built = {"seconds": seconds_table, "scales": scales_table, "classifications": classifications_table}
    found: dict[Table, Sequence[object]] = {}
    for name in MEASURE_TABLES:
        if name not in tables:
            continue
        if name in made:
            table, rows = made[name]()
        else:
            table = TABLES.get(name) or built[name](schemes)
            rows = [row for one in gathered for row in one.rows[name]]
        found[table] = rows
    return found
