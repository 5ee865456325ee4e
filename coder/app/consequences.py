"""What becomes of a coding's measures when the episodes of its session change."""

from __future__ import annotations

from dataclasses import dataclass

from coder.app.values import shown
from coder.metrics import DEFAULTS, MEASURES, Heart, Measured, MeasureRow, Parameters, measure
from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.tracks import resolve

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that is another one now; ``before`` and ``after`` are as people read them, "" where there is no row."""

    measure: str
    label: str
    episode: str
    part: str
    before: str
    after: str


def value_changes(
    scheme: Scheme,
    coding: Coding,
    before: Session,
    after: Session,
    parameters: Parameters = DEFAULTS,
    heart: Heart | None = None,
) -> list[ValueChange]:
    """Return every value of a coding that differs between two states of its session, in the order of the tables.

    Values are compared as people read them: a difference that no table shows is none. What is not coded, not held or
    not in the scheme has no value, before or after.
    """
    old, new = (_shown(_measured(scheme, coding, one, parameters, heart)) for one in (before, after))
    order = {name: place for place, name in enumerate(MEASURES)}
    keys = sorted({**old, **new}, key=lambda key: (order[key[0]], key[1], key[2]))
    return [
        ValueChange(name, MEASURES[name].label, episode, part, old.get(key, ""), new.get(key, ""))
        for key in keys
        for name, episode, part in [key]
        if old.get(key) != new.get(key)
    ]


def _measured(
    scheme: Scheme, coding: Coding, session: Session, parameters: Parameters, heart: Heart | None
) -> Measured:
    return measure(resolve(scheme, session, coding), parameters, heart=heart)


def _shown(measured: Measured) -> dict[Key, str]:
    return {_key(row): str(shown(row)) for row in measured.rows if not row.status.startswith("not_")}


def _key(row: MeasureRow) -> Key:
    return row.measure, row.episode, row.part
