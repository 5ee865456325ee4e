"""From typed rows to a pandas frame: the one place where values become cells."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Final

import pandas as pd

from coder.tables.schema import Column, ColumnType, Table

DTYPES: Final[dict[ColumnType, str]] = {"text": "string", "integer": "Int64", "number": "Float64"}


def frame_of(table: Table, rows: Sequence[object]) -> pd.DataFrame:
    """Return a frame with the columns of ``table``, one line per row in the order given.

    Parameters
    ----------
    table : Table
        The schema; each column reads the attribute of its name.
    rows : sequence of dataclass instances
        Rows as metrics and agreement give them. None becomes a missing cell; tuples are joined by ``;``.
    """
    return pd.DataFrame({column.name: _series(column, rows) for column in table.columns})


def _series(column: Column, rows: Sequence[object]) -> pd.Series:
    values = map(attrgetter(column.source), rows)
    if column.type == "text":
        return pd.Series([_text(value) for value in values], dtype="string")
    return pd.Series(list(values), dtype=DTYPES[column.type])


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, tuple | list):
        return ";".join(map(str, value)) or None
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value) or None
