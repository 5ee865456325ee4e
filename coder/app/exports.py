"""Writing tables of a study, with their codebook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Literal, get_args

from coder.agreement import AgreementReport
from coder.app.corpus import coded_session
from coder.app.jobs import Progress
from coder.app.measures import measure_session
from coder.app.studies import OpenStudy
from coder.metrics import Parameters
from coder.tables import (
    AGREEMENT_CONFUSION_TABLE,
    AGREEMENT_DISAGREEMENTS_TABLE,
    AGREEMENT_EVENTS_TABLE,
    AGREEMENT_SESSIONS_TABLE,
    AGREEMENT_TABLE,
    EVENTS_TABLE,
    MEASURES_TABLE,
    OPPORTUNITIES_TABLE,
    Format,
    Table,
    event_rows,
    write_tables,
)

MeasureTable = Literal["events", "measures", "opportunities"]

MEASURE_TABLES: Final[tuple[MeasureTable, ...]] = get_args(MeasureTable)
TABLES: Final[dict[MeasureTable, Table]] = {
    "events": EVENTS_TABLE,
    "measures": MEASURES_TABLE,
    "opportunities": OPPORTUNITIES_TABLE,
}
FORMATS: Final[tuple[Format, ...]] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote: the number of rows by table, and the files, codebook included."""

    rows: dict[str, int]
    files: tuple[Path, ...]


def export_measures(
    study: OpenStudy,
    folder: Path,
    parameters: Parameters,
    tables: Collection[MeasureTable] = MEASURE_TABLES,
    overwrite: bool = False,
    everyone: bool = True,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Written:
    """Write the named tables of every coding to ``folder``; consensus codings included.

    Parameters
    ----------
    study : OpenStudy
        The study.
    folder : Path
        Where to; made when it is missing.
    parameters : Parameters
        The set the measures are computed with.
    tables : collection of str
        Which of `MEASURE_TABLES`.
    overwrite : bool
        Whether files that are there may be replaced.
    everyone : bool
        False leaves out codings the person may not see.
    jobs : int
        Number of processes to compute with.
    progress : Progress, optional
        Told session by session; may raise `Cancelled`, and then nothing is written.

    Raises
    ------
    StoreError, AppError, TablesError
        When a file cannot be read, or the tables not written.
    """
    rows: dict[Table, list[object]] = {TABLES[name]: [] for name in MEASURE_TABLES if name in tables}
    for found in _all_rows(study, parameters, everyone, jobs, progress or Progress()):
        for table, content in rows.items():
            content.extend(found[table.name])
    files = write_tables(folder, rows, parameters=parameters, overwrite=overwrite)
    return Written({table.name: len(content) for table, content in rows.items()}, files)


def _all_rows(
    study: OpenStudy, parameters: Parameters, everyone: bool, jobs: int, progress: Progress
) -> Iterator[dict[str, Sequence[object]]]:
    ids = study.folder.session_ids()
    with ExitStack() as stack:
        work = partial(_session_rows, study, parameters, everyone)
        found: Iterable[dict[str, Sequence[object]]] = map(work, ids)
        if jobs > 1 and len(ids) > 1:
            pool = stack.enter_context(ProcessPoolExecutor(min(jobs, len(ids)), mp_context=get_context("spawn")))
            found = pool.map(work, ids, chunksize=max(1, len(ids) // (4 * jobs)))
        for done, rows in enumerate(found, 1):
            progress.step(done, len(ids), ids[done - 1])
            yield rows


def _session_rows(
    study: OpenStudy, parameters: Parameters, everyone: bool, session_id: str
) -> dict[str, Sequence[object]]:
    item = coded_session(study, session_id, everyone)
    events = [row for coding, tracks in item.readable() for row in event_rows(coding, tracks)]
    measured = measure_session(item, parameters)
    return {"events": events, "measures": measured.rows, "opportunities": measured.opportunities}


AGREEMENT_CODEBOOK: Final = "agreement_codebook"


def export_agreement(report: AgreementReport, folder: Path, overwrite: bool = False) -> Written:
    """Write the tables of an agreement report to ``folder``; raises `TablesError` when it cannot be."""
    rows: dict[Table, Sequence[object]] = {
        AGREEMENT_TABLE: report.agreement,
        AGREEMENT_SESSIONS_TABLE: report.sessions,
        AGREEMENT_CONFUSION_TABLE: report.confusion,
        AGREEMENT_EVENTS_TABLE: report.events,
        AGREEMENT_DISAGREEMENTS_TABLE: report.disagreements,
    }
    files = write_tables(folder, rows, codebook=AGREEMENT_CODEBOOK, overwrite=overwrite)
    return Written({table.name: len(content) for table, content in rows.items()}, files)
