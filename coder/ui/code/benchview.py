"""The parts of the Code page and where they stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from coder.ui.code.cameras import CameraRoom
from coder.ui.code.eventlist import EventList
from coder.ui.code.eventlist.model import EventEdits
from coder.ui.code.find.bar import FindBar
from coder.ui.code.header import SessionHeader
from coder.ui.code.historylist import HistoryList
from coder.ui.code.inspector import Inspector
from coder.ui.code.pad import CodePad
from coder.ui.code.review import ReviewBar
from coder.ui.code.rewinding import RewindBar
from coder.ui.code.slot import Slot
from coder.ui.code.timeline import Scene, TimelineView
from coder.ui.code.timeline.toolbar import TimelineBar
from coder.ui.code.transport import Transport
from coder.ui.code.video.alignpanel import AlignPanel
from coder.ui.memory import Memory
from coder.ui.widgets import Card, Rule

RIGHT_PX, RIGHT_NARROW_PX = 338, 300
WIDE_FROM_PX = 1376
"""Page width from which the right column takes its full width (a window of 1440)."""
HISTORY_FROM_PX = 754
"""Page height from which the history is shown (a window of 820)."""
_SPLITTERS = ("code.columns", "code.left", "code.right")


class BenchView(QWidget):
    """Cameras, transport and timeline on the left; pad, selection and history on the right."""

    def __init__(self, scene: Scene, edits: EventEdits, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.header = SessionHeader()
        self.review_bar = ReviewBar()
        self.rewind_bar = RewindBar()
        self.cameras = CameraRoom()
        self.transport = Transport()
        self.align_panel = AlignPanel()
        self.bar = TimelineBar()
        self.find_bar = FindBar()
        self.timeline = TimelineView(scene)
        self.event_list = EventList(edits)
        self.pad = CodePad()
        self.inspector = Inspector()
        self.history = HistoryList()
        self.upper, self.middle, self.foot = Slot(self.pad), Slot(self.inspector), Slot(self.history)
        self._lower = QStackedWidget()
        self._lower.addWidget(self.timeline)
        self._lower.addWidget(self.event_list)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self.left = QSplitter(Qt.Orientation.Vertical)
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._restore()

    @property
    def shows_list(self) -> bool:
        """Whether the table of events stands in the timeline's place."""
        return self._lower.currentWidget() is self.event_list

    def show_list(self, on: bool) -> None:
        """Show the table of events, or the timeline."""
        self._lower.setCurrentWidget(self.event_list if on else self.timeline)
        self.setFocusProxy(self.event_list if on else self.timeline)
        self.setFocus()

    def show_cards(self, *cards: QWidget) -> None:
        """Show other cards in the places of the right column, from the top; without any the usual ones."""
        for number, slot in enumerate((self.upper, self.middle, self.foot)):
            if number < len(cards):
                slot.show_card(cards[number])
            else:
                slot.rest()
        self.fit_to(self.width(), self.height())

    def save_shape(self) -> None:
        """Remember how the person divided the room."""
        for name, splitter in zip(_SPLITTERS, (self._columns, self.left, self._right), strict=True):
            self._memory.set_shape(name, splitter.saveState())

    def fit_to(self, width: int, height: int) -> None:
        """Give up what a small window has no room for."""
        self.foot.setVisible(height >= HISTORY_FROM_PX or not self.foot.at_rest)
        narrow = width < WIDE_FROM_PX
        self._right.setMaximumWidth(RIGHT_NARROW_PX if narrow else 2 * RIGHT_PX)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.review_bar)
        column.addWidget(self.rewind_bar)
        column.addWidget(Rule())
        column.addWidget(self._columns, 1)
        bench = Card()
        bench.setSizePolicy(self.timeline.sizePolicy())
        above: tuple[QWidget, ...] = (self.align_panel, self.transport, Rule(), self.bar, Rule(), self.find_bar)
        for widget in above:
            bench.add(widget)
        bench.add(self._lower, 1)
        _fill(self.left, self.cameras, bench)
        _fill(self._right, self.upper, self.middle, self.foot)
        _fill(self._columns, self.left, self._right)
        self._columns.setContentsMargins(8, 8, 8, 8)
        self._columns.setStretchFactor(0, 1)
        self._right.setMinimumWidth(RIGHT_NARROW_PX)
        for number, stretch in enumerate((5, 0, 1)):
            self._right.setStretchFactor(number, stretch)
        self.setMinimumHeight(520)

    def _restore(self) -> None:
        self._columns.setSizes([1180, RIGHT_PX])
        self.left.setSizes([430, 440])
        self._right.setSizes([516, 256, 98])
        for name, splitter in zip(_SPLITTERS, (self._columns, self.left, self._right), strict=True):
            shape = self._memory.shape(name)
            if shape is not None:
                splitter.restoreState(shape)


def _fill(splitter: QSplitter, *widgets: QWidget) -> None:
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(8)
    for widget in widgets:
        splitter.addWidget(widget)
