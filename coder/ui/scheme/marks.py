"""The mark of a code: a swatch of its colour for a state, its shape for a point."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.model.scheme import CodePlace
from coder.ui.code.shapes import shape_path
from coder.ui.text import tr
from coder.ui.theme import Theme, theme_of
from coder.ui.theme.codecolors import hatch_brush


def paint_mark(painter: QPainter, theme: Theme, place: QRectF, code: CodePlace) -> None:
    """Paint the mark of a code in the middle of ``place``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colors = theme.code_colors(*code)
    centre = place.center()
    if code.channel.kind == "point":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.channel_hue(code.pass_))
        painter.drawPath(shape_path(theme.shape(code.code), centre.x(), centre.y(), theme.px(5.5)))
    else:
        width, height = theme.px(9), theme.px(15)
        box = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
        painter.setPen(theme.color("line2"))
        painter.setBrush(hatch_brush(theme.color("hatch")) if colors.hatched else colors.fill)
        painter.drawRoundedRect(box, 2.5, 2.5)
    painter.restore()


class Mark(QWidget):
    """The mark of a code, as a widget."""

    def __init__(self) -> None:
        super().__init__()
        self._place: CodePlace | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, place: CodePlace | None) -> None:
        """Show the mark of another code."""
        self._place = place
        self.setAccessibleName(tr("Mark of {0}", place.code.title) if place else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a mark."""
        side = theme_of(self).px(20)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        if self._place is None:
            return
        painter = QPainter(self)
        paint_mark(painter, theme_of(self), QRectF(self.rect()), self._place)
        painter.end()
