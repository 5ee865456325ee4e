"""The list of disagreements: the longest first, or as the person sorts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
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
from coder.model.timecode import clock
from coder.ui.agreement import words
from coder.ui.agreement.header import SortHeader
from coder.ui.text import tr
from coder.ui.theme import Theme

ITEM_ROLE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_DOWN = Qt.SortOrder.DescendingOrder
DIFFERS: Final = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading, width in px (0 takes what is left), how it sorts, and whether only time has it."""

    title: str
    width: int
    sort: Callable[[Difference], Any]
    right: bool = True
    timed_only: bool = False
    tip: str = ""


def headings() -> tuple[Heading, ...]:
    """Return the columns in order."""
    return (
        Heading("#", 38, lambda d: -d.length_ms, tip=tr("Place in this order")),
        Heading(tr("Session"), 62, lambda d: d.session, right=False),
        Heading(tr("At"), 58, lambda d: d.on_ms),
        Heading("A / B", 0, lambda d: (d.code_a, d.code_b), right=False),
        Heading(tr("Differs"), 76, lambda d: d.length_ms),
        Heading(
            tr("Share"), 52, lambda d: d.share or 0.0, timed_only=True, tip=tr("Of all that differs in its session")
        ),
        Heading(
            tr("Lost κ"),
            54,
            lambda d: d.gain or 0.0,
            timed_only=True,
            tip=tr("How much the κ of its session would rise without it"),
        ),
    )


class DifferencesModel(QAbstractTableModel):
    """One row per disagreement."""

    def __init__(self) -> None:
        super().__init__()
        self.headings = headings()
        self.line: Line | None = None
        self.coders = ("", "")
        self.items: list[Difference] = []
        self._sorted_by = (DIFFERS, _DOWN)

    def show_items(self, line: Line | None, coders: tuple[str, str], items: Sequence[Difference]) -> None:
        """Show these disagreements of a line."""
        self.beginResetModel()
        self.line, self.coders, self.items = line, coders, list(items)
        self._order()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds in a role."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(item, index.row())[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.sentence(item)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heading = self.headings[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return heading.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return heading.tip or None
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stay in the order of length, session and time."""
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = (column, order)
        kept = self.persistentIndexList()
        held = [self.items[index.row()] for index in kept]
        self._order()
        moved = [self.index(self.items.index(item), index.column()) for item, index in zip(held, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def codes(self, item: Difference) -> tuple[str, str]:
        """Return what each coder called it."""
        if self.line is None:
            return "", ""
        return (words.code_title(self.line.channel, item.code_a), words.code_title(self.line.channel, item.code_b))

    def sentence(self, item: Difference) -> str:
        """Return a disagreement in words."""
        code_a, code_b = self.codes(item)
        parts = [
            item.session,
            words.span(item, 1),
            f"{self.coders[0]}: {code_a}",
            f"{self.coders[1]}: {code_b}",
            words.differs(item),
            tr(_KINDS[item.kind]),
        ]
        return ", ".join(part for part in parts if part)

    def _texts(self, item: Difference, row: int) -> tuple[str, ...]:
        share = "" if item.share is None else words.share(item.share)
        gain = "" if item.agrees or self.line is None or not self.line.timed else words.figure(item.gain)
        at, both = clock(item.on_ms, 0), " / ".join(self.codes(item))
        return str(row + 1), item.session, at, both, words.differs(item), share, gain

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.headings[column].right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _order(self) -> None:
        column, order = self._sorted_by
        self.items.sort(key=lambda d: (-d.length_ms, d.session, d.on_ms))
        self.items.sort(key=self.headings[column].sort, reverse=order == _DOWN)


_KINDS: Final[dict[str, str]] = {
    "boundary": "a shifted boundary",
    "label": "another code",
    "agreed": "the same code",
    "match": "matched",
    "confusion": "matched in time, with another code",
    "only_a": "recorded by the first coder alone",
    "only_b": "recorded by the second coder alone",
}


class DifferenceDelegate(QStyledItemDelegate):
    """Paints rows parted by hair lines, the codes in the colours of their coders."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.opacity = 1.0

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(40, self._theme.px(28))

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
            painter.setPen(theme.color("text3" if index.column() == 0 else "text"))
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
    """

    chosen = Signal(object)
    opened = Signal(int)

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
        self.sortByColumn(DIFFERS, _DOWN)
        self.selectionModel().currentRowChanged.connect(lambda: self._tell())
        self.doubleClicked.connect(lambda: self.opened.emit(0))
        theme.changed.connect(self._size_columns)
        self._size_columns()

    def show_items(self, line: Line | None, coders: tuple[str, str], items: Sequence[Difference]) -> None:
        """Show disagreements; none is chosen yet."""
        self.selectionModel().blockSignals(True)
        self.differences.show_items(line, coders, items)
        self.selectionModel().blockSignals(False)
        for place, heading in enumerate(self.differences.headings):
            self.setColumnHidden(place, heading.timed_only and line is not None and not line.timed)

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
        if item is None or item not in self.differences.items:
            return False
        self.setCurrentIndex(self.differences.index(self.differences.items.index(item), 0))
        return True

    def step(self, by: int) -> None:
        """Choose the next or the previous one."""
        row = self.currentIndex().row() + by
        if 0 <= row < len(self.differences.items):
            self.setCurrentIndex(self.differences.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the disagreement in Code, with Shift in the coding of coder B."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
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
        header.setMinimumHeight(self._theme.px(28))
        self.verticalHeader().setDefaultSectionSize(self._theme.px(28))
        for place, heading in enumerate(self.differences.headings):
            stretches = heading.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if not stretches:
                self.setColumnWidth(place, self._theme.px(heading.width))
