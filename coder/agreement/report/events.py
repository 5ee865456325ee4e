"""Family `event`: point events matched one to one within a tolerance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

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
from coder.agreement.report.comparison import Comparison, observable_codes
from coder.agreement.report.place import Place
from coder.agreement.report.sheet import Figure, Sheet, Warned
from coder.agreement.report.spread import Spread
from coder.agreement.report.states import SMALL_COUNT, coefficient
from coder.agreement.rows import UNMATCHED, EventKind, EventRow
from coder.agreement.stat import Batch, FloatArray, IntArray
from coder.model.scheme import Channel
from coder.model.tracks import Point


def _single(counts: FloatArray) -> Batch:
    result = f1(counts)
    return Batch(result.values[..., 0], result.reasons[..., 0])


F1: Final = (Figure("f1", f1_overall, interval=True),)
CODE_F1: Final = (Figure("f1", _single, interval=True),)
IPF: Final = (coefficient("kappa_ipf", kappa_ipf, interval=True),)
LABELS: Final = (coefficient("kappa_matched", kappa_matched),)


@dataclass(frozen=True, slots=True)
class _Matched:
    """The points of one window and how they were matched."""

    session: int
    scope: int
    a: Sequence[Point]
    b: Sequence[Point]
    matching: Matching


def add_events(sheet: Sheet, comparison: Comparison, channel: Channel) -> list[EventRow]:
    """Add the figures of a point channel; return the rows of table `agreement_events`."""
    codes = observable_codes(channel)
    found = _match_windows(comparison, channel)
    axis = comparison.axis
    tables = np.zeros((axis.n_sessions, axis.n_scopes, len(codes) + 1, len(codes) + 1), dtype=np.int64)
    places = {code: i for i, code in enumerate(codes)}
    for one in found:
        label_a, label_b = [places[p.code] for p in one.a], [places[p.code] for p in one.b]
        tables[one.session, one.scope] += event_table(one.matching, label_a, label_b, len(codes))
    place = comparison.place("event", channel, "event", {"tol_ms": comparison.options.etol_ms})
    differences = _differences(found, axis.n_sessions, axis.n_scopes)
    for scope, name in enumerate(comparison.scopes):
        at = place.at(name, scope)
        _add_scope(sheet, comparison, at, scope, tables[:, scope], differences[scope])
        sheet.cells(at, comparison.sessions, (*codes, UNMATCHED), tables[:, scope], per_session=scope == 0)
    for i, code in enumerate(codes):
        _add_code(sheet, comparison, place.of_code(code, i), tables[:, 0], i)
    return [row for one in found if one.scope == 0 for row in _rows(comparison, channel, one)]


def _add_scope(
    sheet: Sheet, comparison: Comparison, place: Place, scope: int, tables: IntArray, differences: Spread
) -> None:
    sessions, no_data = comparison.sessions, comparison.no_window(scope)
    counts = event_counts(tables)
    n_units = tables.sum((-1, -2))
    pairs = tables[:, :-1, :-1].sum((-1, -2)) // 2
    matched = counts[:, 0].sum(-1).astype(np.int64)
    plain = {
        "matched": matched,
        "confused": pairs - matched,
        "omissions": tables[:, :-1, -1].sum(-1),
        "commissions": tables[:, -1, :-1].sum(-1),
    }
    for name, values in plain.items():
        sheet.counts(place, sessions, name, values, n_units, no_data)
    sheet.figures(place, sessions, counts, F1, n_units, no_data=no_data)
    sheet.figures(place, sessions, margins(tables), IPF, n_units, no_data=no_data)
    sheet.figures(place, sessions, tables, LABELS, n_units, no_data=no_data)
    spreads = differences.quartiles("dt") | {"dt_bias": differences.mean()}
    spreads |= {f"dt_{limit}": differences.share_within(limit) for limit in WITHIN_MS}
    for name, (pooled, each) in spreads.items():
        nowhere = np.asarray(no_data.all())
        pooled, each = pooled.unless(nowhere, "NO_DATA"), each.unless(no_data, "NO_DATA")
        sheet.values(place, sessions, name, pooled, each, n_units)


def _add_code(sheet: Sheet, comparison: Comparison, place: Place, tables: IntArray, i: int) -> None:
    sessions, no_data = comparison.sessions, comparison.no_window(0)
    counts = event_counts(tables)[:, :, i : i + 1]
    agreed, of_a, of_b = counts[:, :, 0].astype(np.int64).T
    n_units = of_a + of_b
    plain = {"matched": agreed, "omissions": tables[:, i, -1], "commissions": tables[:, -1, i]}
    for name, values in plain.items():
        sheet.counts(place, sessions, name, values, n_units, no_data)
    small = bool(min(of_a.sum(), of_b.sum()) < SMALL_COUNT)
    warned: Warned = {"SMALL_CELL": (small, np.zeros(len(counts), dtype=bool))}
    sheet.figures(place, sessions, counts, CODE_F1, n_units, no_data=no_data, warned=warned)


def _differences(found: Sequence[_Matched], n_sessions: int, n_scopes: int) -> list[Spread]:
    """Return the time differences of same-code pairs of every scope, grouped by session."""
    collected: list[tuple[list[int], list[int]]] = [([], []) for _ in range(n_scopes)]
    for one in found:
        values, groups = collected[one.scope]
        values += [one.b[j].time - one.a[i].time for i, j in one.matching.matched]
        groups += [one.session] * len(one.matching.matched)
    return [Spread.of(values, groups, n_sessions) for values, groups in collected]


def _match_windows(comparison: Comparison, channel: Channel) -> list[_Matched]:
    """Match the points of every window that holds any, each window by itself."""
    axis, pair = comparison.axis, comparison.pair
    points = [
        [item.track(coder, channel.id).points for item in pair.sessions] for coder in (pair.coder_a, pair.coder_b)
    ]
    times = [[[point.time for point in session] for session in side] for side in points]
    windows = np.arange(len(axis.windows))
    bounds = (axis.session_time(edge, windows).tolist() for edge in (axis.windows.on, axis.windows.off))
    found = []
    for session, scope, on, off in zip(axis.session.tolist(), axis.scope.tolist(), *bounds, strict=True):
        a, b = (
            points[side][session][bisect_left(times[side][session], on) : bisect_left(times[side][session], off)]
            for side in (0, 1)
        )
        if a or b:
            one, two = ([(point.time, point.code) for point in side] for side in (a, b))
            matching = match_events(one, two, comparison.options.etol_ms)
            found.append(_Matched(session, scope, a, b, matching))
    return found


def _rows(comparison: Comparison, channel: Channel, one: _Matched) -> list[EventRow]:
    """Return the rows of one window in time order."""
    pair, session = comparison.pair, comparison.sessions.infos[one.session].session

    def row(kind: EventKind, a: Point | None, b: Point | None) -> EventRow:
        return EventRow(
            session,
            channel.id,
            pair.coder_a,
            pair.coder_b,
            kind,
            a.code if a else "",
            b.code if b else "",
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
