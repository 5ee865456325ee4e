"""Heart rate as the measures read it: freed of artefacts, smoothed, and known to be there or not.

This depends on the recording alone, so it is done once for all codings of a session.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from coder.model.heart import HeartSignal, Rates
from coder.model.spans import Flags, Spans, Times

LOWEST_BPM: Final = 40.0
HIGHEST_BPM: Final = 240.0
LARGEST_CHANGE: Final = 0.3
"""A rate outside these limits, or one that differs by more than this share from the beat before, is an artefact."""

BEAT_MS: Final = 2_000
"""Entries further apart are not neighbouring beats; a rate stands for no longer than this if nothing follows."""
HALF_FILTER_MS: Final = 5_000
"""The median is taken over 10 s: this much to each side."""
LONGEST_STAND_MS: Final = 2 * HALF_FILTER_MS

MIN_BASELINE_MS: Final = 60_000
"""Least clean signal in a baseline."""

_BLOCK: Final = 1_000_000
"""Cells in memory at once while filtering."""


class Baseline(NamedTuple):
    """Mean and standard deviation of the filtered heart rate, in bpm."""

    mean: float
    sd: float

    @property
    def limit(self) -> float:
        """The highest heart rate that counts as recovered: mean + 1 SD."""
        return self.mean + self.sd


@dataclass(frozen=True, eq=False)
class HeartRate:
    """The clean part of a signal, filtered, on the session axis.

    Attributes
    ----------
    times : int64 array, shape (n,)
        When the clean rates begin to hold, in session ms.
    bpm : float64 array, shape (n,)
        The filtered rates.
    until : int64 array, shape (n,)
        How long each filtered rate is known to hold: until the next one, but no longer than half the filter, within
        which nothing unseen could have changed the median by itself.
    clean : Spans
        Where the signal is there and no artefact.
    """

    times: Times
    bpm: Rates
    until: Times
    clean: Spans

    @cached_property
    def known(self) -> Spans:
        """Where the filtered rate is known."""
        return Spans.from_arrays(self.times, self.until)

    def at_most(self, limit: float) -> Spans:
        """Return where the filtered rate is known and no higher than ``limit`` bpm."""
        # a constant rate is its own mean, but not to the last bit
        low = self.bpm <= limit + 1e-9
        return Spans.from_arrays(self.times[low], self.until[low])

    def baseline(self, within: Spans | None = None) -> Baseline | None:
        """Return mean and SD (n - 1) of the filtered rates inside ``within``, or of all.

        None where there is less clean signal than `MIN_BASELINE_MS`.
        """
        clean = self.clean if within is None else self.clean & within
        if clean.length < MIN_BASELINE_MS:
            return None
        rates = self.bpm if within is None else self.bpm[within.contains(self.times)]
        return Baseline(float(rates.mean()), float(rates.std(ddof=1))) if len(rates) > 1 else None


@dataclass(frozen=True, slots=True)
class Heart:
    """What was recorded of the heart in a session.

    Attributes
    ----------
    rate : HeartRate or None
        None where there is a recording that could not be read or is not synchronised.
    resting : HeartRate or None
        A recording at rest, which then gives the baseline.
    """

    rate: HeartRate | None
    resting: HeartRate | None = None


def read_heart_rate(signal: HeartSignal) -> HeartRate:
    """Clean and filter a signal whose times are on the session axis.

    Artefacts are left out before the median is taken. An entry stands until the next one, at most twice the usual
    distance of entries and never less than `BEAT_MS`; the rest of a longer distance is lost signal.
    """
    times, bpm = signal.times_ms, signal.bpm
    distances = np.diff(times)
    usual_ms = int(np.median(distances)) if len(distances) else BEAT_MS
    stand_ms = min(max(BEAT_MS, 2 * usual_ms), LONGEST_STAND_MS)
    ends = np.append(np.minimum(times[1:], times[:-1] + stand_ms), times[-1:] + stand_ms)
    good = ~artefacts(times, bpm)
    kept = times[good]
    known_ms = max(HALF_FILTER_MS, stand_ms)
    until = np.append(np.minimum(kept[1:], kept[:-1] + known_ms), kept[-1:] + known_ms)
    return HeartRate(kept, _median_filtered(kept, bpm[good]), until, Spans.from_arrays(kept, ends[good]))


def artefacts(times: Times, bpm: Rates) -> Flags:
    """Return which rates (shape (n,)) cannot be: outside the limits, or too far from the beat just before."""
    outside = (bpm < LOWEST_BPM) | (bpm > HIGHEST_BPM)
    before = bpm[:-1]
    # a rate that cannot be says nothing about the next one
    neighbours = (np.diff(times) <= BEAT_MS) & ~outside[:-1]
    outside[1:] |= neighbours & (np.abs(np.diff(bpm)) > LARGEST_CHANGE * before)
    return outside


def _median_filtered(times: Times, bpm: Rates) -> Rates:
    """Return the median of the rates within half the filter of each time, ends included."""
    first = times.searchsorted(times - HALF_FILTER_MS)
    after = times.searchsorted(times + HALF_FILTER_MS, "right")
    widest = int((after - first).max(initial=1))
    step = max(_BLOCK // widest, 1)
    blocks = [
        _medians(bpm, first[place : place + step], after[place : place + step], widest)
        for place in range(0, len(times), step)
    ]
    return np.concatenate(blocks) if blocks else bpm


def _medians(bpm: Rates, first: npt.NDArray[np.intp], after: npt.NDArray[np.intp], widest: int) -> Rates:
    places = first[:, None] + np.arange(widest)
    windows = np.where(places < after[:, None], bpm[np.minimum(places, len(bpm) - 1)], np.inf)
    windows.sort(axis=1)
    rows, count = np.arange(len(first)), after - first
    medians: Rates = (windows[rows, (count - 1) // 2] + windows[rows, count // 2]) / 2
    return medians
