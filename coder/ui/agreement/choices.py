"""The left column: whose codings, which episodes, and how agreement is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from coder.agreement import Options
from coder.agreement.rows import ALL_EPISODES
from coder.agreement.time_table import UnobsPolicy
from coder.app.agreement_view import CoderPair, DoubleCoded, PairKey
from coder.ui.agreement import words
from coder.ui.agreement.pairs import Lowest, PairsView
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Card, Choice, HeaderBar, Rule, SegmentedButtons, label

TOLERANCES_MS: Final = (0, 2000, 5000)
_POLICIES: Final[dict[UnobsPolicy, str]] = {"drop_either": "leave out", "as_code": "count"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has chosen; ``pair`` None takes the first there is."""

    pair: PairKey | None = None
    episode: str = ALL_EPISODES
    tol_ms: int = 2000
    unobservable: UnobsPolicy = "drop_either"

    def options(self, seed: int, n_resamples: int = 2000) -> Options:
        """Return the settings of the report; one tolerance holds for events and for shifted boundaries."""
        return Options(
            tol_ms=self.tol_ms,
            etol_ms=self.tol_ms,
            unobs_policy=self.unobservable,
            seed=seed,
            n_resamples=n_resamples,
        )


class ChoicesCard(Card):
    """Tells what is chosen.

    Signals
    -------
    changed(Choices)
    """

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Coders"), " ")
        self._theme = theme
        self.choices = Choices()
        assert self.header is not None
        self.header.quiet.setText("")
        self.header.add(label(tr("lowest κ"), "table", "text3"))
        self.pairs = PairsView(theme)
        self.left_out = label("", "caption", "text2", wrap=True)
        self.episodes = Choice()
        self.episodes.setAccessibleName(tr("Episodes"))
        self.tolerance = SegmentedButtons(
            [(str(ms), words.tolerance(ms)) for ms in TOLERANCES_MS], str(self.choices.tol_ms), tr("Tolerance")
        )
        self.unobservable = SegmentedButtons(
            [(policy, tr(text)) for policy, text in _POLICIES.items()], self.choices.unobservable, tr("Unobservable")
        )
        self.criterion = label("", "table")
        self._build()
        self.pairs.chosen.connect(self._choose_pair)
        self.episodes.currentIndexChanged.connect(self._choose_episode)
        self.tolerance.chosen.connect(lambda ms: self._choose(replace(self.choices, tol_ms=int(ms))))
        self.unobservable.chosen.connect(self._choose_policy)

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("plain", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 6, 0, 8)
        column.setSpacing(0)
        column.addWidget(self.pairs)
        self.left_out.setContentsMargins(14, 4, 14, 4)
        column.addWidget(self.left_out)
        column.addSpacing(6)
        column.addWidget(Rule())
        column.addWidget(HeaderBar(tr("Episodes")))
        room = QVBoxLayout()
        room.setContentsMargins(12, 0, 12, 10)
        room.addWidget(self.episodes)
        column.addLayout(room)
        column.addWidget(Rule())
        column.addWidget(HeaderBar(tr("How agreement is counted")))
        column.addLayout(self._counting())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(tr("What is compared"))
        area.setWidget(inside)
        self.add(area, 1)

    def _counting(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(12, 0, 12, 8)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(10)
        grid.setColumnMinimumWidth(0, self._theme.px(84))
        grid.setColumnStretch(1, 1)
        rows = (
            (tr("Tolerance"), self.tolerance, tr("For events, and for κ with shifted boundaries")),
            (tr("Unobservable"), self.unobservable, tr("Time one of the coders could not see")),
            (tr("Criterion"), self.criterion, tr("The whole interval has to reach it")),
        )
        for line, (name, widget, hint) in enumerate(rows):
            grid.addWidget(label(name, "table", "text2"), 2 * line, 0)
            grid.addWidget(widget, 2 * line, 1, Qt.AlignmentFlag.AlignLeft)
            note = label(hint, "caption", "text3", wrap=True)
            note.setContentsMargins(0, 0, 0, 8)
            grid.addWidget(note, 2 * line + 1, 0, 1, 2)
        return grid

    def show_material(self, found: DoubleCoded, criterion: float) -> None:
        """Show who can be compared; a choice that still can be made stays."""
        keys = [pair.key for pair in found.pairs]
        chosen = self.choices.pair if self.choices.pair in keys else next(iter(keys), None)
        self.choices = replace(self.choices, pair=chosen)
        self.pairs.show_pairs(found.pairs, chosen)
        self.criterion.setText(tr("κ {0} (set in the study)", words.figure(criterion)))
        notes = left_out(found)
        self.left_out.setText(" ".join(notes))
        self.left_out.setVisible(bool(notes))
        self._show_episodes(next((pair for pair in found.pairs if pair.key == chosen), None))

    def show_lowest(self, lowest: Lowest) -> None:
        """Show each pair's lowest kappa under the present choices."""
        self.pairs.pairs.show_lowest(lowest)

    def _show_episodes(self, pair: CoderPair | None) -> None:
        self.episodes.blockSignals(True)
        self.episodes.clear()
        self.episodes.addItem(tr("All scored episodes"), ALL_EPISODES)
        for number, template in enumerate(pair.scheme.episodes if pair else (), 1):
            self.episodes.addItem(f"{number} · {words.episode_title(template)}", template.id)
        self.episodes.setCurrentIndex(max(0, self.episodes.findData(self.choices.episode)))
        self.choices = replace(self.choices, episode=self.episodes.currentData())
        self.episodes.blockSignals(False)

    def _choose_pair(self, pair: CoderPair) -> None:
        chosen = replace(self.choices, pair=pair.key)
        self._show_episodes(pair)
        self._choose(replace(chosen, episode=self.episodes.currentData()))

    def _choose_episode(self) -> None:
        self._choose(replace(self.choices, episode=self.episodes.currentData()))

    def _choose_policy(self, policy: str) -> None:
        known = next(value for value in get_args(UnobsPolicy) if value == policy)
        self._choose(replace(self.choices, unobservable=known))

    def _choose(self, choices: Choices) -> None:
        if choices != self.choices:
            self.choices = choices
            self.changed.emit(choices)


def left_out(found: DoubleCoded) -> list[str]:
    """Return which sessions are not compared, and why."""
    notes = []
    hidden = ", ".join(found.hidden)
    if len(found.hidden) == 1:
        notes.append(tr("1 session is left out: you are still coding it yourself ({0}).", hidden))
    elif found.hidden:
        text = "{0} sessions are left out: you are still coding them yourself ({1})."
        notes.append(tr(text, len(found.hidden), hidden))
    if found.withdrawn:
        notes.append(tr("Left out because consent was withdrawn: {0}.", ", ".join(found.withdrawn)))
    copies = sorted({session for pair in found.pairs for session in pair.pair.copies})
    if copies:
        notes.append(tr("Left out because one coding is a copy of the other: {0}.", ", ".join(copies)))
    return notes
