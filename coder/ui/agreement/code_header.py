"""The names of codes along a matrix, on no ground of their own."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from coder.ui.theme import Theme

_LEAST_NAME_PX, _MOST_NAME_PX = 56, 118
_LEAST_HEAD_PX, _MOST_HEAD_PX, _MOST_TURNED_PX = 22, 50, 86
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CodeHeader(QHeaderView):
    """Above narrow columns the names are turned upright, so that no word is cut."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._theme = theme
        self._turned = False
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(8)

    def needed(self, section_px: int) -> int:
        """Return the room across the sections that the names need; columns are ``section_px`` wide."""
        metrics, px = QFontMetrics(self._theme.font("caption")), self._theme.px
        names = self._names()
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        if self.orientation() == Qt.Orientation.Vertical:
            return min(max(longest + 10, px(_LEAST_NAME_PX)), px(_MOST_NAME_PX))
        words = [word for name in names for word in name.split()]
        self._turned = max((metrics.horizontalAdvance(word) for word in words), default=0) > section_px - 4
        if self._turned:
            return min(longest + 10, px(_MOST_TURNED_PX))
        box, wrap = QRect(0, 0, section_px - 4, 1000), Qt.TextFlag.TextWordWrap
        height = max((metrics.boundingRect(box, wrap, name).height() for name in names), default=0) + 6
        return min(max(height, px(_LEAST_HEAD_PX)), px(_MOST_HEAD_PX))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one name."""
        name = self._names()[section] if section < len(self._names()) else ""
        painter.save()
        painter.fillRect(rect, self._theme.color("bg1"))
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text2"))
        place = QRectF(rect)
        if self.orientation() == Qt.Orientation.Vertical:
            self._paint_name(painter, place.adjusted(2, 0, -6, 0), name)
        elif self._turned:
            painter.translate(place.bottomLeft())
            painter.rotate(-90)
            upright = QRectF(4, 0, place.height() - 6, place.width())
            text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(upright.width()))
            painter.drawText(upright, Qt.AlignmentFlag.AlignVCenter, text)
        else:
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(place.adjusted(2, 0, -2, -3), flags, name)
        painter.restore()

    def _paint_name(self, painter: QPainter, place: QRectF, name: str) -> None:
        """Paint a row's name on two lines where it needs and has them, else cut."""
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(name) > place.width() and place.height() >= 2 * metrics.height():
            painter.drawText(place, Qt.TextFlag.TextWordWrap | _END, name)
        else:
            painter.drawText(place, _END, metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(place.width())))

    def _names(self) -> list[str]:
        model, axis = self.model(), self.orientation()
        count = model.columnCount() if axis == Qt.Orientation.Horizontal else model.rowCount()
        return [str(model.headerData(section, axis) or "") for section in range(count)]
