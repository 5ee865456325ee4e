"""Excel: a .xlsx with the data on one sheet and its codebook on a second.

Texts are written as texts: none is ever a formula, a link or a number, whatever it begins with. Empty cells stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from coder.tables.codebook import CODEBOOK, CodebookRow
from coder.tables.frames import frame_of
from coder.tables.schema import Table
from coder.tables.texts import Longest

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT: Final = Longest(2 * 32_767, "utf-16-le")
MOST_ROWS: Final = 1_048_575
MOST_COLUMNS: Final = 16_384
_WIDEST: Final = 60
_SAMPLED: Final = 200
_ALWAYS: Final = datetime(2000, 1, 1)
"""Stands for the day of writing, so that equal tables are equal files."""


class _Exact(float):
    """A number that is written with all its digits; Excel keeps 17, of which the library writes 16."""

    def __format__(self, _: str) -> str:
        return repr(float(self)).removesuffix(".0")


def write_xlsx(table: Table, frame: pd.DataFrame, path: Path, book: Sequence[CodebookRow]) -> None:
    """Write ``frame``, and ``book`` which describes it, to ``path``."""
    from xlsxwriter import Workbook

    with Workbook(str(path), {"constant_memory": True}) as workbook:
        workbook.set_properties({"title": table.name, "comments": table.note, "created": _ALWAYS})
        _fill(workbook, table, frame)
        _fill(workbook, CODEBOOK, frame_of(CODEBOOK, book))


def _fill(workbook: Workbook, table: Table, frame: pd.DataFrame) -> None:
    sheet = workbook.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    names = [column.name for column in table.columns]
    if names:
        sheet.autofilter(0, 0, len(frame), len(names) - 1)
    cells = [_cells(frame[name]) for name in names]
    for place, (name, column) in enumerate(zip(names, cells, strict=True)):
        longest = max((len(str(cell)) for cell in (name, *column[:_SAMPLED]) if cell is not None), default=0)
        sheet.set_column(place, place, min(longest + 2, _WIDEST))
    bold = workbook.add_format({"bold": True})
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, bold)
    for number, row in enumerate(zip(*cells, strict=True), 1):
        _write_row(sheet, number, row)


def _write_row(sheet: Worksheet, number: int, row: Iterable[Any]) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, place, cell)
        elif cell is not None:
            sheet.write_number(number, place, _Exact(cell))


def _cells(series: pd.Series) -> list[Any]:
    return [None if empty else value for value, empty in zip(series.to_list(), series.isna(), strict=True)]
