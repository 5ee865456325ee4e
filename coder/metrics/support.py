"""C4, the adult support task's own three numbers: the partner's availability, encouragement and intrusion.

The task's other numbers are those of the child's measures, with roles bound by its scheme.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from coder.metrics.context import Context
from coder.metrics.roles import Role
from coder.metrics.rows import Evidence, Measured, MeasureRow, Status
from coder.metrics.sheet import Sheet, per_minute, share
from coder.model.session import Episode

ROLE_OF: Final = {
    "availability_prop": "availability",
    "encouragement_rate": "encouragement",
    "intrusion_rate": "intrusion",
}


def support_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the rows of the three numbers in every episode."""
    return Measured(tuple(row for measure, role in ROLE_OF.items() for row in _rows(context, sheet, measure, role)))


def _rows(context: Context, sheet: Sheet, measure: str, name: str) -> Iterator[MeasureRow]:
    role = context.role(name)
    if not role.bound:
        yield from sheet.not_bound((measure,), (name,))
    elif not role.coded:
        yield from sheet.not_coded((measure,), context.episodes)
    else:
        row = _availability if measure == "availability_prop" else _rate
        yield from (row(sheet, measure, episode, role) for episode in context.episodes)


def _availability(sheet: Sheet, measure: str, episode: Episode, role: Role) -> MeasureRow:
    seen = role.observed.clip(episode.on, episode.off)
    available = role.spans & seen
    return sheet.number(
        measure,
        episode,
        share(available.length, seen.length),
        n=len(available),
        exposure_ms=seen.length,
        missing=_unseen(seen.length),
        evidence=Evidence(role.events_meeting(episode.on, episode.off), tuple(available)),
    )


def _rate(sheet: Sheet, measure: str, episode: Episode, role: Role) -> MeasureRow:
    seen = role.observed.clip(episode.on, episode.off)
    points = role.marks.within(seen)
    return sheet.number(
        measure,
        episode,
        per_minute(len(points), seen.length),
        n=len(points),
        exposure_ms=seen.length,
        missing=_unseen(seen.length),
        evidence=Evidence(tuple(points.ids.tolist())),
    )


def _unseen(seen_ms: int) -> Status | None:
    """These numbers ask for no least observed time, but for some."""
    return None if seen_ms else "insufficient_obs"
