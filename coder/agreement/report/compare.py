"""The agreement report of a study: every pair of coders, every channel, pooled and per session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coder.agreement.errors import AgreementError
from coder.agreement.report.channel import StateChannel
from coder.agreement.report.classes import add_classes, add_overall_classes
from coder.agreement.report.comparison import Comparison
from coder.agreement.report.departures import coder_rows
from coder.agreement.report.disagreements import disagreement_rows
from coder.agreement.report.events import add_events
from coder.agreement.report.intervals import add_intervals
from coder.agreement.report.lazy import Rows
from coder.agreement.report.measures import MeasureValue, add_measures
from coder.agreement.report.options import DEFAULTS, Options
from coder.agreement.report.over_time import drift_rows
from coder.agreement.report.overall import add_overall_states
from coder.agreement.report.pairs import Material, Pair, gather
from coder.agreement.report.scales import add_overall_scales, add_scales
from coder.agreement.report.sheet import Sheet
from coder.agreement.report.states import Compared, add_states
from coder.agreement.rows import (
    AgreementRow,
    CoderRow,
    ConfusionRow,
    DisagreementRow,
    DriftRow,
    EventRow,
    SessionRow,
)
from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """A pair of coders of the report, with the sessions compared and those left out as copies."""

    scheme: str
    coder_a: str
    coder_b: str
    sessions: tuple[str, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """The tables of an agreement report; the long ones are made when first read.

    Attributes
    ----------
    pairs : the pairs compared, in order.
    agreement : figures pooled over a pair's sessions, with intervals.
    sessions : the same figures session by session.
    confusion : cells above zero of the tables of codes.
    events : every point event, matched or not.
    disagreements : every stretch with different states.
    drift : figures of single sessions in the order of coding, with the limits of a control chart.
    coders : every coder beside the others.
    """

    options: Options
    pairs: tuple[ComparedPair, ...]
    agreement: tuple[AgreementRow, ...]
    sessions: Rows[SessionRow]
    confusion: Rows[ConfusionRow]
    events: Rows[EventRow]
    disagreements: Rows[DisagreementRow]
    drift: Rows[DriftRow]
    coders: Rows[CoderRow]


def agreement_report(
    codings: Iterable[Coding],
    sessions: Iterable[Session],
    schemes: Iterable[Scheme],
    options: Options = DEFAULTS,
    measures: Iterable[MeasureValue] = (),
) -> AgreementReport:
    """Compare every pair of coders that coded a session under the same version of a scheme.

    Parameters
    ----------
    codings : iterable of Coding
        All codings of the study; the consensus record is left out.
    sessions, schemes
        The sessions and schemes the codings refer to.
    options : Options
        Pair, tolerances, policies, and how intervals are resampled.
    measures : iterable of MeasureValue
        The measures of the same codings, if these are to be compared as well.

    Raises
    ------
    AgreementError
        When a session or scheme is missing, a coder has two codings of a session, or the pair asked for shares none,
        or no point event has the modifier asked for.
    """
    materials = gather(codings, sessions, schemes)
    found = [(i, material, pair) for i, material in enumerate(materials) for pair in material.pairs(options.pair)]
    if options.pair is not None and not found:
        raise AgreementError(f"{options.pair[0]} and {options.pair[1]} have no session that both coded.")
    _check_modifier(options, materials)
    sheet = Sheet(options)
    timed, values = _Timed([], []), tuple(measures)
    for place, material, pair in found:
        _add_timed(sheet, timed, material, pair, place)
        add_scales(sheet, material, pair, place)
        add_classes(sheet, material, pair, place)
        add_measures(sheet, material, pair, place, values)
    compared = {place: material for place, material, _ in found}
    for place, material in compared.items():
        add_overall_states(sheet, material, place)
        add_overall_scales(sheet, material, place)
        add_overall_classes(sheet, material, place)
    return AgreementReport(
        options,
        tuple(_compared(material, pair) for _, material, pair in found),
        sheet.pooled_rows(),
        Rows(sheet.session_rows),
        Rows(sheet.confusion_rows),
        Rows(timed.event_rows),
        Rows(timed.disagreement_rows),
        Rows(lambda: drift_rows(sheet, found)),
        Rows(lambda: coder_rows(compared.values())),
    )


def _check_modifier(options: Options, materials: Iterable[Material]) -> None:
    """Refuse a modifier no point has: with it every figure would look as if it had been looked at."""
    codes = [
        code
        for material in materials
        for _, channel in material.scheme.channels()
        if channel.kind == "point"
        for code in channel.codes
    ]
    known = sorted({modifier.id for code in codes for modifier in code.modifiers})
    if options.event_modifier and options.event_modifier not in known:
        raise AgreementError(
            f"No point event has the modifier “{options.event_modifier}”. There is: {', '.join(known) or 'none'}."
        )


@dataclass(frozen=True, slots=True)
class _Timed:
    """What the long tables of timed codes are made from, by the order of their rows."""

    events: list[tuple[tuple[int, int], list[EventRow]]]
    states: list[tuple[tuple[int, int], StateChannel, list[Compared]]]

    def event_rows(self) -> list[EventRow]:
        """Return the rows of table `agreement_events`: by channel, pair, session and time."""
        return [row for _, rows in sorted(self.events, key=lambda item: item[0]) for row in rows]

    def disagreement_rows(self) -> list[DisagreementRow]:
        """Return the rows of table `agreement_disagreements`: by channel, pair and session, the longest first."""
        ordered = sorted(self.states, key=lambda item: item[0])
        return [row for _, states, compared in ordered for row in disagreement_rows(states, compared)]


def _add_timed(sheet: Sheet, timed: _Timed, material: Material, pair: Pair, place: int) -> None:
    target = 0
    for pass_ in material.scheme.passes:
        comparison = Comparison(material.scheme, pass_, pair, sheet.options, place)
        for channel in pass_.channels:
            if channel.kind == "point":
                timed.events.append(((place, target), add_events(sheet, comparison, channel)))
            else:
                states = StateChannel(comparison, channel)
                timed.states.append(((place, target), states, add_states(sheet, states)))
                add_intervals(sheet, states)
            target += 1


def _compared(material: Material, pair: Pair) -> ComparedPair:
    sessions = tuple(item.session.id for item in pair.sessions)
    return ComparedPair(material.scheme.ref, pair.coder_a, pair.coder_b, sessions, pair.copies)
