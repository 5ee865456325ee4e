"""Writing tables of a study, with their codebook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, get_args

from coder.agreement import AgreementReport
from coder.app.agreement import withdrawn_children
from coder.app.gathering import (
    MEASURE_TABLES,
    TABLES,
    USUAL_TABLES,
    MeasureTable,
    SessionRows,
    session_rows,
    study_tables,
)
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from coder.metrics import Parameters
from coder.model.session import Session
from coder.tables import (
    AGREEMENT_CODERS_TABLE,
    AGREEMENT_CONFUSION_TABLE,
    AGREEMENT_DISAGREEMENTS_TABLE,
    AGREEMENT_DRIFT_TABLE,
    AGREEMENT_EVENTS_TABLE,
    AGREEMENT_SESSIONS_TABLE,
    AGREEMENT_TABLE,
    Format,
    Table,
    file_names,
    holds_condition,
    require,
    row_count,
    write_tables,
)

__all__ = [
    "AGREEMENT_PAGE",
    "AGREEMENT_PREFIX",
    "FORMATS",
    "MEASURE_TABLES",
    "TABLES",
    "USUAL_TABLES",
    "Format",
    "MeasureTable",
    "Written",
    "export_agreement",
    "export_measures",
    "files_of",
]

FORMATS: Final[tuple[Format, ...]] = get_args(Format)
AGREEMENT_PREFIX: Final = "agreement_"
"""What the codebook and the other files beside the agreement tables begin with."""
AGREEMENT_PAGE: Final = f"{AGREEMENT_PREFIX}report.html"
"""The page beside them."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export wrote: the number of rows by table, the files, and sentences about what was left out."""

    rows: dict[str, int]
    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def files_of(tables: Collection[MeasureTable], file_format: Format = "csv") -> tuple[str, ...]:
    """Return the names of all files an export of these tables writes."""
    return file_names([name for name in MEASURE_TABLES if name in tables], file_format)


def export_measures(
    study: OpenStudy,
    folder: Path,
    parameters: Parameters,
    tables: Collection[MeasureTable] = USUAL_TABLES,
    overwrite: bool = False,
    everyone: bool = True,
    jobs: int = 1,
    progress: Progress | None = None,
    file_format: Format = "csv",
) -> Written:
    """Write the named tables of every coding to ``folder``; consensus codings included.

    Children whose consent is withdrawn are left out, and so is the condition while the study is blind.

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
        Told session by session and table by table; may raise `Cancelled`, and then nothing is written.
    file_format : str
        Which of `FORMATS`.

    Raises
    ------
    StoreError, AppError, TablesError
        When a file cannot be read, or the tables not written.
    """
    require(file_format)
    progress = progress or Progress()
    gathered = list(_gathered(study, parameters, tables, everyone, jobs, progress))
    withdrawn = withdrawn_children(one.session for one in gathered)
    kept = [one for one in gathered if one.session.participant.child not in withdrawn]
    found = study_tables(study, kept, parameters, tables)
    written = write_tables(
        folder,
        found,
        parameters=parameters,
        file_format=file_format,
        overwrite=overwrite,
        about=_about(study),
        step=lambda name: progress.step(len(gathered), len(gathered) + len(found), name),
    )
    blind = "covariates" in tables and study.study.settings.blind
    hearts = (problem for one in kept for problem in one.heart_problems)
    notes = (*_left_out(withdrawn), *hearts, *_hidden([one.session for one in kept] if blind else []), *written.notes)
    return Written(_counted(found), written.files, notes)


def export_agreement(
    report: AgreementReport, folder: Path, overwrite: bool = False, file_format: Format = "csv", page: str = ""
) -> Written:
    """Write the tables of an agreement report to ``folder``, and the page that tells of it in words, if there is one.

    Raises `TablesError` when they cannot be written.
    """
    rows: dict[Table, Sequence[object]] = {
        AGREEMENT_TABLE: report.agreement,
        AGREEMENT_SESSIONS_TABLE: report.sessions,
        AGREEMENT_CONFUSION_TABLE: report.confusion,
        AGREEMENT_EVENTS_TABLE: report.events,
        AGREEMENT_DISAGREEMENTS_TABLE: report.disagreements,
        AGREEMENT_DRIFT_TABLE: report.drift,
        AGREEMENT_CODERS_TABLE: report.coders,
    }
    written = write_tables(
        folder,
        rows,
        prefix=AGREEMENT_PREFIX,
        overwrite=overwrite,
        file_format=file_format,
        texts={AGREEMENT_PAGE: page} if page else {},
    )
    return Written(_counted(rows), written.files, written.notes)


def _gathered(
    study: OpenStudy,
    parameters: Parameters,
    tables: Collection[MeasureTable],
    everyone: bool,
    jobs: int,
    progress: Progress,
) -> Iterator[SessionRows]:
    ids = study.folder.session_ids()
    with ExitStack() as stack:
        work = partial(session_rows, study, parameters, tuple(tables), everyone)
        found: Iterable[SessionRows] = map(work, ids)
        if jobs > 1 and len(ids) > 1:
            pool = stack.enter_context(ProcessPoolExecutor(min(jobs, len(ids)), mp_context=get_context("spawn")))
            found = pool.map(work, ids, chunksize=max(1, len(ids) // (4 * jobs)))
        for done, rows in enumerate(found, 1):
            progress.step(done, len(ids) + len(tables), ids[done - 1])
            yield rows


def _about(study: OpenStudy) -> dict[str, Any]:
    return {"study": study.study.id, "schemes": list(study.study.schemes)}


def _counted(tables: dict[Table, Sequence[object]]) -> dict[str, int]:
    return {table.name: row_count(rows) for table, rows in tables.items()}


def _left_out(withdrawn: Collection[str]) -> Iterator[str]:
    for child in sorted(withdrawn):
        yield f"{child} is withdrawn and was left out."


def _hidden(sessions: Iterable[Session]) -> Iterator[str]:
    if any(holds_condition(session) for session in sessions):
        yield "The condition was left out: the study is blind until a supervisor sets blind to false in study.json."
