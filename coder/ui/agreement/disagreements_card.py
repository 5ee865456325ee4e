"""The card of disagreements: their list, the place of the chosen one in both coders' records, and what is decided."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coder.app.agreement_view import Line, PairFigures
from coder.app.consensus import Status
from coder.app.differences import Difference
from coder.app.studies import OpenStudy
from coder.ui.agreement import words
from coder.ui.agreement.deciding import Deciding, decided_words
from coder.ui.agreement.differences_list import DifferencesView
from coder.ui.agreement.heat import Cell
from coder.ui.agreement.moment import Moment
from coder.ui.agreement.settling import Settling
from coder.ui.agreement.stretches import about_stretch, list_note, stretch_of
from coder.ui.agreement.strip import CompareStrip
from coder.ui.agreement.strip_consensus import Settled
from coder.ui.clips import ClipRequest
from coder.ui.jobs import UiJobs
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, Card, Chip, EmptyState, IconButton, Note, Rule, SegmentedButtons, label

ALL, ONE = "all", "one"
EPISODE, SESSION = "episode", "session"
_WITH_PICTURE_PX = 1240


class DisagreementsCard(Card):
    """Shows the disagreements of one channel of one pair.

    Signals
    -------
    clip_asked(ClipRequest)
    session_shown(str)
    cell_cleared()
        The person wants to see all disagreements again.
    said(str, object)
        A result in the past tense, and an `Action` or None.
    """

    clip_asked = Signal(object)
    session_shown = Signal(str)
    cell_cleared = Signal()
    said = Signal(str, object)

    def __init__(self, theme: Theme, jobs: UiJobs) -> None:
        super().__init__(tr("Disagreements"), " ")
        self._theme = theme
        self.study: OpenStudy | None = None
        self.figures: PairFigures | None = None
        self.line: Line | None = None
        self.cell: Cell | None = None
        self.session_id = ""
        self.item: Difference | None = None
        self._differences: list[Difference] = []
        self._uncounted: dict[str, list[Difference]] = {}
        self.settling = Settling(self)
        self.moment, self.strip, self.list = Moment(jobs), CompareStrip(), DifferencesView(theme)
        self.about, self.position, self.which = Note(), label("", "table", "text3"), label("", "table", "text2")
        self.cell_note, self.nothing = label("", "table", "text2"), EmptyState("ok", "")
        self.show_all = Button(tr("Show all"), self.clear_cell, role="link", small=True)
        self._list_room = QStackedWidget()
        self._make_buttons()
        self.deciding = Deciding(self)
        self._build()
        self.list.differences.status_of = self._status
        self.settling.changed.connect(self._show_settled)
        self.settling.said.connect(self.said)
        self.moment.said.connect(lambda text: self.said.emit(text, None))
        self.list.pressed.connect(self.press)
        self.strip.pressed.connect(self.press)
        self.list.chosen.connect(self._show_item)
        self.list.opened.connect(self.open)
        self.strip.chosen.connect(self._choose_on_strip)
        self.strip.opened.connect(self.open)
        self.source.chosen.connect(lambda _: self._fill(self.item))
        self.zoom.chosen.connect(lambda _: self._show_stretch())

    def _make_buttons(self) -> None:
        self.zoom = SegmentedButtons([(EPISODE, tr("Episode")), (SESSION, tr("Session"))], EPISODE, tr("Time axis"))
        self.source = SegmentedButtons(
            [(ALL, tr("All sessions")), (ONE, tr("This session"))], ALL, tr("Which disagreements")
        )
        self.earlier = IconButton("left", tr("Previous session (Alt+←)"), lambda: self.step_session(-1), quiet=False)
        self.later = IconButton("right", tr("Next session (Alt+→)"), lambda: self.step_session(1), quiet=False)
        self.previous = IconButton("up", tr("Previous disagreement (↑)"), lambda: self.list.step(-1), quiet=False)
        self.next = IconButton("down", tr("Next disagreement (↓)"), lambda: self.list.step(1), quiet=False)
        assert self.header is not None
        self.progress = Chip("")
        self.header.add(self.progress, self.zoom, self.which, self.earlier, self.later)

    def _build(self) -> None:
        inside = QWidget()
        both = QHBoxLayout(inside)
        both.setContentsMargins(12, 0, 0, 0)
        both.setSpacing(0)
        picture = QVBoxLayout()
        picture.setContentsMargins(0, 10, 0, 0)
        picture.addWidget(self.moment)
        both.addLayout(picture)
        both.addLayout(self._strip_side(), 5)
        both.addWidget(Rule("vertical"))
        both.addLayout(self._list_side(), 4)
        self.add(inside, 1)

    def _strip_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.strip)
        column.addWidget(self.about)
        column.addWidget(self.deciding)
        column.addStretch(1)
        return column

    def _list_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 10, 6)
        top.addWidget(self.source)
        top.addSpacing(8)
        top.addWidget(self.cell_note, 1)
        top.addWidget(self.show_all)
        column.addLayout(top)
        column.addWidget(Rule())
        self._list_room.addWidget(self.list)
        self._list_room.addWidget(self.nothing)
        column.addWidget(self._list_room, 1)
        return column

    def show_line(self, figures: PairFigures, line: Line) -> None:
        """Show the disagreements of a channel; session, cell and disagreement stay chosen where they still are."""
        same = self.line is not None and self.line.key == line.key
        self.figures, self.line = figures, line
        if not same:
            self.cell = None
        self._differences = figures.differences(line)
        self._uncounted = {}
        self.settling.show(self.study, figures.coders)
        self.deciding.show_pair(figures.coders.pair.coder_a, figures.coders.pair.coder_b)
        if self.session_id not in self._session_ids():
            self.session_id = next(iter(self._session_ids()), "")
        self._fill(self.item if same else None)

    def show_cell(self, cell: Cell) -> None:
        """List only what lies in a cell of the matrix."""
        self.cell = cell
        self._fill(None)

    def clear_cell(self) -> None:
        """List all disagreements again."""
        self.cell = None
        self.cell_cleared.emit()
        self._fill(self.item)

    def show_session(self, session_id: str) -> None:
        """Go to a session, to its first disagreement in the list."""
        self.session_id = session_id
        if self.source.value == ONE:
            self._fill(None)
            return
        first = next((item for item in self.list.differences.items if item.session == session_id), None)
        if not self.list.choose(first):
            self._show_item(None)

    def step_session(self, by: int) -> None:
        """Go to the next or the previous session."""
        ids = self._session_ids()
        if self.session_id in ids:
            place = ids.index(self.session_id) + by
            if 0 <= place < len(ids):
                self.show_session(ids[place])

    def open(self, side: int = 0) -> None:
        """Ask for the chosen disagreement in Code, in the coding of coder A (0) or B (1)."""
        item = self.item
        if item is None or self.figures is None or self.line is None:
            return
        pair = self.figures.coders.pair
        code_a, code_b = self.list.differences.codes(item)
        title = tr("{0}, A: {1}, B: {2}", words.title(self.line), code_a, code_b)
        coder, events = ((pair.coder_a, item.ids_a), (pair.coder_b, item.ids_b))[side]
        off_ms = max(item.off_ms, item.on_ms + 1)
        self.clip_asked.emit(ClipRequest(item.session, coder, item.on_ms, off_ms, events, title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the picture where there is no room for it."""
        super().resizeEvent(event)
        self.moment.set_room(self.width() >= self._theme.px(_WITH_PICTURE_PX))

    def set_stale(self, stale: bool) -> None:
        """Dim everything while new figures are computed."""
        self.strip.set_stale(stale)
        self.list.set_stale(stale)

    def _session_ids(self) -> list[str]:
        return [item.session.id for item in self.figures.sessions] if self.figures else []

    def _fill(self, wanted: Difference | None) -> None:
        figures, line, cell = self.figures, self.line, self.cell
        if figures is None or line is None:
            return
        items = figures.cell(line, cell.code_a, cell.code_b) if cell else self._to_decide()
        if self.source.value == ONE:
            items = [item for item in items if item.session == self.session_id]
        pair = figures.coders.pair
        self.list.show_items(line, (pair.coder_a, pair.coder_b), items)
        self.cell_note.setText(list_note(line, cell, len(items)))
        self.show_all.setVisible(cell is not None)
        self.nothing.line.setText(tr("Nothing differs here.") if cell is None else tr("Nothing lies in this cell."))
        self._list_room.setCurrentWidget(self.list if items else self.nothing)
        if not self.list.choose(wanted) and not self.list.choose(next(iter(self.list.differences.items), None)):
            self._show_item(None)

    def _to_decide(self) -> list[Difference]:
        """Return what differs, then what costs no agreement and yet needs a decision."""
        return [*self._differences, *(item for id_ in self._session_ids() for item in self._uncounted_in(id_))]

    def _uncounted_in(self, session_id: str) -> list[Difference]:
        figures, line = self.figures, self.line
        if session_id not in self._uncounted and figures is not None and line is not None:
            counted = [item for item in self._differences if item.session == session_id]
            within = figures.session(session_id).tracks[figures.coders.pair.coder_a].scored
            self._uncounted[session_id] = self.settling.uncounted(line, session_id, counted, within)
        return self._uncounted.get(session_id, [])

    def _status(self, item: Difference) -> Status:
        return self.settling.status(self.line, item) if self.line is not None else "out"

    def press(self, key: str) -> None:
        """Do what a key of the disagreements says."""
        self.deciding.press(key)

    def play(self) -> None:
        """Play the chosen span, or stop."""
        self.moment.toggle()

    def _show_settled(self, _session_id: str) -> None:
        self.list.differences.statuses_changed()
        self._show_stretch()

    def _choose_on_strip(self, item: Difference) -> None:
        if not self.list.choose(item):
            self._show_item(item)

    def _show_item(self, item: Difference | None) -> None:
        self.deciding.leave_edit()
        self.item = item
        if item is not None:
            self.session_id = item.session
        self._show_stretch()
        self.session_shown.emit(self.session_id)

    def _show_stretch(self) -> None:
        figures, line = self.figures, self.line
        if figures is None or line is None or self.session_id not in self._session_ids():
            return
        here = [item for item in self._to_decide() if item.session == self.session_id]
        whole, settled = self.zoom.value == SESSION, Settled.of(self.settling.state(self.session_id), line)
        stretch = stretch_of(figures, line, self.session_id, self.item, here, whole=whole, settled=settled)
        self.strip.show_stretch(stretch, self.item)
        if self.study is not None:
            on_ms, off_ms = (self.item.on_ms, self.item.off_ms) if self.item else (stretch.on_ms, stretch.on_ms)
            self.moment.show_moment(self.study, figures.session(self.session_id).session, on_ms, off_ms)
        assert self.header is not None
        title, quiet = about_stretch(figures, line, self.session_id, stretch)
        self.header.title.setText(title)
        self.header.quiet.setText(quiet)
        ids = self._session_ids()
        place = ids.index(self.session_id)
        self.which.setText(tr("session {0} of {1}", place + 1, len(ids)))
        self.earlier.setEnabled(place > 0)
        self.later.setEnabled(place + 1 < len(ids))
        self._show_position()

    def _show_position(self) -> None:
        row, count = self.list.currentIndex().row(), len(self.list.differences.items)
        item = self.item
        self.about.text.setText(self._about(item) if item else tr("No disagreement is chosen."))
        self.position.setText(tr("{0} of {1}", row + 1, f"{count:,}") if item is not None and row >= 0 else "")
        self.previous.setEnabled(row > 0)
        self.next.setEnabled(0 <= row < count - 1)
        self.deciding.refresh()
        self._show_progress()

    def _about(self, item: Difference) -> str:
        text = self.strip.sentence(item)
        assert self.line is not None
        return ". ".join(part for part in (text, decided_words(self.settling, self.line, item)) if part)

    def _show_progress(self) -> None:
        """Say how many decisions the session still needs."""
        state = self.settling.state(self.session_id)
        if state is None or not state.passes:
            self.progress.hide()
            return
        missing = state.n_open
        text = words.counted(missing, tr("1 decision open"), tr("{0} decisions open"))
        self.progress.show_text(
            text if missing else tr("agreed"), "plain" if missing else "ok", "" if missing else "ok"
        )
        self.progress.show()
