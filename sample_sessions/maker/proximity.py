"""Derives the proximity channel from where infant and caregiver are and from their contacts."""

from __future__ import annotations

import numpy as np

from maker.paths import ARM_M, NEAR_M
from maker.stage import Stage
from maker.tape import STATE_CODES

SHORTEST = 13
"""The scheme's half second, in ticks."""


def fill_proximity(stage: Stage) -> None:
    """Sample everybody's way, then write the proximity states while infant and caregiver are in the room."""
    tape = stage.tape
    tape.where = {person: way.sampled(tape.n) for person, way in stage.ways.items()}
    for on, off, code, _by in stage.contacts:
        if code == "held":
            tape.where["child"][on:off] = tape.where["caregiver"][on:off]
    held = tape.held_by_stranger
    tape.where["child"][held] = tape.where["stranger"][held]
    gap = np.hypot(*(tape.where["child"] - tape.where["caregiver"]).T)
    together = tape.inside["child"] & tape.inside["caregiver"]
    codes = STATE_CODES["proximity"]
    tape.states["proximity"] = np.select(
        [~together, gap < ARM_M, gap < NEAR_M],
        [-1, codes.index("reach"), codes.index("near")],
        codes.index("far"),
    ).astype(np.int8)
    tape.absorb_short("proximity", SHORTEST)
    for on, off, code, by in sorted(stage.contacts):
        tape.fill("proximity", on, off, code, by)
    tape.clear("proximity", ~together)
