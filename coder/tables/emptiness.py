"""Why a cell is empty, numbered: statistics packages tell kinds of missing values apart by a code of their own."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from coder.tables.schema import Column, Table

UNSAID: Final = 0
"""The place of an empty cell whose row gives no reason; the column itself says what it means."""


def why_empty(table: Table, column: Column) -> tuple[tuple[int, str], ...]:
    """Return every reason why a cell of ``column`` can be empty: its place and its words.

    The places are those of the reason column's allowed values, counted from 1, so that a reason has the same place in
    every column; `UNSAID` comes first. A column that is always filled has none.
    """
    if not column.missing:
        return ()
    beside = table.column(column.reason) if column.reason else None
    reasons = enumerate(beside.allowed, 1) if beside else ()
    filled = beside.filled if beside else ()
    told = tuple((place, described(value, words)) for place, (value, words) in reasons if value not in filled)
    return ((UNSAID, column.missing), *told)


def places_of_reasons(table: Table, column: Column, frame: pd.DataFrame) -> npt.NDArray[np.int16]:
    """Return for each row the place of its reason, shape (n,); what holds where the cell is filled says nothing."""
    if not column.reason:
        return np.zeros(len(frame), dtype=np.int16)
    place = {value: place for place, (value, _) in enumerate(table.column(column.reason).allowed, 1)}
    told = {place for place, _ in why_empty(table, column)}
    beside = frame[column.reason].cat
    of_category = [place.get(value, UNSAID) for value in beside.categories]
    of_code = np.array([p if p in told else UNSAID for p in (*of_category, UNSAID)], dtype=np.int16)
    return of_code[beside.codes.to_numpy()]


def described(value: str, words: str) -> str:
    """Return a value with its words, or alone where there are none."""
    return f"{value}: {words}" if words and words != value else value
