"""M2, secure base behaviour: exploring while checking back with the caregiver.

Exploration is the union of manipulation and locomotion, each joined over its short pauses, while neither distressed
nor held. A check-back is a look, showing or a vocalisation to the caregiver during exploration or shortly after it;
exploration close in time to one is secure-base time.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from coder.metrics.context import Context
from coder.metrics.roles import Marks
from coder.metrics.rows import Evidence, Measured, MeasureRow, Status
from coder.metrics.sheet import Sheet, median, per_minute, share
from coder.model.session import Episode
from coder.model.spans import Spans

ROLES: Final = ("explore", "check_back")
MEASURED: Final = ("sb_time", "sb_prop", "checks", "check_rate", "x_time", "x_prop", "x_longest", "check_gap")


def secure_base_rows(context: Context, sheet: Sheet) -> Measured:
    """Return the rows of secure base behaviour, one of each measure per base episode."""
    if missing := context.unbound(ROLES):
        return Measured(tuple(sheet.not_bound(MEASURED, missing)))
    base = context.select(context.parameters.base_episodes)
    if not context.all_coded(ROLES):
        rows = sheet.not_coded(MEASURED, base.held)
    else:
        looks = look_onsets(context)
        rows = [row for episode in base.held for row in _episode_rows(context, sheet, episode, looks)]
    return Measured((*rows, *sheet.not_run(MEASURED, base)))


def look_onsets(context: Context) -> Marks:
    """Return where looks to the caregiver begin, and the points bound to `check_back`."""
    role, parameters = context.role("check_back"), context.parameters
    looks = role.spans.merge_gaps(parameters.look_merge).drop_short(parameters.look_min)
    return role.onsets(looks).merged(role.marks)


class _Base(NamedTuple):
    """What the rows of one base episode are made from; see the module's description."""

    context: Context
    sheet: Sheet
    episode: Episode
    seen_ms: int
    missing: Status | None
    exploring: Spans
    checks: Marks


def _episode_rows(context: Context, sheet: Sheet, episode: Episode, looks: Marks) -> list[MeasureRow]:
    window = context.presence.clip(episode.on, episode.off)
    seen = window & context.observed(*ROLES)
    exploring = context.exploring & seen
    checks = check_backs(looks.within(seen), exploring, context.parameters.check_lag)
    missing = sheet.seen_enough(window.length, seen.length)
    base = _Base(context, sheet, episode, seen.length, missing, exploring, checks)
    return [*_check_rows(base), *_exploration_rows(base)]


def check_backs(looks: Marks, exploring: Spans, lag_ms: int) -> Marks:
    """Return the looks during exploration or at most ``lag_ms`` after a stretch of it ended."""
    if not exploring:
        return looks.where(np.zeros(len(looks), dtype=bool))
    place = exploring.off.searchsorted(looks.times, "right")
    ended = place > 0
    since = looks.times - exploring.off[np.maximum(place - 1, 0)]
    return looks.where(exploring.contains(looks.times) | (ended & (since <= lag_ms)))


def _check_rows(base: _Base) -> list[MeasureRow]:
    reach, n = base.context.parameters.check_reach, len(base.checks)
    near = Spans.from_arrays(base.checks.times - reach, base.checks.times + reach)
    secure = base.exploring & near
    ids = tuple(base.checks.ids.tolist())
    exploring_ms = base.exploring.length
    beside_secure, beside_exploring = Evidence(ids, tuple(secure)), Evidence(ids, tuple(base.exploring))
    no_exploration: Status | None = None if exploring_ms else "na_no_exposure"
    return [
        _row(base, "sb_time", secure.length, n, beside_secure),
        _row(base, "sb_prop", share(secure.length, base.seen_ms), n, beside_secure),
        _row(base, "checks", n, n, beside_exploring),
        _row(base, "check_rate", per_minute(n, exploring_ms), n, beside_exploring, no_exploration, exploring_ms),
    ]


def _exploration_rows(base: _Base) -> list[MeasureRow]:
    exploring, n = base.exploring, len(base.exploring)
    events = base.context.role("explore").events_meeting(base.episode.on, base.episode.off)
    evidence = Evidence(events, tuple(exploring))
    longest = exploring.where(np.arange(n) == exploring.lengths.argmax()) if n else exploring
    during = tuple(event for span in longest for event in base.context.role("explore").events_meeting(*span))
    gaps = np.diff(base.checks.times).tolist()
    no_gap: Status | None = None if gaps else "na_no_exposure"
    return [
        _row(base, "x_time", exploring.length, n, evidence),
        _row(base, "x_prop", share(exploring.length, base.seen_ms), n, evidence),
        _row(base, "x_longest", longest.length, n, Evidence(during, tuple(longest))),
        _row(base, "check_gap", median(gaps), len(gaps), Evidence(tuple(base.checks.ids.tolist())), no_gap),
    ]


def _row(
    base: _Base,
    measure: str,
    value: float,
    n: int,
    evidence: Evidence,
    undefined: Status | None = None,
    exposure_ms: int | None = None,
) -> MeasureRow:
    return base.sheet.number(
        measure,
        base.episode,
        value,
        n=n,
        exposure_ms=base.seen_ms if exposure_ms is None else exposure_ms,
        missing=base.missing or undefined,
        flags=base.context.exploring_flags,
        evidence=evidence,
    )
