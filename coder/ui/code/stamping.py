"""From a key to an event at the frame that was on screen when the key went down.

The time of the key press is looked up in the history of what was painted when, so that neither the way of the key
through the window system nor a busy moment of the program moves the event. A frame that is only approximate never
stamps: the key then waits until the exact frame of the timeline position is on screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from coder.model import edits
from coder.model.changes import AnyChange
from coder.model.coding import Event
from coder.model.edits.events import near_double
from coder.model.timecode import clock, seconds_text
from coder.ui.code.keyclock import now_ms
from coder.ui.code.onscreen import OnScreen
from coder.ui.code.presence import absent_spans
from coder.ui.code.sitting import Sitting
from coder.ui.text import tr

PATIENCE_MS = 2_000
"""How long a key waits for its frame."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    code: str
    at_ms: int


class Stamper(QObject):
    """Records codes.

    Parameters
    ----------
    sitting : Sitting
    seen_at : callable
        Gives the frame that was on screen at a time of the monotonic clock, None when none was.
    position : callable
        Gives the session time the playhead is at or on its way to.

    Signals
    -------
    stamped(str, str, int)
        Event id, code and session ms of what was recorded.
    waiting_changed(bool)
        Whether a key waits for its frame.
    doubled(str, str)
        The event just made lies close to an equal one: its id, and the question to ask.
    """

    stamped = Signal(str, str, int)
    waiting_changed = Signal(bool)
    doubled = Signal(str, str)

    def __init__(
        self,
        sitting: Sitting,
        seen_at: Callable[[float], OnScreen | None],
        position: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._seen_at = seen_at
        self._position = position
        self._waiting: list[_Waiting] = []
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)

    def press(self, code: str, when_ms: float) -> None:
        """Record a code whose key went down at ``when_ms`` on the monotonic clock, now or when its frame is there."""
        seen = self._seen_at(when_ms)
        if seen is not None and seen.exact:
            self._record(code, seen)
            return
        self._waiting.append(_Waiting(code, self._position()))
        self._patience.start()
        self.waiting_changed.emit(True)

    def shown(self, frame: OnScreen) -> None:
        """Record what waits for a frame that has just come on screen."""
        if not frame.exact or not self._waiting:
            return
        mine = [w for w in self._waiting if frame.on_ms <= w.at_ms < max(frame.off_ms, frame.on_ms + 1)]
        self._waiting = [w for w in self._waiting if w not in mine]
        for waiting in mine:
            self._record(waiting.code, frame)
        self._calm()

    def forget(self) -> None:
        """Drop the keys that wait, as when another session is opened."""
        self._waiting = []
        self._calm()

    def _record(self, code: str, frame: OnScreen) -> None:
        sitting = self._sitting
        place = sitting.scheme.places[code]
        if frame.on_ms in absent_spans(sitting.scheme, sitting.session, place.channel):
            sitting.refused.emit(tr("The caregiver is not in the room at {0}.", clock(frame.on_ms)))
            return
        point = place.channel.kind == "point"
        double = near_double(sitting.coding, code, frame.on_ms) if point else None
        before = {e.id for e in sitting.coding.events}
        if not sitting.attempt(lambda: self._change(code, point, frame)):
            if sitting.locked is None and not point:
                sitting.refused.emit(tr("{0} is already running.", place.code.title))
            return
        made = next((e for e in sitting.coding.events if e.id not in before), None) or self._event_at(code, frame.on_ms)
        if made is not None:
            sitting.stamped(made.id, now_ms())
            self.stamped.emit(made.id, code, frame.on_ms)
            if double is not None:
                apart = seconds_text(abs(double.on - frame.on_ms))
                question = tr("Two of {0}, {1} apart. Keep both?", place.code.title, apart)
                self.doubled.emit(made.id, question)

    def _change(self, code: str, point: bool, frame: OnScreen) -> AnyChange | None:
        press = edits.press_point if point else edits.press_state
        return press(self._sitting.coding, self._sitting.scheme, code, frame.on_ms, frame.number)

    def _event_at(self, code: str, ms: int) -> Event | None:
        return next((e for e in self._sitting.coding.events if e.code == code and e.on == ms), None)

    def _give_up(self) -> None:
        if self._waiting:
            self._waiting = []
            self._sitting.refused.emit(tr("Not recorded: the frame could not be read. Press the key again."))
        self._calm()

    def _calm(self) -> None:
        if not self._waiting:
            self._patience.stop()
            self.waiting_changed.emit(False)
