"""Writing the agreement tables where the person wants them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from coder.agreement import AgreementError, Options
from coder.app.agreement import study_agreement
from coder.app.errors import AppError
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from coder.store import StoreError
from coder.ui.jobs import UiJobs
from coder.ui.page import Action, Problem
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.app.exports import Written

PROBLEM = "agreement.export"


class Exporter:
    """Asks for a folder and writes all pairs' tables there, as the person may see them.

    Parameters
    ----------
    say : callable
        Called with a sentence and an action once the tables are written.
    tell, solved : callable
        Called with a `Problem`, and with its key when it is over.
    """

    def __init__(
        self,
        host: QWidget,
        jobs: UiJobs,
        say: Callable[[str, Action], object],
        tell: Callable[[Problem], object],
        solved: Callable[[str], object],
    ) -> None:
        self._host, self._jobs = host, jobs
        self._say, self._tell, self._solved = say, tell, solved
        self._last = ""

    def ask(self, study: OpenStudy, options: Options) -> None:
        """Ask where to."""
        start = self._last or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self._host, tr("Folder for the agreement tables"), start)
        if chosen:
            self._last = chosen
            self.write(study, options, Path(chosen))

    def write(self, study: OpenStudy, options: Options, folder: Path, overwrite: bool = False) -> None:
        """Write the tables in the background; tables that are there already are asked about."""
        self._solved(PROBLEM)
        again = (tr("Choose another folder…"), partial(self.ask, study, options))

        def done(written: Written | None) -> None:
            if written is None:
                anyway = partial(self.write, study, options, folder, overwrite=True)
                text = tr("{0} holds agreement tables already. Nothing was written.", folder)
                self._tell(Problem(text, ((tr("Replace them"), anyway), again), level="warn", key=PROBLEM))
                return
            rows = f"{sum(written.rows.values()):,}"
            text = tr("{0} tables and a codebook written to {1}, {2} rows.", len(written.rows), folder.name, rows)
            self._say(text, (tr("Show folder"), lambda: show_folder(folder)))

        def failed(error: Exception) -> None:
            if not _is_expected(error):
                raise error
            self._tell(Problem(tr("{0} Nothing was exported.", error), (again,), key=PROBLEM))

        def work(progress: Progress) -> Written | None:
            return write_tables(study, options, folder, overwrite, progress)

        self._jobs.run(tr("Writing agreement tables"), work, done, failed)


def write_tables(
    study: OpenStudy, options: Options, folder: Path, overwrite: bool, progress: Progress
) -> Written | None:
    """Write the tables, or return None when there are some already; libraries for tables are loaded only here."""
    from coder.app.exports import export_agreement

    if not overwrite and any(folder.glob("agreement*.csv")):
        return None
    return export_agreement(study_agreement(study, options, progress=progress), folder, overwrite)


def _is_expected(error: Exception) -> bool:
    from coder.tables.errors import TablesError

    return isinstance(error, AgreementError | AppError | StoreError | TablesError)


def show_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
