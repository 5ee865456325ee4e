"""What happened when in a session, for the raster of a report."""

from __future__ import annotations

from coder.app.evidence.names import episode_number
from coder.app.report.figures import RasterRow, SpanS
from coder.metrics.context import Context
from coder.model.spans import Spans

_MS = 1000


def raster_row(context: Context) -> RasterRow | None:
    """Return the row of one coding, in seconds from the start of its first episode; None without episodes."""
    if not context.episodes:
        return None
    start = context.episodes[0].on
    approaches = context.role("approach").marks.within(context.scored).times.tolist()

    def seconds(spans: Spans) -> tuple[SpanS, ...]:
        return tuple(((on - start) / _MS, (off - start) / _MS) for on, off in spans & context.scored)

    return RasterRow(
        context.session.participant.child,
        tuple(((e.on - start) / _MS, (e.off - start) / _MS, episode_number(e.id)) for e in context.episodes),
        seconds(context.presence),
        seconds(context.distress.raw),
        seconds(context.role("contact").spans),
        tuple((time - start) / _MS for time in approaches),
    )
