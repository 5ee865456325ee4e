"""What two coders typed, and what is computed from their codings, compared for the screen: one line per target.

The figures are those of the agreement report, over all episodes; beside them stand the pairs of values themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coder.agreement import AgreementRow, MeasureValue, Options
from coder.agreement.derived import BlandAltman, bland_altman
from coder.agreement.icc import icc
from coder.agreement.measurement_error import measurement_error
from coder.agreement.report.classes import add_classes
from coder.agreement.report.measures import NOT_SEEN, USED, add_measures
from coder.agreement.report.pairs import CodedSession, Material
from coder.agreement.report.scales import add_scales
from coder.agreement.report.sheet import Sheet
from coder.agreement.rows import ALL_EPISODES
from coder.agreement.stat import Stat
from coder.app.agreement_view import CoderPair
from coder.app.corpus import coded_session
from coder.app.jobs import Progress
from coder.app.measures import measure_session, study_parameters
from coder.app.studies import OpenStudy
from coder.metrics import LATENCIES
from coder.metrics.catalogue import MEASURES
from coder.metrics.rows import SESSION

Family = Literal["scale", "class", "measure"]


@dataclass(frozen=True, slots=True)
class Unit:
    """Two coders' values of the same child; ``episode`` is "" for values of the whole session."""

    session: str
    child: str
    episode: str
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class RatedLine:
    """One scale, classification or measure (or a part of one) of a pair.

    Attributes
    ----------
    unit : str
        Of measures: ``ms``, ``prop``, ``per_min`` …
    rows : dict
        Figures of the report by their names.
    units : tuple of Unit
        The pairs of values the figures of numbers come from.
    sem : Stat
        Standard error of measurement of ratings.
    limits : BlandAltman
        Bias and limits of agreement of ``units``.
    classes : tuple of (session, a, b)
        Of a classification, what each typed.
    not_seen : (int, int, int)
        Of a latency: sessions in which neither, only A, only B saw the end within the time observed.
    """

    family: Family
    target: str
    part: str
    title: str
    unit: str
    rows: Mapping[str, AgreementRow]
    units: tuple[Unit, ...]
    sem: Stat
    limits: BlandAltman
    classes: tuple[tuple[str, str, str], ...] = ()
    not_seen: tuple[int, int, int] | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells this line from others."""
        return self.family, self.target, self.part

    @property
    def headline(self) -> AgreementRow:
        """The figure that is held against the criterion: ICC(A,1), or kappa of classes."""
        return self.rows["kappa" if self.family == "class" else "icc2"]


@dataclass(frozen=True, slots=True)
class PairRatings:
    """All lines of a pair under one set of options."""

    coders: CoderPair
    lines: tuple[RatedLine, ...]


def compare_ratings(
    study: OpenStudy, coders: CoderPair, options: Options, progress: Progress | None = None
) -> PairRatings:
    """Compare what two coders typed, and the measures of their codings.

    Raises
    ------
    StoreError, AppError, MetricsError
        When a file cannot be read, or a setting of the study cannot be.
    """
    pair = coders.pair
    material = Material(coders.scheme, pair.sessions)
    values = list(_measured(study, coders, progress))
    sheet = Sheet(options)
    add_scales(sheet, material, pair, 0)
    add_classes(sheet, material, pair, 0)
    add_measures(sheet, material, pair, 0, values)
    rows: dict[tuple[str, str, str], dict[str, AgreementRow]] = {}
    for row in sheet.pooled_rows():
        if row.scope == ALL_EPISODES:
            rows.setdefault((row.family, row.target, row.code), {})[row.stat] = row
    lines = [*_scales(coders, rows), *_classes(coders, rows), *_measures(coders, rows, values)]
    return PairRatings(coders, tuple(lines))


Rows = Mapping[tuple[str, str, str], Mapping[str, AgreementRow]]


def _scales(coders: CoderPair, rows: Rows) -> Iterator[RatedLine]:
    pair = coders.pair
    for scale in coders.scheme.scales:
        units = []
        for item in pair.sessions:
            one, two = (
                {r.episode: float(r.value) for r in item.codings[coder].ratings if r.scale == scale.id}
                for coder in (pair.coder_a, pair.coder_b)
            )
            units += [Unit(item.session.id, item.child, e, one[e], two[e]) for e in one if e in two]
        yield _line("scale", scale.id, "", scale.title, "", rows["scale", scale.id, ""], units)


def _classes(coders: CoderPair, rows: Rows) -> Iterator[RatedLine]:
    pair = coders.pair
    for form in coders.scheme.classifications:
        given = []
        for item in pair.sessions:
            one, two = (item.codings[coder].classification for coder in (pair.coder_a, pair.coder_b))
            if one is not None and two is not None and {one.value, two.value} <= set(form.values):
                given.append((item.session.id, one.value, two.value))
        line = _line("class", form.id, "", form.title or form.id, "", rows["class", form.id, ""], [])
        yield replace(line, classes=tuple(given))


def _measures(coders: CoderPair, rows: Rows, values: Sequence[MeasureValue]) -> Iterator[RatedLine]:
    pair = coders.pair
    found: dict[tuple[str, str], dict[tuple[str, str], MeasureValue]] = {}
    for value in values:
        part = "" if value.part == "all" else value.part
        found.setdefault((value.measure, part), {})[value.session, value.coder] = value
    for (measure, part), by_coding in found.items():
        if ("measure", measure, part) not in rows:
            continue
        both = [
            (item, by_coding[item.session.id, pair.coder_a], by_coding[item.session.id, pair.coder_b])
            for item in pair.sessions
            if all((item.session.id, coder) in by_coding for coder in (pair.coder_a, pair.coder_b))
        ]
        known = MEASURES[measure]
        title = f"{known.label}: {part}" if part else known.label
        line = _line("measure", measure, part, title, known.unit, rows["measure", measure, part], list(_units(both)))
        yield replace(line, not_seen=_not_seen(both) if measure in LATENCIES else None)


Both = Sequence[tuple[CodedSession, MeasureValue, MeasureValue]]


def _units(both: Both) -> Iterator[Unit]:
    for item, one, two in both:
        if one.status in USED and two.status in USED and one.value is not None and two.value is not None:
            yield Unit(item.session.id, item.child, "", one.value, two.value)


def _not_seen(both: Both) -> tuple[int, int, int]:
    """Return in how many sessions neither coder saw the end, only A did, only B did."""
    seen = [(_seen(one), _seen(two)) for _, one, two in both]
    return seen.count((False, False)), seen.count((True, False)), seen.count((False, True))


def _seen(value: MeasureValue) -> bool | None:
    if value.status in USED:
        return True
    return False if value.status.split(":")[0] in NOT_SEEN else None


def _line(
    family: Family,
    target: str,
    part: str,
    title: str,
    unit: str,
    rows: Mapping[str, AgreementRow],
    units: Sequence[Unit],
) -> RatedLine:
    pairs = [(u.a, u.b) for u in units]
    limits = bland_altman([a for a, _ in pairs], [b for _, b in pairs])
    return RatedLine(family, target, part, title, unit, rows, tuple(units), measurement_error(icc(pairs)), limits)


def _measured(study: OpenStudy, coders: CoderPair, progress: Progress | None) -> Iterator[MeasureValue]:
    parameters = study_parameters(study)
    wanted, sessions = {coders.pair.coder_a, coders.pair.coder_b}, coders.pair.sessions
    for done, item in enumerate(sessions, 1):
        measured = measure_session(coded_session(study, item.session.id, everyone=False), parameters)
        for row in measured.rows:
            if row.coder in wanted and row.episode == SESSION:
                yield MeasureValue(
                    row.session, row.coder, row.measure, row.part, row.value, row.status, row.measure in LATENCIES
                )
        if progress is not None:
            progress.step(done, len(sessions), item.session.id)
