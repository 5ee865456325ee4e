"""Which roles a measure reads, and what of the time it asks about was seen."""

from __future__ import annotations

from typing import Final

from coder.metrics import (
    MEASURES,
    MeasureRow,
    Parameters,
    comfort,
    inhibition,
    positive,
    responsiveness,
    secure_base,
    support,
)
from coder.metrics.context import Context, union
from coder.metrics.rows import ALL, SESSION
from coder.model.scheme import Scheme
from coder.model.session import Episode
from coder.model.spans import EMPTY, Spans
from coder.model.tracks import Tracks

EYE: Final = ("gaze_partner", "partner_gaze")
_SEEKING: Final = ("approach", "contact", "distress")

_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "proximity_rate": _SEEKING,
    "bids_rate": ("bid", *_SEEKING),
    **dict.fromkeys(secure_base.MEASURED, secure_base.ROLES),
    "comfort_latency": comfort.ROLES,
    "calm_latency": ("distress",),
    "hr_recovery": ("distress",),
    "distress_prop": ("distress",),
    "to_play": ("explore",),
    "smile_rate": ("smile",),
    "smile_prop": ("smile",),
    "voc_rate": ("vocalise",),
    "eye_rate": EYE,
    "eye_prop": EYE,
    "positive_rate": positive.ROLES,
    "interval_distress": ("distress",),
    "interval_manipulatory": ("explore",),
    "interval_locomotor": ("explore",),
    "interval_visual": ("explore_visual",),
    "interval_smile": ("smile",),
    "interval_vocalise": ("vocalise",),
    **dict.fromkeys(responsiveness.MEASURED, responsiveness.ROLES),
    "exploration_inhibition": inhibition.ROLES,
    **{name: (role,) for name, role in support.ROLE_OF.items()},
}

_BESIDE: Final[dict[str, tuple[str, ...]]] = {
    "calm_latency": ("contact",),
    "hr_recovery": ("contact",),
    "to_play": ("distress", "held"),
    "voc_rate": ("distress",),
}
"""Roles that only take time away or help to understand: shown, but not needed."""


def needed_roles(measure: str, part: str, parameters: Parameters) -> tuple[str, ...]:
    """Return the roles without which a measure has no number; reunions need no distress to count approaches."""
    roles = _NEEDS[measure]
    if MEASURES[measure].family == "seeking" and part == "reunion":
        return tuple(role for role in roles if role != "distress")
    if measure in ("calm_latency", "hr_recovery") and parameters.soothe_from != "reunion":
        return (*roles, parameters.soothe_from)
    return roles


def channels_read(measure: str, scheme: Scheme, parameters: Parameters) -> tuple[str, ...]:
    """Return the ids of the channels a measure reads, in the order of the scheme."""
    roles = (*needed_roles(measure, ALL, parameters), *_BESIDE.get(measure, ()))
    codes = {code for role in roles for code in scheme.roles.get(role, ())}
    return tuple(channel.id for _, channel in scheme.channels() if any(code.id in codes for code in channel.codes))


def open_pass(row: MeasureRow, tracks: Tracks, parameters: Parameters) -> int | None:
    """Return the number of the first pass that a row waits for, or None when every pass it reads has coded time."""
    scheme = tracks.scheme
    waiting = set()
    for role in needed_roles(row.measure, row.part, parameters):
        for code in scheme.roles.get(role, ()):
            place = scheme.places.get(code)
            if place is not None and not tracks.by_channel[place.channel.id].coded:
                waiting.add(scheme.passes.index(place.pass_))
    return min(waiting, default=None)


def episode_of(row: MeasureRow, context: Context) -> Episode | None:
    """Return the episode a row speaks of; None for the session, or when it was not held."""
    return next((e for e in context.episodes if e.id == row.episode), None)


def asked_time(row: MeasureRow, context: Context) -> Spans:
    """Return the time a row asks about, seen or not."""
    episode = episode_of(row, context)
    if episode is None and row.episode != SESSION:
        return EMPTY
    on, off = (episode.on, episode.off) if episode else (0, int(context.scored.edges[-1]) if context.scored else 0)
    family = MEASURES[row.measure].family
    if family == "seeking":
        reunions = union(context.reunions.held)
        whole = ((reunions | context.distress.spans) & context.presence).clip(on, off)
        return whole & reunions if row.part == "reunion" else whole - reunions if row.part == "distress" else whole
    if row.measure in ("comfort_latency", "calm_latency", "hr_recovery"):
        return Spans.of(row.evidence.spans) if row.evidence.spans else context.presence.clip(on, off)
    if family in ("secure_base", "responsiveness", "inhibition") or row.measure == "to_play":
        return context.presence.clip(on, off)
    return context.scored.clip(on, off)


def seen_time(row: MeasureRow, context: Context) -> Spans:
    """Return what of the time a row asks about could be seen."""
    asked = asked_time(row, context)
    return asked & context.observed(*_seen_roles(row, context))


def seen_share(row: MeasureRow, context: Context) -> float:
    """Return the share of the time a row asks about that was seen, 0 to 1; of a sum, that of its least seen part."""
    asked = asked_time(row, context)
    if not asked:
        return 0.0
    groups = (("smile",), ("vocalise",), EYE) if row.measure == "positive_rate" else (_seen_roles(row, context),)
    return min((asked & context.observed(*roles)).length for roles in groups) / asked.length


def _seen_roles(row: MeasureRow, context: Context) -> tuple[str, ...]:
    """Return the roles whose being seen a row's time is measured by."""
    family = MEASURES[row.measure].family
    if family == "seeking":
        return ("approach", "contact")
    if row.measure == "comfort_latency" and row.n:
        return ("approach", "bid", "contact")
    if row.measure in ("comfort_latency", "calm_latency", "hr_recovery"):
        return ("distress",)
    if family == "responsiveness":
        return responsiveness.STAGES
    return needed_roles(row.measure, row.part, context.parameters)
