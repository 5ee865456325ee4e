"""Headings in two rows: groups above, columns below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from coder.ui.measures.columns import Column
from coder.ui.measures.table import COLUMN_ROLE
from coder.ui.theme import Theme

GROUP_PX, TITLE_PX, PAD_PX = 28, 28, 6


class GroupedHeader(QHeaderView):
    """Paints a group's name once across its columns; a click on a column's name sorts by it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)

    def sizeHint(self) -> QSize:
        """Return room for one row of headings, or two where there are groups."""
        return QSize(super().sizeHint().width(), self._theme.px(TITLE_PX + (GROUP_PX if self._groups() else 0)))

    def column(self, section: int) -> Column | None:
        """Return the column of a section."""
        model = self.model()
        found = model.headerData(section, Qt.Orientation.Horizontal, COLUMN_ROLE) if model is not None else None
        return found if isinstance(found, Column) else None

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading and its part of the group's."""
        column = self.column(section)
        if column is None:
            return
        theme, place = self._theme, QRectF(rect)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(place, theme.color("bg2"))
        if self._groups():
            self._paint_group(painter, place, section, column.group)
            place = place.adjusted(0, theme.px(GROUP_PX), 0, 0)
        painter.fillRect(QRectF(place.left(), rect.bottom(), place.width(), 1), theme.color("line"))
        self._paint_title(painter, place, section, column)
        painter.restore()

    def _paint_group(self, painter: QPainter, place: QRectF, section: int, group: str) -> None:
        theme, height = self._theme, self._theme.px(GROUP_PX)
        painter.fillRect(QRectF(place.left(), place.top() + height - 1, place.width(), 1), theme.color("line"))
        if not group:
            return
        first, last = section, section
        while self._group_of(first - 1) == group:
            first -= 1
        while self._group_of(last + 1) == group:
            last += 1
        left = place.left() - sum(self.sectionSize(n) for n in range(first, section))
        width = sum(self.sectionSize(n) for n in range(first, last + 1))
        if section == first:
            painter.fillRect(QRectF(place.left(), place.top(), 1, self.height()), theme.color("line"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text"))
        box = QRectF(left + theme.px(PAD_PX), place.top(), width - theme.px(PAD_PX), height)
        text = painter.fontMetrics().elidedText(group, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_title(self, painter: QPainter, place: QRectF, section: int, column: Column) -> None:
        theme = self._theme
        font = theme.font("caption")
        sorts = self.sortIndicatorSection() == section
        font.setBold(sorts)
        painter.setFont(font)
        painter.setPen(theme.color("text" if sorts else "text2"))
        inner = place.adjusted(theme.px(PAD_PX), 0, -theme.px(PAD_PX), 0)
        side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, column.title)
        if sorts:
            self._paint_arrow(painter, place, column)

    def _paint_arrow(self, painter: QPainter, place: QRectF, column: Column) -> None:
        theme, size = self._theme, self._theme.px(8)
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        left = place.left() + 1 if column.align == "right" else place.right() - size - 1
        box = QRectF(left, place.center().y() - size / 2, size, size)
        theme.icon("up" if up else "down", "text2").paint(painter, box.toRect())

    def _groups(self) -> bool:
        return any(self._group_of(section) for section in range(self.count()))

    def _group_of(self, section: int) -> str:
        column = self.column(section) if 0 <= section < self.count() else None
        return column.group if column else ""
