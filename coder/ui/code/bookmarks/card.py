"""The list of bookmarks, in place of the selection."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from coder.model.remarks import Bookmark
from coder.model.timecode import clock
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, IconButton, KeyCap, label

TIME, NOTE = 0, 1
ROW_PX = 26


class _Table(QTableWidget):
    """Two columns; Del takes a bookmark away, Enter and Esc leave, letters write the note."""

    deleted = Signal()
    left = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit(True)
        else:
            super().keyPressEvent(event)


class BookmarksCard(Card):
    """Time and note of each bookmark.

    Signals
    -------
    chosen(int)
        Session ms of the bookmark the person is at.
    deleted(int), noted(int, str), left(bool), review_asked()
    """

    chosen = Signal(int)
    deleted = Signal(int)
    noted = Signal(int, str)
    left = Signal(bool)
    review_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Bookmarks"), tr("only you see them"))
        assert self.header is not None
        self.header.add(IconButton("close", tr("Close the bookmarks (Esc)"), lambda: self.left.emit(False), small=True))
        self._marks: tuple[Bookmark, ...] = ()
        self._telling = True
        self.table = _Table(0, 2)
        self.table.setHorizontalHeaderLabels([tr("Time"), tr("Note")])
        self.table.setAccessibleName(tr("Bookmarks"))
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(TIME, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.table.currentCellChanged.connect(lambda row, *_rest: self._at(row))
        self.table.cellClicked.connect(lambda row, _column: self._at(row))
        self.table.itemChanged.connect(self._typed)
        self.table.deleted.connect(self._delete)
        self.table.left.connect(self.left)
        self._nothing = label(tr("No bookmarks yet. Ctrl+B sets one at the playhead."), "table", "text3", wrap=True)
        self._nothing.setContentsMargins(12, 10, 12, 10)
        self.review = Button(tr("Review them"), self.review_asked.emit, small=True, icon="play")
        self._delete_button = Button(tr("Delete"), self._delete, small=True)
        self.add(self._nothing)
        self.add(self.table, 1)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 4, 12, 8)
        for widget in (self.review, self._delete_button, KeyCap("Del")):
            row.addWidget(widget)
        row.addStretch(1)
        self.add(foot)

    def show_marks(self, marks: Sequence[Bookmark]) -> None:
        """Show the bookmarks in time order; the row the person is at stays."""
        same = [mark.at for mark in marks] == [mark.at for mark in self._marks]
        self._telling, self._marks = False, tuple(marks)
        if not same:
            self._fill(max(self.table.currentRow(), 0))
        self._nothing.setVisible(not marks)
        self.table.setVisible(bool(marks))
        for button in (self.review, self._delete_button):
            button.setEnabled(bool(marks))
        self._telling = True

    def _fill(self, row: int) -> None:
        """Make the rows anew; one whose note is being typed must stay as it is."""
        self.table.setRowCount(len(self._marks))
        for place, mark in enumerate(self._marks):
            time = QTableWidgetItem(clock(mark.at))
            time.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(place, TIME, time)
            self.table.setItem(place, NOTE, QTableWidgetItem(mark.note))
        if self._marks:
            self.table.setCurrentCell(min(row, len(self._marks) - 1), NOTE)

    def begin(self, at_ms: int | None = None, edit: bool = False) -> None:
        """Take the keys, at the bookmark of a moment; ``edit`` opens its note."""
        self.table.setFocus()
        row = next((n for n, mark in enumerate(self._marks) if mark.at == at_ms), None)
        if row is not None:
            self.table.setCurrentCell(row, NOTE)
            item = self.table.item(row, NOTE)
            if edit and item is not None:
                self.table.editItem(item)

    def _at(self, row: int) -> None:
        if self._telling and 0 <= row < len(self._marks):
            self.chosen.emit(self._marks[row].at)

    def _delete(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._marks):
            self.deleted.emit(self._marks[row].at)

    def _typed(self, item: QTableWidgetItem) -> None:
        if self._telling and item.column() == NOTE:
            self.noted.emit(self._marks[item.row()].at, item.text().strip())
