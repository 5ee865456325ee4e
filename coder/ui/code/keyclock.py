"""When a key really went down: the time stamp of a key event on the clock that playback runs on.

Qt passes on the window system's own time stamp in ms. On X11 and on Windows that is a 32-bit counter, on macOS and
Wayland a longer one; its zero may or may not be that of our monotonic clock. The distance between the two clocks is
learnt from the events themselves: an event cannot arrive before it happened, so the smallest distance seen so far is
the distance of the clocks plus the shortest way a key press ever took.
"""

from __future__ import annotations

import time

WRAP_MS = 2**32
SAME_CLOCK_MS = 250
"""A first event that seems less old than this shows that both clocks count from the same zero."""
STALE_MS = 10_000
"""No key press waits this long; an older stamp is not a time of this clock."""


def now_ms() -> float:
    """Return the monotonic clock in ms."""
    return time.monotonic_ns() / 1_000_000


class KeyClock:
    """Turns time stamps of key events into monotonic ms."""

    def __init__(self) -> None:
        self._distance: float | None = None

    def pressed_at(self, stamp_ms: int, arrived_ms: float) -> float:
        """Return when the key went down on the monotonic clock.

        Parameters
        ----------
        stamp_ms : int
            ``QKeyEvent.timestamp()``; 0 when the event carries none.
        arrived_ms : float
            The monotonic clock when the event was handled.
        """
        if stamp_ms <= 0:
            return arrived_ms
        distance = arrived_ms - stamp_ms
        if stamp_ms < WRAP_MS:
            distance %= WRAP_MS
        self._learn(distance)
        assert self._distance is not None
        age = distance - self._distance
        return arrived_ms - age if age <= STALE_MS else arrived_ms

    def _learn(self, distance: float) -> None:
        if self._distance is None:
            self._distance = 0.0 if 0 <= distance < SAME_CLOCK_MS else distance
        elif distance < self._distance:
            self._distance = max(distance, 0.0) if self._distance < SAME_CLOCK_MS else distance
