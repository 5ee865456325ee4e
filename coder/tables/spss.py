"""SPSS: a .sav with labels, value labels, measurement levels, formats and user-missing values.

Texts stay texts with value labels, so that syntax names a status as every other format does. A number that is not
there is a user-missing value whose label is the reason, the status beside it: far below any number that can be
measured, so that no analysis that overlooks the declaration could take it for one.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import Any, Final

import numpy as np
import pandas as pd

from coder.tables.emptiness import places_of_reasons, why_empty
from coder.tables.readstat import write_statistics_file
from coder.tables.schema import Column, Table
from coder.tables.texts import Longest, label

LONGEST_TEXT: Final = Longest(32_767, "utf-8")
LONGEST_NAME: Final = 64
MISSING: Final = -1e15
"""The first user-missing value; the reason in place k is this minus k."""

_LABEL_BYTES: Final = 255
_VALUE_LABEL_BYTES: Final = 120
_NOTE_BYTES: Final = 80
_WIDEST_SHOWN: Final = 40


def write_sav(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` to ``path``."""
    data = pd.DataFrame({column.name: _data(table, column, frame) for column in table.columns}, copy=False)
    labels = {column.name: _value_labels(table, column) for column in table.columns}
    write_statistics_file(
        "sav",
        table,
        data,
        path,
        file_label=table.name,
        note=[line for text in (f"One row per {table.row}.", table.note) for line in _lines(text)],
        column_labels={column.name: label(column.label, _LABEL_BYTES) for column in table.columns},
        variable_value_labels={name: found for name, found in labels.items() if found},
        missing_ranges={column.name: found for column in table.columns if (found := _missing(table, column))},
        variable_measure={column.name: column.level for column in table.columns},
        variable_format={c.name: _format(c, data[c.name]) for c in table.columns if c.type != "text"},
        variable_display_width={column.name: _shown_width(column, data[column.name]) for column in table.columns},
        row_compress=True,
    )


def _lines(text: str) -> list[str]:
    """Return a note in lines that SPSS takes."""
    wider = len(text.encode()) - len(text)
    return wrap(text, _NOTE_BYTES - wider)


def missing_code(place: int) -> str:
    """Return how an empty number with this reason is written, for the codebook."""
    return f"{MISSING - place:.0f}"


def _data(table: Table, column: Column, frame: pd.DataFrame) -> pd.Series:
    series = frame[column.name]
    if column.type == "text":
        return series.astype(object).where(series.notna(), "")
    empty = series.isna().to_numpy()
    numbers = series.to_numpy(dtype=np.float64, na_value=np.nan)
    return pd.Series(np.where(empty, MISSING - places_of_reasons(table, column, frame), numbers))


def _value_labels(table: Table, column: Column) -> dict[Any, str]:
    text = column.type == "text"
    named = {} if column.joined else {v if text else float(v): words for v, words in column.allowed if words}
    for place, words in why_empty(table, column):
        named["" if text else MISSING - place] = words
    return {value: label(words, _VALUE_LABEL_BYTES) for value, words in named.items()}


def _missing(table: Table, column: Column) -> list[Any]:
    places = [place for place, _ in why_empty(table, column)]
    if not places:
        return []
    return [""] if column.type == "text" else [{"lo": MISSING - max(places), "hi": MISSING}]


def _format(column: Column, numbers: pd.Series) -> str:
    if column.type == "number":
        return "F12.4"
    present = numbers[numbers > MISSING]
    widest = max((len(f"{number:.0f}") for number in (present.min(), present.max())), default=0) if len(present) else 0
    return f"F{max(8, widest)}.0"


def _shown_width(column: Column, data: pd.Series) -> int:
    if column.type != "text":
        return 12
    longest = max((len(text) for text in data.unique()), default=0)
    return min(max(8, longest), _WIDEST_SHOWN)
