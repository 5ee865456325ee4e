"""Scale values and the classification, as people would have typed them after watching."""

from __future__ import annotations

import numpy as np

from coder.model.coding import Classification, Rating
from maker.coders import Hand
from maker.profiles import Plan, Profile
from maker.tape import SCHEME, Tape

CERTIFIED = "maria"


def rate(hand: Hand, profile: Profile, tape: Tape) -> tuple[Rating, ...]:
    """Return one coder's values of all scales in all episodes that were held."""
    rng = np.random.Generator(np.random.PCG64([hand.seed, profile.seed, 3]))
    rated = []
    for scale in SCHEME["scales"]:
        for episode in scale["episodes"]:
            if tape.episode(episode) is not None:
                true = _true_value(scale["id"], episode, profile)
                off = int(rng.choice([-1, 0, 0, 0, 0, 1])) if rng.random() < 0.8 * hand.slips else 0
                value = min(max(true + off, scale["min"]), scale["max"])
                rated.append(Rating(scale=scale["id"], episode=episode, value=value))
    return tuple(rated)


def classify(hand: Hand, profile: Profile) -> Classification | None:
    """Return the classification; only the certified person types one."""
    if hand.id != CERTIFIED:
        return None
    value, subgroup = profile.classification
    return Classification(value=value, subgroup=subgroup, by=CERTIFIED)


def _true_value(scale: str, episode: str, profile: Profile) -> int:
    plan = profile.plans[episode]
    if scale == "search":
        return _search(plan)
    if scale == "distance_interaction":
        upset = sum((u.calm_s or plan.seconds) / plan.seconds for u in plan.upsets)
        lively = 2.0 + 6 * profile.warmth + 8 * profile.sociable - (3 if plan.avoid else 0)
        return round(min(max(lively * (1 - min(upset, 0.9)), 1), 7))
    return profile.scales[scale][0 if episode == "ep5" else 1]


def _search(plan: Plan) -> int:
    if plan.cry_from_s is None:
        return 2
    return round(3 + 4 * plan.strength * (1 - plan.cry_from_s / plan.seconds))
