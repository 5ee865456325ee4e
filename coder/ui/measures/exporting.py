"""A preview of the tables as they would be written, and which files are in the way. No Qt here."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from coder.app.corpus import coded_sessions
from coder.app.exports import MEASURE_TABLES, TABLES, MeasureTable
from coder.app.jobs import Progress
from coder.app.measures import measure_session
from coder.app.studies import OpenStudy
from coder.metrics import Parameters
from coder.tables import event_rows
from coder.tables.csv_format import write_csv
from coder.tables.frames import frame_of

PREVIEW_ROWS: Final = 20
CODEBOOK_FILES: Final = ("codebook.csv", "codebook.json")


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a table, as they would stand in its file."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(
    study: OpenStudy, parameters: Parameters, tables: Sequence[MeasureTable], progress: Progress
) -> tuple[Preview, ...]:
    """Return the first rows of the tables as the person may see them; reads no more sessions than are needed."""
    found: dict[MeasureTable, list[object]] = {name: [] for name in tables}
    for item in coded_sessions(study, everyone=False, progress=progress):
        measured = measure_session(item, parameters)
        rows: dict[MeasureTable, list[object]] = {
            "events": [row for coding, tracks in item.readable() for row in event_rows(coding, tracks)],
            "measures": list(measured.rows),
            "opportunities": list(measured.opportunities),
        }
        for name, content in found.items():
            content.extend(rows[name])
        if all(len(content) >= PREVIEW_ROWS for content in found.values()):
            break
    return tuple(_as_written(name, content[:PREVIEW_ROWS]) for name, content in found.items())


def _as_written(name: MeasureTable, rows: list[object]) -> Preview:
    """Write the rows as the export does and read them back, so that the preview cannot differ from the file."""
    table = TABLES[name]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.csv"
        write_csv(table, frame_of(table, rows), path)
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
    return Preview(name, tuple(header), tuple(tuple(line) for line in lines))


def files_of(tables: Collection[MeasureTable]) -> tuple[str, ...]:
    """Return the names of the files an export of these tables writes."""
    return (*(f"{name}.csv" for name in MEASURE_TABLES if name in tables), *CODEBOOK_FILES)


def in_the_way(folder: Path, tables: Collection[MeasureTable]) -> tuple[str, ...]:
    """Return the names of files that are in the folder already and would be replaced."""
    return tuple(name for name in files_of(tables) if (folder / name).exists())
