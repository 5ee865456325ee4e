"""What a syntax file has to know of a table that was written."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from coder.tables.schema import Table


@dataclass(frozen=True, slots=True)
class Loaded:
    """A written table: ``rows`` and the width of each text column in bytes, at least 1."""

    table: Table
    rows: int
    widths: dict[str, int]

    @classmethod
    def of(cls, table: Table, frame: pd.DataFrame) -> Loaded:
        """Measure a frame that is to be written."""
        widths = {c.name: _width(frame[c.name]) for c in table.columns if c.type == "text"}
        return cls(table, len(frame), widths)


def _width(series: pd.Series) -> int:
    present = series.cat.categories if isinstance(series.dtype, pd.CategoricalDtype) else series.dropna().unique()
    return max((len(text.encode()) for text in present), default=1) or 1
