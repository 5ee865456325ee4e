"""What a coding says about one role: its states, its points, and when it could be seen.

The measures never see a code's name. A scheme binds codes to roles, and a measure reads roles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from coder.model.spans import EMPTY, Flags, Spans, Times
from coder.model.tracks import Point, State, Tracks

Ids = npt.NDArray[np.object_]
T = TypeVar("T", State, Point)

_NO_TIMES: Final[Times] = np.empty(0, dtype=np.int64)
_NO_IDS: Final[Ids] = np.empty(0, dtype=object)


@dataclass(frozen=True, slots=True)
class Marks:
    """Moments, each with the id of the event it came from; ``times`` (ms, shape (n,)) is strictly increasing."""

    times: Times
    ids: Ids

    def __len__(self) -> int:
        return len(self.times)

    def where(self, keep: Flags) -> Marks:
        """Return the moments for which ``keep`` (bool, shape (n,)) is true."""
        return Marks(self.times[keep], self.ids[keep])

    def within(self, spans: Spans) -> Marks:
        """Return the moments inside ``spans``."""
        return self.where(spans.contains(self.times)) if len(self) else self

    def outside(self, spans: Spans) -> Marks:
        """Return the moments not inside ``spans``."""
        return self.where(~spans.contains(self.times)) if len(self) and len(spans) else self

    def between(self, on: int, off: int) -> Marks:
        """Return the moments in ``[on, off)``."""
        first, end = self.times.searchsorted((on, off))
        return Marks(self.times[first:end], self.ids[first:end])

    def merged(self, other: Marks) -> Marks:
        """Return the moments of both; of two at the same ms the one of ``self`` stands for both."""
        if not len(self) or not len(other):
            return self if len(self) else other
        times, first = np.unique(np.concatenate((self.times, other.times)), return_index=True)
        return Marks(times, np.concatenate((self.ids, other.ids))[first])

    def spaced(self, gap_ms: int) -> Marks:
        """Keep the first moment, then each next one that is ``gap_ms`` or more after the last one kept."""
        keep, last = [], None
        for place, time in enumerate(self.times.tolist()):
            if last is None or time - last >= gap_ms:
                keep.append(place)
                last = time
        return Marks(self.times[keep], self.ids[keep]) if len(keep) < len(self) else self


@dataclass(frozen=True, slots=True)
class Role:
    """One role in one coding.

    Attributes
    ----------
    bound, coded : bool
        Whether the scheme binds the role, and whether every pass it is coded in has coded time.
    observed : Spans
        O(role): where all its channels could be seen.
    spans : Spans
        Union of its states.
    on, off, ids, states
        Its states in time order.
    reach : int64 array
        The latest offset among each state and those before it, which makes a look-up of overlaps fast.
    marks : Marks
        Its points; points at the same ms are one.
    left_cut : bool
        Whether a state ran before the scored span, so that the first onset is none.
    """

    bound: bool
    coded: bool
    observed: Spans
    spans: Spans
    on: Times
    off: Times
    reach: Times
    ids: Ids
    states: Sequence[State]
    marks: Marks
    left_cut: bool

    def onsets(self, spans: Spans) -> Marks:
        """Return where ``spans``, joined from this role's states, begin; a start that was cut is no onset."""
        times = spans.on
        if self.left_cut and len(times) and times[0] == self.on[0]:
            times = times[1:]
        return Marks(times, self.ids[self.on.searchsorted(times)])

    def starting(self, times: Times) -> tuple[Flags, Ids]:
        """Return whether a state begins at each time, and its id; not for a role without states."""
        place = np.minimum(self.on.searchsorted(times), len(self.on) - 1)
        return self.on[place] == times, self.ids[place]

    def events_meeting(self, on: int, off: int) -> tuple[str, ...]:
        """Return the ids of the states that overlap ``[on, off)``."""
        near = slice(int(self.reach.searchsorted(on, "right")), int(self.on.searchsorted(off)))
        return tuple(self.ids[near][self.off[near] > on].tolist())


NO_MARKS: Final = Marks(_NO_TIMES, _NO_IDS)

UNBOUND: Final = Role(
    bound=False,
    coded=False,
    observed=EMPTY,
    spans=EMPTY,
    on=_NO_TIMES,
    off=_NO_TIMES,
    reach=_NO_TIMES,
    ids=_NO_IDS,
    states=(),
    marks=NO_MARKS,
    left_cut=False,
)


class RoleReader:
    """Reads roles from one coding; every role is read once."""

    def __init__(self, tracks: Tracks) -> None:
        self._tracks = tracks
        self._states = _by_code(state for track in tracks.by_channel.values() for state in track.states)
        self._points = _by_code(point for track in tracks.by_channel.values() for point in track.points)
        self._read: dict[tuple[str, ...], Role] = {}

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the codes the scheme binds to a role and has, in the order of the binding."""
        scheme = self._tracks.scheme
        return tuple(code for code in scheme.roles.get(name, ()) if code in scheme.places)

    def split(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return a role's first code with those on its channel, and its other codes."""
        codes, places = self.codes(name), self._tracks.scheme.places
        first = tuple(code for code in codes if places[code].channel.id == places[codes[0]].channel.id)
        return first, tuple(code for code in codes if code not in first)

    def role(self, codes: tuple[str, ...]) -> Role:
        """Return what the coding says about these codes together."""
        if codes not in self._read:
            self._read[codes] = self._read_role(codes) if codes else UNBOUND
        return self._read[codes]

    def _read_role(self, codes: tuple[str, ...]) -> Role:
        channels = {self._tracks.scheme.places[code].channel.id for code in codes}
        tracks = [self._tracks.by_channel[channel] for channel in sorted(channels)]
        states = _gather(self._states, codes)
        states.sort(key=lambda state: state.on)
        on = np.fromiter((state.on for state in states), np.int64, len(states))
        off = np.fromiter((state.off for state in states), np.int64, len(states))
        return Role(
            bound=True,
            coded=all(len(track.coded) for track in tracks),
            observed=seen_in_all(track.observed for track in tracks),
            spans=Spans.from_arrays(on, off),
            on=on,
            off=off,
            reach=np.maximum.accumulate(off),
            ids=np.array([state.id for state in states], dtype=object),
            states=states,
            marks=_marks(_gather(self._points, codes)),
            left_cut=any(state.left_cut for state in states),
        )


def seen_in_all(observed: Iterable[Spans]) -> Spans:
    """Return the time that is in every one of the sets; equal sets, the usual case, are intersected once."""
    first, *rest = dict.fromkeys(observed)
    for other in rest:
        first = first & other
    return first


def _by_code(events: Iterable[T]) -> dict[str, list[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for event in events:
        groups[event.code].append(event)
    return groups


def _gather(groups: dict[str, list[T]], codes: Iterable[str]) -> list[T]:
    return [event for code in codes for event in groups.get(code, ())]


def _marks(points: list[Point]) -> Marks:
    if not points:
        return NO_MARKS
    times, first = np.unique(np.fromiter((p.time for p in points), np.int64, len(points)), return_index=True)
    return Marks(times, np.array([point.id for point in points], dtype=object)[first])
