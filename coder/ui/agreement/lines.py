"""The model behind the table of channels: time-based lines under one heading, event-based ones under another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from coder.app.agreement_view import PairFigures, verdict
from coder.ui.agreement import words
from coder.ui.agreement.columns import VERDICT_ORDER, Column, Judged, columns
from coder.ui.text import tr

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE: Final = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
_UP = Qt.SortOrder.AscendingOrder


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over the lines that follow: what they compare, and something to know about all of them."""

    title: str
    about: str
    events: bool


Row = Group | Judged


class LinesModel(QAbstractTableModel):
    """One row per line, and one per heading; sorting stays within the headings."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Column, ...] = columns()
        self.rows: list[Row] = []
        self._sorted_by = (len(self.columns) - 1, _UP)

    def show_figures(self, figures: PairFigures | None, criterion: float) -> None:
        """Show the lines of a pair, those that need a look first."""
        self.beginResetModel()
        self.rows = _rows(figures, criterion) if figures else []
        self.rows = self._in_order()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are, headings included."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds in a role."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (ROW_ROLE, COLUMN_ROLE):
            return row if role == ROW_ROLE else column
        if isinstance(row, Group):
            return _group_data(row, column, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.sentence(row.line, row.verdict, row.criterion)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can neither be chosen nor walked to."""
        if index.isValid() and isinstance(self.rows[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.title or tr("Estimate and interval")
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind in ("number", "quiet") else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = _UP) -> None:
        """Sort the lines under each heading; undefined figures come last in either direction."""
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = (column, order)
        kept = self.persistentIndexList()
        held = [self.rows[index.row()] for index in kept]
        self.rows = self._in_order()
        moved = [self.index(self.rows.index(row), index.column()) for row, index in zip(held, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def row_of(self, key: tuple[str, str]) -> int:
        """Return the row of a line, or -1."""
        return next((n for n, row in enumerate(self.rows) if isinstance(row, Judged) and row.line.key == key), -1)

    def neediest(self) -> int:
        """Return the row of the line that needs a look most, -1 when there is none."""
        rows = [(VERDICT_ORDER.index(row.verdict), n) for n, row in enumerate(self.rows) if isinstance(row, Judged)]
        return min(rows, default=(0, -1))[1]

    def groups(self) -> list[int]:
        """Return the rows that are headings."""
        return [n for n, row in enumerate(self.rows) if isinstance(row, Group)]

    def _in_order(self) -> list[Row]:
        ordered: list[Row] = []
        lines: list[Judged] = []
        for row in [*self.rows, None]:
            if isinstance(row, Judged):
                lines.append(row)
                continue
            ordered += self._sorted(lines)
            lines = []
            if row is not None:
                ordered.append(row)
        return ordered

    def _sorted(self, lines: list[Judged]) -> list[Judged]:
        place, order = self._sorted_by
        column = self.columns[place]
        defined = [line for line in lines if column.sort(line)[0] is not True]
        others = [line for line in lines if column.sort(line)[0] is True]
        return sorted(defined, key=column.sort, reverse=order != _UP) + others

    def _spoken(self, row: Judged, column: Column) -> str:
        if column.kind == "forest":
            return words.sentence(row.line, row.verdict, row.criterion)
        name = column.title if row.line.timed else column.event_title or column.title
        text = column.text(row)
        if text == words.UNDEFINED:
            text = words.why_not(row.line.headline) or tr("not given for events")
        return f"{name}: {text}"


def _rows(figures: PairFigures, criterion: float) -> list[Row]:
    judged = [Judged(line, verdict(line, criterion), criterion) for line in figures.lines]
    timed = [row for row in judged if row.line.timed]
    events = [row for row in judged if not row.line.timed]
    rows: list[Row] = []
    if timed:
        rows += [Group(tr("Time-based, to the millisecond"), words.method(figures.options), False), *timed]
    if events:
        within = words.tolerance(figures.options.etol_ms)
        rows += [Group(tr("Event-based, {0}", within), tr("matched one to one"), True), *events]
    return rows


def _group_data(group: Group, column: Column, place: int, role: int) -> str | None:
    if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return None
    if place == 0:
        return f"{group.title}, {group.about}" if role == Qt.ItemDataRole.AccessibleTextRole else group.title
    return column.event_title if group.events else ""
