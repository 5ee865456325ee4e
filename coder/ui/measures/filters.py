"""The row of filters above the tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from coder.app.evidence import episode_number
from coder.metrics import FIVE
from coder.metrics.rows import SESSION
from coder.ui.measures.lines import COMPANIONS, CONSENSUS_ELSE_PRIMARY, EVERYONE, Filters
from coder.ui.scheme.uses import MEASURE_NAMES
from coder.ui.study.filters import ChoiceButton
from coder.ui.text import tr
from coder.ui.widgets import Button, FlowRow, SearchField, SegmentedButtons, label

Shape = Literal["overview", "rows"]
_ANY: Final = "any"
_FAMILIES: Final = {
    _ANY: "",
    **{f"{number} {MEASURE_NAMES[family]}": family for number, family in enumerate(FIVE, 1)},
    "Companions": COMPANIONS,
}


class EpisodesButton(Button):
    """Chooses episodes; None stands for the usual ones."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.value: frozenset[str] | None = None
        self._usual: frozenset[str] = frozenset()
        self._names: dict[str, str] = {}

    def offer(self, names: dict[str, str], usual: frozenset[str]) -> None:
        """Offer episodes, id → name in order; ``usual`` are those shown when nothing was chosen."""
        self._names, self._usual = names, usual
        if self.value is not None:
            self.value = self.value & frozenset(names) or None
        self._menu.clear()
        for episode, name in names.items():
            action = QAction(name, self._menu)
            action.setCheckable(True)
            action.setData(episode)
            action.triggered.connect(lambda on, e=episode: self._toggle(e, on))
            self._menu.addAction(action)
        self._menu.addSeparator()
        self._menu.addAction(tr("Usual episodes"), lambda: self._choose(None))
        self._menu.addAction(tr("All episodes"), lambda: self._choose(frozenset(self._names)))
        self._show()

    def clear(self) -> None:
        """Go back to the usual episodes without telling anyone."""
        self.value = None
        self._show()

    def _toggle(self, episode: str, on: bool) -> None:
        shown = self._usual if self.value is None else self.value
        self._choose((shown | {episode} if on else shown - {episode}) or None)

    def _choose(self, value: frozenset[str] | None) -> None:
        self.value = None if value == self._usual else value
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        shown = self._usual if self.value is None else self.value
        for action in self._menu.actions():
            if action.isCheckable():
                action.setChecked(action.data() in shown)
        every = bool(self._names) and shown >= frozenset(self._names)
        numbers = [tr("session") if e == SESSION else episode_number(e) for e in self._names if e in shown]
        text = tr("all") if every else ", ".join(numbers)
        self.setText(f"{tr('Episodes')}: {text}  ▾")
        self.setAccessibleName(f"{tr('Episodes')}: {text}")


class FilterBar(QWidget):
    """Which table, whose coding, which episodes and measures, which child.

    Signals
    -------
    changed()
        Something else is asked for.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        shapes = [("overview", tr("Overview")), ("rows", tr("All rows"))]
        self.shape_buttons = SegmentedButtons(shapes, "overview", tr("Table"))
        self.source = ChoiceButton(tr("Coding"), (CONSENSUS_ELSE_PRIMARY,))
        self.episodes = EpisodesButton()
        self.measures = ChoiceButton(tr("Measure"), tuple(_FAMILIES))
        self.measures.hide()
        self.text = SearchField(tr("Find child ID"))
        self.count = label("", "table", "text2")
        self.text.setFixedWidth(150)
        buttons = self.shape_buttons.layout()
        if buttons is not None:
            buttons.setContentsMargins(0, 3, 0, 3)
        choices = QWidget()
        flow = FlowRow(choices)
        for widget in (self.shape_buttons, self.source, self.episodes, self.measures, self.text):
            flow.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(choices, 1)
        row.addWidget(self.count)
        self.shape_buttons.chosen.connect(self._reshape)
        self.episodes.changed.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        for button in (self.source, self.measures):
            button.chosen.connect(self.changed)

    @property
    def shape(self) -> Shape:
        """Which table is asked for."""
        return "rows" if self.shape_buttons.value == "rows" else "overview"

    def set_shape(self, shape: Shape) -> None:
        """Ask for a table."""
        self.shape_buttons.set_value(shape)
        self._reshape()

    def _reshape(self) -> None:
        self.measures.setVisible(self.shape == "rows")
        self.episodes.clear()
        self.changed.emit()

    def offer(self, coders: Sequence[str], names: dict[str, str], usual: frozenset[str]) -> None:
        """Offer these coders and episodes."""
        self.source.set_choices([CONSENSUS_ELSE_PRIMARY, EVERYONE, *coders])
        self.source.setVisible(len(coders) > 1)
        self.episodes.offer(names, usual)

    def filters(self) -> Filters:
        """Return what is chosen."""
        measures = _FAMILIES[self.measures.value] if self.shape == "rows" else ""
        return Filters(self.text.text(), self.source.value, self.episodes.value, measures)

    def clear(self) -> None:
        """Show everything again that is usually shown."""
        self.text.clear()
        self.source.set_value(CONSENSUS_ELSE_PRIMARY)
        self.measures.set_value(_ANY)
        self.episodes.clear()
        self.changed.emit()
