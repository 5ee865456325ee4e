"""The episodes of the session as a table: when, how long against the plan, who is in the room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from coder.model.scheme import Scheme
from coder.model.session import Episode, Session
from coder.model.timecode import clock
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, label

COLUMNS = ("Episode", "Begins", "Lasts", "Plan", "In the room")
ROW_PX = 22


class EpisodesCard(Card):
    """What the marks have made so far.

    Signals
    -------
    chosen(int)
        Onset of the episode the person went to.
    take_over_asked()
        Make the episodes follow the marks.
    presence_asked(str, str, bool)
        Episode, person, and whether that person is there.
    """

    chosen = Signal(int)
    take_over_asked = Signal()
    presence_asked = Signal(str, str, bool)

    def __init__(self) -> None:
        super().__init__(tr("Episodes"))
        self._episodes: tuple[Episode, ...] = ()
        self._people: tuple[str, ...] = ()
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setHorizontalHeaderLabels([tr(name) for name in COLUMNS])
        self.table.setAccessibleName(tr("Episodes"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.table.cellClicked.connect(lambda row, _column: self._go(row))
        self.table.cellActivated.connect(lambda row, _column: self._go(row))
        self._empty = label(
            tr("Mark who comes and goes with the keys above. The episodes follow the marks."),
            "table",
            "text3",
            wrap=True,
        )
        self._empty.setContentsMargins(12, 10, 12, 10)
        self.present = Button(tr("In the room…"), self._open_people, small=True)
        self.present.setToolTip(tr("Who is in the room during the chosen episode"))
        self.take_over = Button(tr("Use my marks"), self.take_over_asked.emit, small=True)
        self.take_over.setToolTip(tr("Let the episodes begin and end where your marks say"))
        self.menu = QMenu(self.present)
        self.add(self._empty)
        self.add(self.table, 1)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 4, 12, 8)
        row.addWidget(self.present)
        row.addStretch(1)
        row.addWidget(self.take_over)
        self.add(foot)

    def show_episodes(self, scheme: Scheme, session: Session, in_step: bool, can_take_over: bool) -> None:
        """Show the episodes; ``in_step`` says that they follow the coder's marks."""
        assert self.header is not None
        words = tr("follow your marks") if in_step else tr("not from your marks")
        self.header.quiet.setText(words if session.episodes else "")
        self.take_over.setVisible(can_take_over)
        self.present.setVisible(bool(session.episodes))
        self._empty.setVisible(not session.episodes)
        self.table.setVisible(bool(session.episodes))
        self._people = tuple(dict.fromkeys(p for t in scheme.episodes for p in t.present))
        titles = {template.id: template.title for template in scheme.episodes}
        if session.episodes != self._episodes:
            row = max(self.table.currentRow(), 0)
            self._fill(session.episodes, titles)
            self.table.setCurrentCell(min(row, len(session.episodes) - 1), 0)

    def _fill(self, episodes: tuple[Episode, ...], titles: dict[str, str]) -> None:
        self._episodes = episodes
        self.table.setRowCount(len(episodes))
        for row, episode in enumerate(episodes):
            texts = (
                f"{episode.id.removeprefix('ep')} · {titles.get(episode.id) or episode.kind}",
                clock(episode.on, 0),
                clock(episode.off - episode.on, 0),
                against_plan(episode),
                ", ".join(person_word(person) for person in episode.present) or "–",
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._episodes):
            self.chosen.emit(self._episodes[row].on)

    def _open_people(self) -> None:
        self.fill_people()
        self.menu.popup(self.present.mapToGlobal(QPoint(0, -self.menu.sizeHint().height())))

    def fill_people(self) -> None:
        """Offer everybody of the procedure for the chosen episode."""
        self.menu.clear()
        row = self.table.currentRow()
        if not 0 <= row < len(self._episodes):
            return
        episode = self._episodes[row]
        for person in self._people:
            action = self.menu.addAction(person_word(person).capitalize())
            action.setCheckable(True)
            action.setChecked(person in episode.present)
            action.triggered.connect(lambda on, p=person, e=episode.id: self.presence_asked.emit(e, p, on))


def person_word(person: str) -> str:
    """Return how people say who somebody is."""
    return tr("infant") if person == "child" else tr(person)


def against_plan(episode: Episode) -> str:
    """Return how much longer or shorter an episode is than planned, such as ``−0:50``; "" without a plan."""
    if episode.nominal_ms is None:
        return ""
    seconds = round((episode.off - episode.on - episode.nominal_ms) / 1000)
    return f"{'−' if seconds < 0 else '+'}{clock(abs(seconds) * 1000, 0)}"
