"""R: a .rds holding one data frame, its columns with the attributes `label`, `unit` and `labels`.

Texts of which there are few are factors in the order of the codebook. `labels` holds the values by their words, as R
packages that read labelled data have it.
"""

from __future__ import annotations

import gzip
import io
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from rdata.conversion import ConverterFromPythonToR
from rdata.conversion.to_r import build_r_list, build_r_object
from rdata.parser import RData, RObject, RObjectType
from rdata.unparser._xdr import UnparserXDR

from coder.tables.schema import Column, Table

_LARGEST: Final = 2**31 - 1
_NA_INTEGER: Final = -(2**31)
_NA_NUMBER: Final = np.uint64(0x7FF00000000007A2).view(np.float64)
_NA_TEXT: Final = struct.pack(">ii", 0x00000009, -1)
_ASCII: Final = 0x00040009
_UTF_8: Final = 0x00008009
"""What comes before the length of a text: that it is one, and how it is encoded."""

_COMPRESSION: Final = 6
_BUFFER: Final = 1 << 20


def write_rds(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` to ``path``; equal frames are equal files."""
    converter = ConverterFromPythonToR()
    columns = [_column(column, frame[column.name], converter) for column in table.columns]
    attributes = converter.convert_to_r_attributes(
        {
            "names": _texts(column.name for column in table.columns),
            "class": "data.frame",
            "row.names": np.array([_NA_INTEGER, -len(frame)], dtype=np.int32),
            "comment": " ".join(filter(None, (f"One row per {table.row}.", table.note))),
        }
    )
    data = converter.convert_to_r_data(None)
    data.object = build_r_object(RObjectType.VEC, value=columns, is_object=True, attributes=attributes)
    _write(data, path)


class _Characters:
    """The texts of a column as the file has them. The library would take some 50 µs for each."""

    def __init__(self, series: pd.Series) -> None:
        made: dict[Any, bytes] = {pd.NA: _NA_TEXT}
        for text in series.dropna().unique():
            content = text.encode()
            made[text] = struct.pack(">ii", _ASCII if text.isascii() else _UTF_8, len(content)) + content
        self._count = len(series)
        self._content = b"".join([made[text] for text in series.to_list()])

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[bytes]:
        yield self._content


class _Unparser(UnparserXDR):
    """The library's, which also takes what is written already."""

    def unparse_r_object(self, obj: RObject | bytes) -> None:
        if isinstance(obj, bytes):
            self.file.write(obj)
        else:
            super().unparse_r_object(obj)


def _write(data: RData, path: Path) -> None:
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", _COMPRESSION, file, mtime=0) as packed,
        io.BufferedWriter(packed, _BUFFER) as buffered,
    ):
        _Unparser(buffered).unparse_r_data(data)


def _column(column: Column, series: pd.Series, converter: ConverterFromPythonToR) -> RObject:
    """Return a vector or a factor. Attributes are made column by column, as R counts the symbols in reading order."""
    value: Any
    told: dict[str, Any] = {"label": column.label} | ({"unit": column.unit} if column.unit else {})
    if isinstance(series.dtype, pd.CategoricalDtype):
        codes = series.cat.codes.to_numpy()
        told["levels"] = _texts(series.cat.categories)
        told["class"] = _texts(("ordered", "factor") if column.ordered else ("factor",))
        kind, value = RObjectType.INT, _integers(codes + 1, codes < 0)
    elif column.type == "text":
        kind, value = RObjectType.STR, _Characters(series)
    else:
        value = _numbers(column, series)
        kind = RObjectType.INT if value.dtype == np.int32 else RObjectType.REAL
    attributes = [(converter.convert_to_r_sym(name), converter.convert_to_r_object(of)) for name, of in told.items()]
    if any(words for _, words in column.allowed) and not column.joined:
        attributes.append((converter.convert_to_r_sym("labels"), _labels(column, converter)))
    return build_r_object(kind, value=value, is_object="class" in told, attributes=build_r_list(attributes))


def _labels(column: Column, converter: ConverterFromPythonToR) -> RObject:
    """Return the allowed values as a vector named with their words."""
    worded = [(value, words) for value, words in column.allowed if words]
    values = [value for value, _ in worded]
    named = converter.convert_to_r_object(
        _texts(values) if column.type == "text" else np.array(list(map(int, values)), dtype=np.int32)
    )
    named.attributes = converter.convert_to_r_attributes({"names": _texts(words for _, words in worded)})
    named.info.attributes = True
    return named


def _numbers(column: Column, series: pd.Series) -> npt.NDArray[Any]:
    """Return whole numbers as integers as long as R's can hold them, else doubles."""
    empty = series.isna().to_numpy()
    if column.type == "integer":
        whole = series.to_numpy(dtype=np.int64, na_value=0)
        if len(whole) == 0 or np.abs(whole).max() <= _LARGEST:
            return _integers(whole, empty)
    numbers = series.to_numpy(dtype=np.float64, na_value=np.nan)
    numbers[empty] = _NA_NUMBER
    return numbers


def _integers(whole: npt.NDArray[Any], empty: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    integers = whole.astype(np.int32)
    integers[empty] = _NA_INTEGER
    return integers


def _texts(values: Iterable[str]) -> npt.NDArray[np.object_]:
    return np.array(list(values), dtype=object)
