"""Family `interval`: states as annotations, linked by overlap (EasyDIAg)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from coder.agreement import kappa as k
from coder.agreement.annotations import link
from coder.agreement.intervals import link_tables, linked, same_code
from coder.agreement.ipf import kappa_ipf, kappa_max_ipf
from coder.agreement.report.channel import StateChannel
from coder.agreement.report.place import Place
from coder.agreement.report.sheet import Figure, Sheet
from coder.agreement.report.spread import Spread
from coder.agreement.report.states import CODE_FIGURES, SMALL_COUNT, coefficient
from coder.agreement.rows import UNMATCHED
from coder.agreement.stat import Batch, BoolArray, FloatArray, IntArray


def _block(of: Callable[[FloatArray], Batch]) -> Callable[[FloatArray], Batch]:
    """Return the coefficient of linked annotations alone, from tables with "none"."""

    def of_block(tables: FloatArray) -> Batch:
        m = k.margins(tables[..., :-1, :-1])
        return of(m).unless(k.total(m) == 0, "NO_MATCHES")

    return of_block


def _some(of: Callable[[FloatArray], Batch]) -> Callable[[FloatArray], Batch]:
    """Return the coefficient with NO_EVENTS where neither coder has an annotation."""
    return lambda m: of(m).unless(k.total(m) == 0, "NO_EVENTS")


FIGURES: Final = (
    Figure("linked", linked, interval=True),
    Figure("po", _some(k.observed)),
    coefficient("kappa_ipf", kappa_ipf, interval=True),
    Figure("kappa_max", kappa_max_ipf),
)
BLOCK_FIGURES: Final = (
    Figure("po_excl", _block(k.observed)),
    coefficient("kappa_excl", _block(k.kappa)),
)
CODE: Final = tuple(Figure(f.name, _some(f.of), f.interval, f.warn) for f in CODE_FIGURES)


def add_intervals(sheet: Sheet, states: StateChannel) -> None:
    """Add the figures of a state channel's annotations."""
    comparison, axis = states.comparison, states.comparison.axis
    a, b = states.annotations
    links = link(a, b, comparison.options.overlap)
    per_window = link_tables(a, b, links, len(states.codes), len(axis.windows))
    tables = axis.add_up(per_window)
    mine, theirs = same_code(a, b, links)
    ends = {"onset": b.on[theirs] - a.on[mine], "offset": b.off[theirs] - a.off[mine]}
    session, scope_of = axis.session[a.window[mine]], axis.scope[a.window[mine]]
    params = {"overlap": comparison.options.overlap}
    place = comparison.place("interval", states.channel, "annotation", params)
    for scope, name in enumerate(comparison.scopes):
        at, of_scope = place.at(name, scope), tables[:, scope]
        n_units, no_data = of_scope.sum((-1, -2)), comparison.no_window(scope)
        sheet.figures(at, comparison.sessions, k.margins(of_scope), FIGURES, n_units, no_data=no_data)
        sheet.figures(at, comparison.sessions, of_scope, BLOCK_FIGURES, n_units, no_data=no_data)
        here = scope_of == scope
        for end, differences in ends.items():
            spread = Spread.of(differences[here], session[here], axis.n_sessions)
            _add_spread(sheet, states, at, end, spread, n_units, no_data)
        sheet.cells(at, comparison.sessions, (*states.codes, UNMATCHED), of_scope, per_session=scope == 0)
    _add_codes(sheet, states, place, tables[:, 0])


def _add_spread(
    sheet: Sheet,
    states: StateChannel,
    place: Place,
    end: str,
    spread: Spread,
    n_units: IntArray,
    no_data: BoolArray,
) -> None:
    for name, (pooled, each) in (spread.quartiles(end) | {f"{end}_bias": spread.mean()}).items():
        pooled = pooled.unless(np.asarray(no_data.all()), "NO_DATA")
        sheet.values(place, states.comparison.sessions, name, pooled, each.unless(no_data, "NO_DATA"), n_units)


def _add_codes(sheet: Sheet, states: StateChannel, place: Place, tables: IntArray) -> None:
    comparison, no_data = states.comparison, states.comparison.no_window(0)
    margins = k.collapse(k.margins(tables))
    n_units = tables.sum((-1, -2))
    nowhere = np.zeros(len(tables), dtype=bool)
    for i, code in enumerate(states.codes):
        small = bool((states.occurrences[:, i] < SMALL_COUNT).any())
        sheet.figures(
            place.of_code(code, i),
            comparison.sessions,
            margins[:, i],
            CODE,
            n_units,
            no_data=no_data,
            warned={"SMALL_CELL": (small, nowhere)},
        )
