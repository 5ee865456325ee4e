"""A box to choose from, with the theme's arrow."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from coder.ui.theme import theme_of


class Choice(QComboBox):
    """A combo box; the style sheet leaves its arrow to us."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and its arrow."""
        super().paintEvent(event)
        theme = theme_of(self)
        side = theme.px(12)
        painter = QPainter(self)
        place = QRectF(self.width() - side - theme.px(8), (self.height() - side) / 2, side, side)
        theme.icon("down", "text2").paint(painter, place.toRect())
        painter.end()
