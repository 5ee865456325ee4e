"""Readers of the written files, other code than the writers, that give plain cells back.

Each returns the header and the rows, a cell being a text, a number or None; a labelled number is the text its label
begins with. `expected` gives what the typed rows hold.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet
import pyreadstat
import rdata
from openpyxl.utils.escape import unescape
from pandas.io.stata import StataReader

from coder.tables import Column, Table

Read = tuple[list[str], list[list[Any]]]


def expected(table: Table, rows: Iterable[object]) -> list[list[Any]]:
    """Return the cells as the typed rows have them."""
    return [[_cell(column, row) for column in table.columns] for row in rows]


def _cell(column: Column, row: object) -> Any:
    value = getattr(row, column.source)
    if column.key:
        value = value.get(column.key)
    if isinstance(value, tuple):
        value = ";".join(map(str, value))
    if column.type == "text":
        return str(value) if value is not None and str(value) else None
    return value


def read_csv(path: Path, table: Table) -> Read:
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file, strict=True)
    kinds = [str if column.type == "text" else float for column in table.columns]
    return header, [[kind(c) if c else None for kind, c in zip(kinds, line, strict=True)] for line in lines]


def read_sav(path: Path, table: Table) -> Read:
    return _records(pyreadstat.read_sav(path)[0])


def read_dta(path: Path, table: Table) -> Read:
    with StataReader(path) as reader:
        frame = reader.read(convert_categoricals=False)
        words = reader.value_labels()
        lists = reader._lbllist
    for name, its, column in zip(frame.columns, lists, table.columns, strict=True):
        if column.is_labelled:
            value_of = {f"{value}: {label}" if label else value: value for value, label in column.allowed}
            shown = words.get(its, {})
            frame[name] = [value_of.get(shown[code], shown[code]) if code in shown else None for code in frame[name]]
    return _records(frame)


def read_rds(path: Path, table: Table) -> Read:
    return _records(rdata.read_rds(path))


def read_xlsx(path: Path, table: Table) -> Read:
    sheets = openpyxl.load_workbook(path, read_only=True)
    lines = [list(line) for line in sheets[table.name].iter_rows()]
    assert not any(cell.data_type in ("f", "e", "d") for line in lines for cell in line)
    header, *rows = [[unescape(c.value) if isinstance(c.value, str) else c.value for c in line] for line in lines]
    return header, rows


def read_parquet(path: Path, table: Table) -> Read:
    read = pyarrow.parquet.read_table(path)
    return read.column_names, [list(row) for row in zip(*(column.to_pylist() for column in read.columns), strict=True)]


READERS: dict[str, Callable[[Path, Table], Read]] = {
    "csv": read_csv,
    "sav": read_sav,
    "dta": read_dta,
    "rds": read_rds,
    "xlsx": read_xlsx,
    "parquet": read_parquet,
}


def _records(frame: pd.DataFrame) -> Read:
    columns = [[None if pd.isna(cell) or cell == "" else cell for cell in frame[name]] for name in frame.columns]
    return list(frame.columns), [list(row) for row in zip(*columns, strict=True)]
