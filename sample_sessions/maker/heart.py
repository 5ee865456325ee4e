"""Heart rate that follows distress: a device's CSV with its own clock, and a stretch of lost signal."""

from __future__ import annotations

import numpy as np

from maker.profiles import Profile
from maker.tape import TICK_MS, Tape, ticks

ANCHOR_MS = 1_200
"""Session time of the device's time 0."""
STEP_MS = 1_000
RISE = {"fuss": 9.0, "cry": 24.0, "scream": 33.0}
UP_S, DOWN_S = 5.0, 14.0


def heart_csv(profile: Profile, tape: Tape) -> bytes:
    """Return a CSV with the columns ``time_ms`` (the device's clock) and ``bpm``, one line a second."""
    rng = np.random.Generator(np.random.PCG64([profile.seed, 9]))
    resting = 122.0 + 10 * rng.random()
    level = resting + _follow(_target(tape))
    sway = np.cumsum(rng.normal(0, 0.9, tape.n // ticks(1)))
    sway -= np.convolve(sway, np.ones(60) / 60, mode="same")
    lost = int(rng.integers(ticks(200), tape.n - ticks(60)))
    lines = ["time_ms,bpm"]
    for index in range(1, len(sway)):
        at_ms = ANCHOR_MS + index * STEP_MS
        tick = at_ms // TICK_MS
        if tick >= tape.n or lost <= tick < lost + ticks(11):
            continue
        bpm = level[tick] + 2.2 * np.tanh(sway[index] / 3) + rng.normal(0, 0.8)
        lines.append(f"{index * STEP_MS},{bpm:.1f}")
    return ("\n".join(lines) + "\n").encode()


def _target(tape: Tape) -> np.ndarray:
    """Return the rise above rest that the present state calls for, per tick."""
    rise = np.zeros(tape.n)
    for code, height in RISE.items():
        rise[tape.runs("distress", code)] = height
    rise[tape.runs("locomotion", "moves")] += 6.0
    return rise


def _follow(target: np.ndarray) -> np.ndarray:
    """Let the rate climb fast and come down slowly towards its target."""
    up, down = TICK_MS / 1000 / UP_S, TICK_MS / 1000 / DOWN_S
    level, followed = 0.0, np.empty_like(target)
    for tick, wanted in enumerate(target.tolist()):
        level += (wanted - level) * (up if wanted > level else down)
        followed[tick] = level
    return followed
