"""What the page says: results with a way back, refusals, questions, and what screen readers speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from coder.ui.code.announce import announce, spoken_time
from coder.ui.page import Action
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
