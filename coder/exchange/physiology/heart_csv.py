"""A table with a heading: a time column and a heart rate, or inter-beat intervals with or without times.

Recognised are ``time_ms`` or ``time_s`` (also ``t_…``, ``timestamp_…``), ``bpm``, ``hr`` or ``heart_rate``, and
``ibi_ms``, ``ibi_s`` or ``rr_…``, in any spelling: ``Time [ms]`` is ``time_ms``. Other columns are left alone. Where a
table has both a heart rate and intervals, the heart rate is read. Columns are split at commas, semicolons or tabs; with
the latter two numbers may be written with a comma.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Final

from coder.exchange.physiology.signal import beats_at, beats_in_turn, sampled
from coder.exchange.physiology.table import DELIMITERS, TextTable, headings, is_number, rows_from
from coder.exchange.physiology.text import TextFile, read_text
from coder.exchange.physiology.units import INTERVAL_NAMES, TIME_NAMES, interval_ms
from coder.model.heart import HeartSignal, Rates

RATE_NAMES: Final = frozenset(("bpm", "hr", "heart_rate", "heartrate", "hr_bpm", "heart_rate_bpm", "heartrate_bpm"))
_UNITLESS: Final = frozenset(("time", "t", "timestamp", "offset", "seconds", "ms"))


def read(path: Path) -> HeartSignal:
    """Return the signal in a table; raises `ExchangeError`."""
    file = read_text(path)
    start = file.first_filled()
    delimiter, names = _heading(file, start)
    times, rates = _columns(names, TIME_NAMES), _columns(names, RATE_NAMES)
    intervals = [] if rates else _columns(names, INTERVAL_NAMES)
    for found in (times, rates, intervals):
        if len(found) > 1:
            both = " and ".join(f"“{names[column]}”" for column in found)
            raise file.error(f"The columns {both} say the same thing.", "Keep one of them.", start + 1)
    if not rates and not intervals:
        raise file.error("No column holds a heart rate.", "Name the columns time_ms and bpm.", start + 1)
    if rates and not times:
        raise _no_time(file, names, start)
    table = rows_from(file, start + 1, delimiter, max(*times, *rates, *intervals, 0) + 1)
    at_ms = table.numbers(times[0]) * TIME_NAMES[names[times[0]]] if times else None
    if rates and at_ms is not None:
        return sampled(file, table.lines, at_ms, table.numbers(rates[0]))
    return _beats(
        file, table, at_ms, interval_ms(file, table.numbers(intervals[0]), INTERVAL_NAMES[names[intervals[0]]])
    )


def _beats(file: TextFile, table: TextTable, at_ms: Rates | None, intervals: Rates) -> HeartSignal:
    if at_ms is None:
        return beats_in_turn(file, table.lines, intervals)
    return beats_at(file, table.lines, at_ms, intervals)


def _heading(file: TextFile, start: int) -> tuple[str, list[str]]:
    """Return the delimiter of the heading and its names: the one that makes most names known."""
    line = file.lines[start]
    known = {*TIME_NAMES, *RATE_NAMES, *INTERVAL_NAMES}
    best = max(DELIMITERS, key=lambda delimiter: sum(name in known for name in headings(line, delimiter)))
    names = headings(line, best)
    if all(is_number(cell) for cell in line.split(best)):
        raise file.error("The table has no heading.", "Add a first line such as time_ms,bpm.", start + 1)
    return best, names


def _columns(names: list[str], wanted: Container[str]) -> list[int]:
    return [place for place, name in enumerate(names) if name in wanted]


def _no_time(file: TextFile, names: list[str], start: int) -> Exception:
    bare = next((name for name in names if name in _UNITLESS), None)
    what = f"The column “{bare}” does not say its unit." if bare else "No column holds the time."
    return file.error(what, "Name it time_ms or time_s.", start + 1)
