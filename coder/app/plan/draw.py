"""Drawing the sessions that are coded twice.

Every session has a place in line that depends on the seed and its id alone, so a draw can be repeated anywhere and by
any version. A draw takes the sessions that stand first in each stratum, in proportion to the strata's sizes. Drawing
more goes on where the last draw stopped and never takes anything back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from typing import Final

from coder.model.plan import Pick
from coder.model.session import Episode

LEAST_SESSIONS: Final = 10
"""A sample has at least this many sessions, or all there are (AGREEMENT §9)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A session that can be drawn, and the stratum it belongs to."""

    session: str
    stratum: tuple[str, ...] = ()


def place_in_line(seed: int, *ids: str) -> bytes:
    """Return what sessions are ordered by: the SHA-256 of seed and ids."""
    return sha256("\n".join([str(seed), *ids]).encode()).digest()


def sample_size(n_sessions: int, share: float) -> int:
    """Return how many of so many sessions the sample has: the share, at least 10, at most all."""
    return min(n_sessions, max(ceil(share * n_sessions - 1e-9), LEAST_SESSIONS))


def draw_sessions(candidates: Iterable[Candidate], drawn: Collection[str], size: int, seed: int) -> tuple[str, ...]:
    """Return the sessions a draw adds, so that ``size`` sessions are drawn in all.

    Parameters
    ----------
    candidates : iterable of Candidate
        Every session that may be in the sample, those drawn before included.
    drawn : collection of str
        Ids drawn before; ids that are no candidates (any more) do not count.
    size : int
        How many are to be drawn in all.
    seed : int
        Decides the order within a stratum.

    Notes
    -----
    One session at a time from the stratum that is furthest behind its share; ties go to whoever is first in line.
    """
    everyone = sorted(candidates, key=lambda c: place_in_line(seed, c.session))
    sizes = Counter(c.stratum for c in everyone)
    have = Counter(c.stratum for c in everyone if c.session in drawn)
    waiting = [c for c in everyone if c.session not in drawn]
    added: list[str] = []
    while waiting and have.total() < size:
        behind = {stratum: size * n / len(everyone) - have[stratum] for stratum, n in sizes.items()}
        chosen = max(waiting, key=lambda c: (behind[c.stratum], -waiting.index(c)))
        waiting.remove(chosen)
        have[chosen.stratum] += 1
        added.append(chosen.session)
    return tuple(added)


def draw_episodes(session: str, episodes: Sequence[Episode], share: float, seed: int) -> Pick:
    """Return whole episodes of one tape that make up at least ``share`` of its length, in random order of drawing."""
    total = sum(e.off - e.on for e in episodes)
    in_line = sorted(episodes, key=lambda e: place_in_line(seed, session, e.id))
    chosen: set[str] = set()
    length = 0
    for episode in in_line:
        if length >= share * total:
            break
        chosen.add(episode.id)
        length += episode.off - episode.on
    return Pick(session=session, episodes=tuple(e.id for e in episodes if e.id in chosen))


def rotate(
    sessions: Sequence[str],
    coders: Sequence[str],
    taken: Mapping[str, Collection[str]],
    load: Mapping[str, int],
    seed: int,
) -> dict[str, str]:
    """Return session → coder: each goes to whoever has least to do and does not code it already.

    Parameters
    ----------
    sessions : sequence of str
        What is to be given out, in this order.
    coders : sequence of str
        Who takes part.
    taken : mapping
        Session → people who code it already; nobody is given a session twice.
    load : mapping
        Coder → how many sessions they have.
    seed : int
        Decides between those with equally little to do.

    Notes
    -----
    A session that everybody codes already stays without a coder.
    """
    todo = Counter({coder: load.get(coder, 0) for coder in coders})
    given: dict[str, str] = {}
    for session in sessions:
        free = [coder for coder in coders if coder not in taken.get(session, ())]
        if free:
            chosen = min(free, key=lambda coder: (todo[coder], place_in_line(seed, session, coder)))
            given[session] = chosen
            todo[chosen] += 1
    return given
