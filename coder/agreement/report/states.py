"""Family `state`: duration tables of state channels, their coefficients, confusions and disagreements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.agreement import kappa as k
from coder.agreement.report.channel import StateChannel
from coder.agreement.report.figure import KAPPA, Figure, Warned, coefficient, negative
from coder.agreement.report.place import Place
from coder.agreement.report.sheet import Sheet
from coder.agreement.stat import Batch, FloatArray, IntArray
from coder.agreement.sweep import Record
from coder.agreement.time_table import Categories, Joint, join, left_out, tally, tally_unobs, too_many_gaps
from coder.agreement.tolerance import mean_kappa, tolerant_tables

SMALL_COUNT: Final = 5
SMALL_MS: Final = 10_000


def _of_code(of: Callable[[FloatArray], Batch]) -> Callable[[FloatArray], Batch]:
    return lambda sums: of(sums).unless(k.unused(sums), "CODE_UNUSED")


CHANNEL_FIGURES: Final = (
    Figure("po", k.observed, interval=True),
    KAPPA,
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
        by_code = k.collapse(k.margins(whole.tables[:, 0]))[:, : len(states.codes)]
        _add_codes(sheet, states, place, by_code, whole.joint_ms[:, :1], whole.gap_ms[:, :1])
        return [whole]
    compared = [Compared.of(states, states.records_of(code), states.categories(code)) for code in states.codes]
    if compared:
        _add_times(sheet, states, comparison.at_scopes(place), compared[0])
        by_code = np.stack([k.collapse(k.margins(one.tables[:, 0]))[:, 0] for one in compared], axis=1)
        joint_ms, gap_ms = (np.stack([x[:, 0] for x in xs], 1) for xs in _times(compared))
        _add_codes(sheet, states, place, by_code, joint_ms, gap_ms)
    for i, (code, one) in enumerate(zip(states.codes, compared, strict=True)):
        at = place.of_code(code, i)
        sheet.cells(at, comparison.sessions, one.categories.names, one.tables[:, 0], per_session=True)
    return compared


def _times(compared: Sequence[Compared]) -> tuple[list[IntArray], list[IntArray]]:
    return [one.joint_ms for one in compared], [one.gap_ms for one in compared]


def _add_channel(sheet: Sheet, states: StateChannel, place: Place, compared: Compared) -> None:
    comparison = states.comparison
    sessions, axis, places = comparison.sessions, comparison.axis, comparison.at_scopes(place)
    tol_ms, q = comparison.options.tol_ms, len(compared.categories.names)
    ab, ba = tolerant_tables(compared.joint, q, len(axis.windows), tol_ms)
    both_ways = np.stack([k.margins(axis.add_up(tables)) for tables in (ab, ba)], axis=2)
    n_units = compared.joint_ms
    gaps = _gaps(comparison.window_ms, compared.gap_ms)
    _add_times(sheet, states, places, compared)
    sheet.figures(places, sessions, k.margins(compared.tables), CHANNEL_FIGURES, n_units, warned=gaps)
    sheet.figures(places, sessions, both_ways, TOLERANT_FIGURES, n_units, warned=gaps)
    if states.channel.unobservable is not None:
        unobs = axis.add_up(tally_unobs(compared.joint.segments, len(axis.windows)))
        sheet.figures(places, sessions, k.margins(unobs), UNOBS_FIGURES, unobs.sum((-1, -2)))
    for scope, at in enumerate(places):
        sheet.cells(at, sessions, compared.categories.names, compared.tables[:, scope], per_session=scope == 0)


def _add_times(sheet: Sheet, states: StateChannel, places: Sequence[Place], compared: Compared) -> None:
    sessions, n_units = states.comparison.sessions, compared.joint_ms
    sheet.counts(places, sessions, "joint_ms", n_units, n_units)
    sheet.counts(places, sessions, "excluded_unobs_ms", compared.unobs_ms, n_units)
    sheet.counts(places, sessions, "excluded_gap_ms", compared.gap_ms, n_units)


def _add_codes(
    sheet: Sheet, states: StateChannel, place: Place, margins: FloatArray, joint_ms: IntArray, gap_ms: IntArray
) -> None:
    """Add the figures of every code over all episodes, from margins of shape (s, codes, 3, 2)."""
    comparison = states.comparison
    places = [place.of_code(code, i) for i, code in enumerate(states.codes)]
    shape = margins.shape[:2]
    gaps = _gaps(comparison.window_ms[:, :1], np.broadcast_to(gap_ms, shape))
    small = (states.occurrences < SMALL_COUNT).any(0) | (margins[..., 1:, 0].sum(0) < SMALL_MS).any(-1)
    warned: Warned = {"SMALL_CELL": (small, np.zeros(shape, dtype=bool)), **gaps}
    n_units = np.broadcast_to(joint_ms, shape)
    sheet.figures(places, comparison.sessions, margins, CODE_FIGURES, n_units, warned=warned)


def _gaps(window_ms: IntArray, gap_ms: IntArray) -> Warned:
    pooled = too_many_gaps(gap_ms.sum(0), window_ms.sum(0))
    return {"GAPS": (pooled, too_many_gaps(gap_ms, window_ms))}
