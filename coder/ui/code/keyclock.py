"""When a key really went down, on the monotonic clock that playback runs on."""

from __future__ import annotations

import time

from coder.media.paint import EventTime

NS_PER_MS = 1_000_000
SAME_CLOCK_MS = 250
"""A first event that seems less old than this shows that the window system stamps with the monotonic clock itself."""


def now_ms() -> float:
    """Return the monotonic clock in ms."""
    return time.monotonic_ns() / NS_PER_MS


class KeyClock:
    """Turns time stamps of events into monotonic ms.

    `EventTime` learns the distance of the two clocks from the events. Where they are the same clock (X11 on this
    computer, Windows, macOS) that is known with the first event, and even its delay is taken into account.
    """

    def __init__(self) -> None:
        self._times = EventTime()
        self._begun = False

    def happened_at(self, stamp_ms: int, handled_ms: float) -> float:
        """Return when an event happened.

        Parameters
        ----------
        stamp_ms : int
            ``QInputEvent.timestamp()``; 0 when the event carries none.
        handled_ms : float
            The monotonic clock when the event was handled.
        """
        if stamp_ms > 0 and not self._begun:
            self._begun = True
            if 0 <= handled_ms - stamp_ms < SAME_CLOCK_MS:
                self._times.event_ns(int(handled_ms), int(handled_ms) * NS_PER_MS)
        return self._times.event_ns(max(stamp_ms, 0), int(handled_ms * NS_PER_MS)) / NS_PER_MS
