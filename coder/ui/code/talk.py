"""What the page says: results with a way back, refusals, questions, and what screen readers speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder.ui.code.announce import announce, spoken_time
from coder.ui.page import Action, Problem
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


class Talk(QObject):
    """Words of one open session."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench

    def refuse(self, text: str) -> None:
        """Say why something was not done."""
        sentence = text[:1].upper() + text[1:]
        self._bench.said.emit(sentence if sentence.endswith((".", "?")) else f"{sentence}.", None)
        announce(self._bench, sentence)

    def say(self, text: str, undoable: bool) -> None:
        """Say a result, with an offer to take it back."""
        self._bench.said.emit(text, self._action(tr("Undo"), self._bench.sitting.undo) if undoable else None)

    def offer(self, text: str, label: str, run: Callable[[], object]) -> None:
        """Say a result, with one thing to do about it."""
        self._bench.said.emit(text, self._action(label, run))

    def stamped(self, _event_id: str, code: str, ms: int) -> None:
        """Tell screen readers what a key recorded."""
        place = self._bench.sitting.scheme.places[code]
        verb = tr("at") if place.channel.kind == "point" else tr("started")
        announce(self._bench, f"{place.code.title} {verb}, {spoken_time(ms)}")

    def let_go(self, code: str) -> None:
        """Tell screen readers that a held state has ended."""
        announce(self._bench, tr("{0} ended", self._bench.sitting.scheme.places[code].code.title))

    def bounced(self, code: str, record: Callable[[], object]) -> None:
        """Say that two presses were taken for one; the second can be kept."""
        title = self._bench.sitting.scheme.places[code].code.title
        self._bench.said.emit(
            tr("{0}: two presses at once count as one.", title), self._action(tr("Keep both"), record)
        )

    def offer_break(self, minutes: int) -> None:
        """Offer a break; nothing stops by itself."""
        text = tr("You have worked for {0} minutes. Everything is saved: a good moment for a break.", minutes)
        go_on = (tr("Go on"), self._bench.setFocus)
        self._bench.problem.emit(Problem(text, (go_on,), level="info", key="code.break"))

    def doubled(self, event_id: str, question: str) -> None:
        """Ask whether a second equal point is meant; without an answer it stays."""
        keep_one = self._action(tr("Keep one"), lambda: self._bench.editing.delete((event_id,)))
        self._bench.said.emit(question, keep_one)

    def _action(self, label: str, run: Callable[[], object]) -> Action:
        """Return a toast's button that gives the keys back to the code pad."""

        def act() -> None:
            run()
            self._bench.setFocus()

        return label, act
