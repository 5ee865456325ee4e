"""The stretches and events behind a table of two coders' codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from coder.agreement.disagreements import Kind
from coder.agreement.report.channel import StateChannel
from coder.agreement.report.disagreements import disagreement_rows
from coder.agreement.report.states import Compared
from coder.agreement.rows import UNMATCHED, EventKind, EventRow
from coder.agreement.stat import IntArray


@dataclass(frozen=True, slots=True)
class Difference:
    """One stretch, or one pair of events, with what each coder called it; times in session ms.

    Attributes
    ----------
    code_a, code_b : str
        Code ids, ``(gap)`` for time without a code, ``(unmatched)`` where only the other coder has an event.
    ids_a, ids_b : tuple of str
        The events behind the codes.
    share, gain : float or None
        Of the session and channel: part of the time that differs, and how much kappa would rise without it.
    kind
        Of a stretch ``boundary``, ``label`` or ``agreed``; of events how they were matched. ``uncounted``: it costs no
        agreement, yet the consensus needs a decision, as where one could not see or modifiers differ.
    """

    session: str
    on_ms: int
    off_ms: int
    code_a: str
    code_b: str
    ids_a: tuple[str, ...]
    ids_b: tuple[str, ...]
    share: float | None
    gain: float | None
    kind: Kind | Literal["agreed", "uncounted"] | EventKind

    @property
    def length_ms(self) -> int:
        """Length of the stretch, or the time between two events."""
        return self.off_ms - self.on_ms

    @property
    def place(self) -> tuple[str, int, int, str, str]:
        """What tells it from others, whatever it weighs."""
        return self.session, self.on_ms, self.off_ms, self.code_a, self.code_b

    @property
    def agrees(self) -> bool:
        """Whether both coders have the same code here."""
        return self.kind in ("agreed", "match")


@dataclass(frozen=True, slots=True)
class CodeTable:
    """What coder A (rows) and coder B (columns) called the same time, or the same events.

    Attributes
    ----------
    names : tuple of str
        Code ids, then ``(gap)`` or the unobservable code where they count, or ``(unmatched)``.
    amounts : int64 array (q, q)
        Milliseconds, or numbers of events (a matched pair is one).
    """

    names: tuple[str, ...]
    amounts: IntArray
    unit: Literal["ms", "count"]

    def share(self, row: int, column: int) -> float | None:
        """Return the part of a row that lies in a column; None for an empty row and for events only B has."""
        whole = int(self.amounts[row].sum())
        return int(self.amounts[row, column]) / whole if whole and self.names[row] != UNMATCHED else None

    def largest_confusion(self) -> tuple[int, int] | None:
        """Return the cell off the diagonal with the most in it, the first of several; None when there is none."""
        apart = self.amounts.copy()
        np.fill_diagonal(apart, 0)
        if not apart.any():
            return None
        row, column = np.unravel_index(int(apart.argmax()), apart.shape)
        return int(row), int(column)

    @property
    def differing(self) -> int:
        """How much lies off the diagonal."""
        return int(self.amounts.sum() - np.trace(self.amounts))


def table_of_states(compared: Compared) -> CodeTable:
    """Return the duration table of a channel, all sessions together."""
    return CodeTable(compared.categories.names, compared.tables[:, 0].sum(0), "ms")


def table_of_events(rows: Iterable[EventRow], codes: Sequence[str]) -> CodeTable:
    """Return how often which events were matched."""
    names = (*codes, UNMATCHED)
    place = {name: i for i, name in enumerate(names)}
    amounts = np.zeros((len(names), len(names)), dtype=np.int64)
    for row in rows:
        amounts[place[row.code_a or UNMATCHED], place[row.code_b or UNMATCHED]] += 1
    return CodeTable(names, amounts, "count")


def state_differences(states: StateChannel, compared: Compared) -> list[Difference]:
    """Return where two coders' states differ, session by session, the longest first."""
    return [
        Difference(
            row.session,
            row.on,
            row.off,
            row.code_a,
            row.code_b,
            tuple(filter(None, row.ids_a.split(";"))),
            tuple(filter(None, row.ids_b.split(";"))),
            row.share,
            row.gain,
            row.kind,
        )
        for row in disagreement_rows(states, [compared])
    ]


def agreed_stretches(states: StateChannel, compared: Compared) -> list[Difference]:
    """Return where both coders have the same code, in time order."""
    axis, joint = states.comparison.axis, compared.joint
    segments, names = joint.segments, compared.categories.names
    chosen = np.flatnonzero(joint.kept & (joint.a == joint.b) & (axis.scope[segments.window] == 0))
    if not len(chosen):
        return []
    goes_on = (segments.on[chosen[1:]] == segments.off[chosen[:-1]]) & (joint.a[chosen[1:]] == joint.a[chosen[:-1]])
    goes_on &= segments.window[chosen[1:]] == segments.window[chosen[:-1]]
    first, last = chosen[np.append(True, ~goes_on)], chosen[np.append(~goes_on, True)]
    window = segments.window[first]
    on = axis.session_time(segments.on[first], window).tolist()
    length = (segments.off[last] - segments.on[first]).tolist()
    infos = states.comparison.sessions.infos
    columns = zip(axis.session[window].tolist(), on, length, joint.a[first].tolist(), strict=True)
    return [
        Difference(infos[s].session, begin, begin + ms, names[code], names[code], (), (), None, None, "agreed")
        for s, begin, ms, code in columns
    ]


def event_differences(rows: Iterable[EventRow]) -> list[Difference]:
    """Return every event with its partner, in the order of the rows; matched ones as well."""
    found = []
    for row in rows:
        times = [time for time in (row.t_a, row.t_b) if time is not None]
        found.append(
            Difference(
                row.session,
                min(times),
                max(times),
                row.code_a or UNMATCHED,
                row.code_b or UNMATCHED,
                (row.id_a,) if row.id_a else (),
                (row.id_b,) if row.id_b else (),
                None,
                None,
                row.kind,
            )
        )
    return found
