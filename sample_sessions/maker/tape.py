"""What truly happened in one simulated session, tick by tick.

A tick is one frame of a 25 fps camera. Every later step (codings, pictures, sound, heart rate, expected measures) reads
this record and nothing else.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

TICK_MS = 40
SCHEME_PATH = Path(__file__).resolve().parents[2] / "schemas" / "strange-situation.json"
SCHEME = json.loads(SCHEME_PATH.read_text(encoding="utf-8"))
CHANNELS = {channel["id"]: channel for pass_ in SCHEME["passes"] for channel in pass_["channels"]}
PASS_OF_CODE = {
    code["id"]: pass_["id"] for pass_ in SCHEME["passes"] for channel in pass_["channels"] for code in channel["codes"]
}
STATE_CODES = {
    name: [code["id"] for code in channel["codes"]] for name, channel in CHANNELS.items() if channel["kind"] == "state"
}
PERSONS = ("child", "caregiver", "stranger", "experimenter")


def ticks(seconds: float) -> int:
    """Return the number of ticks nearest to a length in seconds."""
    return round(seconds * 1000 / TICK_MS)


def runs_of(mask: np.ndarray) -> list[tuple[int, int]]:
    """Return the runs of true ticks of a mask as ``(first, end)``, end excluded."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


@dataclass(frozen=True)
class Episode:
    """An episode in ticks."""

    id: str
    kind: str
    on: int
    off: int
    present: tuple[str, ...]
    nominal_ms: int


@dataclass(frozen=True)
class Point:
    """A point event at a tick."""

    tick: int
    code: str


@dataclass
class Tape:
    """The full record of a session.

    ``states`` hold per channel the index of the running code in `STATE_CODES`, -1 where there is none; ``mods`` the
    modifier value of the running state; ``where`` the position of each person in metres, shape (ticks, 2).
    """

    n: int
    episodes: list[Episode]
    states: dict[str, np.ndarray] = field(default_factory=dict)
    mods: dict[str, np.ndarray] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    where: dict[str, np.ndarray] = field(default_factory=dict)
    inside: dict[str, np.ndarray] = field(default_factory=dict)
    context: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int8))
    caregiver_seated: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    held_by_stranger: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))

    def __post_init__(self) -> None:
        self.states = {name: np.full(self.n, -1, np.int8) for name in STATE_CODES}
        self.mods = {name: np.full(self.n, "", "U9") for name in ("proximity", "distress", "voice")}
        self.inside = {person: np.zeros(self.n, bool) for person in PERSONS}
        self.context = np.zeros(self.n, np.int8)
        self.caregiver_seated = np.zeros(self.n, bool)
        self.held_by_stranger = np.zeros(self.n, bool)

    def fill(self, channel: str, on: int, off: int, code: str, mod: str = "") -> None:
        """Let ``code`` run on ``channel`` over ``[on, off)``, whatever ran there before."""
        self.states[channel][on:off] = STATE_CODES[channel].index(code)
        if channel in self.mods:
            self.mods[channel][on:off] = mod

    def clear(self, channel: str, where: np.ndarray) -> None:
        """Take the states of a channel away where the mask is true."""
        self.states[channel][where] = -1
        if channel in self.mods:
            self.mods[channel][where] = ""

    def absorb_short(self, channel: str, shortest: int) -> None:
        """Give states shorter than ``shortest`` ticks to the state before them."""
        states = self.states[channel]
        for on, off, _code, _mod in self.spans(channel):
            if off - on < shortest and on > 0 and states[on - 1] >= 0:
                states[on:off] = states[on - 1]

    def mark(self, tick: int, code: str) -> None:
        """Add a point event."""
        self.points.append(Point(tick, code))

    def runs(self, channel: str, code: str) -> np.ndarray:
        """Return a mask of the ticks in which ``code`` runs."""
        return self.states[channel] == STATE_CODES[channel].index(code)

    def any_of(self, channel: str, codes: tuple[str, ...]) -> np.ndarray:
        """Return a mask of the ticks in which one of ``codes`` runs."""
        return np.logical_or.reduce([self.runs(channel, code) for code in codes])

    def spans(self, channel: str) -> list[tuple[int, int, str, str]]:
        """Return ``(on, off, code, modifier)`` in ticks, in time order."""
        codes = self.states[channel]
        mods = self.mods.get(channel, np.zeros(self.n, "U1"))
        change = np.flatnonzero((codes[1:] != codes[:-1]) | (mods[1:] != mods[:-1])) + 1
        edges = [0, *change.tolist(), self.n]
        return [
            (on, off, STATE_CODES[channel][codes[on]], str(mods[on]))
            for on, off in itertools.pairwise(edges)
            if codes[on] >= 0
        ]

    def episode(self, episode_id: str) -> Episode | None:
        """Return the episode of that id, or None when it was not held."""
        return next((e for e in self.episodes if e.id == episode_id), None)
