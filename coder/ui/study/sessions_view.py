"""The table of sessions as one sees it: sorted, filtered, walked with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from coder.app.overview import SessionOverview
from coder.app.studies import OpenStudy
from coder.ui.study.cells import CellDelegate, SessionHeader
from coder.ui.study.table import FilteredSessions, Filters, SessionTable
from coder.ui.text import tr
from coder.ui.theme import Theme

if TYPE_CHECKING:
    from coder.app.plan.watch import Watch


class SessionsView(QTableView):
    """Tells which session is chosen and when it should be opened."""

    selected = Signal(object)
    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._table = SessionTable()
        self._rows = FilteredSessions(self._table)
        self.setModel(self._rows)
        self.setItemDelegate(CellDelegate(theme))
        self.setHorizontalHeader(SessionHeader(theme, self))
        self.setAccessibleName(tr("Sessions"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(lambda: self.selected.emit(self.chosen()))
        self.doubleClicked.connect(self.opened)
        theme.changed.connect(self._size_columns)

    def show_sessions(
        self, study: OpenStudy, overviews: list[SessionOverview], chosen_id: str, watch: Watch | None = None
    ) -> None:
        """Show these sessions and choose one of them, the first if it is not there."""
        self._table.show_sessions(study, overviews, watch)
        self._size_columns()
        self.choose(chosen_id)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumHeight(self._theme.px(32))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(30))
        for place, column in enumerate(self._table.columns):
            self.setColumnWidth(place, self._theme.px(column.width))
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def set_filters(self, filters: Filters) -> None:
        """Keep to these filters; the chosen session stays chosen while it is shown."""
        chosen = self.chosen_id()
        self._rows.set_filters(filters)
        self.choose(chosen)

    def shown(self) -> int:
        """Return how many sessions pass the filters."""
        return self._rows.rowCount()

    def choose(self, session_id: str) -> None:
        """Choose a session, or the first one shown."""
        row = max(0, self._rows.row_of(session_id)) if self.shown() else -1
        self.setCurrentIndex(self._rows.index(row, 0))
        self.selected.emit(self.chosen())

    def chosen(self) -> SessionOverview | None:
        """Return the chosen session."""
        return self._rows.overview_at(self.currentIndex())

    def all_chosen(self) -> list[SessionOverview]:
        """Return every selected session, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self._rows.overview_at(self._rows.index(row, 0)) for row in rows)
        return [overview for overview in found if overview is not None]

    def chosen_id(self) -> str:
        """Return the id of the chosen session, or ""."""
        chosen = self.chosen()
        return chosen.session.id if chosen else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)
