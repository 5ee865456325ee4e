"""Keeps the two cards of the cohort in step with the tables: same children, same coding, same chosen number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from coder.app.results.cohort import reunions
from coder.app.results.kept import Value
from coder.app.results.reading import SessionMeasures
from coder.metrics import Parameters
from coder.metrics.rows import SESSION
from coder.ui.measures.cohort.cards import CohortCard, Material, WaitingCard
from coder.ui.measures.lines import (
    CONSENSUS_ELSE_PRIMARY,
    EVERYONE,
    Filters,
    chosen_codings,
    episode_order,
    keeps_child,
    main_episodes,
)
from coder.ui.text import tr
from coder.ui.widgets import SegmentedButtons


class CohortPane(QObject):
    """The cards, and the buttons that say what groups are made of."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.waiting = WaitingCard()
        self.cohort = CohortCard()
        choices = [("episode", tr("By episode")), ("condition", tr("By condition"))]
        self.groups = SegmentedButtons(choices, "episode", tr("Groups"))
        self.groups.hide()
        self.groups.chosen.connect(lambda _: self._show())
        self.cohort.reshaped.connect(self._show)
        self._material: Material | None = None
        self._chosen: Value | None = None

    def show_sessions(self, sessions: Sequence[SessionMeasures], filters: Filters, parameters: Parameters) -> None:
        """Show the children that the filters leave; each session counts with one coding, whoever else is listed."""
        source = CONSENSUS_ELSE_PRIMARY if filters.source == EVERYONE else filters.source
        coded = tuple(
            (session, coding)
            for session in sessions
            if keeps_child(session, filters)
            for coding in chosen_codings(session, source)
        )
        kept = main_episodes(sessions) if filters.episodes is None else filters.episodes
        episodes = tuple(sorted(kept - {SESSION}, key=episode_order))
        self._offer_conditions(sessions)
        self._material = Material(coded, episodes, reunions(sessions), parameters)
        self._show()

    def _offer_conditions(self, sessions: Sequence[SessionMeasures]) -> None:
        """Offer groups by condition once blinding is lifted and a condition is known."""
        known = any(session.condition for session in sessions)
        self.groups.setVisible(known)
        if not known:
            self.groups.set_value("episode")

    def choose(self, value: Value | None) -> None:
        """Ring the child of another number, and show its measure."""
        self._chosen = value or self._chosen
        self._show()

    def forget(self) -> None:
        """Show nobody."""
        self._material = self._chosen = None
        for card in (self.waiting, self.cohort):
            card.show_figure(None)

    def _show(self) -> None:
        if self._material is not None:
            material = replace(self._material, by_condition=self.groups.value == "condition")
            self.waiting.show_material(material, self._chosen)
            self.cohort.show_material(material, self._chosen)
