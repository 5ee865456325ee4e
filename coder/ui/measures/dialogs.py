"""The two dialogs of the export: the preview, and the question before files are replaced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QTabWidget, QWidget

from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import label

if TYPE_CHECKING:
    from coder.ui.measures.exporting import Preview

_MOST_COLUMN_PX = 220


class PreviewDialog(FormDialog):
    """The first rows of each table as they will stand in the files."""

    def __init__(self, host: QWidget, theme: Theme, previews: Sequence[Preview]) -> None:
        super().__init__(host, theme, tr("Preview"), "", 980)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Tables"))
        for preview in previews:
            self.tabs.addTab(_table(preview, theme), f"{preview.name}.csv")
        self.tabs.setMinimumHeight(theme.px(420))
        self.form.addWidget(label(tr("The first 20 rows of each table, as they are written."), "body", "text2"))
        self.form.addWidget(self.tabs, 1)


def _table(preview: Preview, theme: Theme) -> QTableWidget:
    table = QTableWidget(len(preview.rows), len(preview.header))
    table.setHorizontalHeaderLabels(list(preview.header))
    table.setAccessibleName(preview.name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.px(26))
    table.setFont(theme.font("table"))
    for row, line in enumerate(preview.rows):
        for column, text in enumerate(line):
            table.setItem(row, column, QTableWidgetItem(text))
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.resizeColumnsToContents()
    for column in range(table.columnCount()):
        table.setColumnWidth(column, min(table.columnWidth(column) + 8, theme.px(_MOST_COLUMN_PX)))
    return table


class ReplaceDialog(FormDialog):
    """Asks before files are replaced."""

    def __init__(
        self, host: QWidget, theme: Theme, folder: Path, names: Sequence[str], replace: Callable[[], object]
    ) -> None:
        count = len(names)
        title = tr("Replace 1 file?") if count == 1 else tr("Replace {0} files?", count)
        super().__init__(host, theme, title, tr("Replace file") if count == 1 else tr("Replace files"))
        self._replace = replace
        self.form.addWidget(label(tr("{0} already holds {1}.", folder, ", ".join(names)), wrap=True))
        safe = tr("They are replaced only when every new file has been written.")
        self.form.addWidget(label(safe, "body", "text2", wrap=True))
        self.cancel_button.setFocus()

    def submit(self) -> None:
        """Replace them."""
        self.accept()
        self._replace()
