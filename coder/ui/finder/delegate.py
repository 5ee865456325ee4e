"""How a line of the palette is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coder.ui.finder.rows import Row
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets.keycap import cap_size, key_names, paint_cap

ROW_PX, HEADING_PX = 40, 28
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_ICONS = {
    "Go to": "flag",
    "Commands": "caret-circle-right",
    "Sessions": "media",
    "Codes": "scheme",
    "Definitions": "measures",
    "Settings": "settings",
}
Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints icon, title with the fitting letters marked, hint or reason, and keys."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are lower than commands."""
        row: Row = index.data(ROW_ROLE)
        return QSize(100, self._theme.px(ROW_PX if row.command else HEADING_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        row: Row = index.data(ROW_ROLE)
        place = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.command is None:
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.color("text2"))
            painter.drawText(place.adjusted(20, 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, tr(row.title))
        else:
            self._paint_command(painter, place, row, chosen)
        painter.restore()

    def _paint_command(self, painter: QPainter, place: QRectF, row: Row, chosen: bool) -> None:
        theme, command = self._theme, row.command
        assert command is not None
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accentFill" if row.why_not is None else "bg3"))
            painter.drawRoundedRect(place.adjusted(8, 1, -8, -1), 6, 6)
        lit = chosen and row.why_not is None
        ink = "accentText" if lit else "text3" if row.why_not else "text"
        side = theme.px(16)
        icon = "lock" if row.why_not else command.icon or _ICONS[command.kind]
        top = place.center().y() - side / 2
        theme.icon(icon, ink if lit else "text2").paint(painter, QRectF(22, top, side, side).toRect())
        right = self._paint_keys(painter, place, command.shortcut)
        text = QRectF(52, place.top(), right - 60, place.height())
        used = self._paint_title(painter, text, row, ink, lit)
        hint = row.why_not or command.hint
        if hint and text.width() - used > 40:
            painter.setFont(theme.font("table"))
            painter.setPen(theme.color("accentText" if lit else "text3" if row.why_not else "text2"))
            left = text.adjusted(used + 12, 0, 0, 0)
            elided = QFontMetricsF(painter.font()).elidedText(hint, Qt.TextElideMode.ElideRight, left.width())
            painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, elided)

    def _paint_title(self, painter: QPainter, place: QRectF, row: Row, ink: str, lit: bool) -> float:
        """Paint the title letter group by letter group and return its width."""
        theme = self._theme
        plain, bold = theme.font("body"), theme.font("body")
        bold.setWeight(QFont.Weight.Bold)
        letters, x = set(row.letters), place.left()
        for start, end, marked in _runs(row.title, letters):
            font = bold if marked else plain
            painter.setFont(font)
            marked_ink = "warn" if theme.name == "dark" or lit else "accent"
            color = theme.color(marked_ink if marked and not row.why_not else ink)
            if marked and lit:
                color = theme.color("chrome.warn")
            painter.setPen(color)
            piece = row.title[start:end]
            painter.drawText(QRectF(x, place.top(), 2000, place.height()), Qt.AlignmentFlag.AlignVCenter, piece)
            x += QFontMetricsF(font).horizontalAdvance(piece)
        return x - place.left()

    def _paint_keys(self, painter: QPainter, place: QRectF, shortcut: str) -> float:
        right = place.right() - 20
        for name in reversed(key_names(shortcut) if shortcut else []):
            size = cap_size(self._theme, name)
            top = place.center().y() - size.height() / 2
            right -= size.width()
            paint_cap(painter, self._theme, QRectF(right, top, size.width(), size.height()), name)
            right -= 6
        return right


def _runs(title: str, letters: set[int]) -> list[tuple[int, int, bool]]:
    """Return ``(start, end, marked)`` of stretches of the title that are painted alike."""
    runs: list[tuple[int, int, bool]] = []
    for place in range(len(title)):
        marked = place in letters
        if runs and runs[-1][2] == marked:
            runs[-1] = (runs[-1][0], place + 1, marked)
        else:
            runs.append((place, place + 1, marked))
    return runs
