"""Empatica E4: ``HR.csv`` (one rate a second) and ``IBI.csv`` (the beats the device was sure of).

Both begin with the moment the recording started, as seconds since 1970. It is not kept, since it would tell the day of
the recording: the device's 0 is the start that stands in the file. That of ``HR.csv`` is 10 s after the one of
``IBI.csv``. A row of ``IBI.csv`` is the time of a beat and its distance from the beat before; where beats were not
found, rows are missing and the signal has a gap.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from coder.exchange.physiology.signal import beats_at, sampled
from coder.exchange.physiology.table import is_number, rows_from
from coder.exchange.physiology.text import TextFile, read_text
from coder.exchange.physiology.units import MS_PER_S
from coder.model.heart import HeartSignal, Rates

_CHOOSE: Final = "Choose HR.csv or IBI.csv of the recording."


def read(path: Path) -> HeartSignal:
    """Return the signal of an ``HR.csv`` or ``IBI.csv``; raises `ExchangeError`."""
    file = read_text(path)
    start = file.first_filled()
    began, *rest = [cell.strip() for cell in file.lines[start].split(",")]
    if not is_number(began):
        raise file.error("The file does not begin with the start of a recording.", _CHOOSE, start + 1)
    if [cell.lower() for cell in rest] == ["ibi"]:
        return _beats(file, start)
    if rest:
        raise file.error("This is neither heart rate nor inter-beat intervals.", _CHOOSE, start + 1)
    return _rates(file, start)


def _rates(file: TextFile, start: int) -> HeartSignal:
    table = rows_from(file, start + 1, ",", 1)
    hertz, *bpm = table.numbers(0).tolist()
    if hertz != 1:
        what = f"The file has {hertz:g} values a second; HR.csv has 1."
        raise file.error(what, _CHOOSE, int(table.lines[0]))
    at_ms: Rates = np.arange(len(bpm), dtype=np.float64) * MS_PER_S
    return sampled(file, table.lines[1:], at_ms, np.array(bpm, dtype=np.float64))


def _beats(file: TextFile, start: int) -> HeartSignal:
    table = rows_from(file, start + 1, ",", 2)
    return beats_at(file, table.lines, table.numbers(0) * MS_PER_S, table.numbers(1) * MS_PER_S)
