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
from coder.agreement.report.figure import Figure, coefficient
from coder.agreement.report.place import Place
from coder.agreement.report.sheet import Sheet
from coder.agreement.report.spread import Spread, add_spread
from coder.agreement.report.states import CODE_FIGURES, SMALL_COUNT
from coder.agreement.rows import UNMATCHED
from coder.agreement.stat import Batch, FloatArray, IntArray


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
    tables = axis.add_up(link_tables(a, b, links, len(states.codes), len(axis.windows)))
    mine, theirs = same_code(a, b, links)
    group = axis.group(a.window[mine])
    ends = {"onset": b.on[theirs] - a.on[mine], "offset": b.off[theirs] - a.off[mine]}
    place = comparison.place("interval", states.channel, "annotation", {"overlap": comparison.options.overlap})
    places, n_units, no_data = comparison.at_scopes(place), tables.sum((-1, -2)), comparison.no_window
    sheet.figures(places, comparison.sessions, k.margins(tables), FIGURES, n_units, no_data=no_data)
    sheet.figures(places, comparison.sessions, tables, BLOCK_FIGURES, n_units, no_data=no_data)
    for end, differences in ends.items():
        spread = Spread.of(differences, group, n_units.shape)
        for name, figure in (spread.quartiles(end) | {f"{end}_bias": spread.mean()}).items():
            add_spread(sheet, comparison, places, name, figure, n_units)
    for scope, at in enumerate(places):
        names = (*states.codes, UNMATCHED)
        sheet.cells(at, comparison.sessions, names, tables[:, scope], per_session=scope == 0)
    _add_codes(sheet, states, place, tables[:, 0])


def _add_codes(sheet: Sheet, states: StateChannel, place: Place, tables: IntArray) -> None:
    comparison = states.comparison
    places = [place.of_code(code, i) for i, code in enumerate(states.codes)]
    margins = k.collapse(k.margins(tables))[:, :-1]
    shape = margins.shape[:2]
    small = states.occurrences.min(0) < SMALL_COUNT
    sheet.figures(
        places,
        comparison.sessions,
        margins,
        CODE,
        np.broadcast_to(tables.sum((-1, -2))[:, None], shape),
        no_data=np.broadcast_to(comparison.no_window[:, :1], shape),
        warned={"SMALL_CELL": (small, np.zeros(shape, dtype=bool))},
    )
