"""The columns of the two tables: their headings, and what stands in a cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from coder.app.evidence import PENDING, episode_number
from coder.app.results.kept import Value
from coder.app.values import DASH, Shown, number
from coder.metrics import MEASURES, Status
from coder.metrics.wording import FLAGS, PARTS, STATUSES
from coder.ui.measures.lines import AnyLine, Line, RowLine, episode_order
from coder.ui.text import tr
from coder.ui.widgets.chip import ChipTone

SortKey = float | str | tuple[float | str | bool, ...] | None

TONES: Final[dict[Status, ChipTone]] = {
    "right_censored": "warn",
    "competing:caregiver": "warn",
    "competing:self_recovered": "warn",
    "needs_initiator": "danger",
    "insufficient_obs": "warn",
    "not_coded": "info",
}
UNITS: Final = {"per_min": "/min", "ms": "s", "prop": "%", "count": "", "per_3min": "/3 min"}
NOT_HERE: Final = "Not computed in this episode."


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a value, and words that are painted as a chip.

    ``sort`` is None where there is nothing to sort by; such cells come last.
    """

    text: str = ""
    words: str = ""
    tone: ChipTone = "plain"
    value: Value | None = None
    sort: SortKey = None
    tip: str = ""

    @property
    def spoken(self) -> str:
        """Value and words together."""
        return " ".join(part for part in (self.text, self.words) if part)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    group : str
        Heading above it that it shares with its neighbours, or "".
    title, name : str
        Its own heading, and what it is called on its own, for copying and for screen readers.
    joins : bool
        Whether words that hold for the whole group are shown once across it.
    """

    id: str
    title: str
    width: int
    cell: Callable[[AnyLine], Cell]
    group: str = ""
    name: str = ""
    align: Literal["left", "right"] = "right"
    joins: bool = False
    bold: bool = False


def overview_columns(
    with_coder: bool, with_heart: bool, with_positive: bool = True, with_support: bool = False
) -> list[Column]:
    """Return the columns of the overview; the first two stay in place when it is scrolled."""
    seeking, base = tr("1 Seeking proximity"), tr("2 Secure base")
    comfort, soothing = tr("3 Comfort seeking"), tr("4 Ease of soothing")
    return [
        _child(),
        _episode(),
        *([_coder()] if with_coder else []),
        _count("proximity_rate", tr("approaches"), 76, seeking),
        _value("proximity_rate", tr("per min"), 55, seeking, joins=True),
        _value("sb_time", tr("time s"), 60, base, joins=True),
        _value("sb_prop", tr("of time"), 71, base, joins=True),
        _value("comfort_latency", tr("latency s"), 62, comfort),
        _status("comfort_latency", 132, comfort),
        _value("calm_latency", tr("calm s"), 62, soothing),
        _status("calm_latency", 128, soothing),
        *([_value("hr_recovery", tr("heart s"), 58, soothing, joins=True)] if with_heart else []),
        *(_positive() if with_positive or not with_support else []),
        *(_support() if with_support else []),
    ]


def _positive() -> list[Column]:
    group = tr("5 Positive interaction, per min")
    return [
        _value("smile_rate", tr("smiles"), 48, group, joins=True),
        _value("voc_rate", tr("vocal."), 48, group, joins=True),
        _value("eye_rate", tr("eye c."), 50, group, joins=True),
        _value("positive_rate", tr("sum"), 46, group, joins=True),
    ]


def _support() -> list[Column]:
    """Return what is seen of the partner of an adult."""
    group = tr("Partner support")
    return [
        _value("availability_prop", tr("available"), 66, group, joins=True),
        _value("encouragement_rate", tr("encour./min"), 82, group, joins=True),
        _value("intrusion_rate", tr("intrus./min"), 80, group, joins=True),
    ]


def row_columns(with_coder: bool) -> list[Column]:
    """Return the columns of the long table."""
    return [
        _child(),
        _episode(),
        *([_coder()] if with_coder else []),
        Column("measure", tr("Measure"), 168, _of_row(_measure), align="left"),
        Column("part", tr("Part"), 130, _of_row(_part), align="left"),
        Column("value", tr("Value"), 72, lambda line: value_cell(_only(line))),
        Column("unit", tr("Unit"), 56, _of_row(_unit), align="left"),
        Column("status", tr("Status"), 168, lambda line: status_cell(_only(line)), align="left"),
        Column("n", tr("n"), 44, _of_row(_n)),
        Column("exposure", tr("Observed s"), 82, _of_row(_exposure)),
        Column("bounds", tr("Bounds s"), 104, _of_row(_bounds)),
        Column("flags", tr("Flags"), 320, _of_row(_flags), align="left"),
    ]


def value_cell(value: Value | None, joins: bool = False) -> Cell:
    """Return a value as a cell; with ``joins`` its words stand there too, else in a column of their own."""
    if value is None:
        return Cell(tip=tr(NOT_HERE))
    row = value.row
    words = value.shown.words if joins else ""
    lower = float(row.lower_ms) if row.value is None and row.lower_ms is not None else None
    sort = row.value if row.value is not None else lower
    return Cell(value.shown.value, words, tone_of(value), value, sort, status_words(value))


def status_cell(value: Value | None) -> Cell:
    """Return the words of a value as a cell."""
    if value is None:
        return Cell(tip=tr(NOT_HERE))
    words = value.shown.words
    return Cell("", words, tone_of(value), value, words or None, status_words(value))


def tone_of(value: Value) -> ChipTone:
    """Return the tone of a value's words."""
    if value.row.status == "not_coded" and value.shown.value != PENDING:
        return "plain"
    return TONES.get(value.row.status, "plain")


def status_words(value: Value) -> str:
    """Return what the status of a value means."""
    words = STATUSES[value.row.status]
    return f"{words[:1].upper()}{words[1:]}."


def with_unit(shown: Shown, unit: str) -> str:
    """Return a value with its unit, such as ``≥ 47.2 s`` or ``0.7 per min``; a dash has none."""
    if not shown.value or shown.value in (DASH, PENDING) or unit in ("prop", "count"):
        return shown.value
    return f"{shown.value} {'s' if unit == 'ms' else 'per min' if unit == 'per_min' else 'per 3 min'}"


def _child() -> Column:
    return Column(
        "child",
        tr("Child"),
        52,
        lambda line: Cell(line.child, sort=(line.child, line.session_id, *_place(line)), tip=line.session_id),
        align="left",
        bold=True,
    )


def _episode() -> Column:
    return Column(
        "episode",
        tr("Ep"),
        32,
        lambda line: Cell(episode_number(line.episode), sort=(*_place(line), line.child)),
        name=tr("Episode"),
        align="left",
    )


def _coder() -> Column:
    return Column("coder", tr("Coding"), 50, lambda line: Cell(line.coder, sort=line.coder), align="left")


def _place(line: AnyLine) -> tuple[bool, int, str]:
    return episode_order(line.episode)


def _value(measure: str, title: str, width: int, group: str, joins: bool = False) -> Column:
    def cell(line: AnyLine) -> Cell:
        return value_cell(_of(line, measure), joins)

    return Column(measure, title, width, cell, group, MEASURES[measure].label, joins=joins)


def _count(measure: str, title: str, width: int, group: str) -> Column:
    """Return the column of how many events a rate rests on."""

    def cell(line: AnyLine) -> Cell:
        value = _of(line, measure)
        if value is None or value.row.value is None:
            return value_cell(value, joins=True)
        return Cell(str(value.row.n), value=value, sort=float(value.row.n or 0))

    return Column(f"{measure}.n", title, width, cell, group, title, joins=True)


def _status(measure: str, width: int, group: str) -> Column:
    def cell(line: AnyLine) -> Cell:
        return status_cell(_of(line, measure))

    return Column(f"{measure}.status", tr("status"), width, cell, group, tr("status"), "left")


def _of(line: AnyLine, measure: str) -> Value | None:
    return line.values.get(measure) if isinstance(line, Line) else None


def _only(line: AnyLine) -> Value | None:
    return line.value if isinstance(line, RowLine) else None


def _of_row(make: Callable[[Value], Cell]) -> Callable[[AnyLine], Cell]:
    def cell(line: AnyLine) -> Cell:
        return make(line.value) if isinstance(line, RowLine) else Cell()

    return cell


def _measure(value: Value) -> Cell:
    measure = MEASURES[value.row.measure]
    return Cell(measure.label, value=value, sort=float(list(MEASURES).index(measure.name)), tip=measure.definition)


def _part(value: Value) -> Cell:
    part = value.row.part
    return Cell(PARTS[part] if part != "all" else "", value=value, sort=part)


def _unit(value: Value) -> Cell:
    row = value.row
    shows = bool(value.shown.value) and value.shown.value not in (DASH, PENDING) and row.unit != "prop"
    return Cell(UNITS[row.unit] if shows else "", value=value, sort=row.unit)


def _n(value: Value) -> Cell:
    n = value.row.n
    return Cell("" if n is None else str(n), value=value, sort=n)


def _exposure(value: Value) -> Cell:
    exposure = value.row.exposure_ms
    return Cell("" if exposure is None else number(exposure, "ms"), value=value, sort=exposure)


def _bounds(value: Value) -> Cell:
    lower, upper = value.row.lower_ms, value.row.upper_ms
    if lower is None:
        return Cell(value=value)
    text = f"{number(lower, 'ms')} – {'∞' if upper is None else number(upper, 'ms')}"
    return Cell(text, value=value, sort=lower)


def _flags(value: Value) -> Cell:
    words = ", ".join(FLAGS.get(flag, flag) for flag in value.row.flags)
    return Cell(words, value=value, sort=words or None, tip=words)
