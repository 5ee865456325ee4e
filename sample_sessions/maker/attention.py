"""Where the infant looks, what the face shows and what the voice does, depending on what goes on."""

from __future__ import annotations

import numpy as np

from maker.stage import Context, Stage
from maker.tape import Tape, ticks

TARGETS = ("look_face", "look_caregiver", "look_toys", "look_around", "look_stranger", "look_other", "gaze_u")
USUAL_S = {"look_face": 1.1, "look_caregiver": 0.9, "look_toys": 3.4, "look_around": 1.6,
           "look_stranger": 1.4, "look_other": 1.6, "gaze_u": 1.8}  # fmt: skip
CHANCES = {  # in the order of TARGETS
    Context.PLAY: (0.11, 0.06, 0.62, 0.08, 0.07, 0.03, 0.03),
    Context.MOVE: (0.07, 0.05, 0.58, 0.20, 0.04, 0.03, 0.03),
    Context.GO_TO_CAREGIVER: (0.50, 0.38, 0.06, 0.02, 0.01, 0.02, 0.01),
    Context.CONTACT: (0.27, 0.15, 0.28, 0.14, 0.05, 0.05, 0.06),
    Context.UPSET: (0.26, 0.20, 0.03, 0.05, 0.03, 0.25, 0.18),
    Context.SEARCH: (0.00, 0.00, 0.04, 0.08, 0.14, 0.66, 0.08),
    Context.WATCH: (0.12, 0.08, 0.10, 0.36, 0.27, 0.05, 0.02),
    Context.GREET: (0.62, 0.24, 0.10, 0.02, 0.00, 0.01, 0.01),
}
CHEERFUL = (Context.PLAY, Context.MOVE, Context.CONTACT, Context.GREET, Context.GO_TO_CAREGIVER)


def fill_attention(stage: Stage) -> None:
    """Write gaze, face and voice of the infant."""
    _look(stage)
    _return_looks(stage)
    _smile(stage)
    _upset_face(stage)
    _speak(stage)


def _look(stage: Stage) -> None:
    tape, rng = stage.tape, stage.rng
    tick, last = tape.episodes[0].on, -1
    while tick < tape.n:
        chances = np.array(CHANCES[Context(int(tape.context[tick]))])
        if not tape.inside["caregiver"][tick]:
            chances[:2] = 0
        if not tape.inside["stranger"][tick]:
            chances[4] = 0
        if last >= 0:
            chances[last] = 0
        last = int(rng.choice(7, p=chances / chances.sum()))
        length = USUAL_S[TARGETS[last]] * rng.lognormal(0.0, 0.55)
        end = min(tape.n, tick + max(ticks(0.36), ticks(length)))
        tape.fill("gaze", tick, end, TARGETS[last])
        tick = end
    tape.fill("gaze", tape.n - 1, tape.n, "look_other")
    away = ~tape.inside["caregiver"] & tape.any_of("gaze", ("look_face", "look_caregiver"))
    tape.states["gaze"][away] = tape.states["gaze"][-1]


def _return_looks(stage: Stage) -> None:
    """Let the caregiver meet most of the infant's looks to the face."""
    tape = stage.tape
    for on, off, code, _mod in tape.spans("gaze"):
        if code == "look_face" and stage.chance(0.55):
            start = on + stage.seconds(0.1, 0.6)
            end = min(off + stage.seconds(0.0, 1.2), tape.n)
            if tape.inside["caregiver"][start : end + 1].all():
                tape.fill("caregiver_gaze", start, max(start + 1, end), "cg_looks_face")


def _smile(stage: Stage) -> None:
    tape = stage.tape
    calm = tape.runs("distress", "none")
    starts = [on + stage.seconds(0.1, 0.5) for on, _, code, _ in tape.spans("gaze")
              if code == "look_face" and stage.chance(stage.profile.warmth)]  # fmt: skip
    tick = tape.episodes[0].on
    while tick < tape.n:
        tick += stage.seconds(20, 100)
        starts.append(tick)
    for on in sorted(starts):
        off = on + stage.seconds(0.5, 2.6)
        if off < tape.n and calm[max(0, on - ticks(3)) : off].all() and tape.context[on] in CHEERFUL:
            tape.fill("affect", on, off, "smile")


def _upset_face(stage: Stage) -> None:
    """Show an upset face with crying and with most fussing; the face comes a little before the voice."""
    tape = stage.tape
    for on, off, code, _mod in tape.spans("distress"):
        if code in ("cry", "scream") or (code == "fuss" and stage.chance(0.7)):
            tape.fill("affect", max(0, on - stage.seconds(0.0, 0.3)), off, "affect_negative")
    hidden = tape.runs("gaze", "gaze_u") & (tape.context == Context.UPSET)
    tape.states["affect"][hidden & tape.any_of("proximity", ("held",))] = tape.states["affect"].max()


def _speak(stage: Stage) -> None:
    tape, rng = stage.tape, stage.rng
    calm = tape.runs("distress", "none")
    face = tape.any_of("gaze", ("look_face", "look_caregiver"))
    tick = tape.episodes[0].on
    while tick < tape.n:
        tick += ticks(0.8 + rng.exponential(60 / stage.profile.babble / 2))
        off = tick + stage.seconds(0.4, 2.8)
        if off >= tape.n or not calm[max(0, tick - ticks(2)) : off].all() or tape.context[tick] not in CHEERFUL:
            continue
        near_look = face[max(0, tick - ticks(1)) : tick + ticks(1)].any()
        if tape.inside["caregiver"][tick] and near_look:
            tape.fill("voice", tick, off, "vocalise_caregiver")
        else:
            tape.fill("voice", tick, off, "vocalise_other", _addressee(tape, tick))
        tick = off
    for _ in range(int(rng.integers(1, 4))):
        start = int(rng.integers(tape.episodes[0].on, tape.n - ticks(6)))
        tape.fill("voice", start, start + stage.seconds(1.2, 5.0), "voice_u")


def _addressee(tape: Tape, tick: int) -> str:
    return "stranger" if tape.runs("gaze", "look_stranger")[tick] else "self"
