"""Stata: a .dta with labels, value labels and extended missing values.

A text of which there are few values becomes a labelled number, because only numbers can be factor variables and carry
labels; its label is the text itself and its words. A number that is not there is .a to .y for the reason, the status
beside it, or .z where the row gives none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from coder.tables.emptiness import UNSAID, described, places_of_reasons, why_empty
from coder.tables.readstat import write_statistics_file
from coder.tables.schema import Column, Table
from coder.tables.texts import label

LONGEST_NAME: Final = 28
"""Characters of a name: Stata takes 32, of which the library needs up to 4 to name a column's value labels after it."""

_LABEL: Final = 80
_VERSION: Final = 14
"""The first one that keeps texts in UTF-8; every later one reads it."""
Numbers = npt.NDArray[np.int32] | npt.NDArray[np.float64]

_INT32: Final = (-2_147_483_647, 2_147_483_620)
_LETTERS: Final = "zabcdefghijklmnopqrstuvwxy"
"""The letter of an extended missing value by the place of its reason."""


def write_dta(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` to ``path``."""
    data = pd.DataFrame({column.name: _data(table, column, frame) for column in table.columns}, copy=False)
    labels = {column.name: _value_labels(table, column, frame[column.name]) for column in table.columns}
    write_statistics_file(
        "dta",
        table,
        data,
        path,
        file_label=label(f"{table.name}: one row per {table.row}", _LABEL, len),
        column_labels={column.name: label(column.label, _LABEL, len) for column in table.columns},
        variable_value_labels={name: found for name, found in labels.items() if found},
        missing_user_values={c.name: letters for c in table.columns if (letters := _letters(table, c))},
        version=_VERSION,
    )


def missing_code(place: int) -> str:
    """Return how an empty number with this reason is written, for the codebook."""
    return f".{_letter(place)}"


def _letter(place: int) -> str:
    return _LETTERS[place] if place < len(_LETTERS) else _LETTERS[UNSAID]


def _is_number(column: Column) -> bool:
    return column.type != "text" or column.is_labelled


def _letters(table: Table, column: Column) -> list[str]:
    return sorted({_letter(place) for place, _ in why_empty(table, column)}) if _is_number(column) else []


def _data(table: Table, column: Column, frame: pd.DataFrame) -> pd.Series:
    series = frame[column.name]
    if not _is_number(column):
        return series.astype(object).where(series.notna(), "")
    empty = series.isna().to_numpy()
    numbers = _numbers(column, series)
    return _with_letters(numbers, empty, places_of_reasons(table, column, frame)) if empty.any() else pd.Series(numbers)


def _with_letters(numbers: Numbers, empty: npt.NDArray[np.bool_], places: npt.NDArray[np.int16]) -> pd.Series:
    """Return numbers with letters where there are none.

    They are made categories, numbers first: the library takes the type of a mixed column from the first few of its
    values, or of its categories, and must not meet letters alone there.
    """
    present, code = np.unique(numbers[~empty], return_inverse=True)
    lettered = np.where(places < len(_LETTERS), places, UNSAID).astype(np.int32)
    codes = lettered + len(present)
    codes[~empty] = code
    categories = pd.Index([*present.tolist(), *_LETTERS], dtype=object)
    return pd.Series(pd.Categorical.from_codes(codes, categories))


def _numbers(column: Column, series: pd.Series) -> Numbers:
    """Return the numbers of a column as Stata holds them: whole ones as such as long as they fit."""
    if column.is_labelled:
        return series.cat.codes.to_numpy().astype(np.int32) + 1
    if column.type == "number":
        return series.to_numpy(dtype=np.float64, na_value=0)
    whole = series.to_numpy(dtype=np.int64, na_value=0)
    small = len(whole) == 0 or (whole.min() >= _INT32[0] and whole.max() <= _INT32[1])
    return whole.astype(np.int32) if small else whole.astype(np.float64)


def _value_labels(table: Table, column: Column, series: pd.Series) -> dict[Any, str]:
    if not _is_number(column):
        return {}
    words = dict(column.allowed)
    if column.is_labelled:
        named: dict[Any, str] = {n: described(v, words.get(v, "")) for n, v in enumerate(series.cat.categories, 1)}
    else:
        named = {int(value): text for value, text in column.allowed}
    return named | {_letter(place): text for place, text in why_empty(table, column)}
