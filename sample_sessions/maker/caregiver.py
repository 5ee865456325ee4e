"""What the adults do: the caregiver's looks, mood and answers, and the stranger's behaviour."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from maker.stage import Stage
from maker.tape import Tape, runs_of, ticks

LOOKS = {  # chances of face, infant, elsewhere; usual length in seconds
    "comfort": (0.45, 0.40, 0.15, 2.2),
    "watch": (0.25, 0.50, 0.25, 2.4),
    "read": (0.07, 0.23, 0.70, 3.6),
}
LOOK_CODES = ("cg_looks_face", "cg_looks_child", "cg_looks_away")


def fill_caregiver(stage: Stage) -> None:
    """Write the caregiver's answers, looks and mood, and what the stranger does."""
    _answer_signals(stage)
    _look(stage)
    _feel(stage)
    _stranger(stage)
    tape = stage.tape
    for channel in ("caregiver_gaze", "caregiver_mood", "comforting"):
        tape.clear(channel, ~tape.inside["caregiver"])
    tape.clear("stranger_behaviour", ~tape.inside["stranger"])


def _answer_signals(stage: Stage) -> None:
    """Let the caregiver notice, read and answer the signals, each stage less often than the one before."""
    for signal in sorted(stage.ledger.signals):
        tick = signal
        for code, low, high in (("attends", 0.4, 1.6), ("understands", 0.4, 1.8), ("acts", 0.3, 1.6)):
            tick += stage.seconds(low, high)
            if not stage.chance(stage.profile.sensitivity):
                break
            if tick < stage.tape.n and stage.present("caregiver", tick):
                stage.tape.mark(tick, code)


def _look(stage: Stage) -> None:
    tape, rng = stage.tape, stage.rng
    comfort = tape.runs("comforting", "comforts")
    upset = ~tape.runs("distress", "none")
    tick = tape.episodes[0].on
    while tick < tape.n:
        mood = "comfort" if comfort[tick] else "watch" if upset[tick] or rng.random() < 0.35 else "read"
        *chances, usual = LOOKS[mood]
        code = LOOK_CODES[int(rng.choice(3, p=chances))]
        end = min(tape.n, tick + max(ticks(0.4), ticks(usual * rng.lognormal(0.0, 0.6))))
        tape.fill("caregiver_gaze", tick, end, code)
        tick = end
    for point in tape.points:
        if point.code in ("greets", "attends", "shows"):
            tape.fill("caregiver_gaze", point.tick + ticks(0.2), point.tick + stage.seconds(1.2, 3.0), "cg_looks_face")


def _feel(stage: Stage) -> None:
    tape = stage.tape
    for point in tape.points:
        if point.code in ("greets", "shows", "acts"):
            tape.fill("caregiver_mood", point.tick, point.tick + stage.seconds(1.5, 4.5), "cg_positive")
        if point.code == "attends" and stage.chance(0.25):
            tape.fill("caregiver_mood", point.tick, point.tick + stage.seconds(1.5, 4.0), "cg_negative")
    tick = tape.episodes[0].on
    while tick < tape.n:
        tick += stage.seconds(12, 50)
        end = min(tape.n, tick + stage.seconds(1.0, 3.5))
        hidden = stage.chance(0.12)
        tape.fill("caregiver_mood", tick, end, "cg_affect_u" if hidden else "cg_positive")
        if hidden:
            tape.fill("caregiver_gaze", tick, end, "cg_gaze_u")


def _stranger(stage: Stage) -> None:
    """Keep the procedure of episode 3 (a minute each of quiet, talk, play) and comfort in separations."""
    tape = stage.tape
    for episode in tape.episodes:
        third = ticks(58)
        if episode.kind == "stranger":
            tape.fill("stranger_behaviour", episode.on, episode.on + 2 * third, "str_passive")
            _engage(stage, episode.on + 2 * third, episode.off)
        elif "stranger" in episode.present:
            _engage(stage, episode.on, episode.off)
    loud = tape.any_of("distress", ("cry", "scream")) & tape.inside["stranger"] & ~tape.inside["caregiver"]
    for on, off in runs_of(_bridge(loud, ticks(6))):
        tape.fill("stranger_behaviour", on + ticks(1.2), off, "str_comforts")


def _engage(stage: Stage, on: int, off: int) -> None:
    tick = on
    while tick < off:
        end = min(off, tick + stage.seconds(3, 14))
        stage.tape.fill("stranger_behaviour", tick, end, "str_engages" if stage.chance(0.45) else "str_available")
        tick = end


def _bridge(mask: np.ndarray, gap: int) -> np.ndarray:
    """Fill gaps shorter than ``gap`` ticks between runs of a mask."""
    filled = mask.copy()
    for (_, off), (on, _) in pairwise(runs_of(mask)):
        if on - off < gap:
            filled[off:on] = True
    return filled


def stranger_is_heard(tape: Tape) -> np.ndarray:
    """Return a mask of the ticks in which the stranger speaks."""
    return tape.any_of("stranger_behaviour", ("str_engages", "str_comforts"))
