"""P1, physiological recovery: how long the heart takes to come back to rest once the caregiver is there.

It is reported beside the time to calm, for the same opportunities and from the same clock start, and never merged with
it: a quiet child can have a racing heart. Recovered is the first moment from which the filtered heart rate stays at or
below the baseline's mean + 1 SD for the whole calm time, inside the spell with the caregiver.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from coder.metrics.comfort import first_unseen
from coder.metrics.context import Context, union
from coder.metrics.heart_rate import Baseline, Heart, HeartRate
from coder.metrics.latency import Opportunity, held_rows, opportunity_rows
from coder.metrics.rows import Measured
from coder.metrics.sheet import Sheet
from coder.metrics.soothing import calm_opportunities, soothing_roles
from coder.model.spans import EMPTY, Spans

NAME: Final = "hr_recovery"

MOST_UNCLEAN: Final = 5
"""More than one in five ms of the window without clean signal is too much."""


def recovery_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the rows of `hr_recovery` in both tables."""
    roles, heart = soothing_roles(context), context.heart
    if missing := context.unbound(roles):
        return Measured(tuple(sheet.not_bound((NAME,), missing)))
    if heart is None or heart.rate is None or not context.all_coded(roles):
        flags = ("no_hr",) if heart is None else ("hr_unread",) if heart.rate is None else ()
        targets = (None, *context.with_caregiver)
        return Measured(tuple(sheet.row(NAME, episode, "not_coded", flags=flags) for episode in targets))
    opportunities = recovery_opportunities(context, heart.rate, session_baseline(context, heart))
    return Measured(
        tuple(held_rows(context, sheet, NAME, opportunities)),
        tuple(opportunity_rows(context, sheet, NAME, opportunities)),
    )


def session_baseline(context: Context, heart: Heart) -> Baseline | None:
    """Return the baseline: from the recording at rest, else from the base episodes (Ep 2) without their distress."""
    if heart.resting is not None:
        return heart.resting.baseline()
    if heart.rate is None:
        return None
    return heart.rate.baseline(union(context.select(context.parameters.base_episodes).held) - context.distress.raw)


def recovery_opportunities(context: Context, rate: HeartRate, baseline: Baseline | None) -> tuple[Opportunity, ...]:
    """Return every opportunity of the time to calm, with whether and when the heart came to rest."""
    low = rate.at_most(baseline.limit) if baseline else EMPTY
    calm_ms = max(context.parameters.calm, 1)
    found = []
    for one in calm_opportunities(context):
        # the heart may come to rest after the distress has ended: the window is the rest of the spell
        one = replace(one, t1=one.spell[1])
        found.append(one if one.status == "na_no_exposure" else _timed(one, rate, low, baseline is not None, calm_ms))
    return tuple(found)


def _timed(one: Opportunity, rate: HeartRate, low: Spans, has_baseline: bool, calm_ms: int) -> Opportunity:
    clean = rate.clean.clip(one.t0, one.t1)
    lost = MOST_UNCLEAN * (one.t1 - one.t0 - clean.length) > one.t1 - one.t0
    why = (*(() if has_baseline else ("no_baseline",)), *(("hr_lost",) if lost else ()))
    if why:
        return replace(one, status="insufficient_obs", end=None, flags=(*one.flags, *why))
    rests = low.clip(one.t0, one.t1).drop_short(calm_ms)
    end = int(rests.edges[0]) if rests else int(clean.edges[-1])
    unknown = rate.known.complement(one.t0, one.t1).edges.tolist()
    return replace(
        one,
        status="event" if rests else "right_censored",
        end=end,
        seen_until=first_unseen(unknown, one.t0, end),
    )
