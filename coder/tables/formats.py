"""The kinds of file a table can be written as: what writes each, and what it can hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

import pandas as pd

from coder.tables import excel, spss, stata
from coder.tables.codebook import CodebookRow
from coder.tables.csv_format import write_csv
from coder.tables.errors import TablesError
from coder.tables.names import LONGEST
from coder.tables.parquet import write_parquet
from coder.tables.schema import Table
from coder.tables.texts import Longest

Format = Literal["csv", "sav", "dta", "rds", "xlsx", "parquet"]
Write = Callable[[Table, pd.DataFrame, Path, Sequence[CodebookRow]], None]


@dataclass(frozen=True, slots=True)
class Writer:
    """How a kind of file is written.

    Attributes
    ----------
    write : callable
        Writes table, frame and the table's part of the codebook to a path.
    library : str
        The library it needs that is not always installed; empty when there is none.
    longest_name : int
        Most characters of a column's name.
    longest_text : Longest or None
        Longest text of a cell; None where there is no limit.
    most_rows, most_columns : int or None
        What one file holds.
    missing_code : callable or None
        Place of a reason (`coder.tables.emptiness`) → how an empty number is written; None where it is an empty cell.
    """

    write: Write
    library: str = ""
    longest_name: int = LONGEST
    longest_text: Longest | None = None
    most_rows: int | None = None
    most_columns: int | None = None
    missing_code: Callable[[int], str] | None = None


def _alone(write: Callable[[Table, pd.DataFrame, Path], None]) -> Write:
    return lambda table, frame, path, _: write(table, frame, path)


def _write_rds(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Write for R; the library, which takes a while to load, is loaded only now."""
    from coder.tables.rds import write_rds

    write_rds(table, frame, path)


WRITERS: Final[dict[Format, Writer]] = {
    "csv": Writer(_alone(write_csv)),
    "sav": Writer(_alone(spss.write_sav), longest_text=spss.LONGEST_TEXT, missing_code=spss.missing_code),
    "dta": Writer(_alone(stata.write_dta), longest_name=stata.LONGEST_NAME, missing_code=stata.missing_code),
    "rds": Writer(_alone(_write_rds)),
    "xlsx": Writer(
        excel.write_xlsx,
        longest_text=excel.LONGEST_TEXT,
        most_rows=excel.MOST_ROWS,
        most_columns=excel.MOST_COLUMNS,
    ),
    "parquet": Writer(_alone(write_parquet), library="pyarrow"),
}
"""Format, which is also the file's suffix → how it is written."""


def require(file_format: Format) -> None:
    """Raise `TablesError` when the library that writes ``file_format`` is not installed."""
    library = WRITERS[file_format].library
    if library and find_spec(library) is None:
        raise TablesError(
            f"Files of the kind {file_format} need the library {library}, which is not installed. "
            f"Install it with “pip install {library}”, or choose another format."
        )
