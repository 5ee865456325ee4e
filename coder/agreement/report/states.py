"""Family `state`: duration tables of state channels, their coefficients, confusions and disagreements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.agreement import kappa as k
from coder.agreement.report.channel import StateChannel
from coder.agreement.report.place import Place
from coder.agreement.report.sheet import Figure, Sheet, Warned
from coder.agreement.stat import TINY, Batch, BoolArray, FloatArray, IntArray
from coder.agreement.sweep import Record
from coder.agreement.time_table import Categories, Joint, join, left_out, tally, tally_unobs, too_many_gaps
from coder.agreement.tolerance import mean_kappa, tolerant_tables

SMALL_COUNT: Final = 5
SMALL_MS: Final = 10_000


def negative(of: Callable[[FloatArray], Batch]) -> Callable[[FloatArray], BoolArray]:
    """Return the test for a coefficient below chance."""

    def below(sums: FloatArray) -> BoolArray:
        result: BoolArray = np.nan_to_num(of(sums).values) < -TINY
        return result

    return below


def coefficient(name: str, of: Callable[[FloatArray], Batch], interval: bool = False) -> Figure:
    """Return a figure that warns when it is below chance."""
    return Figure(name, of, interval, {"NEGATIVE": negative(of)})


def _of_code(of: Callable[[FloatArray], Batch]) -> Callable[[FloatArray], Batch]:
    return lambda sums: of(sums).unless(k.unused(sums), "CODE_UNUSED")


CHANNEL_FIGURES: Final = (
    Figure("po", k.observed, interval=True),
    Figure("kappa", k.kappa, True, {"DEGENERATE_MARGIN": k.degenerate, "NEGATIVE": negative(k.kappa)}),
    Figure("kappa_max", k.kappa_max, warn={"DEGENERATE_MARGIN": k.degenerate}),
    coefficient("ac1", k.ac1, interval=True),
)
CODE_FIGURES: Final = (
    Figure("po", _of_code(k.observed)),
    Figure(
        "kappa",
        _of_code(k.kappa),
        True,
        {"SKEWED_MARGINS": k.skewed, "NEGATIVE": negative(_of_code(k.kappa))},
    ),
    coefficient("ac1", _of_code(k.ac1)),
    Figure("prevalence_index", _of_code(k.prevalence_index)),
    Figure("bias_index", _of_code(k.bias_index)),
    Figure("p_pos", _of_code(k.p_pos)),
    Figure("p_neg", _of_code(k.p_neg)),
)
TOLERANT_FIGURES: Final = (
    coefficient("kappa_tol", lambda m: mean_kappa(k.kappa(m[..., 0, :, :]), k.kappa(m[..., 1, :, :]))),
    coefficient("kappa_tol_ab", lambda m: k.kappa(m[..., 0, :, :])),
    coefficient("kappa_tol_ba", lambda m: k.kappa(m[..., 1, :, :])),
)
UNOBS_FIGURES: Final = (Figure("unobs_po", k.observed), coefficient("unobs_kappa", k.kappa))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two joined records of a channel or of one of its codes.

    ``tables`` (s, scopes, q, q), ``unobs_ms`` and ``gap_ms`` (s, scopes) are in ms.
    """

    categories: Categories
    joint: Joint
    tables: IntArray
    unobs_ms: IntArray
    gap_ms: IntArray

    @classmethod
    def of(cls, states: StateChannel, records: tuple[Record, Record], categories: Categories) -> Compared:
        """Join two records on the axis and add up what belongs to one session and scope."""
        axis = states.comparison.axis
        joint = join(*records, axis.windows, categories)
        n = len(axis.windows)
        unobs_ms, gap_ms = left_out(joint, n)
        tables = axis.add_up(tally(joint, categories, n))
        return cls(categories, joint, tables, axis.add_up(unobs_ms), axis.add_up(gap_ms))

    @property
    def joint_ms(self) -> IntArray:
        """Jointly usable time, shape (s, scopes)."""
        return np.asarray(self.tables.sum((-1, -2)))


def add_states(sheet: Sheet, states: StateChannel) -> list[Compared]:
    """Add the figures of a state channel; return what was compared, for the list of disagreements."""
    comparison, channel = states.comparison, states.channel
    options = comparison.options
    params = {
        "tol_ms": options.tol_ms,
        "unobs_policy": options.unobs_policy,
        "gap_policy": options.gaps_of(channel),
    }
    place = comparison.place("state", channel, "ms", params)
    if channel.exclusive:
        whole = Compared.of(states, states.records, states.categories())
        _add_channel(sheet, states, place, whole)
        for i, code in enumerate(states.codes):
            margins = k.collapse(k.margins(whole.tables[:, 0]))[:, i]
            _add_code(sheet, states, place.of_code(code, i), whole, margins, i)
        return [whole]
    by_code = [Compared.of(states, states.records_of(code), states.categories(code)) for code in states.codes]
    for scope, name in enumerate(comparison.scopes) if by_code else ():
        _add_times(sheet, states, place.at(name, scope), by_code[0], scope)
    for i, (code, compared) in enumerate(zip(states.codes, by_code, strict=True)):
        at = place.of_code(code, i)
        _add_code(sheet, states, at, compared, k.margins(compared.tables[:, 0, :2, :2]), i)
        _add_cells(sheet, states, at, compared)
    return by_code


def _add_channel(sheet: Sheet, states: StateChannel, place: Place, compared: Compared) -> None:
    comparison = states.comparison
    sessions, axis = comparison.sessions, comparison.axis
    tolerant = [
        axis.add_up(tables)
        for tables in tolerant_tables(*states.records, axis.windows, compared.categories, comparison.options.tol_ms)
    ]
    both_ways = np.stack([k.margins(tables) for tables in tolerant], axis=2)
    unobs = axis.add_up(tally_unobs(compared.joint.segments, len(axis.windows)))
    margins = k.margins(compared.tables)
    for scope, name in enumerate(comparison.scopes):
        at = place.at(name, scope)
        n_units = compared.joint_ms[:, scope]
        gaps = _gaps(comparison.window_ms[:, scope], compared.gap_ms[:, scope])
        _add_times(sheet, states, at, compared, scope)
        sheet.figures(at, sessions, margins[:, scope], CHANNEL_FIGURES, n_units, warned=gaps)
        sheet.figures(at, sessions, both_ways[:, scope], TOLERANT_FIGURES, n_units, warned=gaps)
        if states.channel.unobservable is not None:
            table = unobs[:, scope]
            sheet.figures(at, sessions, k.margins(table), UNOBS_FIGURES, table.sum((-1, -2)))
    _add_cells(sheet, states, place, compared)


def _add_times(sheet: Sheet, states: StateChannel, place: Place, compared: Compared, scope: int) -> None:
    times = {
        "joint_ms": compared.joint_ms,
        "excluded_unobs_ms": compared.unobs_ms,
        "excluded_gap_ms": compared.gap_ms,
    }
    n_units = compared.joint_ms[:, scope]
    for name, ms in times.items():
        never = np.zeros(len(n_units), dtype=bool)
        sheet.counts(place, states.comparison.sessions, name, ms[:, scope], n_units, never)


def _add_code(
    sheet: Sheet, states: StateChannel, place: Place, compared: Compared, margins: FloatArray, i: int
) -> None:
    comparison = states.comparison
    gaps = _gaps(comparison.window_ms[:, 0], compared.gap_ms[:, 0])
    used_ms = margins[:, 1:, 0].sum(0)
    small = bool((states.occurrences[:, i] < SMALL_COUNT).any() or (used_ms < SMALL_MS).any())
    nowhere = np.zeros(len(margins), dtype=bool)
    warned: Warned = {"SMALL_CELL": (small, nowhere), **gaps}
    sheet.figures(place, comparison.sessions, margins, CODE_FIGURES, compared.joint_ms[:, 0], warned=warned)


def _add_cells(sheet: Sheet, states: StateChannel, place: Place, compared: Compared) -> None:
    """Add the table of codes: at every scope pooled, per session for all episodes; one code's at ``all`` alone."""
    scopes = states.comparison.scopes if not place.code else states.comparison.scopes[:1]
    for scope, name in enumerate(scopes):
        tables = compared.tables[:, scope]
        names = compared.categories.names
        sheet.cells(place.at(name, scope), states.comparison.sessions, names, tables, scope == 0)


def _gaps(window_ms: IntArray, gap_ms: IntArray) -> Warned:
    pooled = bool(too_many_gaps(gap_ms.sum(), window_ms.sum()))
    return {"GAPS": (pooled, too_many_gaps(gap_ms, window_ms))}
