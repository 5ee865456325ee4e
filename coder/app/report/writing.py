"""Writing a report to a file: a page, or paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from coder.app.errors import AppError
from coder.app.report.blocks import Report
from coder.app.report.page import page
from coder.store.atomic import write_atomically

SUFFIXES: Final = (".html", ".pdf")

Print = Callable[[Report], bytes]
"""Lays a report out on paper and returns the PDF; the toolkit of the window does that."""


def no_paper(_report: Report) -> bytes:
    """Refuse to lay a report out where nothing can do that."""
    raise AppError("Nothing here can lay a report out on paper. Write a page instead: end its name in .html.")


def check_target(path: Path, overwrite: bool) -> None:
    """Refuse a name that is no report's, or a file that is there already; raises `AppError`."""
    if path.suffix.lower() not in SUFFIXES:
        raise AppError(f"{path} is neither a page nor paper. End its name in .html or .pdf.")
    if path.exists() and not overwrite:
        raise AppError(f"{path} is there already. Choose another name, or overwrite it with --force.")


def write_report(report: Report, path: Path, to_paper: Print, overwrite: bool = False) -> None:
    """Write a report; the ending of the name says how.

    Raises
    ------
    AppError
        When the name ends in something else, or the file is there already.
    StoreError
        When it cannot be written; an older file is then as it was.
    """
    check_target(path, overwrite)
    content = page(report).encode() if path.suffix.lower() == ".html" else to_paper(report)
    write_atomically(path, content)
