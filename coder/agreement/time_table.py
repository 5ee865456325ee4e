"""How long two coders used each pair of codes: the duration table behind every time-based coefficient."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from coder.agreement.kappa import TableStats, table_stats
from coder.agreement.stat import BoolArray, IntArray, WarningCode, sum_at
from coder.agreement.sweep import GAP, UNOBS, Interval, Record, Segments, Windows, cut

UnobsPolicy = Literal["drop_either", "drop_both", "as_code"]
GapPolicy = Literal["exclude", "as_none"]

NONE_LABEL: Final = "(gap)"
"""Name of the category that stands for time without a code."""
GAPS_ABOVE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Categories:
    """The rows and columns of a channel's table, and what happens to time without a code.

    ``names`` are the codes, then ``(gap)`` and the unobservable code where the policies make them categories.
    """

    names: tuple[str, ...]
    unobservable: str | None
    unobs_policy: UnobsPolicy
    gap_policy: GapPolicy

    @classmethod
    def of(
        cls,
        codes: Sequence[str],
        unobservable: str | None = None,
        unobs_policy: UnobsPolicy = "drop_either",
        gap_policy: GapPolicy = "exclude",
    ) -> Categories:
        """Return the categories of a channel whose observable codes are ``codes``."""
        names = list(codes)
        if gap_policy == "as_none":
            names.append(NONE_LABEL)
        if unobservable is not None and unobs_policy != "drop_either":
            names.append(unobservable)
        return cls(tuple(names), unobservable, unobs_policy, gap_policy)

    @property
    def n_codes(self) -> int:
        """Number of observable codes."""
        return len(self.names) - self._has_unobs - (self.gap_policy == "as_none")

    @property
    def _has_unobs(self) -> bool:
        return self.unobservable is not None and self.unobs_policy != "drop_either"

    def place(self, labels: IntArray) -> IntArray:
        """Return the row or column of each label; labels without one become -1."""
        gap = self.n_codes if self.gap_policy == "as_none" else -1
        unobs = len(self.names) - 1 if self._has_unobs else -1
        return np.where(labels == GAP, gap, np.where(labels == UNOBS, unobs, labels))


@dataclass(frozen=True, slots=True)
class Joint:
    """Elementary stretches of two records after the policies.

    Attributes
    ----------
    segments : Segments
        Every stretch of the windows.
    a, b : int64 arrays (n,)
        Category of each coder.
    unobs, gap, kept : bool arrays (n,)
        Each stretch is left out as unobservable, left out as a gap, or kept.
    """

    segments: Segments
    a: IntArray
    b: IntArray
    unobs: BoolArray
    gap: BoolArray
    kept: BoolArray


@dataclass(frozen=True, slots=True)
class TimeTable:
    """A duration table in ms; rows coder A, columns coder B.

    ``excluded_unobs_ms`` and ``excluded_gap_ms`` are the parts of the window that left the table.
    """

    categories: tuple[str, ...]
    table: IntArray
    excluded_unobs_ms: int
    excluded_gap_ms: int

    @property
    def joint_ms(self) -> int:
        """Jointly usable time."""
        return int(self.table.sum())

    @property
    def warnings(self) -> tuple[WarningCode, ...]:
        """GAPS when more than 2 % of the window left the table because somebody coded nothing."""
        window = self.joint_ms + self.excluded_unobs_ms + self.excluded_gap_ms
        return ("GAPS",) if too_many_gaps(np.array(self.excluded_gap_ms), np.array(window)) else ()

    def stats(self) -> TableStats:
        """Return the coefficients of the table."""
        return table_stats(self.table)


def join(a: Record, b: Record, windows: Windows, categories: Categories) -> Joint:
    """Lay two records over each other and apply the policies; unobservable is tested before gaps."""
    segments = cut((a, b), windows)
    unseen = segments.labels == UNOBS
    policy = categories.unobs_policy
    unobs = unseen.any(0) if policy == "drop_either" else unseen.all(0) & (policy == "drop_both")
    empty = (segments.labels == GAP).any(0) & (categories.gap_policy == "exclude")
    gap = empty & ~unobs
    row, column = categories.place(segments.labels[0]), categories.place(segments.labels[1])
    return Joint(segments, row, column, unobs, gap, ~(unobs | gap))


def tally(joint: Joint, categories: Categories, n_windows: int) -> IntArray:
    """Return the duration table of every window, shape (n_windows, q, q)."""
    keep, q = joint.kept, len(categories.names)
    places = (joint.segments.window[keep], joint.a[keep], joint.b[keep])
    return sum_at(places, joint.segments.lengths[keep], (n_windows, q, q))


def left_out(joint: Joint, n_windows: int) -> tuple[IntArray, IntArray]:
    """Return the ms of every window that left the table as unobservable and as gaps, each of shape (n_windows,)."""
    window, lengths = joint.segments.window, joint.segments.lengths
    unobs, gap = (sum_at((window[mask],), lengths[mask], (n_windows,)) for mask in (joint.unobs, joint.gap))
    return unobs, gap


def too_many_gaps(gap_ms: IntArray, window_ms: IntArray) -> BoolArray:
    """Return where more than 2 % of the window left the table because somebody coded nothing."""
    many: BoolArray = np.asarray(gap_ms > GAPS_ABOVE * window_ms)
    return many


def time_table(
    a: Iterable[Interval],
    b: Iterable[Interval],
    windows: Iterable[tuple[int, int]],
    codes: Sequence[str],
    *,
    unobservable: str | None = None,
    unobs_policy: UnobsPolicy = "drop_either",
    gap_policy: GapPolicy = "exclude",
) -> TimeTable:
    """Return how many ms coder A and coder B spent in each pair of codes of an exclusive channel.

    Parameters
    ----------
    a, b : iterables of (on_ms, off_ms, code)
        Each coder's states, disjoint, in any order.
    windows : iterable of (on_ms, off_ms)
        What is compared; time outside counts for nobody. The tables of several windows are added.
    codes : sequence of str
        All observable codes of the scheme's channel, used or not.
    unobservable : str, optional
        The code that means "cannot be seen".
    unobs_policy
        Leave a stretch out when either coder says unobservable, only when both do, or treat it as a code.
    gap_policy
        Leave out time without a code, or make it the category ``(gap)``.

    Raises
    ------
    AgreementError
        When a code is unknown, or states or windows overlap or are empty.
    """
    categories = Categories.of(codes, unobservable, unobs_policy, gap_policy)
    records = [Record.of(side, codes, unobservable) for side in (a, b)]
    spans = Windows.of(windows)
    joint = join(records[0], records[1], spans, categories)
    unobs_ms, gap_ms = left_out(joint, len(spans))
    return TimeTable(
        categories.names, tally(joint, categories, len(spans)).sum(0), int(unobs_ms.sum()), int(gap_ms.sum())
    )


def unobs_table(
    a: Iterable[Interval],
    b: Iterable[Interval],
    windows: Iterable[tuple[int, int]],
    codes: Sequence[str],
    unobservable: str,
) -> IntArray:
    """Return the two-by-two table (ms) of observed and unobservable; stretches with a gap are left out."""
    records = [Record.of(side, codes, unobservable) for side in (a, b)]
    spans = Windows.of(windows)
    table: IntArray = tally_unobs(cut(records, spans), len(spans)).sum(0)
    return table


def tally_unobs(segments: Segments, n_windows: int) -> IntArray:
    """Return the observed/unobservable table of every window, shape (n_windows, 2, 2)."""
    keep = (segments.labels != GAP).all(0)
    unseen = (segments.labels[:, keep] == UNOBS).astype(np.int64)
    return sum_at((segments.window[keep], unseen[0], unseen[1]), segments.lengths[keep], (n_windows, 2, 2))
