"""R: a .rds holding one data frame, its columns with the attributes `label`, `unit` and `labels`.

Texts of which there are few are factors in the order of the codebook. `labels` holds the values by their words, as R
packages that read labelled data have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from coder.tables.schema import Column, Table

if TYPE_CHECKING:
    from rdata.conversion import ConverterFromPythonToR
    from rdata.parser import RObject

_LARGEST: Final = 2**31 - 1
_NA_INTEGER: Final = -(2**31)
_NA_NUMBER: Final = np.uint64(0x7FF00000000007A2).view(np.float64)


def write_rds(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` to ``path``."""
    from rdata.conversion import ConverterFromPythonToR
    from rdata.conversion.to_r import build_r_object
    from rdata.parser import RObjectType
    from rdata.unparser import unparse_file

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
    unparse_file(path, data, file_type="rds")


def _column(column: Column, series: pd.Series, converter: ConverterFromPythonToR) -> RObject:
    """Return a vector or a factor. Attributes are made column by column, as R counts the symbols in reading order."""
    from rdata.conversion.to_r import build_r_list, build_r_object
    from rdata.parser import RObjectType

    value: Any
    told: dict[str, Any] = {"label": column.label} | ({"unit": column.unit} if column.unit else {})
    if isinstance(series.dtype, pd.CategoricalDtype):
        codes = series.cat.codes.to_numpy()
        told["levels"] = _texts(series.cat.categories)
        told["class"] = _texts(("ordered", "factor") if column.ordered else ("factor",))
        kind, value = RObjectType.INT, _integers(codes + 1, codes < 0)
    elif column.type == "text":
        kind, value = RObjectType.STR, _characters(series)
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


def _characters(series: pd.Series) -> list[RObject]:
    """Return R's texts; equal ones are made once."""
    from rdata.conversion.to_r import build_r_object
    from rdata.parser import CharFlags, RObjectType

    made: dict[Any, RObject] = {pd.NA: build_r_object(RObjectType.CHAR)}
    for text in series.dropna().unique():
        flag = CharFlags.ASCII if text.isascii() else CharFlags.UTF8
        made[text] = build_r_object(RObjectType.CHAR, value=text.encode(), gp=flag)
    return [made[text] for text in series.to_list()]
