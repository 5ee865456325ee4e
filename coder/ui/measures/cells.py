"""How the cells of both tables are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from coder.app.evidence import PENDING
from coder.app.values import DASH
from coder.ui.measures.columns import Cell, Column
from coder.ui.measures.table import CELL_ROLE, COLUMN_ROLE, REPEATS_ROLE
from coder.ui.theme import Theme
from coder.ui.widgets.chip import chip_size, paint_chip

Index = QModelIndex | QPersistentModelIndex
ROW_PX, PAD_PX = 30, 6
QUIET = (DASH, PENDING)
LAST_FROZEN = "episode"


class MeasureDelegate(QStyledItemDelegate):
    """Numbers to the right in figures of equal width, words as chips, the current cell in a frame.

    ``view`` is the one that holds the current cell.
    """

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(60, self._theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, place = self._theme, QRectF(option.rect)
        column: Column = index.data(COLUMN_ROLE)
        current = self._view.currentIndex()
        here = current.row() == index.row() and current.column() == index.column()
        selected = self._view.selectionModel().isSelected(self._view.model().index(index.row(), index.column()))
        painter.save()
        if selected or current.row() == index.row():
            painter.fillRect(place, theme.color("accentSoft"))
        painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1), theme.color("line"))
        if column.id == LAST_FROZEN:
            painter.fillRect(QRectF(place.right(), place.top(), 1, place.height()), theme.color("line"))
        if column.group and self._begins_group(index):
            painter.fillRect(QRectF(place.left(), place.top(), 1, place.height()), theme.color("line"))
        inner = place.adjusted(theme.px(PAD_PX), 0, -theme.px(PAD_PX), 0)
        self._paint_cell(painter, inner, column, index.data(CELL_ROLE), bool(index.data(REPEATS_ROLE)))
        if here:
            self._paint_frame(painter, place)
        painter.restore()

    def _begins_group(self, index: Index) -> bool:
        before: Column | None = index.sibling(index.row(), index.column() - 1).data(COLUMN_ROLE)
        column: Column = index.data(COLUMN_ROLE)
        return before is None or before.group != column.group

    def _paint_cell(self, painter: QPainter, place: QRectF, column: Column, cell: Cell, repeats: bool) -> None:
        theme = self._theme
        font = theme.font("table")
        font.setBold(column.bold and not repeats)
        quiet = (column.bold and repeats) or cell.text in QUIET
        painter.setFont(font)
        painter.setPen(theme.color("text3" if quiet else "text"))
        metrics = painter.fontMetrics()
        before = metrics.horizontalAdvance(cell.text) + theme.px(6) if cell.text else -theme.px(4)
        words = self._fitting(cell.words, place.width() - before + theme.px(5))
        if words:
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cell.text)
            size = chip_size(theme, words)
            top = place.center().y() - size.height() / 2
            box = QRectF(place.left() + before, top, size.width(), size.height())
            paint_chip(painter, theme, box, words, cell.tone)
            return
        text = metrics.elidedText(cell.text or cell.words, Qt.TextElideMode.ElideRight, int(place.width()))
        side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _fitting(self, words: str, room: float) -> str:
        """Return the words as far as a chip of them fits: whole, without what is in brackets, or not at all."""
        shorter = words.split(" (")[0]
        return next((text for text in (words, shorter) if text and chip_size(self._theme, text).width() <= room), "")

    def _paint_frame(self, painter: QPainter, place: QRectF) -> None:
        theme = self._theme
        strong = self._view.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus" if strong else "line2"), 2))
        painter.drawRect(place.adjusted(1, 1, -1, -1))
