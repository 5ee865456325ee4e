"""A break is offered after a long stretch of work, where the coder wants that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

BREAK_MS = 5 * 60_000
"""So long without a key and without playing is a break."""
MS_PER_MIN = 60_000


class BreakReminder(QObject):
    """Counts work: time in which something is played or recorded at least every five minutes.

    Parameters
    ----------
    break_min : callable
        Minutes of work after which a break is offered; 0 never.

    Signals
    -------
    due(int)
        A break is offered, after so many minutes.
    """

    due = Signal(int)

    def __init__(self, break_min: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._break_min = break_min
        self._began_ms: float | None = None
        self._last_ms = 0.0

    def worked(self, now_ms: float) -> None:
        """Note that the person is at work at a time of the monotonic clock; offer a break if it is time for one."""
        if self._began_ms is None or now_ms - self._last_ms >= BREAK_MS:
            self._began_ms = now_ms
        self._last_ms = now_ms
        minutes = self._break_min()
        if minutes and now_ms - self._began_ms >= minutes * MS_PER_MIN:
            self._began_ms = now_ms
            self.due.emit(minutes)
