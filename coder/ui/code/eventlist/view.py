"""The table of events on screen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from coder.model.coding import Event
from coder.model.scheme import Scheme
from coder.ui.code.eventlist.model import COLUMNS, COMMENT, EVENT_ROLE, EventEdits, EventModel
from coder.ui.text import tr


class EventList(QTableView):
    """All events in time order.

    Signals
    -------
    selected(tuple)
        Ids of the selected events.
    shown(int)
        Onset of the event the person went to.
    """

    selected = Signal(tuple)
    shown = Signal(int)

    def __init__(self, edits: EventEdits) -> None:
        super().__init__()
        self.events = EventModel(edits)
        self.setModel(self.events)
        self.setAccessibleName(tr("Events"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(COMMENT, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((150, 150, 110, 110, 90, 80, 150, 80)):
            self.setColumnWidth(column, width)
        self._telling = True
        self.selectionModel().selectionChanged.connect(self._tell)

    def show_events(self, events: list[Event], scheme: Scheme, editable_pass: str) -> None:
        """Show other events."""
        self._telling = False
        current = self.currentIndex()
        self.events.show_events(events, scheme, editable_pass)
        if current.isValid() and current.row() < self.events.rowCount():
            self.setCurrentIndex(self.events.index(current.row(), current.column()))
        self._telling = True

    def show_selection(self, ids: tuple[str, ...]) -> None:
        """Select the rows of events."""
        if set(ids) == set(self._chosen()):
            return
        rows = [row for row in (self.events.row_of(event_id) for event_id in ids) if row is not None]
        selection = QItemSelection()
        for row in rows:
            selection.select(self.events.index(row, 0), self.events.index(row, len(COLUMNS) - 1))
        self._telling = False
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            self._reveal(rows[0])
        self._telling = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the arrows, Tab, F2 and Enter; leave letters and transport keys to the page."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.edit(self.currentIndex())
        elif event.key() in _OWN_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _reveal(self, row: int) -> None:
        """Scroll to a row, once the table has its place on screen."""
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.events.index(row, 0)))

    def _chosen(self) -> list[str]:
        return [index.data(EVENT_ROLE).id for index in self.selectionModel().selectedRows()]

    def _tell(self) -> None:
        if not self._telling:
            return
        chosen = self._chosen()
        self.selected.emit(tuple(chosen))
        if len(chosen) == 1:
            row = self.events.row_of(chosen[0])
            if row is not None:
                self.shown.emit(self.events.event_at(row).on)


_OWN_KEYS = frozenset(
    {
        *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        *(Qt.Key.Key_F2, Qt.Key.Key_Tab, Qt.Key.Key_Backtab),
    }
)
