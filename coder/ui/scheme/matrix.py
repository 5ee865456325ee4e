"""Codes against measures: which code plays which part."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coder.metrics import FIVE, Family
from coder.model.scheme import CodePlace, Scheme
from coder.ui.scheme.marks import paint_mark
from coder.ui.scheme.uses import COMPANIONS, MEASURE_NAMES, Use, uses_of
from coder.ui.text import tr
from coder.ui.theme import theme_of

_ROW_PX, _HEAD_PX, _NAME_PX = 27, 42, 148
_NARROW_PX, _LEAST_PX, _LEAST_NAME_PX = 62, 46, 96
_SHORT: dict[Family, str] = {
    "seeking": "Seeking",
    "secure_base": "Base",
    "comfort": "Comfort",
    "soothing": "Soothing",
    "positive": "Positive",
}
_COLUMNS: tuple[tuple[Family, ...], ...] = (*((family,) for family in FIVE), COMPANIONS)
"""What each column is about: one of the five, and in the last one all that stand beside them."""


class BindingMatrix(QWidget):
    """A row per code, a column per measure; the arrow keys walk the cells, a click or Enter tells the rule.

    Signals
    -------
    code_chosen(str)
        Id of the code whose row was clicked.
    rule_asked(str)
        The rule of the chosen cell in words.
    """

    code_chosen = Signal(str)
    rule_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.places: list[CodePlace] = []
        self._uses: list[dict[Family, Use]] = []
        self._cell = (0, 0)
        self._code = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Codes in measures"))
        self.setProperty("plain", True)

    def show_codes(self, scheme: Scheme, places: list[CodePlace]) -> None:
        """Show these codes of a scheme."""
        self.places = places
        self._uses = [uses_of(scheme, place.code.id) for place in places]
        self._cell = (0, 0)
        self._describe()
        self.updateGeometry()
        self.update()

    def choose_code(self, code_id: str) -> None:
        """Mark the row of a code."""
        self._code = code_id
        for row, place in enumerate(self.places):
            if place.code.id == code_id:
                self._cell = (row, self._cell[1])
        self.update()

    def word(self, code_id: str, family: Family) -> str:
        """Return the word in a cell, "" where the code plays no part."""
        for place, uses in zip(self.places, self._uses, strict=True):
            if place.code.id == code_id:
                return uses[family].word if family in uses else ""
        return ""

    def _cell_uses(self, row: int, column: int) -> list[tuple[Family, Use]]:
        uses = self._uses[row]
        return [(family, uses[family]) for family in _COLUMNS[column] if family in uses]

    def rule(self) -> str:
        """Return the rule of the chosen cell in words."""
        if not self.places:
            return ""
        row, column = self._cell
        title, uses = self.places[row].code.title, self._cell_uses(row, column)
        if not uses:
            return tr("{0} in {1}: {2}", title, _heading(column).lower(), tr("This code plays no part in it."))
        rules = [tr("{0} in {1}: {2}", title, tr(MEASURE_NAMES[family]).lower(), tr(use.rule)) for family, use in uses]
        return " ".join(rules)

    def sizeHint(self) -> QSize:
        """Return the size of all rows."""
        theme = theme_of(self)
        return QSize(theme.px(380), theme.px(_HEAD_PX + _ROW_PX * len(self.places)))

    def minimumSizeHint(self) -> QSize:
        """Rows are never squeezed."""
        return QSize(theme_of(self).px(_LEAST_NAME_PX + _LEAST_PX * len(_COLUMNS)), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter tells the rule."""
        steps = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in steps and self.places:
            row, column = self._cell[0] + steps[key][0], self._cell[1] + steps[key][1]
            self._cell = (max(0, min(row, len(self.places) - 1)), max(0, min(column, len(_COLUMNS) - 1)))
            self._describe()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.rule_asked.emit(self.rule())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the cell and tells its rule."""
        cell = self._cell_at(event.position())
        if cell is None:
            return
        self._cell = (cell[0], max(0, cell[1]))
        self._describe()
        self.code_chosen.emit(self.places[cell[0]].code.id)
        if cell[1] >= 0:
            self.rule_asked.emit(self.rule())
        self.update()

    def event(self, event: QEvent) -> bool:
        """Show the rule of the cell under the pointer as a tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(QPointF(event.pos()))
            if cell is not None and cell[1] >= 0:
                before, self._cell = self._cell, cell
                QToolTip.showText(event.globalPos(), self.rule(), self)
                self._cell = before
            return True
        return super().event(event)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.rule())

    def _columns(self) -> tuple[float, float]:
        """Return where the measures begin and how wide each is."""
        theme = theme_of(self)
        left = min(float(theme.px(_NAME_PX)), self.width() - float(theme.px(_LEAST_PX * len(_COLUMNS))))
        return left, (self.width() - left) / len(_COLUMNS)

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        theme = theme_of(self)
        row = int((point.y() - theme.px(_HEAD_PX)) // theme.px(_ROW_PX))
        if not 0 <= row < len(self.places):
            return None
        left, width = self._columns()
        column = int((point.x() - left) // width) if point.x() >= left else -1
        return row, min(column, len(_COLUMNS) - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heads, rows and words."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, width = self._columns()
        head, row_height = theme.px(_HEAD_PX), theme.px(_ROW_PX)
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("text2"))
        for column in range(len(_COLUMNS)):
            box = QRectF(left + column * width, 0, width, head - 4)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
            painter.drawText(box, flags, _heading(column, short=width < theme.px(_NARROW_PX)))
        for row in range(len(self.places)):
            self._paint_row(painter, row, QRectF(0, head + row * row_height, self.width(), row_height))
        if self.hasFocus() and self.places:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            row, column = self._cell
            cell = QRectF(left + column * width, head + row * row_height, width, row_height)
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 4, 4)
        painter.end()

    def _paint_row(self, painter: QPainter, row: int, place: QRectF) -> None:
        theme, code = theme_of(self), self.places[row]
        chosen = code.code.id == self._code
        if chosen:
            painter.fillRect(place, theme.color("accentSoft"))
        painter.fillRect(QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme.color("line"))
        paint_mark(painter, theme, QRectF(2, place.top(), theme.px(18), place.height()), code)
        left, width = self._columns()
        painter.setFont(theme.font("table"))
        painter.setPen(theme.color("text"))
        name = QRectF(theme.px(24), place.top(), left - theme.px(28), place.height())
        text = painter.fontMetrics().elidedText(code.code.title, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, text)
        for column in range(len(_COLUMNS)):
            cell = QRectF(left + column * width, place.top(), width, place.height())
            uses = self._cell_uses(row, column)
            self._paint_cell(painter, cell, uses[0][1] if uses else None, chosen)

    def _paint_cell(self, painter: QPainter, cell: QRectF, use: Use | None, chosen: bool) -> None:
        theme = theme_of(self)
        if use is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("line2"))
            painter.drawEllipse(cell.center(), 1.3, 1.3)
            return
        height = theme.px(19)
        box = QRectF(cell.left() + 4, cell.center().y() - height / 2, cell.width() - 8, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accentFill" if chosen else "accentSoft"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("accentText" if chosen else "accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr(use.word))


def _heading(column: int, short: bool = False) -> str:
    """Return what a column is called."""
    family, *more = _COLUMNS[column]
    if more:
        return tr("Others") if short else tr("Companions")
    return tr((_SHORT if short else MEASURE_NAMES)[family])
