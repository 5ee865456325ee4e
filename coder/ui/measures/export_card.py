"""The card that exports tables: choose them, look at them, write them to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from coder.app.errors import AppError
from coder.app.jobs import Job, Progress
from coder.store import StoreError
from coder.ui.jobs import UiJobs
from coder.ui.measures.dialogs import PreviewDialog, ReplaceDialog
from coder.ui.page import Problem
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, Card, Choice, FlowRow, KeyCaps, label

if TYPE_CHECKING:
    from coder.app.exports import MeasureTable, Written
    from coder.app.studies import OpenStudy
    from coder.metrics import Parameters
    from coder.tables import Format
    from coder.ui.measures.exporting import Preview

_FORMATS: Final[dict[Format, str]] = {
    "csv": "CSV",
    "sav": "SPSS (.sav)",
    "dta": "Stata (.dta)",
    "rds": "R (.rds)",
    "xlsx": "Excel (.xlsx)",
    "parquet": "Parquet",
}
_AT_FIRST: Final = ("measures", "opportunities", "events")
_NAMES: Final[dict[MeasureTable, tuple[str, str]]] = {
    "measures": ("Measures, long", "One row per child, coder, episode and measure."),
    "children": ("Children, wide", "One row per child, one column per measure and episode."),
    "opportunities": ("Opportunities", "One row per distress with the caregiver there, for survival models."),
    "events": ("Events", "One row per coded event."),
}
MOST_NOTES: Final = 2
NOT_ZERO: Final = "What is pending is exported as not coded, never as 0."


class ExportCard(Card):
    """Writes tables of the open study, as far as its person may see them.

    Signals
    -------
    said(str, object)
        A result for a toast, with an action.
    failed(Problem), solved()
        Why nothing was written, and that this no longer holds.
    """

    said = Signal(str, object)
    failed = Signal(object)
    solved = Signal()

    def __init__(self, theme: Theme, jobs: UiJobs) -> None:
        super().__init__(tr("Export"))
        self._theme, self._jobs = theme, jobs
        self._study: OpenStudy | None = None
        self._parameters: Parameters | None = None
        self._folder = ""
        self.job: Job[Written] | None = None
        self.boxes: dict[MeasureTable, QCheckBox] = {}
        self.format = Choice()
        self.preview_button = Button(tr("Preview"), self.ask_preview)
        self.export_button = Button("", self.ask_export, role="primary", icon="export")
        assert self.header is not None
        self.header.add(KeyCaps("Ctrl+E"))
        self._build()
        self._count()

    def _build(self) -> None:
        inside = self.padded(8)
        room = QWidget()
        choices = FlowRow(room, gap_px=14)
        for table, (name, what) in _NAMES.items():
            box = QCheckBox(tr(name))
            box.setChecked(table in _AT_FIRST)
            box.setToolTip(tr(what))
            box.setAccessibleDescription(tr(what))
            box.toggled.connect(self._count)
            self.boxes[table] = box
            choices.addWidget(box)
        inside.addWidget(room)
        for name, title in _FORMATS.items():
            self.format.addItem(tr(title), name)
        self.format.setAccessibleName(tr("Format"))
        formats = QHBoxLayout()
        formats.addWidget(self.format)
        formats.addWidget(label(tr("with codebook and syntax"), "table", "text3"))
        formats.addStretch(1)
        inside.addLayout(formats)
        inside.addWidget(label(tr(NOT_ZERO), "table", "text2", wrap=True))
        buttons = QHBoxLayout()
        buttons.addWidget(self.export_button)
        buttons.addWidget(self.preview_button)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        inside.addStretch(1)

    def show_study(self, study: OpenStudy | None, parameters: Parameters | None) -> None:
        """Export another study, or with other parameters."""
        self._study, self._parameters = study, parameters
        self._count()

    def chosen(self) -> tuple[MeasureTable, ...]:
        """Return the tables that are ticked."""
        return tuple(table for table, box in self.boxes.items() if box.isChecked())

    @property
    def file_format(self) -> Format:
        """The chosen format."""
        return next(name for name in _FORMATS if name == self.format.currentData())

    def _count(self) -> None:
        count = len(self.chosen())
        text = tr("Export 1 table…") if count == 1 else tr("Export {0} tables…", count)
        self.export_button.setText(text if count else tr("Export…"))
        ready = bool(count) and self._study is not None and self.job is None
        self.export_button.setEnabled(ready)
        self.preview_button.setEnabled(ready)

    def why_not(self) -> str | None:
        """Return why nothing can be exported now."""
        if self._study is None:
            return tr("no study is open")
        if self.job is not None:
            return tr("an export is running")
        return None if self.chosen() else tr("no table is ticked")

    def ask_preview(self) -> None:
        """Show the first rows of the ticked tables."""
        study, parameters, tables = self._study, self._parameters, self.chosen()
        if study is None or parameters is None or not tables:
            return

        def work(progress: Progress) -> tuple[Preview, ...]:
            from coder.ui.measures.exporting import preview

            return preview(study, parameters, tables, progress)

        self._jobs.run(tr("Preparing the preview"), work, self._show_preview, self._refuse)

    def _show_preview(self, previews: tuple[Preview, ...]) -> None:
        self.dialog = PreviewDialog(self.window(), self._theme, previews)
        self.dialog.open()

    def ask_export(self) -> None:
        """Ask where to, and whether files that are there may be replaced."""
        if self.why_not() is not None or self._study is None:
            return
        start = self._folder or str(self._study.folder.root.parent)
        chosen = QFileDialog.getExistingDirectory(self, tr("Export to folder"), start)
        if not chosen:
            return
        from coder.ui.measures.exporting import in_the_way

        self._folder = chosen
        there = in_the_way(Path(chosen), self.chosen(), self.file_format)
        if there:
            self.question = ReplaceDialog(
                self.window(), self._theme, Path(chosen), there, lambda: self._export(Path(chosen), overwrite=True)
            )
            self.question.open()
        else:
            self._export(Path(chosen), overwrite=False)

    def _export(self, folder: Path, overwrite: bool) -> None:
        study, parameters, tables, file_format = self._study, self._parameters, self.chosen(), self.file_format
        if study is None or parameters is None:
            return

        def work(progress: Progress) -> Written:
            from coder.app.exports import export_measures

            return export_measures(
                study,
                folder,
                parameters,
                tables,
                overwrite=overwrite,
                everyone=False,
                progress=progress,
                file_format=file_format,
            )

        self.job = self._jobs.run(
            tr("Exporting tables"), work, lambda written: self._done(folder, written), self._refuse, self._stopped
        )
        self._count()

    def _done(self, folder: Path, written: Written) -> None:
        self._over()
        rows = sum(written.rows.values())
        tables = tr("1 table") if len(written.rows) == 1 else tr("{0} tables", len(written.rows))
        text = tr("{0} exported to {1}, {2} rows.", tables, folder.name or str(folder), f"{rows:,}")
        self.solved.emit()
        more = len(written.notes) - MOST_NOTES
        notes = [*written.notes[:MOST_NOTES], *([tr("And {0} more.", more)] if more > 0 else [])]
        self.said.emit(
            " ".join([*notes, text]),
            (tr("Show folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))),
        )

    def _stopped(self) -> None:
        self._over()
        self.said.emit(tr("Stopped. No table was written."), None)

    def _refuse(self, error: Exception) -> None:
        from coder.tables import TablesError

        self._over()
        if not isinstance(error, AppError | StoreError | TablesError):
            raise error
        actions = ((tr("Choose another folder…"), self.ask_export),)
        self.failed.emit(Problem(tr("Nothing was exported. {0}", error), actions, key="measures.export"))

    def _over(self) -> None:
        self.job = None
        self._count()
