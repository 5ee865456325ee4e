"""Agreement in a report: a table per family of figures, each pair and target a line, and the reasons behind dashes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from coder.agreement import AgreementReport, AgreementRow
from coder.agreement.rows import ALL_EPISODES, Family
from coder.agreement.wording import WARNINGS
from coder.app.report.blocks import Block, Grid, Paragraph, Part, Picture, Section
from coder.app.report.figures import ForestEntry, ForestFigure
from coder.app.report.words import DASH, figure, interval, minutes, percent, reasons
from coder.app.values import number
from coder.metrics import MEASURES

Figures = dict[str, AgreementRow]
"""The figures of one pair and target by name."""

MEASURES_COMPARED: Final = ("proximity_rate", "sb_time", "comfort_latency", "calm_latency", "positive_rate")


class Line(NamedTuple):
    """What two coders (or all, both ids empty) give for one target over all episodes."""

    family: Family
    target: str
    code: str
    coder_a: str
    coder_b: str
    figures: Figures

    @property
    def who(self) -> str:
        """The pair as text."""
        return f"{self.coder_a} – {self.coder_b}" if self.coder_a else "all"


class _Column(NamedTuple):
    """A column of a family's table: its heading, the figure it shows, and how."""

    heading: str
    stat: str
    text: Callable[[AgreementRow], str]


def _value(row: AgreementRow) -> str:
    return figure(row.value)


def _with_interval(row: AgreementRow) -> str:
    return f"{figure(row.value)} {interval(row.ci_lo, row.ci_hi)}".strip()


def _percent(row: AgreementRow) -> str:
    return percent(row.value, 1)


def _points(row: AgreementRow) -> str:
    """Return a figure that is in percent already."""
    return DASH if row.value is None else f"{row.value:.0f} %"


def _minutes(row: AgreementRow) -> str:
    return minutes(row.value or 0)


def _bias(row: AgreementRow) -> str:
    """Return a difference in the unit of its measure."""
    if row.value is None:
        return DASH
    unit = MEASURES[row.target].unit
    text = number(row.value, unit).replace("-", "−")
    return f"{text} s" if unit == "ms" else f"{text} /min" if unit == "per_min" else text


def _count(row: AgreementRow) -> str:
    return DASH if row.value is None else f"{row.value:.0f}".replace("-", "−")


TABLES: Final[dict[Family, tuple[str, tuple[_Column, ...]]]] = {
    "state": (
        "States, by time",
        (
            _Column("minutes", "joint_ms", _minutes),
            _Column("agreement", "po", _percent),
            _Column("kappa [95 % CI]", "kappa", _with_interval),
            _Column("maximum", "kappa_max", _value),
            _Column("AC1", "ac1", _value),
            _Column("kappa, tolerant", "kappa_tol", _value),
        ),
    ),
    "event": (
        "Points, matched within a tolerance",
        (
            _Column("matched", "matched", _count),
            _Column("confused", "confused", _count),
            _Column("only A", "omissions", _count),
            _Column("only B", "commissions", _count),
            _Column("F1 [95 % CI]", "f1", _with_interval),
            _Column("kappa", "kappa_ipf", _value),
            _Column("median dt, ms", "dt_median", _count),
        ),
    ),
    "interval": (
        "States as annotations, linked by overlap",
        (
            _Column("linked", "linked", _percent),
            _Column("agreement", "po", _percent),
            _Column("kappa [95 % CI]", "kappa_ipf", _with_interval),
            _Column("maximum", "kappa_max", _value),
            _Column("onset, ms", "onset_median", _count),
            _Column("offset, ms", "offset_median", _count),
        ),
    ),
    "scale": (
        "Rating scales",
        (
            _Column("ICC(A,1) [95 % CI]", "icc2", _with_interval),
            _Column("weighted kappa", "weighted_kappa", _value),
            _Column("alpha", "alpha", _value),
            _Column("exact", "exact_pct", _points),
            _Column("within 1", "within1_pct", _points),
        ),
    ),
    "class": (
        "Classifications, typed in by raters",
        (
            _Column("agreement", "po", _percent),
            _Column("kappa [95 % CI]", "kappa", _with_interval),
            _Column("AC1", "ac1", _value),
        ),
    ),
    "measure": (
        "Measures computed from each coding",
        (
            _Column("ICC(A,1) [95 % CI]", "icc2", _with_interval),
            _Column("Lin's concordance", "ccc", _value),
            _Column("bias A − B", "bias", _bias),
            _Column("status agrees", "status_po", _percent),
        ),
    ),
}


def lines_of(report: AgreementReport) -> list[Line]:
    """Return the figures over all codes and episodes, pair by pair, in the order of the tables."""
    found: dict[tuple[Family, str, str, str], Figures] = {}
    for row in report.agreement:
        if row.scope == ALL_EPISODES and not row.code:
            found.setdefault((row.family, row.target, row.coder_a, row.coder_b), {})[row.stat] = row
    return [Line(family, target, "", a, b, figures) for (family, target, a, b), figures in found.items()]


def agreement_section(report: AgreementReport, criterion: float | None) -> Section:
    """Return the chapter of agreement; ``criterion`` is the study's for kappa."""
    if not report.pairs:
        nobody = Paragraph("No session was coded by two people independently yet, so there is nothing to compare.")
        return Section("agreement", "Agreement between coders", (Part("", (nobody,)),))
    lines = lines_of(report)
    parts = []
    for family, (title, columns) in TABLES.items():
        own = [line for line in lines if line.family == family and line.coder_a]
        if family == "measure":
            own = [line for line in own if line.target in MEASURES_COMPARED]
        if own:
            blocks: list[Block] = [_grid(title, own, columns)]
            if family == "state":
                blocks += _forest(own, criterion)
            parts.append(Part(title, tuple(blocks)))
    overall = [line for line in lines if not line.coder_a and "alpha" in line.figures]
    if overall:
        parts.append(Part("All coders together", (_overall(overall),)))
    return Section("agreement", "Agreement between coders", tuple(parts))


def _grid(title: str, lines: Sequence[Line], columns: Sequence[_Column]) -> Grid:
    # overlapping states have figures per code alone, so their lines show times and nothing else
    shown = [column for column in columns if any(column.stat in line.figures for line in lines)]
    rows = []
    for line in lines:
        cells = [column.text(line.figures[column.stat]) if column.stat in line.figures else "" for column in shown]
        first = next(iter(line.figures.values()))
        rows.append((line.who, _name(line), str(first.n_sessions), *cells))
    header = ("coders", "of", "sessions", *(column.heading for column in shown))
    return Grid(
        f"{title}, over all episodes.", header, tuple(rows), frozenset(range(2, len(header))), _note(lines, shown)
    )


def _name(line: Line) -> str:
    return MEASURES[line.target].label if line.family == "measure" else line.target


def _note(lines: Iterable[Line], columns: Iterable[_Column]) -> str:
    """Return why cells are dashes, why there is no interval, and what the values warn of."""
    rows = [line.figures[column.stat] for line in lines for column in columns if column.stat in line.figures]
    why = reasons(row.reason for row in rows)
    none = reasons(row.ci_reason for row in rows if row.value is not None)
    warned = dict.fromkeys(code for row in rows for code in row.warnings)
    return " ".join(
        filter(
            None,
            (
                why,
                none.replace(f"{DASH}: ", "No interval: ", 1),
                f"To keep in mind: {'; '.join(WARNINGS[code] for code in warned)}." if warned else "",
            ),
        )
    )


def _forest(lines: Iterable[Line], criterion: float | None) -> Iterable[Picture]:
    entries = [
        ForestEntry(f"{line.who}  {line.target}", row.value, row.ci_lo, row.ci_hi)
        for line in lines
        if (row := line.figures.get("kappa")) is not None and row.value is not None
    ]
    if entries:
        asked = f"; the dashed line is the study's criterion, {figure(criterion)}" if criterion is not None else ""
        words = "; ".join(f"{e.label} {figure(e.value)} {interval(e.lo, e.hi)}".strip() for e in entries)
        yield Picture(
            ForestFigure("duration-weighted kappa", tuple(entries), criterion),
            f"Kappa of states with its 95 % interval{asked}.",
            f"Kappa by pair and channel: {words}.",
        )


def _overall(lines: Sequence[Line]) -> Grid:
    rows = []
    for line in lines:
        row = line.figures["alpha"]
        rows.append((line.target, str(row.n_sessions), _with_interval(row)))
    return Grid(
        "Krippendorff's alpha of everyone who coded a session: nominal for states and classes, ordinal for scales.",
        ("of", "sessions", "alpha [95 % CI]"),
        tuple(rows),
        frozenset({1, 2}),
        _note(lines, [_Column("", "alpha", _value)]),
    )
