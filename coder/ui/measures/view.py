"""A table whose first columns stay in place: walked with the arrow keys, copied with its headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from coder.app.results.kept import Value
from coder.ui.measures.cells import ROW_PX, MeasureDelegate
from coder.ui.measures.columns import Column
from coder.ui.measures.heading import GroupedHeader
from coder.ui.measures.lines import AnyLine
from coder.ui.measures.table import Index, MeasureTable, full_title
from coder.ui.text import tr
from coder.ui.theme import Theme

FROZEN: Final = 2
"""Columns that stay: child and episode."""
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MeasuresView(QTableView):
    """Shows lines; tells which value is chosen and when it should be opened or played.

    Signals
    -------
    chosen(Value), opened(), played(), copied(int)
        ``copied`` tells how many lines went to the clipboard.
    """

    chosen = Signal(object)
    opened = Signal()
    played = Signal()
    copied = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.table = MeasureTable(self)
        self.frozen = _Frozen(self, theme)
        self.setModel(self.table)
        self.setHorizontalHeader(GroupedHeader(theme, self))
        self.setItemDelegate(MeasureDelegate(theme, self))
        for view in (self, self.frozen):
            view.setShowGrid(False)
            view.verticalHeader().hide()
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setTabKeyNavigation(False)
            view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setAccessibleName(tr("Measures"))
        self.frozen.attach()
        self.table.modelAboutToBeReset.connect(self._keep_place)
        self.table.modelReset.connect(self._restore_place)
        self.doubleClicked.connect(self.opened)
        theme.changed.connect(self._lay_out)
        self._place: tuple[tuple[str, ...], str] | None = None
        self._scrolled = (-1, 0)

    def show_lines(self, columns: list[Column], lines: Sequence[AnyLine]) -> None:
        """Show these lines; the chosen cell stays chosen while it is shown."""
        if [column.id for column in columns] != [column.id for column in self.table.columns]:
            self.table.show_lines([], [])
            self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.table.show_lines(columns, lines)

    def value(self) -> Value | None:
        """Return the value of the chosen cell; in a cell without one, the first value of its line."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        places = (index.column(), *range(len(self.table.columns)))
        values = (self.table.cell(index.row(), place).value for place in places)
        return next((value for value in values if value is not None), None)

    def choose(self, key: tuple[str, ...], column_id: str = "") -> bool:
        """Choose a cell; return whether its line is shown."""
        row = self.table.row_of(key)
        if row < 0:
            return False
        self.setCurrentIndex(self.table.index(row, max(0, self.table.column_of(column_id))))
        return True

    def step(self, by: int) -> None:
        """Go to the next or previous line, in the same column."""
        index = self.currentIndex()
        row = min(max(index.row() + by, 0), self.table.rowCount() - 1)
        self.setCurrentIndex(self.table.index(row, max(0, index.column())))

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, each line with its child and episode, under the headings."""
        places = [index for index in self.selectedIndexes() if index.isValid()]
        rows = sorted({index.row() for index in places})
        columns = sorted({*range(min(FROZEN, len(self.table.columns))), *(index.column() for index in places)})
        if not rows:
            return
        lines = [[full_title(self.table.columns[place]) for place in columns]]
        lines += [[self.table.cell(row, place).spoken for place in columns] for row in rows]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines) + "\n")
        self.copied.emit(len(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space plays, Ctrl+C copies."""
        if event.key() in _ENTER and not event.modifiers():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.played.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which value is chosen, and repaint the two lines."""
        super().currentChanged(current, previous)
        for view in (self, self.frozen):
            view.viewport().update()
        self.chosen.emit(self.value())

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, out from under the columns that stay."""
        bar = self.horizontalScrollBar()
        if index.column() < FROZEN:
            before = bar.value()
            super().scrollTo(index, hint)
            bar.setValue(before)
            return
        super().scrollTo(index, hint)
        hidden = self.frozen.width() - self.visualRect(index).left()
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the columns that stay as high as the table."""
        super().resizeEvent(event)
        self.frozen.place()

    def _keep_place(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._place = self.table.lines[index.row()].key, self.table.columns[index.column()].id
            self._scrolled = index.row(), self.verticalScrollBar().value()

    def _restore_place(self) -> None:
        self._lay_out()
        row, scrolled = self._scrolled
        if not self.table.lines:
            self.chosen.emit(None)
        elif self._place is not None and self.choose(*self._place):
            if self.currentIndex().row() == row:
                self.verticalScrollBar().setValue(scrolled)
        else:
            first = next((n for n in range(len(self.table.columns)) if self.table.cell(0, n).value is not None), 0)
            self.setCurrentIndex(self.table.index(0, first))

    def _lay_out(self) -> None:
        """Size rows and columns, and let words that hold for a group run across it."""
        self.clearSpans()
        for row in range(self.table.rowCount()):
            for first, count in self.table.joined(row):
                self.setSpan(row, first, 1, count)
        for view in (self, self.frozen):
            view.verticalHeader().setDefaultSectionSize(self._theme.px(ROW_PX))
            view.horizontalHeader().setFixedHeight(view.horizontalHeader().sizeHint().height())
            for place, column in enumerate(self.table.columns):
                view.setColumnWidth(place, self._theme.px(column.width))
        self.frozen.place()


class _Frozen(QTableView):
    """The first columns, over the table's own, in step with it; keys and clicks go to the table."""

    def __init__(self, host: MeasuresView, theme: Theme) -> None:
        super().__init__(host)
        self._host = host
        self.setModel(host.table)
        self.setHorizontalHeader(GroupedHeader(theme, self))
        self.setItemDelegate(MeasureDelegate(theme, host))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(host)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTableView { border: none; }")
        self.setAccessibleName(tr("Child and episode"))

    def attach(self) -> None:
        """Follow the table's selection, scrolling and order."""
        host = self._host
        self.setSelectionModel(host.selectionModel())
        host.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(host.verticalScrollBar().setValue)
        self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        host.horizontalHeader().sortIndicatorChanged.connect(self.horizontalHeader().setSortIndicator)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.doubleClicked.connect(host.opened)

    def _sort(self, section: int) -> None:
        header = self._host.horizontalHeader()
        same = header.sortIndicatorSection() == section
        down = same and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def place(self) -> None:
        """Lie over the table's first columns."""
        host, columns = self._host, self._host.table.columns
        for place in range(len(columns)):
            self.setColumnHidden(place, place >= FROZEN)
        width = sum(host.columnWidth(place) for place in range(min(FROZEN, len(columns))))
        height = host.viewport().height() + host.horizontalHeader().height()
        corner = host.viewport().pos() - QPoint(0, host.horizontalHeader().height())
        self.setGeometry(corner.x(), corner.y(), width, height)
        self.raise_()
