"""M1, seeking proximity: how often the child goes to the caregiver under stress.

Stress is a reunion, or distress wherever the caregiver is there. An approach while in contact is none, and approaches
in quick succession are one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from coder.metrics.context import Context, union
from coder.metrics.roles import Marks
from coder.metrics.rows import Evidence, Measured, MeasureRow
from coder.metrics.sheet import Sheet, per_minute
from coder.model.session import Episode
from coder.model.spans import Spans

Rate = Literal["proximity_rate", "bids_rate"]
Part = Literal["all", "reunion", "distress"]


class _Window(NamedTuple):
    """One row's stress with the caregiver there: all of it, and what of it was observed."""

    episode: Episode | None
    part: Part
    whole: Spans
    seen: Spans


def seeking_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the rows of `proximity_rate` and `bids_rate`: the session, every reunion, other episodes with distress."""
    whole = (union(context.reunions.held) | context.distress.spans) & context.presence
    seen = whole & context.observed("approach", "contact")
    windows = list(_windows(context, whole, seen))
    approaches = context.role("approach").marks.within(seen).outside(context.role("contact").spans)
    approaches = approaches.spaced(context.parameters.approach_gap)
    bids = context.role("bid").marks.within(seen)
    return Measured(
        (
            *_rows(context, sheet, "proximity_rate", ("approach", "contact"), windows, approaches),
            *_rows(context, sheet, "bids_rate", ("approach", "contact", "bid"), windows, bids),
        )
    )


def _windows(context: Context, whole: Spans, seen: Spans) -> Iterator[_Window]:
    reunions = union(context.reunions.held)
    yield _Window(None, "all", whole, seen)
    yield _Window(None, "reunion", whole & reunions, seen & reunions)
    yield _Window(None, "distress", whole - reunions, seen - reunions)
    for episode in context.episodes:
        on, off = episode.on, episode.off
        if episode.kind == "reunion":
            yield _Window(episode, "reunion", whole.clip(on, off), seen.clip(on, off))
        elif whole.meets(on, off):
            yield _Window(episode, "distress", whole.clip(on, off), seen.clip(on, off))


def _rows(
    context: Context, sheet: Sheet, measure: Rate, roles: tuple[str, ...], windows: list[_Window], counted: Marks
) -> Iterator[MeasureRow]:
    """Reunion rows need no distress, neither bound nor coded; all others do."""
    if missing := context.unbound((*roles, "distress")):
        yield from sheet.not_bound((measure,), missing)
    if context.unbound(roles):
        return
    coded, distress = context.all_coded(roles), context.role("distress")
    for window in windows:
        if not distress.bound and window.part != "reunion":
            continue
        if coded and (distress.coded or window.part == "reunion"):
            yield _rate(sheet, measure, window, counted)
        else:
            yield sheet.row(measure, window.episode, "not_coded", part=window.part)
    yield from sheet.not_run((measure,), context.reunions, "reunion")


def _rate(sheet: Sheet, measure: Rate, window: _Window, counted: Marks) -> MeasureRow:
    inside, seen_ms = counted.within(window.seen), window.seen.length
    return sheet.number(
        measure,
        window.episode,
        per_minute(len(inside), seen_ms),
        n=len(inside),
        exposure_ms=seen_ms,
        missing=sheet.seen_enough(window.whole.length, seen_ms),
        part=window.part,
        evidence=Evidence(tuple(inside.ids.tolist()), tuple(window.seen)),
    )
