"""The codebook: what every column of the written tables is, and the parameters its numbers were computed with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from coder.metrics import MEANINGS, Parameters
from coder.tables.emptiness import why_empty
from coder.tables.schema import Column, Table

MISSING_CELL: Final = "an empty cell"
WHOLE_TABLE: Final = "(table)"
"""Stands in place of a column's name and type where a row speaks of the whole table."""

MissingCode = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """One column of one table, described; or the table itself."""

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
        Column("table", "text", "Table", "Name of the table, which is also its file's.", repeated=True),
        Column("name", "text", "Column", f"Heading of the column; {WHOLE_TABLE} in the row about the table itself."),
        Column("label", "text", "Label", "The column in a few words; of a table what one row of it is."),
        Column(
            "type",
            "text",
            "Type",
            "Type of its cells.",
            allowed=(("text", ""), ("integer", ""), ("number", ""), (WHOLE_TABLE, "")),
        ),
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


def codebook_rows(
    tables: Iterable[Table], parameters: Parameters, missing_code: MissingCode | None = None
) -> list[CodebookRow]:
    """Return one row per table and one per column of it; the codebook itself comes last.

    ``missing_code`` says how a format writes an empty number by the place of its reason; None is an empty cell.
    """
    return [row for table in (*tables, CODEBOOK) for row in table_rows(table, parameters, missing_code)]


def table_rows(table: Table, parameters: Parameters, missing_code: MissingCode | None = None) -> list[CodebookRow]:
    """Return the row of one table and those of its columns; see `codebook_rows`."""
    chosen = f"{parameters.params}: {'; '.join(parameters.as_text())}" if table.parametrised else ""
    label = f"One row per {table.row}."
    rows = [CodebookRow(table.name, WHOLE_TABLE, label, WHOLE_TABLE, "", "", "", table.note or label, chosen)]
    for column in table.columns:
        missing = _missing(table, column, missing_code)
        rows.append(
            CodebookRow(
                table=table.name,
                name=column.name,
                label=column.label,
                type=column.type,
                unit=column.unit,
                allowed="; ".join(f"{value} = {words}" if words else value for value, words in column.allowed),
                missing="; ".join(f"{code}: {words}" for code, words in missing.items()),
                definition=column.definition,
                parameters=chosen,
            )
        )
    return rows


def codebook_json(tables: Iterable[Table], parameters: Parameters, missing_code: MissingCode | None = None) -> str:
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
                "note": table.note,
                "params": parameters.params if table.parametrised else None,
                "columns": [_described(table, column, missing_code) for column in table.columns],
            }
            for table in (*tables, CODEBOOK)
        ],
    }
    return json.dumps(book, ensure_ascii=False, indent=2) + "\n"


def _described(table: Table, column: Column, missing_code: MissingCode | None) -> dict[str, Any]:
    missing = _missing(table, column, missing_code)
    return {
        "name": column.name,
        "label": column.label,
        "type": column.type,
        "level": column.level,
        "unit": column.unit,
        "allowed": [{"value": value, "label": words} for value, words in column.allowed],
        "missing": {"" if code == MISSING_CELL else code: words for code, words in missing.items()},
        "definition": column.definition,
    }


def _missing(table: Table, column: Column, missing_code: MissingCode | None) -> dict[str, str]:
    """Return how an empty cell is written → what it means."""
    told = why_empty(table, column)
    if missing_code is None or column.type == "text":
        return {MISSING_CELL: column.missing} if told else {}
    return {missing_code(place): words for place, words in told}
