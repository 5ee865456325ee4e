"""The model behind both tables: lines in an order, columns, and what a cell answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coder.ui.measures.columns import Cell, Column
from coder.ui.measures.lines import AnyLine

CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE: Final = Qt.ItemDataRole.UserRole + 2
REPEATS_ROLE: Final = Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex


class MeasureTable(QAbstractTableModel):
    """Lines and columns; it sorts itself, and what has nothing to sort by comes last in either order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.columns: list[Column] = []
        self.lines: list[AnyLine] = []
        self._given: list[AnyLine] = []
        self._runs: list[list[int]] = []
        self._sorted: tuple[int, Qt.SortOrder] = (0, Qt.SortOrder.AscendingOrder)

    def show_lines(self, columns: list[Column], lines: Sequence[AnyLine]) -> None:
        """Show these lines in these columns, in the order chosen before."""
        self.beginResetModel()
        self.columns = columns
        self._runs = joinable(columns)
        self._given = list(lines)
        self.lines = self._in_order()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the lines by a column; equal ones keep the order of the data."""
        self.beginResetModel()
        self._sorted = (column, order)
        self.lines = self._in_order()
        self.endResetModel()

    def _in_order(self) -> list[AnyLine]:
        place, order = self._sorted
        if not 0 <= place < len(self.columns):
            return list(self._given)
        keyed = [(self.columns[place].cell(line).sort, line) for line in self._given]
        known = [(key, line) for key, line in keyed if key is not None]
        known.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [line for _, line in known] + [line for key, line in keyed if key is None]

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell."""
        return self.columns[column].cell(self.lines[row])

    def row_of(self, key: tuple[str, ...]) -> int:
        """Return the row of the line with this key, or -1."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def column_of(self, column_id: str) -> int:
        """Return the place of a column, or -1."""
        return next((place for place, column in enumerate(self.columns) if column.id == column_id), -1)

    def joined(self, row: int) -> list[tuple[int, int]]:
        """Return the neighbours in a group that say one thing in words, as first column and number of columns."""
        found: list[tuple[int, int]] = []
        for run in self._runs:
            cells = [(place, self.cell(row, place)) for place in run]
            for said, group in groupby(cells, key=lambda item: (item[1].text, item[1].words)):
                places = [place for place, _ in group]
                if said[1] and len(places) > 1:
                    found.append((places[0], len(places)))
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell answers in a role."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        if role == COLUMN_ROLE:
            return self.columns[index.column()]
        if role == REPEATS_ROLE:
            return self._repeats(index.row())
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.spoken
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{full_title(self.columns[index.column()])}: {cell.spoken or cell.tip}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (cell.spoken, cell.tip) if part) or None
        return cell if role == CELL_ROLE else None

    def _repeats(self, row: int) -> bool:
        """Return whether a line is about the same session as the one above it."""
        return row > 0 and self.lines[row].session_id == self.lines[row - 1].session_id

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == COLUMN_ROLE:
            return column
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return full_title(column)
        return None


def joinable(columns: Sequence[Column]) -> list[list[int]]:
    """Return the places of neighbours in one group whose words may run across them."""
    runs = groupby(range(len(columns)), key=lambda place: columns[place].joins and columns[place].group)
    found = [(joins, list(places)) for joins, places in runs]
    return [places for joins, places in found if joins and len(places) > 1]


def full_title(column: Column) -> str:
    """Return a heading with that of its group, as it is copied and spoken: ``3 Comfort seeking, latency s``."""
    return f"{column.group}: {column.title}" if column.group else column.name or column.title
