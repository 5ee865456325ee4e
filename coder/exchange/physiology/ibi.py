"""Inter-beat intervals, one a line, in ms or s, with or without the time of the beat that ends each.

The first line may be a heading. Without times the first interval begins at the device's 0 and each next one where the
last ended. Units are those the heading names, else those the numbers fit: a heart's intervals are .2 to 3 s, and times
fit the intervals between them.
"""

from __future__ import annotations

from pathlib import Path

from coder.exchange.physiology.signal import beats_at, beats_in_turn
from coder.exchange.physiology.table import DELIMITERS, headings, is_number, rows_from
from coder.exchange.physiology.text import TextFile, read_text
from coder.exchange.physiology.units import INTERVAL_NAMES, TIME_NAMES, interval_ms, time_ms
from coder.model.heart import HeartSignal


def read(path: Path) -> HeartSignal:
    """Return the signal of a list of intervals; raises `ExchangeError`."""
    file = read_text(path)
    start = file.first_filled()
    delimiter = next((one for one in DELIMITERS if one in file.lines[start]), None)
    cells = file.lines[start].split(delimiter)
    names = [] if all(map(is_number, cells)) else headings(file.lines[start], delimiter or "\t")
    if len(cells) > 2 and not names:
        what = f"The line has {len(cells)} numbers."
        raise file.error(what, "Write one interval a line, or a time and an interval.", start + 1)
    at, interval = _places(file, names, len(cells), start)
    table = rows_from(file, start + bool(names), delimiter, interval + 1)
    unit = INTERVAL_NAMES[names[interval]] if names else None
    intervals = interval_ms(file, table.numbers(interval), unit)
    if at is None:
        return beats_in_turn(file, table.lines, intervals)
    times = table.numbers(at)
    known = TIME_NAMES.get(names[at]) if names else None
    return beats_at(file, table.lines, times * known if known else time_ms(file, times, intervals), intervals)


def _places(file: TextFile, names: list[str], columns: int, start: int) -> tuple[int | None, int]:
    """Return the columns of the times, if there are any, and of the intervals."""
    if not names:
        return (0, 1) if columns == 2 else (None, 0)
    intervals = [place for place, name in enumerate(names) if name in INTERVAL_NAMES]
    if len(intervals) != 1:
        raise file.error("The heading does not name one column of intervals.", "Name it ibi_ms or ibi_s.", start + 1)
    times = [place for place, name in enumerate(names) if name in TIME_NAMES or name in ("time", "t", "timestamp")]
    return (times[0] if times else None), intervals[0]
