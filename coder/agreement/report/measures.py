"""Family `measure`: numbers derived from the codes, such as latencies and rates, from two coders' codings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from coder.agreement import kappa as k
from coder.agreement.derived import bland_altman, ccc
from coder.agreement.report.figure import Figure, coefficient
from coder.agreement.report.pairs import Material, Pair
from coder.agreement.report.people import add_icc, one_unit_per_child, place_of, sessions_of
from coder.agreement.report.place import Place, Sessions
from coder.agreement.report.sheet import Sheet
from coder.agreement.stat import FloatArray, IntArray

USED: Final = ("ok", "zero", "event")
NOT_SEEN: Final = ("right_censored", "competing")
STATUS_FIGURES: Final = (Figure("status_po", k.observed), coefficient("status_kappa", k.kappa))


class MeasureValue(NamedTuple):
    """One measure of one coding, over the whole session.

    ``latency`` says that the measure is a time to an event which may never come.
    """

    session: str
    coder: str
    measure: str
    part: str
    value: float | None
    status: str
    latency: bool = False


ByCoding = Mapping[tuple[str, str], MeasureValue]


def add_measures(
    sheet: Sheet, material: Material, pair: Pair, scheme_place: int, values: Iterable[MeasureValue]
) -> None:
    """Add the figures of every measure that at least one session of the pair has from both coders."""
    found: dict[str, dict[str, dict[tuple[str, str], MeasureValue]]] = {}
    for value in values:
        parts = found.setdefault(value.measure, {})
        parts.setdefault("" if value.part == "all" else value.part, {})[value.session, value.coder] = value
    sessions = sessions_of(pair.sessions, pair.independent)
    coders = (pair.coder_a, pair.coder_b)
    for i, (measure, parts) in enumerate(found.items()):
        place = place_of("measure", measure, "session", coders, material.scheme, sheet.options, (scheme_place, i))
        for j, (part, by_coding) in enumerate(parts.items()):
            shared = [
                (s, by_coding[item.session.id, pair.coder_a], by_coding[item.session.id, pair.coder_b])
                for s, item in enumerate(pair.sessions)
                if all((item.session.id, coder) in by_coding for coder in coders)
            ]
            if shared:
                _add_measure(sheet, place.of_code(part, j) if part else place, sessions, shared)


Shared = Sequence[tuple[int, MeasureValue, MeasureValue]]


def _add_measure(sheet: Sheet, place: Place, sessions: Sessions, shared: Shared) -> None:
    n_sessions = len(sessions.infos)
    if any(one.latency for _, one, _ in shared):
        tables = _status_tables(shared, n_sessions)
        margins = k.margins(tables)[:, None]
        n_units = tables.sum((-1, -2))[:, None]
        sheet.figures([place], sessions, margins, STATUS_FIGURES, n_units, per_session=False)
    used = [(s, one.value, two.value) for s, one, two in shared if one.status in USED and two.status in USED]
    complete = [(s, one, two) for s, one, two in used if one is not None and two is not None]
    session = np.array([s for s, _, _ in complete], dtype=np.int64)
    table: FloatArray = np.array([pair for _, *pair in complete], dtype=np.float64).reshape(-1, 2)
    _add_numbers(sheet, place, sessions, table, session)


def _add_numbers(sheet: Sheet, place: Place, sessions: Sessions, table: FloatArray, session: IntArray) -> None:
    n_units = np.bincount(session, minlength=len(sessions.infos))
    add_icc(sheet, place, sessions, table, session)
    a, b, conf = table[:, 0].tolist(), table[:, 1].tolist(), sheet.options.conf
    limits = bland_altman(a, b, conf)
    independent = one_unit_per_child(sessions, n_units)
    for stat in (ccc(a, b, conf).ccc, limits.bias, limits.loa_lo, limits.loa_hi):
        if not independent and stat.value is not None:
            # Lin's and Bland and Altman's intervals assume one unit per child.
            stat = replace(stat, ci_lo=None, ci_hi=None, ci_method=None, ci_reason="NOT_INDEPENDENT")
        sheet.stat(place, sessions, stat, n_units)


def _status_tables(shared: Shared, n_sessions: int) -> IntArray:
    """Return per session the table of (seen, not seen); a status that is neither takes no part."""
    tables = np.zeros((n_sessions, 2, 2), dtype=np.int64)
    for s, one, two in shared:
        seen = [_seen(value.status) for value in (one, two)]
        if None not in seen:
            tables[s, 1 - int(seen[0] is True), 1 - int(seen[1] is True)] += 1
    return tables


def _seen(status: str) -> bool | None:
    if status in USED:
        return True
    return False if status.split(":")[0] in NOT_SEEN else None
