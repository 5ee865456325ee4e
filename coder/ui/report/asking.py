"""The command that writes the report of the open study, as the person may see it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from coder.agreement import AgreementError
from coder.app.errors import AppError
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from coder.metrics import MetricsError
from coder.store import StoreError
from coder.ui.commands import Command
from coder.ui.page import Problem
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.window import MainWindow

PROBLEM: Final = "file.report"
PAPER, PAGE = "Paper (*.pdf)", "Page (*.html)"


class ReportMaker:
    """Asks for a file and writes the report there in the background."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._folder = ""

    def command(self) -> Command:
        """Return the command."""
        return Command(
            "file.report",
            tr("Write report…"),
            self.ask,
            "Ctrl+Shift+R",
            "File",
            self.why_not,
            keywords=("report pdf html print methods publication",),
            hint=tr("sessions, measures, agreement, methods"),
            icon="export",
            section=3,
        )

    def why_not(self) -> str | None:
        """Return why no report can be written now."""
        study = self._window.studies.study
        if study is None:
            return tr("no study is open")
        return None if study.sees_results else tr("measures are hidden while the study is blind")

    def ask(self) -> None:
        """Ask where to."""
        study = self._window.studies.study
        if study is None:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(self._folder or documents) / f"{study.study.id}-report.pdf")
        filters = f"{tr(PAPER)};;{tr(PAGE)}"
        chosen, kind = QFileDialog.getSaveFileName(self._window, tr("Write report"), start, filters)
        if chosen:
            path = Path(chosen)
            self.write(study, path if path.suffix else path.with_suffix(".html" if kind == tr(PAGE) else ".pdf"))

    def write(self, study: OpenStudy, path: Path) -> None:
        """Write the report; the dialog has asked before an older file is replaced."""
        self._folder = str(path.parent)
        self._window.solve(PROBLEM)

        def work(progress: Progress) -> None:
            write_study_report(study, path, progress)

        def done(_: None) -> None:
            show = (tr("Open report"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
            self._window.host.say(tr("Report written to {0}.", path.name), show)

        self._window.jobs.run(tr("Writing the report"), work, done, self._failed, self._stopped)

    def _stopped(self) -> None:
        self._window.host.say(tr("Stopped. No report was written."))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, AgreementError | AppError | MetricsError | StoreError):
            raise error
        again = (tr("Choose another file…"), self.ask)
        self._window.show_problem(Problem(tr("No report was written. {0}", error), (again,), key=PROBLEM))


def write_study_report(study: OpenStudy, path: Path, progress: Progress) -> None:
    """Write the report as the person may see it; what draws figures is loaded only here."""
    from coder.app.report.compose import study_report
    from coder.app.report.writing import write_report
    from coder.ui.report.paper import to_paper

    report = study_report(study, datetime.now(UTC).date(), progress=progress)
    write_report(report, path, to_paper, overwrite=True)
