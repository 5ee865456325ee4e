"""The master clock of playback."""

from __future__ import annotations

import time
from collections.abc import Callable

from coder.media.errors import MediaError

NS_PER_MS = 1_000_000
SLOWEST, FASTEST = 0.25, 4.0


class PlayClock:
    """Session time, running with a monotonic clock while playing.

    Everything else (frames, sound) follows it. Not thread-safe: it belongs to the thread that plays.

    Parameters
    ----------
    length_ms : int
        End of the session; the clock stops there and never goes below 0.
    now_ns : callable
        Monotonic time in ns.
    """

    def __init__(self, length_ms: int, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self.length_ms = length_ms
        self._now_ns = now_ns
        self._speed = 1.0
        self._playing = False
        self._base_ms = 0.0
        self._base_ns = now_ns()
        self._loop: tuple[int, int] | None = None

    @property
    def playing(self) -> bool:
        """Whether time is running; false once an end is reached."""
        return self._playing and not self._has_ended(self._raw_ms())

    @property
    def speed(self) -> float:
        """Session seconds per second; negative runs backwards."""
        return self._speed

    @property
    def loop(self) -> tuple[int, int] | None:
        """The stretch (on, off) in ms that is repeated, if any."""
        return self._loop

    def now_ms(self) -> int:
        """Return the session time, in whole ms rounded down."""
        return int(self._wrap(self._raw_ms()))

    def play(self) -> None:
        """Start running, from the other end when there is nothing left to play."""
        if self._has_ended(self._raw_ms()):
            self.seek(0 if self._speed > 0 else self.length_ms)
        self._rebase()
        self._playing = True

    def pause(self) -> None:
        """Stop at the present time."""
        self._rebase()
        self._playing = False

    def seek(self, ms: int) -> None:
        """Jump to a time, kept within the session; playing goes on from there."""
        self._base_ms = float(min(max(ms, 0), self.length_ms))
        self._base_ns = self._now_ns()

    def set_speed(self, speed: float) -> None:
        """Change the speed without a jump.

        Raises
        ------
        MediaError
            When the speed is not between 0.25 and 4 in either direction.
        """
        if not SLOWEST <= abs(speed) <= FASTEST:
            raise MediaError(f"The speed {speed:g}× is not possible. Choose one from 0.25× to 4×.")
        self._rebase()
        self._speed = speed

    def set_loop(self, stretch: tuple[int, int] | None) -> None:
        """Repeat the stretch [on, off) in ms, or stop repeating."""
        if stretch is not None and not 0 <= stretch[0] < stretch[1] <= self.length_ms:
            raise MediaError(f"The stretch {stretch[0]} – {stretch[1]} ms cannot be repeated.")
        self._rebase()
        self._loop = stretch
        if stretch is not None and not stretch[0] <= self._base_ms < stretch[1]:
            self._base_ms = float(stretch[0])

    def _rebase(self) -> None:
        now = self._now_ns()
        self._base_ms = self._wrap(self._raw_ms(now))
        self._base_ns = now

    def _raw_ms(self, now_ns: int | None = None) -> float:
        if not self._playing:
            return self._base_ms
        elapsed = (self._now_ns() if now_ns is None else now_ns) - self._base_ns
        return self._base_ms + elapsed * self._speed / NS_PER_MS

    def _wrap(self, ms: float) -> float:
        if self._loop is not None and self._playing:
            on, off = self._loop
            return on + (ms - on) % (off - on)
        return min(max(ms, 0.0), float(self.length_ms))

    def _has_ended(self, raw_ms: float) -> bool:
        if self._loop is not None:
            return False
        return raw_ms >= self.length_ms if self._speed > 0 else raw_ms <= 0
