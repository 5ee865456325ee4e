"""The study's diary, to be read."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from coder.app.studies import OpenStudy
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import label


class LogDialog(FormDialog):
    """Who decided what about the study, newest first."""

    def __init__(self, host: QWidget, theme: Theme, study: OpenStudy) -> None:
        super().__init__(host, theme, tr("Log of the study"), "", width_px=760)
        entries = list(reversed(study.diary()))
        if not entries:
            self.form.addWidget(label(tr("Nothing was decided about this study yet."), "body", "text2"))
        self.table = QTableWidget(len(entries), 3)
        self.table.setAccessibleName(tr("Log of the study"))
        self.table.setHorizontalHeaderLabels([tr("When, UTC"), tr("Who"), tr("What")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        for row, entry in enumerate(entries):
            for column, text in enumerate((entry.at.removesuffix("+00:00").replace("T", " "), entry.by, entry.what)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(theme.px(320))
        self.table.setVisible(bool(entries))
        self.form.addWidget(self.table, 1)
