"""M4, ease of soothing: how long distress lasts once the caregiver is there, and the way back to play.

The clock starts with the reunion, or with the first contact or comforting. Calm is an event only when the following
distress-free time was seen whole; until then the end of distress is censored.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from coder.metrics.comfort import first_unseen
from coder.metrics.context import Context
from coder.metrics.latency import Opportunity, latency_rows, meetings, opportunity_rows
from coder.metrics.roles import Role
from coder.metrics.rows import Evidence, Measured, MeasureRow, Status
from coder.metrics.sheet import Sheet, share
from coder.model.session import Episode

PLAY_MS: Final = 3_000
"""Exploration that lasts this long is a return to play."""


def soothing_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the rows of `calm_latency` in both tables, and of `distress_prop` and `to_play`."""
    roles = soothing_roles(context)
    readable = not context.unbound(roles) and context.all_coded(roles)
    opportunities = calm_opportunities(context) if readable else ()
    return Measured(
        (
            *latency_rows(context, sheet, "calm_latency", roles, opportunities),
            *_reunion_rows(context, sheet, "distress_prop", "distress", _distress_share),
            *_reunion_rows(context, sheet, "to_play", "explore", _to_play),
        ),
        tuple(opportunity_rows(context, sheet, "calm_latency", opportunities)),
    )


def soothing_roles(context: Context) -> tuple[str, ...]:
    """Return the roles without which there is no time to calm."""
    start = context.parameters.soothe_from
    return ("distress",) if start == "reunion" else ("distress", start)


def calm_opportunities(context: Context) -> tuple[Opportunity, ...]:
    """Return every distress episode × spell, with whether and when calm came."""
    clock = None if context.parameters.soothe_from == "reunion" else context.role(context.parameters.soothe_from)
    edges = [] if clock is None else clock.spans.edges.tolist()
    unseen = context.distress.unobserved.edges.tolist()
    calm_ms, spell = context.parameters.calm, None
    opportunities = []
    for one in meetings(context):
        if one.spell == spell:
            one = replace(one, flags=("relapse",))
        spell = one.spell
        started = one if clock is None else _started(one, edges)
        opportunities.append(_with_events(context, _calmed(started, calm_ms, unseen), clock))
    return tuple(opportunities)


def _started(one: Opportunity, edges: list[int]) -> Opportunity:
    """Start the clock with the first contact or comforting, or at once where it is already there."""
    place = bisect_right(edges, one.t0)
    start = one.t0 if place & 1 else edges[place] if place < len(edges) else one.t1
    if start >= one.t1:
        return replace(one, status="na_no_exposure", flags=(*one.flags, "no_comfort"))
    return replace(one, t0=start)


def _calmed(one: Opportunity, calm_ms: int, unseen: list[int]) -> Opportunity:
    if one.status == "na_no_exposure":
        return one
    calm_from, calm_until = one.distress.off, one.distress.off + calm_ms
    calm = calm_until <= one.spell[1] and not one.distress.right_cut
    calm = calm and first_unseen(unseen, calm_from, calm_until) is None
    return replace(one, status="event" if calm else "right_censored", end=one.t1)


def _with_events(context: Context, one: Opportunity, clock: Role | None) -> Opportunity:
    started = () if clock is None or one.end is None else clock.events_meeting(one.t0, one.t0 + 1)
    return replace(one, events=(*started, *context.distress.role.events_meeting(one.t0, one.t1)))


def _reunion_rows(
    context: Context, sheet: Sheet, measure: str, role: str, row: Callable[[Context, Sheet, Episode], MeasureRow]
) -> Iterator[MeasureRow]:
    if missing := context.unbound((role,)):
        yield from sheet.not_bound((measure,), missing)
        return
    if not context.all_coded((role,)):
        yield from sheet.not_coded((measure,), context.reunions.held)
    else:
        yield from (row(context, sheet, episode) for episode in context.reunions.held)
    yield from sheet.not_run((measure,), context.reunions)


def _distress_share(context: Context, sheet: Sheet, episode: Episode) -> MeasureRow:
    seen = context.observed("distress").clip(episode.on, episode.off)
    distressed = context.distress.raw & seen
    return sheet.number(
        "distress_prop",
        episode,
        share(distressed.length, seen.length),
        n=len(distressed),
        exposure_ms=seen.length,
        missing=sheet.seen_enough(episode.off - episode.on, seen.length),
        evidence=Evidence(context.distress.role.events_meeting(episode.on, episode.off), tuple(distressed)),
    )


def _to_play(context: Context, sheet: Sheet, episode: Episode) -> MeasureRow:
    """The first exploration that lasts; a latency from entry, with the rules of time to seek comfort."""
    on, off = episode.on, episode.off
    window_ms = context.presence.length_within(on, off)
    if not window_ms:
        return sheet.row("to_play", episode, "na_no_exposure", n=1, exposure_ms=0, flags=context.exploring_flags)
    seen = context.observed("explore").clip(on, off)
    play = (context.exploring & seen).drop_short(PLAY_MS)
    end = int(play.edges[0]) if play else off
    first_gap = first_unseen(seen.complement(on, off).edges.tolist(), on, end)
    status: Status = "event" if play else "insufficient_obs" if 2 * seen.length < window_ms else "right_censored"
    known = status != "insufficient_obs"
    censored = ("interval_censored",) if known and first_gap is not None else ()
    return sheet.row(
        "to_play",
        episode,
        status,
        end - on if play else None,
        n=1,
        exposure_ms=window_ms,
        lower_ms=(end if first_gap is None else first_gap) - on if known else None,
        upper_ms=end - on if play else None,
        flags=(*context.exploring_flags, *censored),
        evidence=Evidence(
            context.role("explore").events_meeting(end, end + 1) if play else (), ((on, max(end, on + 1)),)
        ),
    )
