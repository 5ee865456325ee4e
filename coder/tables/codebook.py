"""The codebook: what every column of the written tables is, and the parameters its numbers were computed with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from coder.metrics import MEANINGS, Parameters
from coder.tables.schema import Column, Table

MISSING_CELL: Final = "an empty cell"


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """One column of one table, described."""

    table: str
    name: str
    label: str
    type: str
    unit: str
    allowed: str
    missing: str
    definition: str
    parameters: str


CODEBOOK: Final = Table(
    name="codebook",
    row="column of a table",
    columns=(
        Column("table", "text", "Table", "Name of the table, which is also its file's."),
        Column("name", "text", "Column", "Heading of the column."),
        Column("label", "text", "Label", "The column in a few words."),
        Column("type", "text", "Type", "Type of its cells.", allowed=(("text", ""), ("integer", ""), ("number", ""))),
        Column("unit", "text", "Unit", "Unit of its numbers.", missing="it has none, or another column names it"),
        Column(
            "allowed",
            "text",
            "Allowed values",
            "Every value it can hold, each with its label.",
            missing="anything of its type",
        ),
        Column("missing", "text", "Missing values", "What an empty cell means.", missing="it is always filled"),
        Column("definition", "text", "Definition", "The column in a sentence.", missing="the label says it all"),
        Column(
            "parameters",
            "text",
            "Parameter set",
            "The short hash of the parameters the numbers were computed with, then each parameter and its value.",
            missing="it depends on no parameter",
        ),
    ),
)


def codebook_rows(tables: Iterable[Table], parameters: Parameters) -> list[CodebookRow]:
    """Return one row per column of the tables, and of the codebook itself."""
    chosen = f"{parameters.params}: {'; '.join(parameters.as_text())}"
    return [
        CodebookRow(
            table=table.name,
            name=column.name,
            label=column.label,
            type=column.type,
            unit=column.unit,
            allowed="; ".join(f"{value} = {label}" if label else value for value, label in column.allowed),
            missing=f"{MISSING_CELL}: {column.missing}" if column.missing else "",
            definition=column.definition,
            parameters=chosen if table.parametrised else "",
        )
        for table in (*tables, CODEBOOK)
        for column in table.columns
    ]


def codebook_json(tables: Iterable[Table], parameters: Parameters) -> str:
    """Return the same as structured text, with the meaning of every parameter."""
    book = {
        "format": "securebase-codebook",
        "version": 1,
        "params": parameters.params,
        "parameters": [
            {"name": name, "value": value, "meaning": MEANINGS[name]} for name, value in parameters.as_dict().items()
        ],
        "tables": [
            {
                "name": table.name,
                "one_row_per": table.row,
                "params": parameters.params if table.parametrised else None,
                "columns": [_described(column) for column in table.columns],
            }
            for table in (*tables, CODEBOOK)
        ],
    }
    return json.dumps(book, ensure_ascii=False, indent=2) + "\n"


def _described(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "label": column.label,
        "type": column.type,
        "unit": column.unit,
        "allowed": [{"value": value, "label": label} for value, label in column.allowed],
        "missing": {"": column.missing} if column.missing else {},
        "definition": column.definition,
    }
