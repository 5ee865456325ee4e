"""The list of disagreements as one sees it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from coder.app.agreement_view import Line
from coder.app.differences import Difference
from coder.ui.agreement.differences_model import CONSENSUS_COLUMN, DIFFERS, ITEM_ROLE, STATUSES, DifferencesModel
from coder.ui.agreement.header import SortHeader
from coder.ui.agreement.strip import deciding_key
from coder.ui.text import tr
from coder.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NARROW_PX, _ROW_PX = 430, 28


class DifferenceDelegate(QStyledItemDelegate):
    """Paints rows parted by hair lines, the codes in the colours of their coders."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.opacity = 1.0

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(40, self._theme.px(_ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, place = self._theme, QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.color("accentSoft"))
        painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1), theme.color("line"))
        painter.setOpacity(self.opacity)
        font = theme.font("table")
        font.setBold(index.column() == DIFFERS)
        painter.setFont(font)
        inner = place.adjusted(8, 0, -8, 0)
        model = index.model()
        if isinstance(model, DifferencesModel) and model.headings[index.column()].title == "A / B":
            self._paint_codes(painter, inner, *model.codes(index.data(ITEM_ROLE)))
        else:
            quiet = index.column() == 0 or index.data() in (tr(STATUSES["agreed"]), tr(STATUSES["out"]))
            is_open = index.column() == CONSENSUS_COLUMN and index.data() == tr(STATUSES["open"])
            painter.setPen(theme.color("compare.differ" if is_open else "text3" if quiet else "text"))
            painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), index.data())
        painter.restore()

    def _paint_codes(self, painter: QPainter, place: QRectF, code_a: str, code_b: str) -> None:
        metrics = painter.fontMetrics()
        half = (place.width() - metrics.horizontalAdvance(" / ")) / 2
        room_a = max(half, place.width() - metrics.horizontalAdvance(" / " + code_b))
        code_a = metrics.elidedText(code_a, Qt.TextElideMode.ElideRight, int(room_a))
        left = place.left()
        for text, token in ((code_a, "compare.coderA"), (" / ", "text3"), (code_b, "compare.coderB")):
            painter.setPen(self._theme.color(token))
            box = QRectF(left, place.top(), place.right() - left, place.height())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(text)


class DifferencesView(QTableView):
    """Tells which disagreement is chosen, and when one is to be shown in Code.

    Signals
    -------
    chosen(Difference)
    opened(int)
        0 for the coding of coder A, 1 for that of coder B.
    pressed(str)
        A key that decides: see `deciding_key`.
    """

    chosen = Signal(object)
    opened = Signal(int)
    pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.differences = DifferencesModel()
        self._delegate = DifferenceDelegate(theme)
        self.setModel(self.differences)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(SortHeader(theme, self))
        self.setAccessibleName(tr("Disagreements"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setSortingEnabled(True)
        self.sortByColumn(DIFFERS, Qt.SortOrder.DescendingOrder)
        self.selectionModel().currentRowChanged.connect(lambda: self._tell())
        self.doubleClicked.connect(lambda: self.opened.emit(0))
        theme.changed.connect(self._size_columns)
        self._size_columns()

    def show_items(self, line: Line | None, coders: tuple[str, str], items: Sequence[Difference]) -> None:
        """Show disagreements; none is chosen yet."""
        self.selectionModel().blockSignals(True)
        self.differences.show_items(line, coders, items)
        self.selectionModel().blockSignals(False)
        self._hide_columns()

    def set_stale(self, stale: bool) -> None:
        """Dim the rows while new ones are computed."""
        self._delegate.opacity = 0.4 if stale else 1.0
        self.viewport().update()

    def item(self) -> Difference | None:
        """Return the chosen disagreement."""
        found: Difference | None = self.currentIndex().data(ITEM_ROLE)
        return found

    def choose(self, item: Difference | None) -> bool:
        """Choose a disagreement; return whether it is in the list."""
        places = [other.place for other in self.differences.items] if item else []
        if item is None or item.place not in places:
            return False
        self.setCurrentIndex(self.differences.index(places.index(item.place), 0))
        return True

    def step(self, by: int) -> None:
        """Choose the next or the previous one."""
        row = self.currentIndex().row() + by
        if 0 <= row < len(self.differences.items):
            self.setCurrentIndex(self.differences.index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns where there is no room for the codes."""
        self._hide_columns()
        super().resizeEvent(event)

    def _hide_columns(self) -> None:
        line = self.differences.line
        narrow = self.width() < self._theme.px(_NARROW_PX)
        for place, heading in enumerate(self.differences.headings):
            never = heading.timed_only and line is not None and not line.timed
            self.setColumnHidden(place, never or (narrow and heading.spare))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the disagreement in Code, with Shift in the coding of coder B; letters decide."""
        name = deciding_key(event)
        if name:
            self.pressed.emit(name)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.item() is not None:
                self.opened.emit(int(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)))
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        item = self.item()
        if item is not None:
            self.chosen.emit(item)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        header.setMinimumHeight(self._theme.px(_ROW_PX))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW_PX))
        for place, heading in enumerate(self.differences.headings):
            stretches = heading.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if not stretches:
                self.setColumnWidth(place, self._theme.px(heading.width))
