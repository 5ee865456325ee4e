"""All sessions of a pair laid end to end on one long axis, so that they are cut and compared in one go.

The axis holds every session twice: once with its whole joint window (scope ``all``), once with the joint window of
each episode by itself. A tolerance or a match never leaves a window, so the two give different results.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.agreement.stat import IntArray
from coder.agreement.sweep import UNOBS, Windows
from coder.model.scheme import Channel
from coder.model.spans import EMPTY, Spans
from coder.model.tracks import Point, State


@dataclass(frozen=True, slots=True)
class Stretches:
    """One coder's states of one channel in one session: int64 arrays (n,) in session ms, and the events' ids."""

    on: IntArray
    off: IntArray
    label: IntArray
    ids: tuple[str, ...]

    @classmethod
    def of(cls, states: Sequence[State], labels: dict[str, int]) -> Stretches:
        """Return the states as arrays."""
        on = np.array([state.on for state in states], dtype=np.int64)
        off = np.array([state.off for state in states], dtype=np.int64)
        label = np.array([labels[state.code] for state in states], dtype=np.int64)
        return cls(on, off, label, tuple(state.id for state in states))


@dataclass(frozen=True, slots=True)
class Laid:
    """Stretches on the long axis; ``source`` is the place of the event among all sessions' stretches."""

    on: IntArray
    off: IntArray
    label: IntArray
    source: IntArray


@dataclass(frozen=True, slots=True)
class Axis:
    """The long axis of one pair of coders and one pass.

    Attributes
    ----------
    windows : Windows
        On the long axis.
    session, scope : int64 arrays (w,)
        Which session and which scope each window belongs to; scope 0 is ``all``.
    begin, end : int64 arrays (s,)
        First and last ms of each session's windows, in session time; 0 where it has none.
    shift : int64 array (s,)
        What is added to session time on the first copy.
    length : int
        Length of one copy.
    n_scopes : int
    """

    windows: Windows
    session: IntArray
    scope: IntArray
    begin: IntArray
    end: IntArray
    shift: IntArray
    length: int
    n_scopes: int

    @classmethod
    def of(cls, joint: Sequence[Spans], scopes: Sequence[Sequence[Spans]], n_episodes: int) -> Axis:
        """Lay out sessions.

        Parameters
        ----------
        joint : sequence of s span sets
            What both coders coded within the episodes of each session.
        scopes : sequence of s sequences of span sets
            The episodes of each session, one span set per scope after ``all``.
        n_episodes : int
            Number of scopes after ``all``.
        """
        begin = np.array([spans.edges[0] if spans else 0 for spans in joint], dtype=np.int64)
        end = np.array([spans.edges[-1] if spans else 0 for spans in joint], dtype=np.int64)
        length = int((end - begin).sum())
        shift = np.cumsum(end - begin) - end
        found = []
        for s, spans in enumerate(joint):
            found += [(on + shift[s], off + shift[s], s, 0) for on, off in spans]
            for k, episode in enumerate(scopes[s], 1):
                moved = shift[s] + length
                found += [(on + moved, off + moved, s, k) for on, off in spans & episode]
        table = np.array(sorted(found), dtype=np.int64).reshape(-1, 4)
        on, off, session, scope = table.T
        return cls(Windows(on, off), session, scope, begin, end, shift, length, 1 + n_episodes)

    @property
    def n_sessions(self) -> int:
        """Number of sessions."""
        return len(self.begin)

    def lay(self, per_session: Sequence[Stretches]) -> Laid:
        """Put each session's stretches on both copies of the axis, cut to the session's windows as a whole."""
        sizes = [len(stretches.on) for stretches in per_session]
        session = np.repeat(np.arange(len(sizes)), sizes)
        on, off, label = (_concatenated([getattr(x, name) for x in per_session]) for name in ("on", "off", "label"))
        on, off = np.maximum(on, self.begin[session]), np.minimum(off, self.end[session])
        kept = np.flatnonzero(on < off)
        on, off = (times[kept] + self.shift[session[kept]] for times in (on, off))
        return Laid(
            np.concatenate([on, on + self.length]),
            np.concatenate([off, off + self.length]),
            np.tile(label[kept], 2),
            np.tile(kept, 2),
        )

    def add_up(self, per_window: IntArray) -> IntArray:
        """Add what belongs to one session and scope: (w, ...) to (s, n_scopes, ...)."""
        sums = np.zeros((self.n_sessions, self.n_scopes, *per_window.shape[1:]), dtype=per_window.dtype)
        np.add.at(sums, (self.session, self.scope), per_window)
        return sums

    def group(self, window: IntArray) -> IntArray:
        """Return which session and scope windows belong to, as places in a flat (s, n_scopes) array."""
        return self.session[window] * self.n_scopes + self.scope[window]

    def window_ms(self) -> IntArray:
        """Return the length of the joint window of every session and scope, shape (s, n_scopes)."""
        return self.add_up(self.windows.off - self.windows.on)

    def session_time(self, times: IntArray, window: IntArray) -> IntArray:
        """Return times on the axis as times of the session of their window."""
        session = self.session[window]
        return times - self.shift[session] - np.where(self.scope[window] > 0, self.length, 0)


def observable_codes(channel: Channel) -> tuple[str, ...]:
    """Return the channel's codes without the one that says it cannot be seen."""
    return tuple(code.id for code in channel.codes if code.id != channel.unobservable)


NO_VALUE: Final = "(none)"
"""The value of a modifier that was not recorded."""


def event_categories(channel: Channel, modifier: str = "") -> tuple[str, ...]:
    """Return the categories of a channel's points: its codes, or ``code:value`` for codes that have the modifier."""
    found: list[str] = []
    for code in channel.codes:
        if code.id == channel.unobservable:
            continue
        values = next((each.values for each in code.modifiers if modifier and each.id == modifier), None)
        found += [code.id] if values is None else [f"{code.id}:{value}" for value in (*values, NO_VALUE)]
    return tuple(found)


def event_category(point: Point, categories: Container[str], modifier: str = "") -> str:
    """Return which of the categories a point belongs to; a value the scheme does not know counts as none."""
    if point.code in categories:
        return point.code
    name = f"{point.code}:{point.mods.get(modifier, NO_VALUE)}"
    return name if name in categories else f"{point.code}:{NO_VALUE}"


def flattened(states: Sequence[State], code: str, unobservable: str | None, leave_gaps_out: bool) -> Stretches:
    """Return the disjoint stretches of one code of a channel whose states can overlap.

    Label 0 is the code, `UNOBS` wherever the channel is unobservable. Where gaps are to be left out, label 1 is time
    with another code alone, so that only time with no code at all stays a gap.
    """
    unseen = Spans.of((s.on, s.off) for s in states if s.code == unobservable)
    shown = Spans.of((s.on, s.off) for s in states if s.code == code) - unseen
    others = Spans.of((s.on, s.off) for s in states) - unseen - shown if leave_gaps_out else EMPTY
    parts = sorted((on, off, label) for spans, label in ((unseen, UNOBS), (shown, 0), (others, 1)) for on, off in spans)
    on, off, label = np.array(parts, dtype=np.int64).reshape(-1, 3).T
    return Stretches(on, off, label, ("",) * len(parts))


def _concatenated(arrays: Sequence[IntArray]) -> IntArray:
    return np.concatenate(arrays) if len(arrays) else np.empty(0, dtype=np.int64)
