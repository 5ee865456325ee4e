"""A preview of the tables as they would be written, and which files are in the way. No Qt here."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from coder.app.agreement import withdrawn_children
from coder.app.exports import files_of
from coder.app.gathering import MeasureTable, SessionRows, session_rows, study_tables
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from coder.metrics import Parameters
from coder.tables import Format, Table, frame_of
from coder.tables.csv_format import write_csv

PREVIEW_ROWS: Final = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a table, as they would stand in its file."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(
    study: OpenStudy, parameters: Parameters, tables: Sequence[MeasureTable], progress: Progress
) -> tuple[Preview, ...]:
    """Return the first rows of the tables as the person may see them; computes no more sessions than are needed."""
    sessions = {session_id: study.session(session_id) for session_id in study.folder.session_ids()}
    gone = withdrawn_children(sessions.values())
    kept = [session_id for session_id, session in sessions.items() if session.participant.child not in gone]
    gathered: list[SessionRows] = []
    for done, session_id in enumerate(kept):
        progress.step(done, len(kept), session_id)
        gathered.append(session_rows(study, parameters, tables, False, session_id))
        if all(sum(len(one.rows[name]) for one in gathered) >= PREVIEW_ROWS for name in tables):
            break
    found = {table.name: (table, rows) for table, rows in study_tables(study, gathered, parameters, tables).items()}
    return tuple(_as_written(*found[name]) for name in tables)


def _as_written(table: Table, rows: Sequence[object]) -> Preview:
    """Write the rows as the export does and read them back, so that the preview cannot differ from the file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{table.name}.csv"
        write_csv(table, frame_of(table, rows[:PREVIEW_ROWS]), path)
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
    return Preview(table.name, tuple(header), tuple(tuple(line) for line in lines))


def in_the_way(folder: Path, tables: Collection[MeasureTable], file_format: Format = "csv") -> tuple[str, ...]:
    """Return the names of files that are in the folder already and would be replaced."""
    return tuple(name for name in files_of(tables, file_format) if (folder / name).exists())
