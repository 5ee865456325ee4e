"""The five measures in a report: tables and figures, episode by episode, from the coding that speaks for each child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final

import numpy as np

from coder.app.evidence.names import episode_name
from coder.app.report.blocks import Block, Grid, Paragraph, Part, Picture, Section
from coder.app.report.curves import survival_figure
from coder.app.report.figures import DotFigure, DotGroup, RasterFigure
from coder.app.report.reading import ReportSession, StudyMaterial
from coder.app.report.words import DASH, counted
from coder.app.values import heart_words, number
from coder.metrics import MEASURES, STATUSES, MeasureRow, Unit
from coder.metrics.rows import ALL, SESSION
from coder.metrics.survival import LEAST_EVENTS, Curve, Waits, kaplan_meier, waits_of

PLACES: Final = {
    "proximity_rate": "M1 Seeking proximity",
    "sb_time": "M2 Secure base behaviour",
    "comfort_latency": "M3 Comfort seeking",
    "calm_latency": "M4 Ease of soothing",
    "hr_recovery": "P1 Physiological recovery",
    "positive_rate": "M5 Positive interaction",
}
"""The measures of a report in order, with their headings."""

LATENCY: Final = ("comfort_latency", "calm_latency", "hr_recovery")
UNITS: Final[dict[Unit, str]] = {
    "per_min": "per minute",
    "ms": "seconds",
    "prop": "percent",
    "count": "number",
    "per_3min": "per 3 minutes",
}
ROWS_PER_RASTER: Final = 30
LEAST_DRAWN: Final = 5
"""A curve of fewer waits would only be read as more than it is."""


def measures_section(material: StudyMaterial) -> Section:
    """Return the chapter of the measures."""
    rows = [(one, row) for one in material.sessions for row in one.rows if _is_shown(row)]
    if not rows:
        return Section("measures", "Measures", (Part("", (Paragraph("Nothing is coded yet."),)),))
    parts = [Part("", (_which_coding(material), *_rasters(material)))]
    for measure, title in PLACES.items():
        own = [(one, row) for one, row in rows if row.measure == measure]
        if measure == "hr_recovery" and all("no_hr" in row.flags for _, row in own):
            continue
        parts.append(Part(title, tuple(_measure(measure, own))))
    return Section("measures", "Measures", tuple(parts))


def _is_shown(row: MeasureRow) -> bool:
    """Return whether a row is a measure's own, not a part of it; approaches are told by reunion as well."""
    return row.part == ALL or (row.measure == "proximity_rate" and row.part == "reunion" and row.episode != SESSION)


def _which_coding(material: StudyMaterial) -> Paragraph:
    agreed = sum(one.coder == "consensus" for one in material.sessions)
    used = counted(agreed, "session")
    text = "A session counts with its consensus coding, else with that of the first coder in the order of their ids"
    return Paragraph(
        f"{text}; {used} had a consensus coding." if agreed else f"{text}. No session had a consensus coding."
    )


def _rasters(material: StudyMaterial) -> Iterable[Picture]:
    rows = [one.raster for one in material.sessions if one.raster is not None]
    for first in range(0, len(rows), ROWS_PER_RASTER):
        part = tuple(rows[first : first + ROWS_PER_RASTER])
        text = (
            "Distress, contact with the caregiver and approaches in each session, from the start of its first episode."
        )
        here = f" Children {part[0].label} to {part[-1].label}." if len(rows) > ROWS_PER_RASTER else ""
        shown = f"A raster of {counted(len(part), 'session')}: one line per session, time from left to right."
        yield Picture(RasterFigure(part), text + here, shown)


def _measure(measure: str, found: Sequence[tuple[ReportSession, MeasureRow]]) -> Iterable[Block]:
    yield Paragraph(f"{MEASURES[measure].label}. {MEASURES[measure].definition}")
    bound = [(one, row) for one, row in found if row.status != "not_bound"]
    if not bound:
        yield Paragraph("The scheme binds no codes to the roles this measure needs.", "small")
        return
    names = {row.episode: episode_name(one.scheme, row.episode) for one, row in bound}
    if measure in LATENCY:
        yield from _latency(measure, bound, names)
    else:
        yield from _amount(measure, bound, names)


def _amount(measure: str, found: Sequence[tuple[ReportSession, MeasureRow]], names: dict[str, str]) -> Iterable[Block]:
    unit = MEASURES[measure].unit
    rows, groups = [], []
    for episode, name in names.items():
        own = [(one, row) for one, row in found if row.episode == episode]
        kept = [(one, row.value) for one, row in own if row.value is not None]
        values = [value for _, value in kept]
        rows.append((name, str(len(own)), *_spread(values, unit), _why([row for _, row in own if row.value is None])))
        if values and (episode != SESSION or len(names) == 1):
            scale = 1000 if unit == "ms" else 1
            sets = tuple(one.condition or "" for one, _ in kept)
            groups.append(DotGroup(name.split(" · ")[0], tuple(value / scale for value in values), sets))
    label = f"{MEASURES[measure].label} ({UNITS[unit]})"
    header = ("episode", "sessions", "measured", "median", "quartiles", "range", "not measured")
    yield Grid(f"{label} by episode.", header, tuple(rows), frozenset({1, 2, 3}))
    if groups:
        words = "; ".join(f"{g.label}: {counted(len(g.values), 'child', 'children')}" for g in groups)
        yield Picture(
            DotFigure(UNITS[unit], tuple(groups)),
            f"{label}: a dot per child and episode; the line is the median.",
            f"Dot plot of {MEASURES[measure].label.lower()} by episode. {words}.",
        )


def _spread(values: Sequence[float], unit: Unit) -> tuple[str, str, str, str]:
    """Return how many there are, their median, quartiles (linear interpolation) and range."""
    if not values:
        return "0", DASH, DASH, DASH
    q1, q3 = np.quantile(values, [0.25, 0.75]).tolist()
    return (
        str(len(values)),
        number(median(values), unit),
        f"{number(q1, unit)}–{number(q3, unit)}",
        f"{number(min(values), unit)}–{number(max(values), unit)}",
    )


def _why(rows: Iterable[MeasureRow]) -> str:
    """Return how many have no number for which reason."""
    count = Counter(heart_words(row) or STATUSES[row.status] for row in rows)
    return "; ".join(f"{n}: {words}" for words, n in count.most_common())


def _latency(measure: str, found: Sequence[tuple[ReportSession, MeasureRow]], names: dict[str, str]) -> Iterable[Block]:
    rows, curves = [], []
    for episode, name in names.items():
        own = [row for _, row in found if row.episode == episode]
        waits = waits_of(own)
        curve = kaplan_meier(waits.times_ms, waits.is_event)
        rows.append((name, str(len(own)), *_waits(waits, curve), _why(r for r in own if r.lower_ms is None)))
        if len(waits) >= LEAST_DRAWN and (episode != SESSION or len(names) == 1):
            curves.append((name.split(" · ")[0], curve))
    label = f"{MEASURES[measure].label} (seconds)"
    yield Grid(
        f"{label} by episode, from each child's first opportunity in it.",
        ("episode", "sessions", "waits", "ended", "other end first", "not seen to end", "median [95 % CI]", "no wait"),
        tuple(rows),
        frozenset({1, 2, 3, 4, 5}),
        note=f"Medians are Kaplan–Meier estimates, given from {LEAST_EVENTS} ended waits on. Other ends that came "
        "first, and waits that were not seen to end, are censored.",
    )
    if curves:
        words = "; ".join(f"{name}: {curve.n_events} of {counted(curve.n, 'wait')} ended" for name, curve in curves)
        yield Picture(
            survival_figure(MEASURES[measure].label, curves),
            f"{label}: share that still waits (Kaplan–Meier, 95 % band), of episodes with {LEAST_DRAWN} waits or more. "
            "Ticks are waits whose end was not seen; below, how many still wait.",
            f"Survival curves of {MEASURES[measure].label.lower()}. {words}.",
        )


def _waits(waits: Waits, curve: Curve) -> tuple[str, str, str, str, str]:
    competing = int(waits.competing.sum())
    censored = len(waits) - curve.n_events - competing
    if not len(waits):
        return "0", "0", "0", "0", DASH
    middle = curve.median
    if curve.n_events < LEAST_EVENTS:
        shown = "too few ended"
    elif middle.value is None:
        shown = "not reached"
    else:
        lo, hi = (DASH if ms is None else f"{ms / 1000:.1f}" for ms in (middle.lower, middle.upper))
        shown = f"{middle.value / 1000:.1f} [{lo}, {hi}]"
    return str(len(waits)), str(curve.n_events), str(competing), str(censored), shown
