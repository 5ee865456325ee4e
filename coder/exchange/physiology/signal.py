"""From times and values in a file to a signal.

What is wrong in a way that could be mended in two ways is refused: times that go back (a device that was started again,
or two files in one) and intervals missing from a plain list (the beats after it would come too early). What only lacks
a value is left out and counted: an entry without time or rate, and a second entry at the same ms. Rates no heart has
stay in: they are artefacts, and the measures say how much of the time they take. Negative times are kept: a device's 0
may lie anywhere.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from coder.exchange.physiology.text import TextFile
from coder.model.heart import HeartSignal, Rates
from coder.model.spans import Times

MS_PER_MIN: Final = 60_000
MAX_TIME_MS: Final = 10**12
"""31 years; times are counted from the start of a recording, never from 1970."""
FINEST_MS: Final = 100
"""Heart rate says nothing new ten times a second; of signals written more often one value per tenth is kept."""


def sampled(file: TextFile, lines: Times, times_ms: Rates, bpm: Rates) -> HeartSignal:
    """Return the signal of rates a device gave at its own pace.

    Parameters
    ----------
    file : TextFile
        For errors.
    lines : int64 array, shape (n,)
        The line of each entry.
    times_ms, bpm : float64 arrays, shape (n,)
        NaN where the file has no value.

    Raises
    ------
    ExchangeError
        When times go back or cannot be, or fewer than two entries remain.
    """
    given = np.isfinite(times_ms) & np.isfinite(bpm)
    times = _whole_ms(file, lines[given], times_ms[given])
    _refuse_going_back(file, lines[given], times)
    return _signal(file, times, bpm[given], len(lines), beat_based=False)


def beats_at(file: TextFile, lines: Times, ends_ms: Rates, intervals_ms: Rates) -> HeartSignal:
    """Return the signal of inter-beat intervals that end at known times; see `sampled`.

    A recorded interval begins where its first beat was. Where stamps are coarser than beats, beginnings that would
    come out of order are moved behind the one before.
    """
    given = np.isfinite(ends_ms) & np.isfinite(intervals_ms) & (intervals_ms > 0)
    ends = _whole_ms(file, lines[given], ends_ms[given])
    _refuse_going_back(file, lines[given], ends)
    intervals = intervals_ms[given]
    steps = np.arange(len(ends))
    starts = np.maximum.accumulate(np.rint(ends - intervals).astype(np.int64) - steps) + steps
    return _signal(file, starts, MS_PER_MIN / intervals, len(lines), beat_based=True)


def beats_in_turn(file: TextFile, lines: Times, intervals_ms: Rates) -> HeartSignal:
    """Return the signal of inter-beat intervals without times: the first begins at the device's 0; see `sampled`."""
    wrong = np.flatnonzero(~(np.isfinite(intervals_ms) & (intervals_ms > 0)))
    if len(wrong):
        what = "An interval is missing or not above 0, so the times of all later beats are unknown."
        raise file.error(what, "Export the intervals with their times.", int(lines[wrong[0]]))
    ends = np.cumsum(intervals_ms)
    starts = _whole_ms(file, lines, ends - intervals_ms)
    return _signal(file, starts, MS_PER_MIN / intervals_ms, len(lines), beat_based=True)


def _whole_ms(file: TextFile, lines: Times, times_ms: Rates) -> Times:
    beyond = np.flatnonzero(np.abs(times_ms) > MAX_TIME_MS)
    if len(beyond):
        what = f"The time {times_ms[beyond[0]]:.6g} ms is more than 31 years from the start."
        raise file.error(what, "Check the unit, and count from the recording's start.", int(lines[beyond[0]]))
    whole: Times = np.rint(times_ms).astype(np.int64)
    return whole


def _refuse_going_back(file: TextFile, lines: Times, times: Times) -> None:
    back = np.flatnonzero(np.diff(times) < 0)
    if len(back):
        what = "The time goes back here, as when a device was started again."
        raise file.error(what, "Keep one recording in the file.", int(lines[back[0] + 1]))


def _signal(file: TextFile, times: Times, bpm: Rates, n_entries: int, beat_based: bool) -> HeartSignal:
    first = np.diff(times, prepend=times[:1] - 1) > 0
    times, bpm = times[first], bpm[first]
    if len(times) < 2:
        raise file.error("There are fewer than two heart rates in it.", "Export the recording again.")
    dropped = n_entries - len(times)
    if np.median(np.diff(times)) < FINEST_MS:
        tenths = times // FINEST_MS
        kept = np.diff(tenths, prepend=tenths[:1] - 1) > 0
        times, bpm = times[kept], bpm[kept]
    return HeartSignal(times, bpm, beat_based, dropped)
