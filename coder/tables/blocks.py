"""Many rows of a table at once, for tables that run to millions of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Cells = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one table, column by column.

    Attributes
    ----------
    length : int
        Number of rows.
    cells : mapping of str to integer array of that length
        Source of a column (`Column.source`) → its numbers; of a text column the places of its texts, -1 for an empty
        cell. A column that is not among them is empty throughout.
    empty : mapping of str to bool array of that length
        Source of a column of numbers → where its cells are empty; a column that is not among them is full.
    texts : mapping of str to tuple of str
        Source of a text column → the texts its cells point to.
    """

    length: int
    cells: Mapping[str, Cells]
    empty: Mapping[str, Flags]
    texts: Mapping[str, tuple[str, ...]]


def row_count(rows: Sequence[object]) -> int:
    """Return how many rows a table has, given row by row or all in blocks."""
    if rows and isinstance(rows[0], Block):
        return sum(row.length for row in rows if isinstance(row, Block))
    return len(rows)
