"""Tables in text files: headings told apart from numbers, columns read as numbers, every fault with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from coder.exchange.physiology.text import TextFile
from coder.model.heart import Rates
from coder.model.spans import Times

DELIMITERS: Final = (",", ";", "\t")
MISSING: Final = frozenset(("", "nan", "na", "n/a", "null", "none", "-"))

_NOT_IN_NAMES: Final = re.compile(r"[^a-z0-9]+")


def plain_name(heading: str) -> str:
    """Return a heading as it is compared: ``RR-interval [ms]`` is ``rr_interval_ms``."""
    return _NOT_IN_NAMES.sub("_", heading.strip().lower()).strip("_")


def headings(line: str, delimiter: str) -> list[str]:
    """Return the plain names in a line."""
    return [plain_name(cell) for cell in line.split(delimiter)]


def is_number(cell: str) -> bool:
    """Return whether a cell can be read as a number."""
    try:
        float(cell.strip().strip('"').replace(",", "."))
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows of a file from some line on; blank lines are left out.

    Attributes
    ----------
    cells : list of list of str
        Every row has at least the columns that were asked for.
    lines : int64 array, shape (n,)
        The line of each row, from 1.
    comma_decimals : bool
        Whether numbers may be written with a comma.
    """

    file: TextFile
    cells: list[list[str]]
    lines: Times
    comma_decimals: bool

    def __len__(self) -> int:
        return len(self.cells)

    def texts(self, column: int) -> list[str]:
        """Return a column as texts, without quotes around them."""
        return [row[column].strip().strip('"') for row in self.cells]

    def numbers(self, column: int) -> Rates:
        """Return a column as numbers, shape (n,); NaN where the cell says that there is none.

        Raises
        ------
        ExchangeError
            When a cell is anything else.
        """
        raw = [row[column] for row in self.cells]
        try:
            # Python reads 1_000 as a number; a device never writes it
            if not any("_" in text for text in raw):
                return np.array(list(map(float, raw)), dtype=np.float64)
        except ValueError:
            pass
        return np.array([self._number(place, text) for place, text in enumerate(self.texts(column))], dtype=np.float64)

    def _number(self, place: int, text: str) -> float:
        if text.lower() in MISSING:
            return float("nan")
        plain = text.replace(",", ".") if self.comma_decimals else text
        if "_" in plain or not is_number(plain):
            what = f"“{text[:20]}” is not a number."
            raise self.file.error(what, "Correct it, or leave it empty if it is missing.", int(self.lines[place]))
        return float(plain)


def rows_from(file: TextFile, start: int, delimiter: str | None, columns: int) -> TextTable:
    """Return the rows from the place ``start`` in the file's lines on.

    Parameters
    ----------
    delimiter : str or None
        None splits at white space.
    columns : int
        How many columns each row must have.

    Raises
    ------
    ExchangeError
        When a row is shorter, or there is none.
    """
    filled = [(n, line) for n, line in enumerate(file.lines[start:], start + 1) if line and not line.isspace()]
    cells = [line.split(delimiter) for _, line in filled]
    for (number, _), row in zip(filled, cells, strict=True):
        if len(row) < columns:
            raise file.error(f"The line has {len(row)} of {columns} columns.", "Complete it, or remove it.", number)
    if not cells:
        raise file.error("There is no data under the heading.", "Export the recording again.")
    lines = np.fromiter((number for number, _ in filled), np.int64, len(filled))
    return TextTable(file, cells, lines, comma_decimals=delimiter != ",")
