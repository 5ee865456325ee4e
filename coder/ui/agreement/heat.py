"""The confusion matrix as a heat map: a table with a coloured cell for each pair of codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from coder.agreement.rows import UNMATCHED
from coder.app.agreement_view import Line
from coder.app.differences import CodeTable
from coder.ui.agreement import words
from coder.ui.agreement.code_header import CodeHeader
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.theme.codecolors import contrast

CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
STEPS: Final = (0.0, 0.005, 0.10, 0.25, 0.50, 0.75, 0.90)
"""From which share of its row on a cell takes each colour."""
_DARK_STRENGTH: Final = (0.0, 0.14, 0.28, 0.44, 0.6, 0.8, 1.0)
CELL_PX, ROW_PX, TWO_LINES_PX = 96, 62, 31


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the codes of both coders, how much lies there, and its part of the row (None: no part of any)."""

    code_a: str
    code_b: str
    amount: int
    share: float | None
    largest: bool

    @property
    def agrees(self) -> bool:
        """Whether both coders used the same code."""
        return self.code_a == self.code_b


class HeatModel(QAbstractTableModel):
    """Rows are coder A's codes, columns coder B's."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Line | None = None
        self.table: CodeTable | None = None
        self.coders = ("", "")
        self._largest: tuple[int, int] | None = None

    def show_table(self, line: Line | None, table: CodeTable | None, coders: tuple[str, str]) -> None:
        """Show the table of a line."""
        self.beginResetModel()
        self.line, self.table, self.coders = line, table, coders
        self._largest = table.largest_confusion() if table else None
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many codes there are."""
        return len(self.table.names) if self.table and not parent.isValid() else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many codes there are."""
        return self.rowCount(parent)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Events that neither coder has are no cell."""
        return super().flags(index) if self.cell(index) is not None else Qt.ItemFlag.NoItemFlags

    def cell(self, index: Index) -> Cell | None:
        """Return a cell, None where there can be nothing."""
        if self.table is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        code_a, code_b = self.table.names[row], self.table.names[column]
        if code_a == code_b == UNMATCHED:
            return None
        amount = int(self.table.amounts[row, column])
        return Cell(code_a, code_b, amount, self.table.share(row, column), (row, column) == self._largest)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds in a role."""
        cell = self.cell(index)
        if cell is None or self.table is None:
            return None
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            parts = (words.share(cell.share), words.amount(cell.amount, self.table.unit))
            return "\n".join(part for part in parts if part)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.sentence(cell)
        return None

    def sentence(self, cell: Cell) -> str:
        """Return a cell in words."""
        if self.table is None or self.line is None:
            return ""
        channel = self.line.channel
        a, b = words.code_title(channel, cell.code_a), words.code_title(channel, cell.code_b)
        text = f"{self.coders[0]}: {a}, {self.coders[1]}: {b}. {words.amount(cell.amount, self.table.unit)}"
        if cell.share is not None:
            text = tr("{0}, {1} of what {2} called {3}", text, words.share(cell.share), self.coders[0], a)
        return tr("{0}. The largest confusion", text) if cell.largest else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a code's name; while codes come and go a heading may ask for one that is gone."""
        if self.table is None or self.line is None or section >= len(self.table.names):
            return None
        name = words.code_title(self.line.channel, self.table.names[section])
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.coders[0 if orientation == Qt.Orientation.Vertical else 1]}: {name}"
        return None


def heat_color(theme: Theme, share: float) -> QColor:
    """Return the colour of a share: deeper for more on a light ground, brighter for more on a dark one."""
    step = max(n for n, least in enumerate(STEPS) if share >= least)
    if theme.name == "light":
        return theme.color(f"heat.{step}")
    ground, full = theme.color("bg2"), theme.color("heat.4")
    part = _DARK_STRENGTH[step]
    mixed = (round(a * (1 - part) + b * part) for a, b in zip(_rgb(ground), _rgb(full), strict=True))
    return QColor(*mixed)


def ink_on(theme: Theme, ground: QColor) -> QColor:
    """Return the ink that reads better on a ground."""
    dark, light = QColor("#14161A"), theme.color("accentText")
    return max((dark, light), key=lambda ink: contrast(ground, ink))


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


class HeatDelegate(QStyledItemDelegate):
    """Paints percent and amount on the colour of the share; the largest confusion is outlined."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.opacity = 1.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        cell: Cell | None = index.data(CELL_ROLE)
        if cell is None:
            return
        theme, place = self._theme, QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self.opacity)
        ground = heat_color(theme, cell.share or 0.0)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(place, 4, 4)
        self._paint_text(painter, place, index.data(), ink_on(theme, ground), cell.agrees)
        if cell.largest:
            self._outline(painter, place, "select", 2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if chosen or focused:
            self._outline(painter, place.adjusted(2.5, 2.5, -2.5, -2.5), "focus" if focused else "accent", 2)
        painter.restore()

    def _paint_text(self, painter: QPainter, place: QRectF, text: str, ink: QColor, strong: bool) -> None:
        theme = self._theme
        first, _, second = text.partition("\n")
        room = place.height() >= theme.px(TWO_LINES_PX) and place.width() >= theme.px(44)
        painter.setPen(ink)
        font = theme.font("table")
        font.setBold(strong)
        painter.setFont(font)
        if not second or not room:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, first.removesuffix(" %") if second else first)
            return
        line = painter.fontMetrics().height()
        middle = place.center().y()
        upper = QRectF(place.left(), middle - line, place.width(), line)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, first)
        painter.setFont(theme.font("micro"))
        painter.drawText(upper.translated(0, line), Qt.AlignmentFlag.AlignCenter, second)

    def _outline(self, painter: QPainter, place: QRectF, token: str, width: int) -> None:
        painter.setPen(QPen(self._theme.color(token), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 4, 4)


class HeatView(QTableView):
    """The heat map; a click or Enter asks for what lies in a cell.

    Signals
    -------
    asked(Cell)
    cleared()
        Esc: no cell is asked for any more.
    """

    asked = Signal(object)
    cleared = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.cells = HeatModel()
        self._delegate = HeatDelegate(theme)
        self.setModel(self.cells)
        self.setItemDelegate(self._delegate)
        self.heads = CodeHeader(theme, Qt.Orientation.Horizontal, self)
        self.names = CodeHeader(theme, Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(self.heads)
        self.setVerticalHeader(self.names)
        self.setAccessibleName(tr("Confusion matrix"))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet("QTableCornerButton::section { background: transparent; border: none; }")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._ask)
        theme.changed.connect(self._fit)

    def show_table(self, line: Line | None, table: CodeTable | None, coders: tuple[str, str]) -> None:
        """Show the table of a line; nothing is chosen in it."""
        self.cells.show_table(line, table, coders)
        self._fit()

    def set_stale(self, stale: bool) -> None:
        """Dim the cells while new ones are computed."""
        self._delegate.opacity = 0.4 if stale else 1.0
        self.viewport().update()

    def choose(self, code_a: str, code_b: str) -> None:
        """Choose a cell by its codes, if it is there."""
        names = self.cells.table.names if self.cells.table else ()
        if code_a in names and code_b in names:
            self.setCurrentIndex(self.cells.index(names.index(code_a), names.index(code_b)))

    def clear_choice(self) -> None:
        """Choose no cell; the focus stays where it is."""
        self.selectionModel().clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for what lies in the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cells fill the room."""
        super().resizeEvent(event)
        self._fit()

    def _ask(self, index: QModelIndex) -> None:
        cell = self.cells.cell(index)
        if cell is not None:
            self.asked.emit(cell)

    def _fit(self) -> None:
        theme, count = self._theme, max(1, self.cells.rowCount())
        frame = 2 * self.frameWidth() + 4
        names_px = self.names.needed(0)
        width = max(12, min((self.width() - names_px - frame) // count, theme.px(CELL_PX)))
        heads_px = self.heads.needed(width)
        height = max(12, min((self.height() - heads_px - frame) // count, theme.px(ROW_PX)))
        self.verticalHeader().setFixedWidth(names_px)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(heads_px)
        self.horizontalHeader().setDefaultSectionSize(width)
