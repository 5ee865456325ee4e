"""The table of sessions: its model, and what the filters leave of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from coder.app.overview import SessionOverview
from coder.app.studies import OpenStudy
from coder.ui.study.columns import Column, columns_for

if TYPE_CHECKING:
    from coder.app.plan.watch import Watch

OVERVIEW_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 2
SORT_ROLE = Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex
MediaFilter = Literal["any", "complete", "missing", "none"]
ProgressFilter = Literal["any", "not started", "open", "complete"]


class SessionTable(QAbstractTableModel):
    """One row per session."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[Column] = columns_for(None, [])
        self.overviews: list[SessionOverview] = []

    def show_sessions(
        self, study: OpenStudy | None, overviews: list[SessionOverview], watch: Watch | None = None
    ) -> None:
        """Show these sessions, with what was found in comparing their coders."""
        self.beginResetModel()
        self.overviews = overviews
        self.columns = columns_for(study, overviews, watch)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many sessions there are."""
        return 0 if parent.isValid() else len(self.overviews)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds in a role."""
        if not index.isValid():
            return None
        overview, column = self.overviews[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(overview)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(overview) or None
        answers = {OVERVIEW_ROLE: overview, COLUMN_ROLE: column}
        if role == SORT_ROLE:
            return column.sort(overview)
        return answers.get(role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.title or "Passes"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind == "number" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


@dataclass(frozen=True, slots=True)
class Filters:
    """What is left of the table."""

    text: str = ""
    media: MediaFilter = "any"
    coder: str = ""
    progress: ProgressFilter = "any"
    double_only: bool = False

    def keeps(self, overview: SessionOverview) -> bool:
        """Return whether a session is shown."""
        ids = f"{overview.session.participant.child} {overview.session.id}".casefold()
        return (
            self.text.strip().casefold() in ids
            and self._keeps_media(overview)
            and (not self.coder or self.coder in overview.coders)
            and self._keeps_progress(overview)
            and (not self.double_only or overview.double_coded)
        )

    def _keeps_media(self, overview: SessionOverview) -> bool:
        match self.media:
            case "complete":
                return bool(overview.session.media) and not overview.missing_media
            case "missing":
                return bool(overview.missing_media)
            case "none":
                return not overview.session.media
        return True

    def _keeps_progress(self, overview: SessionOverview) -> bool:
        coders = [self.coder] if self.coder else overview.coders
        complete = any(
            coder in overview.progress
            and all(p.complete for p in overview.progress[coder].values())
            and bool(overview.progress[coder])
            for coder in coders
        )
        begun = any(overview.share_of(coder) > 0 for coder in coders)
        match self.progress:
            case "not started":
                return not begun
            case "open":
                return begun and not complete
            case "complete":
                return complete
        return True


class FilteredSessions(QSortFilterProxyModel):
    """The table through the filters, sorted by a column."""

    def __init__(self, table: SessionTable) -> None:
        super().__init__()
        self._table = table
        self._filters = Filters()
        self.setSourceModel(table)
        self.setSortRole(SORT_ROLE)

    def set_filters(self, filters: Filters) -> None:
        """Keep to these filters."""
        self.beginFilterChange()
        self._filters = filters
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, _parent: Index) -> bool:
        """Return whether a row passes."""
        return self._filters.keeps(self._table.overviews[source_row])

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare as the column sorts; equal cells go by session id."""
        a, b = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if a == b:
            return bool(left.data(OVERVIEW_ROLE).session.id < right.data(OVERVIEW_ROLE).session.id)
        return bool(a < b)

    def overview_at(self, index: Index) -> SessionOverview | None:
        """Return the session of a row, or None."""
        found: SessionOverview | None = index.data(OVERVIEW_ROLE) if index.isValid() else None
        return found

    def row_of(self, session_id: str) -> int:
        """Return the row of a session, or -1 when it is not shown."""
        for row in range(self.rowCount()):
            if self.index(row, 0).data(OVERVIEW_ROLE).session.id == session_id:
                return row
        return -1
