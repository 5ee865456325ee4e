"""Asking for the modifiers of an event: which event digits go to, what they mean, and whether playback waits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from coder.model.coding import Event
from coder.model.scheme import Code
from coder.ui.code.keyclock import now_ms
from coder.ui.code.pad.modifiers import Choice, pages_of
from coder.ui.code.playback import Playback
from coder.ui.code.selection import MODIFIER_MS
from coder.ui.code.sitting import Sitting

LEAVE_OPEN = "0"
"""The digit that leaves a modifier open and goes on."""


class Asking(QObject):
    """The question about one event; it is answered by digits, and never stands in the way of codes.

    Without an answer it goes away after 4 s. Where the coder wants it, playback waits for the answer instead.

    Parameters
    ----------
    sitting : Sitting
    playback : Playback
    pauses : callable
        Whether playback waits for the answer.
    set_modifier : callable
        Sets a modifier of events: modifier, value, event ids.

    Signals
    -------
    changed()
        Another event is asked about, another of its modifiers, or none.
    """

    changed = Signal()

    def __init__(
        self,
        sitting: Sitting,
        playback: Playback,
        pauses: Callable[[], bool],
        set_modifier: Callable[[str, str, tuple[str, ...]], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sitting, self._playback = sitting, playback
        self._pauses, self._set_modifier = pauses, set_modifier
        self._page = 0
        self._passed = ""
        self.waits = False
        self._later = QTimer(self, singleShot=True, interval=MODIFIER_MS + 50)
        self._later.timeout.connect(self.changed)
        playback.state_changed.connect(self._playing_changed)

    @property
    def about(self) -> Event | None:
        """The event digits go to now: the selected one, else the last one as long as it is asked about."""
        selection = self._sitting.selection
        if self.waits and not selection.ids:
            return self._sitting.event_of(selection.last)
        event = self._sitting.event_of(selection.takes_modifiers(now_ms()))
        return None if event is not None and not selection.ids and event.id == self._passed else event

    @property
    def code(self) -> Code | None:
        """The code of the event that is asked about."""
        event = self.about
        place = self._sitting.scheme.places.get(event.code) if event else None
        return place.code if place else None

    @property
    def choices(self) -> list[Choice]:
        """What the digits mean now."""
        pages = self._pages()
        return pages[min(self._page, len(pages) - 1)] if pages else []

    def begin(self, event_id: str) -> None:
        """Ask about an event that has just been recorded."""
        self._page, self._passed = 0, ""
        about = self.about
        if about is None or about.id != event_id or not self.choices:
            self._go_on()
        elif self._pauses() and self._playback.playing:
            self.waits = True
            self._playback.pause()
        self._later.start()
        self.changed.emit()

    def answer(self, digit: str) -> bool:
        """Take a digit; return whether it meant anything."""
        event = self.about
        if event is None or not self.choices:
            return False
        if digit == LEAVE_OPEN:
            self.pass_on()
            return True
        choice = next((c for c in self.choices if c.digit == digit), None)
        if choice is None:
            return False
        self.choose(choice.modifier.id, choice.value)
        return True

    def choose(self, modifier: str, value: str) -> None:
        """Set a modifier, and ask for the next one if there is one."""
        event = self.about
        if event is None:
            return
        self._set_modifier(modifier, value, (event.id,))
        after = self._sitting.event_of(event.id)
        if after is None or all(choice.modifier.id in after.mods for choice in self.choices):
            self._next_page(finished=self._is_complete(after))

    def pass_on(self) -> None:
        """Leave this modifier open and go on."""
        self._next_page(finished=True)

    def give_up(self) -> bool:
        """Ask no more; return whether playback had waited."""
        waited = self.waits
        if waited:
            self._passed = self._sitting.selection.last
            self._go_on()
            self.changed.emit()
        return waited

    def _next_page(self, finished: bool) -> None:
        if self._page + 1 < len(self._pages()):
            self._page += 1
            if not self._sitting.selection.ids:
                self._sitting.stamped(self._sitting.selection.last, now_ms())
            self._later.start()
        elif finished and not self._sitting.selection.ids:
            self._passed = self._sitting.selection.last
            self._go_on()
        else:
            self._page = 0
        self.changed.emit()

    def _is_complete(self, event: Event | None) -> bool:
        code = self.code
        return self.waits and (event is None or code is None or all(m.id in event.mods for m in code.modifiers))

    def _go_on(self) -> None:
        if self.waits:
            self.waits = False
            self._playback.play()

    def _playing_changed(self) -> None:
        """The person plays on without an answer: nothing waits any more."""
        if self.waits and self._playback.playing:
            self.waits = False
            self.changed.emit()

    def _pages(self) -> list[list[Choice]]:
        code = self.code
        return pages_of(code) if code is not None else []
