"""What changed against the defaults: row by row, old value, new value, and the statuses that flip."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from coder.app.evidence import episode_number
from coder.app.results.changed import ChangedRow, Comparison
from coder.app.results.kept import Value
from coder.metrics import MEASURES, PARTS
from coder.metrics.rows import ALL, SESSION
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import label

Index = QModelIndex | QPersistentModelIndex
_HEADINGS = ("Child", "Ep", "Coding", "Measure", "Default", "Now", "Status")
_WIDTHS = (54, 34, 56, 168, 100, 104)


class ChangesTable(QAbstractTableModel):
    """One line per changed row."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[ChangedRow, ...] = ()

    def show_rows(self, rows: tuple[ChangedRow, ...]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows changed."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return child, episode, coding, measure, old, new and status."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says."""
        if not index.isValid():
            return None
        words = _words(self.rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return words[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{tr(_HEADINGS[index.column()])}: {words[index.column()]}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADINGS[section])
        return None


class ChangesView(QWidget):
    """The table, and how many rows changed in a sentence.

    Signals
    -------
    chosen(Value)
        A row was chosen.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.sentence = label("", "body", "text2", wrap=True)
        self.sentence.setContentsMargins(12, 10, 12, 6)
        self.model = ChangesTable(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("What changed"))
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, theme.px(width))
        self.table.horizontalHeader().setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sentence)
        column.addWidget(self.table, 1)

    def show_waiting(self) -> None:
        """The comparison is being made."""
        self.sentence.setText(tr("Comparing with the defaults…"))

    def show_comparison(self, found: Comparison, settings: tuple[str, ...]) -> None:
        """Show what changed; ``settings`` are those that depart from the defaults, in words."""
        self.model.show_rows(found.rows)
        self.table.setVisible(bool(found.rows))
        self.sentence.setText(_sentence(found, settings))

    def _choose(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.model.rows[current.row()].value)


def _sentence(found: Comparison, settings: tuple[str, ...]) -> str:
    if not settings:
        return tr("Every parameter is at its default.")
    flips = tr("1 status flips") if found.flips == 1 else tr("{0} statuses flip", found.flips)
    if not found.rows:
        return tr("{0}: none of {1} rows changes.", "; ".join(settings), f"{found.total:,}")
    return tr("{0}: {1} of {2} rows change, {3}.", "; ".join(settings), len(found.rows), f"{found.total:,}", flips)


def _words(changed: ChangedRow) -> tuple[str, ...]:
    row = changed.value.row
    part = "" if row.part == ALL else f" ({tr(PARTS[row.part])})"
    episode = tr("all") if row.episode == SESSION else episode_number(row.episode)
    name = f"{tr(MEASURES[row.measure].label)}{part}"
    flips = tr("flips") if changed.flips else ""
    return row.child, episode, row.coder, name, _shown(changed.before), _shown(changed.after), flips


def _shown(value: Value | None) -> str:
    return tr("no such row") if value is None else str(value.shown)
