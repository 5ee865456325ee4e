"""The card that says which measures a moved boundary changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from coder.app.consequences import ValueChange, value_changes
from coder.app.errors import AppError
from coder.app.heart import session_heart
from coder.app.jobs import Progress
from coder.app.measures import study_parameters
from coder.app.rewind import copy_of
from coder.metrics import MetricsError
from coder.model.errors import ModelError
from coder.model.session import Session
from coder.store import StoreError
from coder.ui.text import tr
from coder.ui.widgets import Card, IconButton, label

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy
    from coder.ui.code.bench import Bench
    from coder.ui.jobs import UiJobs

COLUMNS = ("Measure", "Episode", "Before", "Now")
ROW_PX = 22


class EffectsCard(Card):
    """Measure, episode, old and new value; the values only for who may see results."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(tr("What this changes"))
        assert self.header is not None
        self.header.add(IconButton("close", tr("Close (Esc)"), self.left.emit, small=True))
        self.note = label("", "table", "text2", wrap=True)
        self.note.setContentsMargins(12, 8, 12, 6)
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setHorizontalHeaderLabels([tr(name) for name in COLUMNS])
        self.table.setAccessibleName(tr("Measures that change"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.add(self.note)
        self.add(self.table, 1)

    def show_changes(self, changes: list[ValueChange], with_values: bool) -> None:
        """Show which values changed; without values only that they did."""
        count = len(changes)
        words = tr("1 value changes.") if count == 1 else tr("{0} values change.", count)
        hidden = "" if with_values else " " + tr("The values are hidden while the study is blind.")
        self.note.setText(words + hidden)
        for column in (2, 3):
            self.table.setColumnHidden(column, not with_values)
        self.table.setRowCount(count)
        for row, change in enumerate(changes):
            part = f" ({change.part})" if change.part != "all" else ""
            episode = tr("session") if change.episode == "session" else change.episode.replace("ep", "Ep ", 1)
            for column, text in enumerate((change.label + part, episode, change.before or "–", change.after or "–")):
                item = QTableWidgetItem(text if with_values or column < 2 else "")
                item.setToolTip(item.text())
                self.table.setItem(row, column, item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Effects(QObject):
    """Measures before and after a change of episodes, off the window's thread."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._study: OpenStudy | None = None
        self._jobs: UiJobs | None = None
        self._asked = 0
        self.card = EffectsCard()
        self.card.left.connect(self.close)

    def begin(self, study: OpenStudy | None, jobs: UiJobs) -> None:
        """Know the study, its parameters and who may see results."""
        self._study, self._jobs = study, jobs

    def episodes_changed(self, before: Session) -> None:
        """Find out what a change of episodes since ``before`` means for the measures."""
        sitting, study, jobs = self._bench.sitting, self._study, self._jobs
        scheme, after = sitting.scheme, sitting.session
        if study is None or jobs is None or before.episodes == after.episodes or self._bench.rewinding.active:
            return
        if not any(record.coded for record in sitting.coding.passes):
            return
        coding = copy_of(sitting.coding)
        self._asked += 1
        asked = self._asked

        def work(_progress: Progress) -> list[ValueChange]:
            heart = session_heart(study, after).heart
            return value_changes(scheme, coding, before, after, study_parameters(study), heart)

        jobs.run(tr("Measuring"), work, lambda found: self._show(asked, found), self._failed)

    def close(self) -> None:
        """Take the card away."""
        if self._bench.middle.currentWidget() is self.card:
            self._bench.middle.rest()
            self._bench.structure.show_card()
            self._bench.setFocus()

    def _show(self, asked: int, changes: list[ValueChange]) -> None:
        """Show the changes, unless a later change of episodes is being looked into."""
        bench = self._bench
        if asked != self._asked or self._study is None:
            return
        if not changes:
            self.close()
        elif bench.clip is None and not bench.checking.open:
            self.card.show_changes(changes, self._study.sees_results)
            bench.middle.show_card(self.card)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StoreError | AppError | ModelError | MetricsError):
            raise error
        self._bench.talk.refuse(str(error))
