"""Polar H10, Verity Sense and others: what the Polar Sensor Logger and Polar Flow write.

The logger writes a line per heart rate (``…_HR.txt``), per interval between beats (``…_RR.txt``) or pulses
(``…_PPI.txt``), each with the phone's clock; intervals that came together carry one stamp, which is that of the last.
Polar Flow writes a line a second under a heading of its own, after lines about the person, which are not read. The
device's 0 is the first line's stamp, or Polar Flow's 00:00:00, so no date is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from coder.exchange.physiology.signal import beats_at, sampled
from coder.exchange.physiology.table import DELIMITERS, TextTable, headings, rows_from
from coder.exchange.physiology.text import TextFile, read_text
from coder.model.heart import HeartSignal, Rates

RATE: Final = "hr_bpm"
INTERVALS: Final = ("rr_interval_ms", "pp_interval_ms")
_STAMPS: Final = ("phone_timestamp", "time")
_HEADING_WITHIN: Final = 10
_MS: Final = timedelta(milliseconds=1)


def read(path: Path) -> HeartSignal:
    """Return the signal of an export; raises `ExchangeError`."""
    file = read_text(path)
    start, delimiter, names = _heading(file)
    stamp = next(names.index(name) for name in _STAMPS if name in names)
    value = next(names.index(name) for name in (*INTERVALS, RATE) if name in names)
    table = rows_from(file, start + 1, delimiter, max(stamp, value) + 1)
    at_ms = _times(table, stamp, _stamped if names[stamp] == "phone_timestamp" else _elapsed)
    if names[value] == RATE:
        return sampled(file, table.lines, at_ms - (at_ms[0] if names[stamp] != "time" else 0), table.numbers(value))
    intervals = table.numbers(value)
    return beats_at(file, table.lines, _ends(at_ms - at_ms[0], intervals), intervals)


def _heading(file: TextFile) -> tuple[int, str, list[str]]:
    """Return the place, the delimiter and the names of the heading."""
    for place, line in enumerate(file.lines[:_HEADING_WITHIN]):
        for delimiter in DELIMITERS:
            names = headings(line, delimiter)
            if any(name in names for name in _STAMPS) and any(name in names for name in (RATE, *INTERVALS)):
                return place, delimiter, names
    what = "This is no heart rate or intervals of the Polar Sensor Logger or Polar Flow."
    raise file.error(what, "Choose the file that ends in _HR, _RR or _PPI, or the CSV of Polar Flow.", 1)


def _times(table: TextTable, column: int, parse: Callable[[str], float]) -> Rates:
    """Return the stamps in ms."""
    times = []
    for line, text in zip(table.lines.tolist(), table.texts(column), strict=True):
        try:
            times.append(parse(text))
        except ValueError:
            what = f"“{text[:30]}” is not a time."
            raise table.file.error(what, "Export the recording again.", line) from None
    return np.array(times, dtype=np.float64)


def _stamped(text: str) -> float:
    """Return ms on the phone's clock; offsets from Greenwich are left aside, for a phone keeps its own."""
    return (datetime.fromisoformat(text).replace(tzinfo=None) - datetime.min) / _MS


def _elapsed(text: str) -> float:
    """Return the ms of ``00:01:30``."""
    hours, minutes, seconds = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds)) / _MS


def _ends(at_ms: Rates, intervals: Rates) -> Rates:
    """Return when each interval ended: the last of those with one stamp at the stamp, the others before it."""
    ends = at_ms.copy()
    for place in range(len(ends) - 2, -1, -1):
        if at_ms[place] == at_ms[place + 1] and np.isfinite(intervals[place + 1]):
            ends[place] = ends[place + 1] - intervals[place + 1]
    return ends
