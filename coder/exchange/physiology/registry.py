"""The formats of heart rate, by the names that stand in ``session.json``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coder.exchange.errors import ExchangeError
from coder.exchange.physiology import edf, empatica, heart_csv, ibi, polar
from coder.model.heart import HeartSignal


@dataclass(frozen=True, slots=True)
class HeartFormat:
    """One format: its name in files, what it is called, how its files end, and what reads it."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], HeartSignal]


FORMATS: Final[dict[str, HeartFormat]] = {
    one.name: one
    for one in (
        HeartFormat("csv", "Table with a heading", (".csv", ".tsv", ".txt"), heart_csv.read),
        HeartFormat("ibi", "Inter-beat intervals", (".txt", ".ibi", ".rr", ".csv"), ibi.read),
        HeartFormat("e4", "Empatica E4", (".csv",), empatica.read),
        HeartFormat("polar", "Polar", (".txt", ".csv"), polar.read),
        HeartFormat("edf", "EDF", (".edf", ".rec", ".bdf"), edf.read),
    )
}


def read_heart(path: Path, format_name: str) -> HeartSignal:
    """Return the heart rate in a file, on the device's clock.

    Parameters
    ----------
    path : Path
        The file.
    format_name : str
        One of `FORMATS`.

    Raises
    ------
    ExchangeError
        When there is no such format, the file is missing, too large, or not what the format says.
    """
    found = FORMATS.get(format_name)
    if found is None:
        raise ExchangeError(f"“{format_name[:20]}” is no format of heart rate.", f"Use {', '.join(FORMATS)}.", path)
    return found.read(path)
