"""Several coders' records of one channel laid over each other and cut wherever any of them changes.

The elementary stretches that result are exact: they give what a grid of 1 ms would give. Everything timed (duration
tables, tolerance, alpha, disagreements, blocks) is computed from them. Several windows, and so several sessions moved
onto one long axis, are cut in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.agreement.errors import AgreementError
from coder.agreement.stat import IntArray

GAP: Final = -1
"""Label of time without a code."""
UNOBS: Final = -2
"""Label of time the coder marked as unobservable."""

Interval = tuple[int, int, str]
"""One state as ``(on_ms, off_ms, code)``."""

_NONE: Final[IntArray] = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Windows:
    """Disjoint analysis windows in time order; touching ones stay separate.

    Attributes
    ----------
    on, off : int64 arrays of shape (w,)
    """

    on: IntArray
    off: IntArray

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Windows:
        """Return windows from ``(on, off)`` pairs in any order.

        Raises
        ------
        AgreementError
            When a window is empty or two overlap.
        """
        table = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        _check_disjoint(table[:, 0], table[:, 1], "analysis windows")
        return cls(table[:, 0], table[:, 1])

    def __len__(self) -> int:
        return len(self.on)

    @property
    def length(self) -> int:
        """Total length in ms."""
        return int((self.off - self.on).sum())

    def at(self, times: IntArray) -> IntArray:
        """Return the place of the window that holds each time, or -1."""
        place = self.on.searchsorted(times, "right") - 1
        return _where_running(place, times, self.off, np.arange(len(self)), -1)


@dataclass(frozen=True, slots=True)
class Record:
    """What one coder recorded on one channel: labelled stretches, disjoint and in time order.

    Attributes
    ----------
    on, off, label : int64 arrays of shape (n,)
        ``label`` is the place of the code in the channel's list, or `UNOBS`.
    """

    on: IntArray
    off: IntArray
    label: IntArray

    @classmethod
    def of(cls, intervals: Iterable[Interval], codes: Sequence[str], unobservable: str | None = None) -> Record:
        """Return the record of ``(on_ms, off_ms, code)`` intervals in any order.

        Raises
        ------
        AgreementError
            When a code is not in the list, an interval is empty, or two overlap.
        """
        labels = label_of(codes, unobservable)
        ordered = sorted(intervals)
        unknown = [i for i in ordered if i[2] not in labels]
        if unknown:
            on, off, code = unknown[0]
            raise AgreementError(f"The code '{code}' at {on} to {off} ms is not one of {', '.join(codes)}.")
        times = np.array([i[:2] for i in ordered], dtype=np.int64).reshape(-1, 2)
        _check_disjoint(times[:, 0], times[:, 1], "states of one coder")
        return cls(times[:, 0], times[:, 1], np.array([labels[i[2]] for i in ordered], dtype=np.int64))

    def label_at(self, times: IntArray) -> IntArray:
        """Return the label at each time, `GAP` where nothing is coded."""
        place = self.on.searchsorted(times, "right") - 1
        return _where_running(place, times, self.off, self.label, GAP)


@dataclass(frozen=True, slots=True)
class Segments:
    """Stretches inside the windows in which no record changes.

    Attributes
    ----------
    on, off : int64 arrays of shape (n,)
    window : int64 array of shape (n,)
        Place of the window each stretch lies in.
    labels : int64 array of shape (k, n)
        Label in each of the k records.
    """

    on: IntArray
    off: IntArray
    window: IntArray
    labels: IntArray

    @property
    def lengths(self) -> IntArray:
        """Length of each stretch in ms."""
        return self.off - self.on


def label_of(codes: Sequence[str], unobservable: str | None) -> Mapping[str, int]:
    """Return code → label; the unobservable code is `UNOBS`."""
    labels = {code: place for place, code in enumerate(codes)}
    if unobservable is not None:
        labels[unobservable] = UNOBS
    return labels


def cut(records: Sequence[Record], windows: Windows, also_at: IntArray = _NONE) -> Segments:
    """Cut the windows at every boundary of every record, and at the times ``also_at``."""
    edges = [edge for record in records for edge in (record.on, record.off)]
    bounds = distinct(np.concatenate([windows.on, windows.off, also_at, *edges]))
    on, off = bounds[:-1], bounds[1:]
    window = windows.at(on)
    inside = window >= 0
    on, off, window = on[inside], off[inside], window[inside]
    labels = np.array([record.label_at(on) for record in records], dtype=np.int64).reshape(len(records), len(on))
    return Segments(on, off, window, labels)


def distinct(times: IntArray) -> IntArray:
    """Return the times in order, each once; on nearly sorted times much faster than `numpy.unique`."""
    ordered = np.sort(times, kind="stable")
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def _where_running(place: IntArray, times: IntArray, off: IntArray, found: IntArray, otherwise: int) -> IntArray:
    if not len(off):
        return np.full(len(times), otherwise, dtype=np.int64)
    running = (place >= 0) & (times < off[place])
    return np.where(running, found[place], otherwise)


def _check_disjoint(on: IntArray, off: IntArray, what: str) -> None:
    if (on >= off).any():
        place = int((on >= off).argmax())
        raise AgreementError(f"Of the {what}, one ends before it begins: {on[place]} to {off[place]} ms.")
    if (on[1:] < off[:-1]).any():
        place = int((on[1:] < off[:-1]).argmax())
        raise AgreementError(f"Two {what} overlap: the one at {on[place + 1]} ms begins before {off[place]} ms.")
