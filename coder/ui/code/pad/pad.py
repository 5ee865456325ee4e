"""The code pad itself: head, groups of codes, modifiers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coder.model.coding import Event
from coder.model.scheme import Channel, Code, Pass
from coder.ui.code.ending import may_end
from coder.ui.code.pad.head import PadHead
from coder.ui.code.pad.latest import LatestStamps
from coder.ui.code.pad.modifiers import Choice
from coder.ui.code.pad.prompt import Prompt
from coder.ui.code.pad.rows import CodeRow
from coder.ui.code.pad.tally import running_at, tallies
from coder.ui.code.timeline.scene import Scene
from coder.ui.text import tr
from coder.ui.widgets import Card, Chip, HeaderBar, Rule, label

POINT_COLUMNS = 2
LONGEST_HALF = 10
"""Letters of a title that still fit in half the width."""


class CodePad(Card):
    """Everything that can be recorded in the pass.

    Signals
    -------
    code_asked(str)
        A row was clicked: the id of its code.
    modifier_asked(str, str)
        A modifier value was clicked.
    passed_on()
        The question about a modifier is left open.
    """

    code_asked = Signal(str)
    modifier_asked = Signal(str, str)
    passed_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Code pad"))
        self.title_bar = HeaderBar("")
        self.note = Chip("")
        self.title_bar.add(self.note)
        self.head = PadHead()
        self.rows: dict[str, CodeRow] = {}
        self._channels: tuple[Channel, ...] = ()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.latest = LatestStamps()
        for widget in (self.title_bar, Rule(), self.head, Rule()):
            self.add(widget)
        self.add(self._scroll, 1)
        self.add(Rule())
        self.add(self.latest)
        self.prompt = Prompt(self)
        self.prompt.chosen.connect(self.modifier_asked)
        self.prompt.passed_on.connect(self.passed_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the question at the foot."""
        super().resizeEvent(event)
        self.prompt.place()

    def set_pass(self, pass_: Pass | None, number: int) -> None:
        """Show the codes of another pass."""
        self.title_bar.title.setText(f"{number} · {pass_.title}" if pass_ else "")
        self._channels = pass_.channels if pass_ else ()
        self.latest.set_keys({code.id: code.key for channel in self._channels for code in channel.codes})
        self.rows = {}
        body = QWidget()
        body.setProperty("plain", True)
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 2, 10, 2)
        column.setSpacing(3)
        for channel in self._channels:
            self._add_group(column, pass_, channel)
        column.addStretch(1)
        self._scroll.setWidget(body)

    def show_note(self, text: str, tip: str = "") -> None:
        """Say at the head how keys work now."""
        self.note.show_text(text, "plain" if not tip else "warn")
        self.note.setToolTip(tip)
        self.note.setVisible(bool(text))

    def show_counts(self, scene: Scene) -> None:
        """Show how often each code was recorded."""
        for channel in self._channels:
            lane = scene.lanes.get(channel.id)
            if lane is not None:
                for code, tally in tallies(channel, lane).items():
                    self.rows[code].show_tally(tally)

    def show_playhead(self, scene: Scene, ms: int) -> None:
        """Fill the rows of the states that hold the playhead."""
        for channel in self._channels:
            if channel.kind == "state":
                running = {r.code: ms - r.on_ms for r in running_at(scene, channel, ms)}
                for code in channel.codes:
                    self.rows[code.id].show_running(running.get(code.id))

    def show_modifiers(self, code: Code | None, choices: Sequence[Choice], event: Event | None) -> None:
        """Show in its code's row which choices digits set on an event now."""
        for row in self.rows.values():
            mine = code is not None and row.code.id == code.id
            row.show_choices(choices if mine else [], event if mine else None)

    def show_question(self, event: Event | None, code: Code | None, choices: Sequence[Choice], waits: bool) -> None:
        """Ask for the modifiers of an event at the foot of the pad, or for none."""
        self.prompt.show_question(event, code, choices, waits)

    def set_keys_off(self, off: bool) -> None:
        """Grey the rows when keys record nothing."""
        for row in self.rows.values():
            row.setEnabled(not off)

    def _add_group(self, column: QVBoxLayout, pass_: Pass | None, channel: Channel) -> None:
        assert pass_ is not None
        heading = QHBoxLayout()
        heading.setContentsMargins(4, 3, 4, 1)
        heading.addWidget(label(channel.title, "caption", "text2"))
        heading.addWidget(label(_rule_of(channel), "caption", "text3"))
        heading.addStretch(1)
        column.addLayout(heading)
        columns = _columns_of(channel)
        grid = QGridLayout()
        grid.setSpacing(3)
        for place, code in enumerate(channel.codes):
            row = CodeRow(pass_, channel, code)
            row.clicked.connect(lambda _=False, c=code.id: self.code_asked.emit(c))
            row.choice_asked.connect(self.modifier_asked)
            self.rows[code.id] = row
            grid.addWidget(row, place // columns, place % columns)
        column.addLayout(grid)


def _rule_of(channel: Channel) -> str:
    if channel.kind == "point":
        return tr("at the playhead")
    if may_end(channel):
        return tr("one at a time, Enter ends it") if channel.exclusive else tr("each on and off, Enter ends")
    return tr("one at a time") if channel.exclusive else tr("each on and off")


def _columns_of(channel: Channel) -> int:
    fits = all(len(code.title) <= LONGEST_HALF for code in channel.codes)
    return POINT_COLUMNS if channel.kind == "point" and fits else 1
