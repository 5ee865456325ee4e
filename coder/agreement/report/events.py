"""Family `event`: point events matched one to one within a tolerance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from coder.agreement.events import (
    WITHIN_MS,
    Matching,
    event_counts,
    event_table,
    f1,
    f1_overall,
    kappa_matched,
    match_events,
)
from coder.agreement.ipf import kappa_ipf
from coder.agreement.kappa import margins
from coder.agreement.report.axis import event_categories, event_category
from coder.agreement.report.comparison import Comparison
from coder.agreement.report.figure import Figure, Warned, coefficient
from coder.agreement.report.place import Place
from coder.agreement.report.sheet import Sheet
from coder.agreement.report.spread import Spread, add_spread
from coder.agreement.report.states import SMALL_COUNT
from coder.agreement.rows import UNMATCHED, EventKind, EventRow
from coder.agreement.stat import Batch, FloatArray, IntArray
from coder.model.scheme import Channel


def _of_one_code(counts: FloatArray) -> Batch:
    """Return the index of single codes from counts of shape (..., 3)."""
    result = f1(counts[..., None])
    return Batch(result.values[..., 0], result.reasons[..., 0])


F1: Final = (Figure("f1", f1_overall, interval=True),)
CODE_F1: Final = (Figure("f1", _of_one_code, interval=True),)
IPF: Final = (coefficient("kappa_ipf", kappa_ipf, interval=True),)
LABELS: Final = (coefficient("kappa_matched", kappa_matched),)


class Seen(NamedTuple):
    """One point event and its category: the code, or the code with the value of a modifier."""

    time: int
    category: str
    id: str


@dataclass(frozen=True, slots=True)
class _Matched:
    """The points of one window and how they were matched."""

    session: int
    scope: int
    a: Sequence[Seen]
    b: Sequence[Seen]
    matching: Matching


def add_events(sheet: Sheet, comparison: Comparison, channel: Channel) -> list[EventRow]:
    """Add the figures of a point channel; return the rows of table `agreement_events`."""
    modifier = comparison.options.event_modifier
    codes = event_categories(channel, modifier)
    found = _match_windows(comparison, channel, codes)
    tables = _tables(comparison, found, codes)
    params = {"tol_ms": comparison.options.etol_ms} | ({"modifier": modifier} if modifier else {})
    place = comparison.place("event", channel, "event", params)
    places = comparison.at_scopes(place)
    _add_channel(sheet, comparison, places, tables)
    _add_differences(sheet, comparison, places, found, tables.sum((-1, -2)))
    for scope, at in enumerate(places):
        names = (*codes, UNMATCHED)
        sheet.cells(at, comparison.sessions, names, tables[:, scope], per_session=scope == 0)
    _add_codes(sheet, comparison, [place.of_code(code, i) for i, code in enumerate(codes)], tables[:, 0])
    return [row for one in found if one.scope == 0 for row in _rows(comparison, channel, one)]


def _tables(comparison: Comparison, found: Sequence[_Matched], codes: Sequence[str]) -> IntArray:
    """Return the table of every session and scope, shape (s, scopes, K + 1, K + 1)."""
    axis, size = comparison.axis, len(codes) + 1
    tables = np.zeros((axis.n_sessions, axis.n_scopes, size, size), dtype=np.int64)
    places = {code: i for i, code in enumerate(codes)}
    for one in found:
        label_a, label_b = [places[p.category] for p in one.a], [places[p.category] for p in one.b]
        tables[one.session, one.scope] += event_table(one.matching, label_a, label_b, len(codes))
    return tables


def _add_channel(sheet: Sheet, comparison: Comparison, places: Sequence[Place], tables: IntArray) -> None:
    sessions, no_data = comparison.sessions, comparison.no_window
    counts, n_units = event_counts(tables), tables.sum((-1, -2))
    matched = counts[:, :, 0].sum(-1).astype(np.int64)
    plain = {
        "matched": matched,
        "confused": tables[..., :-1, :-1].sum((-1, -2)) // 2 - matched,
        "omissions": tables[..., :-1, -1].sum(-1),
        "commissions": tables[..., -1, :-1].sum(-1),
    }
    for name, values in plain.items():
        sheet.counts(places, sessions, name, values, n_units, no_data)
    sheet.figures(places, sessions, counts, F1, n_units, no_data=no_data)
    sheet.figures(places, sessions, margins(tables), IPF, n_units, no_data=no_data)
    sheet.figures(places, sessions, tables, LABELS, n_units, no_data=no_data)


def _add_differences(
    sheet: Sheet, comparison: Comparison, places: Sequence[Place], found: Sequence[_Matched], n_units: IntArray
) -> None:
    values: list[int] = []
    groups: list[int] = []
    for one in found:
        values += [one.b[j].time - one.a[i].time for i, j in one.matching.matched]
        groups += [one.session * len(places) + one.scope] * len(one.matching.matched)
    spread = Spread.of(values, groups, n_units.shape)
    figures = spread.quartiles("dt") | {"dt_bias": spread.mean()}
    figures |= {f"dt_{limit}": spread.share_within(limit) for limit in WITHIN_MS}
    for name, figure in figures.items():
        add_spread(sheet, comparison, places, name, figure, n_units)


def _add_codes(sheet: Sheet, comparison: Comparison, places: Sequence[Place], tables: IntArray) -> None:
    sessions = comparison.sessions
    counts = np.moveaxis(event_counts(tables), 2, 1)
    agreed, of_a, of_b = np.moveaxis(counts.astype(np.int64), 2, 0)
    n_units = of_a + of_b
    no_data = np.broadcast_to(comparison.no_window[:, :1], n_units.shape)
    plain = {"matched": agreed, "omissions": tables[:, :-1, -1], "commissions": tables[:, -1, :-1]}
    for name, values in plain.items():
        sheet.counts(places, sessions, name, values, n_units, no_data)
    small = np.minimum(of_a.sum(0), of_b.sum(0)) < SMALL_COUNT
    warned: Warned = {"SMALL_CELL": (small, np.zeros(n_units.shape, dtype=bool))}
    sheet.figures(places, sessions, counts, CODE_F1, n_units, no_data=no_data, warned=warned)


def _match_windows(comparison: Comparison, channel: Channel, categories: Sequence[str]) -> list[_Matched]:
    """Match the points of every window that holds any, each window by itself."""
    axis, pair, modifier = comparison.axis, comparison.pair, comparison.options.event_modifier
    known = frozenset(categories)
    points = [
        [
            [Seen(p.time, event_category(p, known, modifier), p.id) for p in item.track(coder, channel.id).points]
            for item in pair.sessions
        ]
        for coder in (pair.coder_a, pair.coder_b)
    ]
    times = [[[point.time for point in session] for session in side] for side in points]
    windows = np.arange(len(axis.windows))
    bounds = (axis.session_time(edge, windows).tolist() for edge in (axis.windows.on, axis.windows.off))
    found = []
    # an episode by itself is often the same window as in all episodes together
    known_windows: dict[tuple[int, int, int], Matching] = {}
    for session, scope, on, off in zip(axis.session.tolist(), axis.scope.tolist(), *bounds, strict=True):
        a, b = (
            points[side][session][bisect_left(times[side][session], on) : bisect_left(times[side][session], off)]
            for side in (0, 1)
        )
        if a or b:
            one, two = ([(point.time, point.category) for point in side] for side in (a, b))
            place = (session, on, off)
            if place not in known_windows:
                known_windows[place] = match_events(one, two, comparison.options.etol_ms)
            found.append(_Matched(session, scope, a, b, known_windows[place]))
    return found


def _rows(comparison: Comparison, channel: Channel, one: _Matched) -> list[EventRow]:
    """Return the rows of one window in time order."""
    pair, session = comparison.pair, comparison.sessions.infos[one.session].session

    def row(kind: EventKind, a: Seen | None, b: Seen | None) -> EventRow:
        return EventRow(
            session,
            channel.id,
            pair.coder_a,
            pair.coder_b,
            kind,
            a.category if a else "",
            b.category if b else "",
            a.id if a else "",
            b.id if b else "",
            a.time if a else None,
            b.time if b else None,
            b.time - a.time if a and b else None,
        )

    rows = [row("match", one.a[i], one.b[j]) for i, j in one.matching.matched]
    rows += [row("confusion", one.a[i], one.b[j]) for i, j in one.matching.confused]
    rows += [row("only_a", one.a[i], None) for i in one.matching.only_a]
    rows += [row("only_b", None, one.b[j]) for j in one.matching.only_b]
    return sorted(rows, key=lambda r: min(t for t in (r.t_a, r.t_b) if t is not None))
