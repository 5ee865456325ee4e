"""The top bar: menus, the field that opens the palette, what the page is about, help."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from coder.ui.text import tr
from coder.ui.theme import Theme, give_theme
from coder.ui.widgets import IconButton, label
from coder.ui.widgets.keycap import cap_size, paint_cap

_FIELD_TEXT = "Search commands, sessions, codes…"


def paint_mark(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """Paint the program's mark: a base, and the way out from it and back."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = place.width() / 20
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = place.center().y()
    painter.setPen(QPen(theme.color("chrome.accent"), 2.2 * unit))
    painter.drawEllipse(QPointF(place.left() + 6 * unit, middle), 4.5 * unit, 4.5 * unit)
    painter.setPen(QPen(theme.color("chrome.warn"), 2.2 * unit))
    tip = place.left() + 19 * unit
    painter.drawLine(QPointF(place.left() + 11 * unit, middle), QPointF(tip, middle))
    painter.drawLine(QPointF(tip - 3.4 * unit, middle - 3.4 * unit), QPointF(tip, middle))
    painter.drawLine(QPointF(tip - 3.4 * unit, middle + 3.4 * unit), QPointF(tip, middle))


class _Mark(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedWidth(64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        paint_mark(painter, QRectF(20, 0, 24, self.height()), self._theme)
        painter.end()


class PaletteField(QAbstractButton):
    """Looks like a search field and opens the palette."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setText(tr(_FIELD_TEXT))
        self.setAccessibleName(tr("Search commands, sessions and codes"))
        self.setToolTip(tr("Opens the command palette (Ctrl+K)"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the usual size of the field."""
        return QSize(self._theme.px(480), self._theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field with its keys."""
        theme, place = self._theme, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focus else "line2"), 2 if focus else 1))
        painter.setBrush(theme.color("bg2"))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6)
        side = theme.px(15)
        theme.icon("search", "chrome.text2").paint(
            painter, QRectF(10, (place.height() - side) / 2, side, side).toRect()
        )
        right = place.right() - 8
        for key in ("K", "Ctrl"):
            size = cap_size(theme, key)
            paint_cap(painter, theme, QRectF(right - size.width(), (place.height() - 18) / 2, size.width(), 18), key)
            right -= size.width() + 4
        painter.setFont(theme.font("table"))
        painter.setPen(theme.color("chrome.text2"))
        text = place.adjusted(theme.px(34), 0, right - place.right(), 0)
        elided = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(text.width()))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.end()


class TopBar(QWidget):
    """The bar above everything."""

    def __init__(self, theme: Theme, open_palette: Callable[[], object], open_help: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        give_theme(self, theme)
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.field = PaletteField(theme)
        self.field.setMaximumWidth(480)
        self.field.clicked.connect(lambda: open_palette())
        self.context = label("", "table", "text2")
        self.help = IconButton("help", tr("Help for this page (F1)"), open_help)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(_Mark(theme))
        row.addWidget(self.menus)
        row.addStretch(1)
        row.addWidget(self.field, 3)
        row.addStretch(1)
        row.addWidget(self.context)
        row.addWidget(self.help)
        theme.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.setFixedHeight(self._theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("chrome.bar"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("chrome.line"))
        painter.end()
