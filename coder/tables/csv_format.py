"""CSV as RFC 4180 has it: UTF-8, comma, CRLF, a header line, an empty cell for a missing value.

A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers never do.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pandas as pd

from coder.tables.schema import Table

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_AT_ONCE: Final = 50_000
"""Rows turned into texts at a time, so that millions of them need no more memory."""


def write_csv(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` to ``path``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column.name for column in table.columns)
        for start in range(0, len(frame), _AT_ONCE):
            part = frame.iloc[start : start + _AT_ONCE]
            columns = [_cells(part[column.name], column.type == "text") for column in table.columns]
            writer.writerows(zip(*columns, strict=True))


def _cells(series: pd.Series, is_text: bool) -> list[str]:
    if isinstance(series.dtype, pd.CategoricalDtype):
        written = [*map(_safe, series.cat.categories), ""]
        return [written[code] for code in series.cat.codes.to_list()]
    write = _safe if is_text else str if pd.api.types.is_integer_dtype(series.dtype) else _number
    return ["" if value is pd.NA else write(value) for value in series.to_list()]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _number(value: float) -> str:
    """Return the shortest text that reads back as the same number, whole numbers without a point."""
    return repr(value).removesuffix(".0")
