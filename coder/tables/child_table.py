"""The table `children`: one row per child, one pair of columns per number and its status.

A session counts with one coding: the consensus, else the first coder's in the order of ids; somebody who has coded
nothing is passed over as long as somebody else has. ``_status`` says why a cell is empty; times that were cut short
are in the table `opportunities`, which survival models read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from coder.metrics import MEASURES, PARTS, MeasureRow
from coder.metrics.rows import ALL, SESSION
from coder.model.coding import Coding
from coder.model.session import Session
from coder.tables.columns import CHILD, CODER, NOT_A_CLASSIFICATION, PARAMS, STATUS
from coder.tables.measure_tables import NO_NUMBER, UNITS
from coder.tables.names import LONGEST, STATUS_ENDING, natural, valid_name
from coder.tables.occasions import (
    CELLS_FIELD,
    ChildRow,
    column_names,
    endings,
    in_order,
    in_words,
    session_column,
)
from coder.tables.schema import Column, Table

SHORT: Final = {
    "proximity_rate": "m1",
    "sb_time": "m2",
    "comfort_latency": "m3",
    "calm_latency": "m4",
    "positive_rate": "m5",
}
"""The five measures by the name they have in this table; the others keep theirs."""

_CONSENSUS: Final = "consensus"
_PARTS: Final = tuple(PARTS)
_NO_ROW: Final = "the child has no such session, or the measure has no number for it"


@dataclass(frozen=True, slots=True)
class ChosenCoding:
    """A session with the rows of the coding it counts with; without a coding ``coder`` is None."""

    session: Session
    coder: str | None
    rows: tuple[MeasureRow, ...]


class _Number(NamedTuple):
    """What a pair of columns holds."""

    measure: str
    episode: str
    part: str

    @property
    def name(self) -> str:
        parts = (SHORT.get(self.measure, self.measure), "" if self.part == ALL else self.part, self.episode)
        return "_".join(filter(None, parts))

    @property
    def order(self) -> tuple[int, bool, list[tuple[str, int]], int]:
        """Measures as in the catalogue, the session before its episodes, these by number."""
        return _MEASURE_PLACES[self.measure], self.episode != SESSION, natural(self.episode), _PARTS.index(self.part)


_MEASURE_PLACES: Final = {name: place for place, name in enumerate(MEASURES)}


def chosen_coder(codings: Iterable[Coding]) -> str | None:
    """Return whose coding a session counts with; None when there is no coding."""
    ranked = sorted(codings, key=lambda one: (not _begun(one), one.coder != _CONSENSUS, one.coder))
    return ranked[0].coder if ranked else None


def child_table(chosen: Sequence[ChosenCoding], schemes: Sequence[str], params: str) -> tuple[Table, list[ChildRow]]:
    """Return the table of the children of the sessions, and its rows by child id.

    Parameters
    ----------
    chosen : sequence of ChosenCoding
        Every session of the study with the rows it counts with.
    schemes : sequence of str
        The study's schemes, which say what columns of further sessions end in (`coder.tables.occasions`).
    params : str
        Short hash of the parameters the rows were computed with.
    """
    ending_of = endings([one.session for one in chosen], schemes)
    found = in_order(ending_of.values())
    own = column_names(("session", "coder"), found, (PARAMS.name,))
    named = _names(chosen, ending_of, found, (PARAMS.name, *own.values()))
    rows: dict[str, ChildRow] = {}
    for one in chosen:
        child, ending = one.session.participant.child, ending_of[one.session.id]
        cells = rows.setdefault(child, ChildRow(child, {PARAMS.name: params})).cells
        cells[own["session", ending]], cells[own["coder", ending]] = one.session.id, one.coder
        for row in one.rows:
            name = named[_of(row), ending]
            cells[name], cells[name + STATUS_ENDING] = row.value, row.status
    columns = [CHILD]
    for ending in found:
        columns += [session_column(own["session", ending], ending), _coder_column(own["coder", ending], ending)]
        for (number, its_ending), name in named.items():
            if its_ending == ending:
                columns += _pair(number, name, ending)
    columns.append(replace(PARAMS, field=CELLS_FIELD, key=PARAMS.name))
    table = Table("children", "child", tuple(columns), parametrised=True, note=NOT_A_CLASSIFICATION)
    return table, sorted(rows.values(), key=lambda row: row.child)


def _names(
    chosen: Sequence[ChosenCoding], ending_of: Mapping[str, str], found: Sequence[str], taken: Iterable[str]
) -> dict[tuple[_Number, str], str]:
    """Return (number, ending) → name of its column, in the order of the columns."""
    seen = {(_of(row), ending_of[one.session.id]) for one in chosen for row in one.rows}
    named: dict[tuple[_Number, str], str] = {}
    used = {CHILD.name, *taken}
    for number, ending in sorted(seen, key=lambda pair: (found.index(pair[1]), pair[0].order)):
        name = valid_name(f"{number.name}{ending}", used, LONGEST - len(STATUS_ENDING))
        used |= {name, name + STATUS_ENDING}
        named[number, ending] = name
    return named


def _of(row: MeasureRow) -> _Number:
    return _Number(row.measure, row.episode, row.part)


def _pair(number: _Number, name: str, ending: str) -> tuple[Column, Column]:
    measure = MEASURES[number.measure]
    part = "" if number.part == ALL else f", {PARTS[number.part]}"
    label = f"{measure.label}{part}, {number.episode}{in_words(ending)}"
    status = name + STATUS_ENDING
    value = Column(
        name,
        "number",
        label,
        f"{measure.definition} ({measure.name}, episode {number.episode}, part {number.part})",
        unit=UNITS[measure.unit],
        missing=f"{NO_NUMBER}, or {_NO_ROW}",
        field=CELLS_FIELD,
        key=name,
        reason=status,
    )
    return value, replace(STATUS, name=status, label=f"Status: {label}", missing=_NO_ROW, field=CELLS_FIELD, key=status)


def _coder_column(name: str, ending: str) -> Column:
    return replace(
        CODER,
        name=name,
        label=f"Coder{in_words(ending)}",
        definition="Whose coding the session counts with: the consensus, else the first coder's who has begun.",
        missing="nobody has coded the session, or the child has no such session",
        field=CELLS_FIELD,
        key=name,
    )


def _begun(coding: Coding) -> bool:
    return any(record.coded for record in coding.passes)
