"""Who makes a sound when: cry bursts, babble, adults' words, doors. Pictures and sound both follow this list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maker.caregiver import stranger_is_heard
from maker.tape import TICK_MS, Tape, runs_of

BURST_S = {"fuss": (0.25, 0.7), "cry": (0.6, 1.2), "scream": (0.9, 1.9)}
PAUSE_S = {"fuss": (0.4, 1.3), "cry": (0.2, 0.5), "scream": (0.2, 0.4)}


@dataclass(frozen=True)
class Utterance:
    """One sound: who makes it, of what kind, from when to when in seconds."""

    who: str
    kind: str
    on_s: float
    off_s: float


def utterances(tape: Tape, seed: int) -> list[Utterance]:
    """Return all sounds of a session in time order."""
    rng = np.random.Generator(np.random.PCG64([seed, 5]))
    heard = [*_infant(rng, tape), *_adults(rng, tape), *_doors(tape)]
    return sorted(heard, key=lambda sound: sound.on_s)


def _infant(rng: np.random.Generator, tape: Tape) -> list[Utterance]:
    heard = []
    for on, off, code, _ in tape.spans("distress"):
        if code in BURST_S:
            heard += _bursts(rng, "child", code, on, off, BURST_S[code], PAUSE_S[code])
    for on, off, code, _ in tape.spans("voice"):
        if code.startswith("vocalise"):
            heard.append(Utterance("child", "babble", _s(on), _s(off)))
    return heard


def _adults(rng: np.random.Generator, tape: Tape) -> list[Utterance]:
    words = [point.tick for point in tape.points if point.code in ("greets", "understands", "door_voice")]
    heard = [Utterance("caregiver", "speech", _s(tick), _s(tick) + rng.uniform(0.7, 1.4)) for tick in words]
    for on, off in runs_of(tape.runs("comforting", "comforts")):
        heard += _bursts(rng, "caregiver", "speech", on, off, (0.6, 1.6), (1.2, 4.5))
    for on, off in runs_of(stranger_is_heard(tape) & tape.inside["stranger"]):
        heard += _bursts(rng, "stranger", "speech", on, off, (0.7, 1.8), (2.0, 6.0))
    return heard


def _doors(tape: Tape) -> list[Utterance]:
    """Let the door thump once for each passage; passages within two seconds share it."""
    ticks = [p.tick for p in tape.points if p.code.endswith(("_enters", "_leaves"))]
    apart = [t for i, t in enumerate(ticks) if i == 0 or t - ticks[i - 1] > 50]
    return [Utterance("door", "door", _s(tick), _s(tick) + 0.35) for tick in apart]


def _bursts(
    rng: np.random.Generator,
    who: str,
    kind: str,
    on: int,
    off: int,
    burst: tuple[float, float],
    pause: tuple[float, float],
) -> list[Utterance]:
    heard, second, end = [], _s(on), _s(off)
    while second < end - 0.2:
        stop = min(end, second + rng.uniform(*burst))
        heard.append(Utterance(who, kind, second, stop))
        second = stop + rng.uniform(*pause)
    return heard


def _s(tick: int) -> float:
    return tick * TICK_MS / 1000
