"""What the commands share: arguments, output, and the errors that end in one line."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coder.agreement import AgreementError
from coder.app.errors import AppError
from coder.app.exports import FORMATS, Written
from coder.media import MediaError
from coder.metrics import MetricsError
from coder.model.errors import ModelError
from coder.store import StoreError
from coder.tables import TablesError

PERSON_ERRORS = (AgreementError, AppError, MediaError, MetricsError, ModelError, StoreError, TablesError)
"""Errors whose text is one sentence for a person."""


def add_study(parser: ArgumentParser) -> None:
    """Add the positional argument STUDY."""
    parser.add_argument("study", metavar="STUDY", type=Path, help="folder of the study")


def add_json(parser: ArgumentParser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help="print machine-readable JSON")


def add_output(parser: ArgumentParser, metavar: str, what: str) -> None:
    """Add ``-o`` and ``--force``."""
    parser.add_argument("-o", "--output", metavar=metavar, type=Path, required=True, help=what)
    parser.add_argument("--force", action="store_true", help="overwrite files that are there already")


def add_format(parser: ArgumentParser) -> None:
    """Add ``--format``."""
    parser.add_argument("--format", choices=FORMATS, default="csv", help="kind of file (%(default)s)")


def milliseconds(text: str) -> int:
    """Parse an argument in whole milliseconds."""
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a whole number of milliseconds") from None


def positive(text: str) -> int:
    """Parse an argument that is a whole number above 0."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise ArgumentTypeError(f"“{text}” is not a whole number above 0")
    return number


def natural(text: str) -> int:
    """Parse an argument that is a whole number, 0 or more."""
    if not text.isdecimal():
        raise ArgumentTypeError(f"“{text}” is not a whole number, 0 or more")
    return int(text)


def show(args: Namespace, data: Any, text: str) -> None:
    """Print ``data`` as JSON when asked to, else ``text``."""
    if args.json:
        json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    elif text:
        print(text)


def written_text(args: Namespace, written: Written) -> str:
    """Return what an export wrote, table by table, and what it left out."""
    rows = (f"{args.output / name}.{args.format}: {count} rows" for name, count in written.rows.items())
    return "\n".join((*rows, *written.notes))


def table_text(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as an aligned text table; columns of numbers are set right."""
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    numeric = [
        all(not r[i] or r[i].lstrip("−-≥ .").replace(".", "").isdigit() for r in rows) for i in range(len(header))
    ]

    def line(cells: Sequence[str]) -> str:
        padded = (c.rjust(w) if n else c.ljust(w) for c, w, n in zip(cells, widths, numeric, strict=True))
        return "  ".join(padded).rstrip()

    return "\n".join([line(header), "  ".join("-" * w for w in widths), *map(line, rows)])
