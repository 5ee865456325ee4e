"""Writing tables with their codebook into a folder.

Everything is written beside its target first and put in place only when all of it is there, so that a full disk never
leaves half a table. Nothing is overwritten unless that was asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from coder.metrics import DEFAULTS, Parameters
from coder.tables.blocks import row_count
from coder.tables.codebook import CODEBOOK, codebook_json, codebook_rows, table_rows
from coder.tables.codebook_page import codebook_html
from coder.tables.csv_format import write_csv
from coder.tables.errors import TablesError
from coder.tables.export_log import export_log
from coder.tables.formats import WRITERS, Format, Writer, require
from coder.tables.frames import frame_of
from coder.tables.names import with_short_names
from coder.tables.schema import Table
from coder.tables.syntax import syntax_names, syntax_text
from coder.tables.syntax.loaded import Loaded
from coder.tables.texts import fitted

_LOG: Final = "export.json"


@dataclass(frozen=True, slots=True)
class TablesWritten:
    """The files that were written, and sentences about what a format could not hold whole."""

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def file_names(tables: Iterable[str], file_format: Format = "csv", prefix: str = "") -> tuple[str, ...]:
    """Return the names of the files `write_tables` writes for tables of these names."""
    books = (f"{prefix}codebook.{suffix}" for suffix in ("csv", "json", "html"))
    data = (f"{name}.{file_format}" for name in tables)
    return (*data, *books, *syntax_names(file_format, prefix), f"{prefix}{_LOG}")


def write_tables(
    folder: Path,
    tables: Mapping[Table, Sequence[object]],
    *,
    parameters: Parameters = DEFAULTS,
    file_format: Format = "csv",
    prefix: str = "",
    overwrite: bool = False,
    about: Mapping[str, Any] = MappingProxyType({}),
    texts: Mapping[str, str] = MappingProxyType({}),
    step: Callable[[str], None] = lambda _: None,
) -> TablesWritten:
    """Write tables into a folder, with their codebook (CSV, JSON, HTML), syntax files that load them, and a log.

    Parameters
    ----------
    folder : Path
        Where to; made if need be.
    tables : mapping of Table to rows
        The tables, each with its typed rows.
    parameters : Parameters
        The set the numbers were computed with, for the codebook.
    file_format : str
        A key of `WRITERS`.
    prefix : str
        What the names of the other files begin with, so that several exports can share a folder.
    overwrite : bool
        Whether files that are there may be replaced.
    about : mapping
        What the log should say beside the files, such as the study and its schemes.
    texts : mapping of str to str
        Further files that belong to the tables, such as a report: name → content.
    step : callable
        Told the name of each table before it is written; what it raises ends the work, and nothing is written.

    Raises
    ------
    TablesError
        When a file is already there, the folder cannot be written, the format's library is not installed, or a table
        is too large for the format.
    """
    require(file_format)
    names = [table.name for table in tables]
    *files, log = file_names(names, file_format, prefix)
    targets = {name: folder / name for name in (*files, *texts, log)}
    _refuse_to_overwrite(list(targets.values()), overwrite)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _placing(targets) as drafts:
            loaded, notes = _write_data(tables, drafts, parameters, file_format, step)
            _write_books([one.table for one in loaded], drafts, parameters, file_format, prefix)
            for name in syntax_names(file_format, prefix):
                drafts[name].write_text(syntax_text(name, loaded, file_format), encoding="utf-8", newline="\n")
            for name, text in texts.items():
                drafts[name].write_text(text, encoding="utf-8", newline="\n")
            rows = {one.table.name: one.rows for one in loaded}
            told = export_log({name: drafts[name] for name in (*files, *texts)}, rows, parameters, about)
            drafts[log].write_text(told, encoding="utf-8", newline="\n")
    except OSError as error:
        raise TablesError(f"The tables cannot be written to {folder}: {error.strerror or error}.") from error
    return TablesWritten(tuple(targets.values()), notes)


def _write_data(
    tables: Mapping[Table, Sequence[object]],
    drafts: Mapping[str, Path],
    parameters: Parameters,
    file_format: Format,
    step: Callable[[str], None],
) -> tuple[list[Loaded], tuple[str, ...]]:
    """Write each table; return them as they were written, and what was lost on the way."""
    writer = WRITERS[file_format]
    loaded, notes = [], []
    for table, rows in tables.items():
        step(table.name)
        _refuse_too_large(table, row_count(rows), writer, file_format)
        table = with_short_names(table, writer.longest_name)
        frame = frame_of(table, rows)
        if writer.longest_text:
            table, frame, lost = fitted(table, frame, writer.longest_text)
            notes += lost
        book = table_rows(table, parameters, writer.missing_code)
        writer.write(table, frame, drafts[f"{table.name}.{file_format}"], book)
        loaded.append(Loaded.of(table, frame))
    return loaded, tuple(notes)


def _write_books(
    tables: Sequence[Table], drafts: Mapping[str, Path], parameters: Parameters, file_format: Format, prefix: str
) -> None:
    code = WRITERS[file_format].missing_code
    book = frame_of(CODEBOOK, codebook_rows(tables, parameters, code))
    write_csv(CODEBOOK, book, drafts[f"{prefix}codebook.csv"])
    for suffix, text in (
        ("json", codebook_json(tables, parameters, code)),
        ("html", codebook_html(tables, parameters, code)),
    ):
        drafts[f"{prefix}codebook.{suffix}"].write_text(text, encoding="utf-8", newline="\n")


def _refuse_too_large(table: Table, rows: int, writer: Writer, file_format: Format) -> None:
    for count, most, what in (
        (rows, writer.most_rows, "rows"),
        (len(table.columns), writer.most_columns, "columns"),
    ):
        if most is not None and count > most:
            raise TablesError(
                f"The table {table.name} has {count} {what}, but a file of the kind {file_format} holds {most}. "
                "Choose another format, or leave the table out."
            )


def _refuse_to_overwrite(targets: Sequence[Path], overwrite: bool) -> None:
    there = [target.name for target in targets if target.exists()]
    if there and not overwrite:
        raise TablesError(
            f"{targets[0].parent} already holds {', '.join(there)}. Choose another folder, or ask to overwrite."
        )


@contextmanager
def _placing(targets: Mapping[str, Path]) -> Iterator[dict[str, Path]]:
    """Give a draft beside each target; put them in place when the block ends well, remove them when it does not."""
    drafts = {name: target.with_name(f".{os.getpid()}.{target.name}") for name, target in targets.items()}
    try:
        yield drafts
        for name, draft in drafts.items():
            draft.replace(targets[name])
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
