"""Where two coders disagree: every stretch, how much it matters, and whether it is a boundary or a label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from coder.agreement.kappa import kappa, margins
from coder.agreement.stat import BoolArray, FloatArray, IntArray
from coder.agreement.sweep import Interval, Record, Segments, Windows
from coder.agreement.time_table import Categories, GapPolicy, Joint, UnobsPolicy, join, tally

Kind = Literal["boundary", "label"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One stretch in which the coders' codes differ.

    Attributes
    ----------
    share : float
        Part of all disagreement time of the session and channel.
    gain : float or None
        How much kappa would rise if the stretch became half ``(a, a)`` and half ``(b, b)``.
    kind
        ``boundary`` when moving one boundary by at most the tolerance ends it, else ``label``.
    """

    on_ms: int
    off_ms: int
    code_a: str
    code_b: str
    share: float
    gain: float | None
    kind: Kind

    @property
    def length_ms(self) -> int:
        """Length of the stretch."""
        return self.off_ms - self.on_ms


@dataclass(frozen=True, slots=True)
class Runs:
    """Disagreements as arrays of one shape (n,), in time order; ``window`` is the place of their window.

    ``a`` and ``b`` are categories, ``gain`` is NaN where kappa is undefined before or after.
    """

    on: IntArray
    off: IntArray
    a: IntArray
    b: IntArray
    window: IntArray
    boundary: BoolArray


def disagreements(
    a: Iterable[Interval],
    b: Iterable[Interval],
    windows: Iterable[tuple[int, int]],
    codes: Sequence[str],
    *,
    tol_ms: int = 2000,
    unobservable: str | None = None,
    unobs_policy: UnobsPolicy = "drop_either",
    gap_policy: GapPolicy = "exclude",
) -> list[Disagreement]:
    """Return the disagreements of one session and channel, the longest first, then by start.

    Parameters are those of `time_table.time_table`; ``tol_ms`` bounds the length of a boundary disagreement.
    """
    categories = Categories.of(codes, unobservable, unobs_policy, gap_policy)
    records = [Record.of(side, codes, unobservable) for side in (a, b)]
    spans = Windows.of(windows)
    joint = join(records[0], records[1], spans, categories)
    runs = find_runs(joint, tol_ms)
    table = tally(joint, categories, len(spans)).sum(0)
    whole = np.zeros(len(runs.on), dtype=np.int64)
    shares, gains = run_shares(runs, whole, 1), run_gains(runs, table[None], whole)
    order = np.lexsort((runs.on, runs.on - runs.off))
    return [
        Disagreement(
            int(runs.on[i]),
            int(runs.off[i]),
            categories.names[runs.a[i]],
            categories.names[runs.b[i]],
            float(shares[i]),
            None if np.isnan(gains[i]) else float(gains[i]),
            "boundary" if runs.boundary[i] else "label",
        )
        for i in order
    ]


def find_runs(joint: Joint, tol_ms: int) -> Runs:
    """Return the longest stretches with the same two unequal categories; what left the table ends a stretch."""
    segments = joint.segments
    differ = joint.kept & (joint.a != joint.b)
    joined = _continues(segments)
    goes_on = joined & np.append(False, _same_as_before(joint.a) & _same_as_before(joint.b) & differ[:-1])
    first = np.flatnonzero(differ & ~goes_on)
    last = np.flatnonzero(differ & ~np.append(goes_on[1:] & differ[1:], False))
    on, off = segments.on[first], segments.off[last]
    mine, theirs = segments.labels
    moved_a = _moves_a_boundary(segments, mine, theirs[first], joined, first, last)
    moved_b = _moves_a_boundary(segments, theirs, mine[first], joined, first, last)
    boundary = (off - on <= tol_ms) & (moved_a | moved_b)
    return Runs(on, off, joint.a[first], joint.b[first], segments.window[first], boundary)


def run_shares(runs: Runs, group: IntArray, n_groups: int) -> FloatArray:
    """Return each run's part of the disagreement time of its group (session)."""
    length = (runs.off - runs.on).astype(np.float64)
    whole = np.bincount(group, weights=length, minlength=n_groups)
    return length / whole[group]


def run_gains(runs: Runs, tables: IntArray, group: IntArray) -> FloatArray:
    """Return how much kappa of the group's table rises when a run becomes half agreement on a, half on b.

    Only the margins of the two categories change, so no table is rebuilt. NaN where kappa is undefined.
    """
    m = margins(tables)
    before = kappa(m).values[group]
    length = (runs.off - runs.on).astype(np.float64)
    diagonal, rows, columns = (m[:, k, :] for k in range(3))
    n = rows.sum(-1)[group]
    agreed = diagonal.sum(-1)[group] + length
    by_chance = (rows * columns).sum(-1)[group]
    for category, row_change in ((runs.a, -length / 2), (runs.b, length / 2)):
        r, c = rows[group, category], columns[group, category]
        by_chance = by_chance + (r + row_change) * (c - row_change) - r * c
    pe = by_chance / n**2
    certain = 1 - pe < 1e-12
    after = (agreed / n - pe) / np.where(certain, np.nan, 1 - pe)
    return np.asarray(after - before)


def by_code_pair(rows: Sequence[Disagreement]) -> list[tuple[str, str, int, float]]:
    """Return (code_a, code_b, ms, cumulative share) of the disagreement time, the largest pair first."""
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        pair = (row.code_a, row.code_b)
        sums[pair] = sums.get(pair, 0) + row.length_ms
    whole = sum(sums.values())
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    reached = np.cumsum([length for _, length in ordered]).tolist()
    return [(*pair, length, so_far / whole) for (pair, length), so_far in zip(ordered, reached, strict=True)]


def _continues(segments: Segments) -> BoolArray:
    """Return whether each stretch touches the one before it in the same window."""
    if not len(segments.on):
        return np.zeros(0, dtype=bool)
    touching = (segments.on[1:] == segments.off[:-1]) & _same_as_before(segments.window)
    return np.append(False, touching)


def _same_as_before(values: IntArray) -> BoolArray:
    same: BoolArray = values[1:] == values[:-1]
    return same


def _moves_a_boundary(
    segments: Segments, own: IntArray, wanted: IntArray, joined: BoolArray, first: IntArray, last: IntArray
) -> BoolArray:
    """Return whether a coder's track turns to the ``wanted`` label at either end of a run and outlasts the run."""
    n = len(own)
    same_stretch = joined & np.append(False, _same_as_before(own)) if n else joined
    stretch = np.cumsum(~same_stretch) - 1
    starts = segments.on[~same_stretch]
    ends = segments.off[np.append(~same_stretch[1:], True)] if n else starts
    longer = (ends - starts)[stretch[first]] > segments.off[last] - segments.on[first]
    before = joined[first] & (own[first - 1] == wanted)
    follows = np.append(joined[1:], False)[last] if n else joined
    after = follows & (own[np.minimum(last + 1, n - 1)] == wanted) if n else follows
    beside: BoolArray = longer & (before | after)
    return beside
