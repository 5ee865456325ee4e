"""From typed rows to a pandas frame: the one place where values become cells."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from coder.tables.blocks import Block, Cells, Flags
from coder.tables.names import natural
from coder.tables.schema import Column, ColumnType, Table

TEXT: Final = pd.StringDtype("python")
"""Texts as Python holds them, so that a file is the same whether or not pyarrow is installed."""

Codes = npt.NDArray[np.int32]

NUMBERS: Final[dict[ColumnType, str]] = {"integer": "Int64", "number": "Float64"}


def frame_of(table: Table, rows: Sequence[object]) -> pd.DataFrame:
    """Return a frame with the columns of ``table``, one line per row in the order given.

    Parameters
    ----------
    table : Table
        The schema; each column reads the attribute of its name.
    rows : sequence of dataclass instances, or of `Block`
        Rows as metrics and agreement give them, or blocks of rows. None becomes a missing cell; tuples are joined by
        ``;``. Texts of which there are few become categories, in the order of the allowed values.
    """
    if rows and isinstance(rows[0], Block):
        blocks = [row for row in rows if isinstance(row, Block)]
        return pd.DataFrame({column.name: _of_blocks(column, blocks) for column in table.columns})
    return pd.DataFrame({column.name: _series(column, rows) for column in table.columns})


def _series(column: Column, rows: Sequence[object]) -> pd.Series:
    values = map(_reader(column), rows)
    if column.is_category:
        return _category(column, [_text(value) for value in values])
    if column.type == "text":
        return pd.Series([_text(value) for value in values], dtype=TEXT)
    return pd.Series(list(values), dtype=NUMBERS[column.type])


def _reader(column: Column) -> Callable[[object], Any]:
    read = attrgetter(column.source)
    return (lambda row: read(row).get(column.key)) if column.key else read


def _category(column: Column, texts: Iterable[str | None]) -> pd.Series:
    places = {value: place for place, (value, _) in enumerate(column.allowed)}
    codes = [-1 if text is None else places.setdefault(text, len(places)) for text in texts]
    return _categories(column, np.array(codes, dtype=np.int32), list(places))


def _categories(column: Column, codes: Codes, met: list[str]) -> pd.Series:
    """Return categories in the order of the allowed values, then those nobody foresaw in their natural order.

    ``codes`` are places in ``met``: the allowed values, then the others as they were met.
    """
    foreseen = len(column.allowed)
    order = [*range(foreseen), *sorted(range(foreseen, len(met)), key=lambda place: natural(met[place]))]
    place = np.empty(len(met) + 1, dtype=np.int32)
    place[order], place[-1] = np.arange(len(met), dtype=np.int32), -1
    names = pd.Index([met[of] for of in order], dtype=object)
    return pd.Series(pd.Categorical.from_codes(place[codes], dtype=pd.CategoricalDtype(names, column.ordered)))


def _of_blocks(column: Column, blocks: Sequence[Block]) -> pd.Series:
    if column.type != "text":
        cells, empty = zip(*(_numbers(column, block) for block in blocks), strict=True)
        return pd.Series(pd.arrays.IntegerArray(np.concatenate(cells), np.concatenate(empty)))
    places = {value: place for place, (value, _) in enumerate(column.allowed)}
    codes = [_places(column, block, places) for block in blocks]
    return _categories(column, np.concatenate(codes), list(places))


def _numbers(column: Column, block: Block) -> tuple[Cells, Flags]:
    """Return the numbers of a block, and where there are none."""
    cells = block.cells.get(column.source)
    if cells is None:
        return np.zeros(block.length, dtype=np.int16), np.ones(block.length, dtype=np.bool_)
    empty = block.empty.get(column.source)
    return cells, np.zeros(block.length, dtype=np.bool_) if empty is None else empty


def _places(column: Column, block: Block, places: dict[str, int]) -> Codes:
    """Return the places of a block's texts among all texts; texts not met before are added to ``places``."""
    if column.source not in block.cells:
        return np.full(block.length, -1, dtype=np.int32)
    shared = [places.setdefault(text, len(places)) for text in block.texts[column.source]]
    return np.array([*shared, -1], dtype=np.int32)[block.cells[column.source]]


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return _clean(value) if value else None
    if isinstance(value, tuple | list):
        return _clean(";".join(map(str, value))) or None
    if isinstance(value, Mapping):
        return _clean(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return _clean(str(value)) or None


def _clean(text: str) -> str:
    """Write out what no file format can hold: half a character, and the character that ends a text in C."""
    if text.isascii():
        return text.replace("\0", "\\x00") if "\0" in text else text
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")
