"""The stage on which a session is acted: a tape being written, the people's ways, and a ledger of what was meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np

from maker.paths import CHAIR, DOOR, OUTSIDE, Path, Place, beside, distance
from maker.profiles import Profile
from maker.tape import Episode, Tape, ticks

CALM_S = 15.0


class Context(IntEnum):
    """What the infant is busy with; looks, smiles and sounds depend on it."""

    PLAY = 0
    MOVE = 1
    GO_TO_CAREGIVER = 2
    CONTACT = 3
    UPSET = 4
    SEARCH = 5
    WATCH = 6
    GREET = 7


@dataclass
class Ledger:
    """What the script meant to happen, noted while acting, for comparison with what the tape shows.

    ``distress`` holds ``[on, off]`` of each distress episode; ``signals`` the ticks of its signals with the caregiver
    present; ``outcomes`` rows ``(measure, episode, status, ticks)`` of the occasions to seek and to be soothed.
    """

    distress: list[list[int]] = field(default_factory=list)
    signals: list[int] = field(default_factory=list)
    outcomes: list[tuple[str, str, str, int]] = field(default_factory=list)


class Stage:
    """One session while it is being acted."""

    def __init__(self, profile: Profile, tape: Tape, rng: np.random.Generator) -> None:
        self.profile = profile
        self.tape = tape
        self.rng = rng
        self.ledger = Ledger()
        self.ways = {person: Path(OUTSIDE) for person in tape.inside}
        self.seated: list[tuple[int, int]] = []
        self.contacts: list[tuple[int, int, str, str]] = []

    def seconds(self, low: float, high: float) -> int:
        """Draw a length between two limits in seconds; return ticks."""
        return ticks(self.rng.uniform(low, high))

    def chance(self, probability: float) -> bool:
        """Return True with the given probability."""
        return bool(self.rng.random() < probability)

    def be(self, on: int, off: int, context: Context) -> None:
        """Let the infant be busy with ``context`` over ``[on, off)``."""
        self.tape.context[on:off] = context

    def enter(self, person: str, tick: int, to: Place, metres_per_s: float = 1.0) -> int:
        """Let a person pass the door at ``tick`` and walk on; return the arrival."""
        way, start = self.ways[person], max(0, tick - ticks(0.8))
        way.put(start, OUTSIDE)
        way.walk(start, DOOR, 1.1)
        way.put(tick, DOOR)
        return way.walk(tick, to, metres_per_s)

    def leave(self, person: str, tick: int) -> None:
        """Let a person walk to the door so as to have passed it at ``tick``."""
        way = self.ways[person]
        start = tick - max(2, ticks(distance(way.at(tick - ticks(3)), DOOR) / 1.2))
        way.walk(start, DOOR, 1.25)
        way.put(tick, DOOR)
        way.walk(tick, OUTSIDE, 1.0)

    def sit_down(self, tick: int, until: int) -> int:
        """Let the caregiver walk to the chair and sit until ``until``; return when seated."""
        arrival = self.ways["caregiver"].walk(tick, CHAIR, 0.9)
        self.seated.append((arrival, until))
        return arrival

    def stand_up(self, tick: int) -> None:
        """End the caregiver's sitting at ``tick``."""
        self.seated = [(on, min(off, tick)) for on, off in self.seated if on < tick]

    def touch(self, on: int, off: int, code: str, by: str) -> None:
        """Let infant and caregiver be in contact (``held`` or ``touching``) over ``[on, off)``."""
        self.contacts.append((on, off, code, by))

    def signal(self, tick: int, code: str = "") -> None:
        """Note a signal to the caregiver, and mark the point event if it is one."""
        self.ledger.signals.append(tick)
        if code:
            self.tape.mark(tick, code)

    def cry(self, on: int, off: int, strength: float) -> None:
        """Write distress over ``[on, off)`` with short lulls, and note it in the ledger."""
        write_cry(self, on, off, strength)
        known = self.ledger.distress
        if known and on - known[-1][1] < ticks(CALM_S):
            known[-1][1] = max(off, known[-1][1])
        else:
            known.append([on, off])

    def child_to_caregiver(self, tick: int, spot: Place | None = None, metres_per_s: float = 0.55) -> int:
        """Let the infant set out for the caregiver at ``tick``: an approach; return the arrival."""
        target = spot or self.ways["caregiver"].at(tick)
        here = self.ways["child"].at(tick)
        self.tape.mark(tick, "approach")
        arrival = self.ways["child"].walk(tick, beside(target, here, 0.4), metres_per_s)
        self.be(tick, arrival, Context.GO_TO_CAREGIVER)
        return arrival

    def present(self, person: str, tick: int) -> bool:
        """Return whether a person is in the room."""
        return bool(self.tape.inside[person][tick])

    def spell_end(self, tick: int) -> int:
        """Return where the caregiver's present stay ends: at the next leaving or the end of the session."""
        leaving = [p.tick for p in self.tape.points if p.code == "caregiver_leaves" and p.tick > tick]
        return min(leaving, default=self.tape.episodes[-1].off)

    def episode_of(self, tick: int) -> Episode:
        """Return the first episode that ends after ``tick``."""
        return next(e for e in self.tape.episodes if e.off > tick)


def write_cry(stage: Stage, on: int, off: int, strength: float) -> None:
    """Write fuss, cry and scream over ``[on, off)``; ``strength`` 0–1 sets their mix."""
    tape, rng = stage.tape, stage.rng
    to = "caregiver" if stage.present("caregiver", on) else "self"
    tick = min(off, on + stage.seconds(1.2, 4.5 - 3 * strength))
    tape.fill("distress", on, tick, "fuss", to)
    while tick < off:
        loud = rng.random()
        code = "scream" if loud < 0.35 * (strength - 0.4) else "cry" if loud < 0.25 + 0.65 * strength else "fuss"
        end = min(off, tick + stage.seconds(2.5, 11))
        tape.fill("distress", tick, end, code, to)
        lull = end + stage.seconds(1.2, 4.5)
        if code == "fuss" and lull < off and stage.chance(0.6):
            tape.fill("distress", end, lull, "none")
            end = lull
        tick = end
    tail = max(on, off - stage.seconds(1.5, 4.0))
    tape.fill("distress", tail, off, "fuss", to)
