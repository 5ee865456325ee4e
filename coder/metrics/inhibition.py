"""C3, exploration inhibition: how much less the child explores in distress and shortly after it than when calm."""

from __future__ import annotations

from typing import Final

from coder.metrics.context import Context, union
from coder.metrics.rows import Evidence, Measured, Status
from coder.metrics.sheet import Sheet, share

ROLES: Final = ("explore", "distress")

LEAST_MS: Final = 10_000
"""Less calm or less distressed time than this gives no share to compare."""


def inhibition_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the session's row of `exploration_inhibition`."""
    measure = "exploration_inhibition"
    if missing := context.unbound(ROLES):
        return Measured(tuple(sheet.not_bound((measure,), missing)))
    if not context.all_coded(ROLES):
        return Measured(tuple(sheet.not_coded((measure,), (None,))))
    whole = union(context.select(context.parameters.positive_episodes).held) & context.presence
    seen = whole & context.observed(*ROLES)
    episodes = [episode for episode in context.distress.episodes if seen.meets(episode.on, episode.off)]
    distressed = seen & context.distress.spans.grow(0, context.parameters.after_distress)
    calm, exploring = seen - distressed, context.exploring & seen
    missing_status = sheet.seen_enough(whole.length, seen.length) or _too_little(calm.length, distressed.length)
    row = sheet.number(
        measure,
        None,
        share((exploring & calm).length, calm.length) - share((exploring & distressed).length, distressed.length),
        n=len(episodes),
        exposure_ms=seen.length,
        missing=missing_status,
        zero="ok",
        flags=context.exploring_flags,
        evidence=Evidence(
            tuple(event for e in episodes for event in context.distress.role.events_meeting(e.on, e.off)),
            tuple(exploring),
        ),
    )
    return Measured((row,))


def _too_little(calm_ms: int, distressed_ms: int) -> Status | None:
    if calm_ms < LEAST_MS:
        return "na_no_exposure"
    return "na_no_distress" if distressed_ms < LEAST_MS else None
