"""The headings of a table that can be sorted; the arrow stands beside the text and never over it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from coder.ui.theme import Theme

_PAD_PX, _ARROW_PX = 8, 11


class SortHeader(QHeaderView):
    """Paints headings in the theme's small type."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading."""
        theme, model = self._theme, self.model()
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        side = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right = bool(Qt.AlignmentFlag(side or 0) & Qt.AlignmentFlag.AlignRight)
        painter.save()
        painter.fillRect(rect, theme.color("bg2"))
        painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        font = theme.font("caption")
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        inner = QRectF(rect).adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | (side or Qt.AlignmentFlag.AlignLeft), text)
        if section == self.sortIndicatorSection():
            width = painter.fontMetrics().horizontalAdvance(text)
            arrow = theme.px(_ARROW_PX)
            left = inner.right() - width - arrow - 2 if right else inner.left() + width + 2
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            box = QRectF(left, inner.center().y() - arrow / 2, arrow, arrow)
            theme.icon("down" if down else "up", "text2").paint(painter, box.toRect())
        painter.restore()
