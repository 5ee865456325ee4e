"""Which frame was on screen when a key went down."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass

from coder.media.frame import Frame

KEPT = 512


@dataclass(frozen=True, slots=True)
class Painted:
    """One frame that came on screen.

    Attributes
    ----------
    shown_ns : int
        Monotonic time at which it was painted.
    number, on_ms : int
        The frame and its start in camera time.
    exact : bool
        Whether an event may be stamped with it.
    """

    shown_ns: int
    number: int
    on_ms: int
    exact: bool


class PaintHistory:
    """The frames of one view in the order they were painted, the last few seconds of them."""

    def __init__(self, kept: int = KEPT) -> None:
        self._painted: deque[Painted] = deque(maxlen=kept)

    def record(self, shown_ns: int, frame: Frame) -> None:
        """Note that `frame` is on screen from `shown_ns` on; painting the same one again changes nothing."""
        last = self._painted[-1] if self._painted else None
        if last is None or (last.number, last.exact) != (frame.number, frame.exact):
            self._painted.append(Painted(shown_ns, frame.number, frame.on_ms, frame.exact))

    def at(self, event_ns: int) -> Painted | None:
        """Return what was on screen at a monotonic time, or None when that is not known.

        A key that goes down in the very moment of painting saw the new frame.
        """
        place = bisect_right([p.shown_ns for p in self._painted], event_ns)
        return self._painted[place - 1] if place else None

    def clear(self) -> None:
        """Forget everything, as when another video is opened."""
        self._painted.clear()


class EventTime:
    """Puts the time stamps of key events, in ms of the window system's own clock, on the monotonic clock.

    The two clocks differ by a constant; an event is never handled before it happened, so the smallest
    difference ever seen between handling and stamp is the best estimate of that constant; any event may be
    given to it to improve the estimate. A stamp of 0, or
    one further than `TRUSTED_DELAY_NS` from the handling, is replaced by the time of handling.
    """

    TRUSTED_DELAY_NS = 60_000_000_000

    def __init__(self) -> None:
        self._difference_ns: int | None = None

    def event_ns(self, stamp_ms: int, handled_ns: int) -> int:
        """Return the monotonic time in ns at which an event happened.

        Parameters
        ----------
        stamp_ms : int
            The event's own time stamp.
        handled_ns : int
            Monotonic time at which the program got to see it.
        """
        if stamp_ms == 0:
            return handled_ns
        difference = handled_ns - stamp_ms * 1_000_000
        known = self._difference_ns
        if known is None or abs(difference - known) > self.TRUSTED_DELAY_NS or difference < known:
            self._difference_ns = known = difference
        return stamp_ms * 1_000_000 + known
