"""From a key to an event at the frame that was on screen when the key went down.

The time of the key press is looked up in the history of what was painted when, so that neither the way of the key
through the window system nor a busy moment of the program moves the event. A frame that is only approximate never
stamps: the key then waits until the exact frame of the timeline position is on screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from coder.model import edits
from coder.model.changes import AnyChange
from coder.model.coding import Event
from coder.model.edits.events import near_double
from coder.model.scheme import CodePlace
from coder.model.timecode import clock, seconds_text
from coder.ui.code.ending import end_here, hide_all
from coder.ui.code.holding import Holding
from coder.ui.code.keyclock import now_ms
from coder.ui.code.onscreen import OnScreen
from coder.ui.code.presence import absent_spans, giver_word
from coder.ui.code.seeing import Seeing, noted
from coder.ui.code.sitting import Sitting
from coder.ui.text import tr

PATIENCE_MS = 2_000
"""How long a key waits for its frame."""

Act = Literal["tap", "down", "up", "end", "hide"]
"""What a key does: record a code; record it and hold it; let it go; end what runs; say that nothing can be seen."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    act: Act
    code: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class _Latest:
    """The key that recorded something last, and the frame it was given."""

    code: str
    when_ms: float
    number: int


class Stamper(QObject):
    """Records codes.

    Parameters
    ----------
    sitting : Sitting
    seeing : Seeing
        Knows the frame a key belongs to.
    bounce_ms : callable
        Two presses of a key closer than this are one.

    Signals
    -------
    stamped(str, str, int)
        Event id, code and session ms of what was recorded.
    let_go(str)
        The key of a code that was held came up.
    waiting_changed(bool)
        Whether a key waits for its frame.
    bounced(str, object)
        A second press was taken for the first: the code, and what records it all the same.
    doubled(str, str)
        The event just made lies close to an equal one: its id, and the question to ask.
    """

    stamped = Signal(str, str, int)
    let_go = Signal(str)
    waiting_changed = Signal(bool)
    bounced = Signal(str, object)
    doubled = Signal(str, str)

    def __init__(
        self, sitting: Sitting, seeing: Seeing, bounce_ms: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._seeing = seeing
        self._bounce_ms = bounce_ms
        self._holding = Holding(sitting)
        self._latest: _Latest | None = None
        self._waiting: list[_Waiting] = []
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)

    def press(self, code: str, when_ms: float, held: bool = False) -> None:
        """Record a code whose key went down at ``when_ms`` on the monotonic clock, now or when its frame is there.

        Parameters
        ----------
        held : bool
            Whether a state lasts until its key comes up.
        """
        seen = self._seeing.at(when_ms)
        if seen is not None and self._is_bounce(code, when_ms, seen):
            if self._sitting.scheme.is_point(code):
                self.bounced.emit(code, lambda: self._record("tap", code, seen))
            return
        if seen is not None and seen.exact:
            self._latest = _Latest(code, when_ms, seen.number)
        point = self._sitting.scheme.is_point(code)
        self._take("down" if held and not point else "tap", code, when_ms)

    def release(self, code: str, when_ms: float) -> None:
        """End a state whose key came up at ``when_ms``."""
        if code in self._holding or any(w.act == "down" and w.code == code for w in self._waiting):
            self._take("up", code, when_ms)

    def end(self, when_ms: float) -> None:
        """End the state that began last of those running at the playhead that need not be followed by another."""
        self._take("end", "", when_ms)

    def hide(self, when_ms: float) -> None:
        """Say for all channels of the pass that nothing can be observed from here on."""
        self._take("hide", "", when_ms)

    def shown(self, frame: OnScreen) -> None:
        """Record what waits for a frame that has just come on screen."""
        if not frame.exact or not self._waiting:
            return
        mine = [w for w in self._waiting if frame.on_ms <= w.at_ms < max(frame.off_ms, frame.on_ms + 1)]
        self._waiting = [w for w in self._waiting if w not in mine]
        for waiting in mine:
            self._record(waiting.act, waiting.code, frame)
        self._calm()

    def forget(self) -> None:
        """Drop the keys that wait or are held, as when another session is opened."""
        self._waiting = []
        self._latest = None
        self._holding.forget()
        self._calm()

    def _take(self, act: Act, code: str, when_ms: float) -> None:
        seen = self._seeing.at(when_ms)
        if seen is not None and seen.exact and not (act == "up" and self._waiting):
            self._record(act, code, seen)
            return
        self._waiting.append(_Waiting(act, code, self._seeing.position_ms))
        self._patience.start()
        self.waiting_changed.emit(True)

    def _is_bounce(self, code: str, when_ms: float, seen: OnScreen) -> bool:
        """Return whether a finger bounced: the same key at once again, and the person has not stepped on meanwhile."""
        latest = self._latest
        if latest is None or latest.code != code or not 0 <= when_ms - latest.when_ms < self._bounce_ms():
            return False
        return self._seeing.playing or seen.number == latest.number

    def _record(self, act: Act, code: str, frame: OnScreen) -> None:
        sitting = self._sitting
        if act == "up":
            self._holding.end(code, frame)
            self.let_go.emit(code)
        elif act == "end":
            end_here(sitting, frame)
        elif act == "hide":
            self._tell(hide_all(sitting, frame), frame)
        else:
            self._start(act, sitting.scheme.places[code], frame)

    def _start(self, act: Act, place: CodePlace, frame: OnScreen) -> None:
        sitting, code = self._sitting, place.code.id
        if frame.on_ms in absent_spans(sitting.scheme, sitting.session, place.channel):
            sitting.refused.emit(
                tr("The {0} is not in the room at {1}.", giver_word(sitting.scheme), clock(frame.on_ms))
            )
            return
        point = place.channel.kind == "point"
        double = near_double(sitting.coding, code, frame.on_ms) if point else None
        interrupted = self._holding.before(place.channel, frame.on_ms)
        before = {e.id for e in sitting.coding.events}
        if not sitting.attempt(lambda: self._change(code, point, frame)):
            if sitting.locked is None and not point:
                sitting.refused.emit(tr("{0} is already running.", place.code.title))
            return
        made = next((e for e in sitting.coding.events if e.id not in before), None) or self._event_at(code, frame.on_ms)
        if made is None:
            return
        if act == "down":
            self._holding.begin(code, made.id, interrupted, frame)
        self._tell([made], frame)
        if double is not None:
            apart = seconds_text(abs(double.on - frame.on_ms))
            self.doubled.emit(made.id, tr("Two of {0}, {1} apart. Keep both?", place.code.title, apart))

    def _tell(self, made: list[Event], frame: OnScreen) -> None:
        for event in made:
            self._sitting.stamped(event.id, now_ms())
            self.stamped.emit(event.id, event.code, frame.on_ms)

    def _change(self, code: str, point: bool, frame: OnScreen) -> AnyChange | None:
        press = edits.press_point if point else edits.press_state
        change = press(self._sitting.coding, self._sitting.scheme, code, frame.on_ms, frame.number)
        return noted(change, frame, self._sitting.scheme) if change is not None else None

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
