"""Texts that are longer than a file format can hold, and labels that are longer than it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

import pandas as pd

from coder.tables.frames import TEXT
from coder.tables.schema import Column, Table

CUT: Final = " … [cut here; the CSV format holds all of it]"
SEPARATOR: Final = ";"


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest text of a format: ``size`` bytes in ``encoding``."""

    size: int
    encoding: Literal["utf-8", "utf-16-le"]

    def holds(self, text: str) -> bool:
        """Return whether ``text`` fits."""
        return len(text.encode(self.encoding)) <= self.size

    def start_of(self, text: str, size: int) -> str:
        """Return the longest start of ``text`` of at most ``size`` bytes, no character halved."""
        return text.encode(self.encoding)[:size].decode(self.encoding, "ignore")


def fitted(table: Table, frame: pd.DataFrame, longest: Longest) -> tuple[Table, pd.DataFrame, list[str]]:
    """Return table and frame with texts cut to what the format holds, and a sentence for each column that lost some.

    A text that is cut says so at its end; one that lists several things is cut between two of them. The column says it
    in its definition.
    """
    notes, columns, frame = [], [], frame.copy(deep=False)
    for column in table.columns:
        count = _too_long(column, frame[column.name], longest)
        if count:
            frame[column.name] = _cut(column, frame[column.name], longest)
            said = f"{count} of its texts are longer than this format holds and end in “{CUT.strip()}”."
            notes.append(f"{table.name}, {column.name}: {said}")
            column = replace(column, definition=f"{column.definition} {said}".strip(), repeated=False)
        columns.append(column)
    return replace(table, columns=tuple(columns)), frame, notes


def label(text: str, size: int, measure: Callable[[str], int] = lambda text: len(text.encode())) -> str:
    """Return ``text`` on one line and no longer than ``size``, with an ellipsis where something is missing."""
    line = " ".join(text.split())
    if measure(line) <= size:
        return line
    while measure(line) > size - measure("…"):
        line = line[: -max(1, (measure(line) - size) // 4)]
    return f"{line}…"


def _too_long(column: Column, series: pd.Series, longest: Longest) -> int:
    if column.type != "text":
        return 0
    if isinstance(series.dtype, pd.CategoricalDtype):
        if all(map(longest.holds, series.cat.categories)):
            return 0
        series = series.astype(TEXT)
    return sum(not longest.holds(text) for text in series.dropna())


def _cut(column: Column, series: pd.Series, longest: Longest) -> pd.Series:
    def fit(text: str) -> str:
        if longest.holds(text):
            return text
        start = longest.start_of(text, longest.size - len(CUT.encode(longest.encoding)))
        return (start.rpartition(SEPARATOR)[0] or start if column.joined else start) + CUT

    return series.astype(TEXT).map(fit, na_action="ignore").astype(TEXT)
