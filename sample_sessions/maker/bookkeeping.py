"""The measures of a session counted by hand on its tape, tick by tick.

This is the sample's own bookkeeping: it reads what happened, never a coding, and shares no code with the program. Its
rules are those of the measures' definitions with their default parameters.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from maker.grid import Mask, between, clean, ms, runs
from maker.tape import SCHEME, STATE_CODES, TICK_MS, Episode, Tape

CALM_MS, LEAST_DISTRESS_MS = 15_000, 3_000
LEAST_SEEN_MS, LEAST_SEEN_SHARE = 30_000, 0.5
DOOR_GAP_MS = 2_000


@dataclass(frozen=True)
class Row:
    """One expected row of the measures table."""

    session: str
    episode: str
    measure: str
    part: str
    value: float | None
    n: int | None
    exposure_ms: int | None
    status: str
    lower_ms: int | None = None
    upper_ms: int | None = None

    def plain(self) -> dict[str, object]:
        """Return the row as it is stored."""
        return asdict(self)


class Book:
    """A tape with everything the measures need read off once: who was there, what was seen, what was distress."""

    def __init__(self, session: str, tape: Tape) -> None:
        self.session = session
        self.tape = tape
        self.n = tape.n
        self.scored = np.zeros(tape.n, bool)
        self.presence = np.zeros(tape.n, bool)
        for episode in tape.episodes:
            self.scored[episode.on : episode.off] = True
            self.presence[episode.on : episode.off] = "caregiver" in episode.present
        self.raw_distress = self.states("distress", "fuss", "cry", "scream")
        self.distress = self._distress()
        self.contact = self.states("proximity", "held", "touching")
        self.held = self.states("proximity", "held")

    def states(self, channel: str, *codes: str) -> Mask:
        """Return where one of the codes runs inside the episodes' hull."""
        first, end = self.tape.episodes[0].on, self.tape.episodes[-1].off
        return self.tape.any_of(channel, codes) & between(self.n, first, end)

    def seen(self, *channels: str) -> Mask:
        """Return where all the state channels could be judged: in some state, and not in the unobservable one."""
        seen = self.scored.copy()
        for name in channels:
            channel = next(c for p in SCHEME["passes"] for c in p["channels"] if c["id"] == name)
            hidden = STATE_CODES[name].index(channel["unobservable"])
            states = self.tape.states[name]
            seen &= (states >= 0) & (states != hidden)
        return seen

    def points(self, *codes: str) -> list[int]:
        """Return the ticks of points inside the episodes' hull, each tick once."""
        first, end = self.tape.episodes[0].on, self.tape.episodes[-1].off
        return sorted({p.tick for p in self.tape.points if p.code in codes and first <= p.tick < end})

    def _distress(self) -> list[tuple[int, int]]:
        joined = clean(self.raw_distress, CALM_MS, 0)
        return [(on, off) for on, off in runs(joined) if ms(self.raw_distress[on:off]) >= LEAST_DISTRESS_MS]

    @property
    def distress_mask(self) -> Mask:
        """Where a distress episode runs, short calms included."""
        mask = np.zeros(self.n, bool)
        for on, off in self.distress:
            mask[on:off] = True
        return mask

    def cut_at_end(self, off: int) -> bool:
        """Whether a distress episode's end was not seen: crying went on past the session, or nobody could tell."""
        last = self.tape.episodes[-1].off
        ran_on = off == last and off < self.n and bool(self.tape.any_of("distress", ("fuss", "cry", "scream"))[off])
        hidden = off < self.n and bool(self.scored[off]) and not self.seen("distress")[off]
        return ran_on or hidden

    def spells(self) -> list[tuple[int, int]]:
        """Return the stays of the caregiver; a door gap of up to two seconds does not end one."""
        stays: list[tuple[int, int]] = []
        before: Episode | None = None
        for episode in self.tape.episodes:
            if "caregiver" in episode.present:
                near = before is not None and (episode.on - before.off) * TICK_MS <= DOOR_GAP_MS
                if stays and near and before is not None and "caregiver" in before.present:
                    stays[-1] = (stays[-1][0], episode.off)
                else:
                    stays.append((episode.on, episode.off))
            before = episode
        return stays

    def episodes_of_kind(self, kind: str) -> list[tuple[str, Episode | None]]:
        """Return the scheme's episodes of one kind, with None for one that was not held."""
        return [(e["id"], self.tape.episode(e["id"])) for e in SCHEME["episodes"] if e["kind"] == kind]

    def row(self, episode: str, measure: str, part: str = "all", **rest: object) -> Row:
        """Return a row of this session."""
        filled = {"value": None, "n": None, "exposure_ms": None, "status": "not_run", **rest}
        return Row(self.session, episode, measure, part, **filled)  # type: ignore[arg-type]


def seen_status(whole_ms: int, seen_ms: int) -> str | None:
    """Return why a window tells nothing, or None when enough of it was seen."""
    if whole_ms == 0:
        return "na_no_exposure"
    if seen_ms < LEAST_SEEN_MS or seen_ms < LEAST_SEEN_SHARE * whole_ms:
        return "insufficient_obs"
    return None


def measured(value: float) -> dict[str, object]:
    """Return value and status of a number that was measured."""
    return {"value": value, "status": "ok" if value else "zero"}


def per_minute(count: int, exposure_ms: int) -> float:
    """Return a count per minute."""
    return count / (exposure_ms / 60_000)
