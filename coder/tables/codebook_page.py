"""The codebook as one page of HTML, to read and to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from coder.metrics import MEANINGS, Parameters
from coder.tables.codebook import CODEBOOK, WHOLE_TABLE, CodebookRow, MissingCode, table_rows
from coder.tables.columns import NOT_A_CLASSIFICATION
from coder.tables.schema import Table

_STYLE: Final = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1d2733; background: #fff; margin: 2rem auto; max-width: 76rem;
  padding: 0 1.5rem; }
h1, h2 { line-height: 1.25; }
h2 { margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #d5dce4;
  overflow-wrap: anywhere; }
th { background: #eef2f6; }
td:first-child { font-family: ui-monospace, monospace; }
.note { border-left: 4px solid #5b7fa6; padding: .4rem .8rem; background: #f4f7fa; }
@media print { body { margin: 0; max-width: none; font-size: 10px; } tr { break-inside: avoid; } }
"""
_HEADINGS: Final = ("Column", "Label", "Type", "Unit", "Values", "Missing", "Definition")


def codebook_html(tables: Sequence[Table], parameters: Parameters, missing_code: MissingCode | None = None) -> str:
    """Return what `coder.tables.codebook.codebook_rows` says, and every parameter with its meaning, as a page."""
    described = "".join(_section(table, table_rows(table, parameters, missing_code)) for table in (*tables, CODEBOOK))
    links = " · ".join(f'<a href="#{escape(table.name)}">{escape(table.name)}</a>' for table in (*tables, CODEBOOK))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Codebook</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Codebook</h1>\n"
        f'<p class="note">{escape(NOT_A_CLASSIFICATION)}</p>\n<p>{links}</p>\n'
        f"{_parameters(parameters) if any(table.parametrised for table in tables) else ''}"
        f"{described}</body>\n</html>\n"
    )


def _section(table: Table, rows: Iterable[CodebookRow]) -> str:
    note = f'<p class="note">{escape(table.note)}</p>\n' if table.note else ""
    body = [
        (row.name, row.label, row.type, row.unit, row.allowed, row.missing, row.definition)
        for row in rows
        if row.name != WHOLE_TABLE
    ]
    title = f'<h2 id="{escape(table.name)}">{escape(table.name)}</h2>\n<p>One row per {escape(table.row)}.</p>\n'
    return title + note + _table(_HEADINGS, body)


def _parameters(parameters: Parameters) -> str:
    values = dict(text.split("=", 1) for text in parameters.as_text())
    rows = [(name, value, MEANINGS[name]) for name, value in values.items()]
    return f"<h2>Parameter set {escape(parameters.params)}</h2>\n{_table(('Parameter', 'Value', 'Meaning'), rows)}"


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
