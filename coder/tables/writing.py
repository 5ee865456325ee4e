"""Writing tables with their codebook into a folder.

Everything is written beside its target first and put in place only when all of it is there, so that a full disk never
leaves half a table. Nothing is overwritten unless that was asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import pandas as pd

from coder.metrics import DEFAULTS, Parameters
from coder.tables.codebook import CODEBOOK, codebook_json, codebook_rows
from coder.tables.csv_format import write_csv
from coder.tables.errors import TablesError
from coder.tables.frames import frame_of
from coder.tables.schema import Table

Format = Literal["csv"]

WRITERS: Final[dict[Format, Callable[[Table, pd.DataFrame, Path], None]]] = {"csv": write_csv}
"""Format, which is also the file's suffix → what writes a frame in it."""


def write_tables(
    folder: Path,
    tables: Mapping[Table, Sequence[object]],
    *,
    parameters: Parameters = DEFAULTS,
    file_format: Format = "csv",
    codebook: str = "codebook",
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write tables and their codebook (as a table and as JSON) into a folder, which is made if need be.

    Parameters
    ----------
    folder : Path
        Where to.
    tables : mapping of Table to rows
        The tables, each with its typed rows.
    parameters : Parameters
        The set the numbers were computed with, for the codebook.
    file_format : {"csv"}
        A key of `WRITERS`.
    codebook : str
        Name of the codebook's files, so that several exports can share a folder.
    overwrite : bool
        Whether files that are there may be replaced.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    TablesError
        When a file is already there, or the folder cannot be written.
    """
    written = [*tables, CODEBOOK]
    rows = {**tables, CODEBOOK: codebook_rows(tables, parameters)}
    targets = [folder / f"{name}.{file_format}" for name in (*(table.name for table in tables), codebook)]
    described = folder / f"{codebook}.json"
    _refuse_to_overwrite([*targets, described], overwrite)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _placing([*targets, described]) as drafts:
            for table, draft in zip(written, drafts, strict=False):
                WRITERS[file_format](table, frame_of(table, rows[table]), draft)
            drafts[-1].write_text(codebook_json(tables, parameters), encoding="utf-8", newline="\n")
    except OSError as error:
        raise TablesError(f"The tables cannot be written to {folder}: {error.strerror or error}.") from error
    return (*targets, described)


def _refuse_to_overwrite(targets: Sequence[Path], overwrite: bool) -> None:
    there = [target.name for target in targets if target.exists()]
    if there and not overwrite:
        raise TablesError(
            f"{targets[0].parent} already holds {', '.join(there)}. Choose another folder, or ask to overwrite."
        )


@contextmanager
def _placing(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """Give a draft beside each target; put them in place when the block ends well, remove them when it does not."""
    drafts = [target.with_name(f".{target.name}.{os.getpid()}.tmp") for target in targets]
    try:
        yield drafts
        for draft, target in zip(drafts, targets, strict=True):
            draft.replace(target)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
