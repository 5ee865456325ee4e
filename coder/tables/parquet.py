"""Parquet: typed columns, each with what the codebook says of it as metadata of its field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pandas as pd

from coder.tables.schema import Column, Table

TABLE_KEY: Final = "securebase"
"""The key of the file's metadata under which the table is described, as JSON."""


def write_parquet(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` to ``path``; raises `ImportError` without the library pyarrow."""
    import pyarrow
    from pyarrow import parquet

    plain = pyarrow.Table.from_pandas(frame, preserve_index=False)
    fields = [plain.schema.field(column.name).with_metadata(_told(column)) for column in table.columns]
    about = {"table": table.name, "one_row_per": table.row, "note": table.note}
    schema = pyarrow.schema(fields, {TABLE_KEY: json.dumps(about, ensure_ascii=False), **(plain.schema.metadata or {})})
    parquet.write_table(plain.cast(schema), path, compression="zstd")


def _told(column: Column) -> dict[str, str]:
    told = {
        "label": column.label,
        "definition": column.definition,
        "unit": column.unit,
        "allowed": json.dumps(dict(column.allowed), ensure_ascii=False) if column.allowed else "",
        "missing": column.missing,
    }
    return {key: text for key, text in told.items() if text}
