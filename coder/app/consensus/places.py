"""Where two coders' records of one session say the same, and where not.

Here everything counts: time that one of them could not see, time without a code, other modifiers. What agreement is
counted with (tolerance, unobservable time) changes no consensus.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from coder.agreement.events import match_events
from coder.model.coding import Coding
from coder.model.scheme import Channel, Pass, Scheme
from coder.model.spans import Spans
from coder.model.tracks import Point, State, Track

MATCH_MS: Final = 2000
"""Two equal points no further apart are the same event."""

Mods = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is settled by itself: a channel, or one code of a channel whose states can overlap."""

    pass_: Pass
    channel: Channel
    code: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.channel.id, self.code

    @property
    def timed(self) -> bool:
        """Whether it holds states, not points."""
        return self.channel.kind == "state"

    @property
    def codes(self) -> frozenset[str]:
        """The codes it holds."""
        return frozenset({self.code} if self.code else {code.id for code in self.channel.codes})


@dataclass(frozen=True, slots=True)
class Claim:
    """What one record says of a place; of a point also which event it is, and when."""

    code: str
    mods: Mods = ()
    event: str = ""
    at_ms: int | None = None

    def same(self, other: Claim) -> bool:
        """Whether both say the same, whenever a point was."""
        return (self.code, self.mods) == (other.code, other.mods)


@dataclass(frozen=True, slots=True)
class Place:
    """The longest stretch ``[on_ms, off_ms)`` over which both say one thing each, or one point or pair of points.

    Of points ``off_ms`` is the later one's time. None: the coder has nothing here.
    """

    on_ms: int
    off_ms: int
    a: Claim | None
    b: Claim | None

    @property
    def agreed(self) -> bool:
        """Whether both say the same."""
        return (self.a is None and self.b is None) or (
            self.a is not None and self.b is not None and self.a.same(self.b)
        )

    @property
    def code_a(self) -> str:
        """Coder A's code, "" where there is none."""
        return self.a.code if self.a else ""

    @property
    def code_b(self) -> str:
        """Coder B's code, "" where there is none."""
        return self.b.code if self.b else ""


def parts_of(scheme: Scheme) -> Iterator[Part]:
    """Yield what is settled by itself, in the order of the scheme."""
    for pass_, channel in scheme.channels():
        if channel.kind == "point" or channel.exclusive:
            yield Part(pass_, channel)
        else:
            yield from (Part(pass_, channel, code.id) for code in channel.codes)


def both_complete(codings: Sequence[Coding], pass_id: str) -> bool:
    """Whether everyone has marked a pass complete."""
    return all(coding.pass_record(pass_id).complete for coding in codings)


def places_of(part: Part, one: Track, two: Track, window: Spans) -> list[Place]:
    """Return the places of a part within ``window``, in time order."""
    return _of_states(part, one, two, window) if part.timed else _of_points(one, two, window)


def _of_states(part: Part, one: Track, two: Track, window: Spans) -> list[Place]:
    sides = [_Stretches(tuple(s for s in track.states if s.code in part.codes)) for track in (one, two)]
    edges = sorted({*window.edges.tolist(), *(edge for side in sides for edge in side.edges)})
    found: list[Place] = []
    for on, off in pairwise(edges):
        if on not in window:
            continue
        a, b = (side.claim(on) for side in sides)
        last = found[-1] if found else None
        if last is not None and (last.off_ms, last.a, last.b) == (on, a, b):
            found[-1] = Place(last.on_ms, off, a, b)
        else:
            found.append(Place(on, off, a, b))
    return found


class _Stretches:
    """States in time order, to be asked what was on at a time."""

    def __init__(self, states: tuple[State, ...]) -> None:
        self._states = states
        self._on = [state.on for state in states]
        self._reach = list(accumulate((state.off for state in states), max))

    @property
    def edges(self) -> list[int]:
        """All times at which something begins or ends."""
        return [edge for state in self._states for edge in (state.on, state.off)]

    def claim(self, at_ms: int) -> Claim | None:
        """Return what was on at a time; of several the one that began last."""
        begun = bisect_right(self._on, at_ms)
        if not begun or self._reach[begun - 1] <= at_ms:
            return None
        state = next(state for state in reversed(self._states[:begun]) if state.off > at_ms)
        return Claim(state.code, _mods(state))


def _of_points(one: Track, two: Track, window: Spans) -> list[Place]:
    found: list[Place] = []
    for on, off in window:
        a, b = (_between(track.points, on, off) for track in (one, two))
        matching = match_events([(p.time, p.code) for p in a], [(p.time, p.code) for p in b], MATCH_MS)
        pairs = [(a[i], b[j]) for i, j in (*matching.matched, *matching.confused)]
        found += [_point_place(*pair) for pair in pairs]
        found += [_point_place(a[i], None) for i in matching.only_a]
        found += [_point_place(None, b[j]) for j in matching.only_b]
    return sorted(found, key=lambda place: (place.on_ms, place.off_ms))


def _between(points: Sequence[Point], on: int, off: int) -> Sequence[Point]:
    times = [point.time for point in points]
    return points[bisect_left(times, on) : bisect_left(times, off)]


def _point_place(one: Point | None, two: Point | None) -> Place:
    times = [point.time for point in (one, two) if point is not None]
    return Place(min(times), max(times), _point_claim(one), _point_claim(two))


def _point_claim(point: Point | None) -> Claim | None:
    return Claim(point.code, _mods(point), point.id, point.time) if point else None


def _mods(record: State | Point) -> Mods:
    return tuple(sorted(record.mods.items()))
