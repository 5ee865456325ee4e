"""Seeing the last seconds once more, slowly, without losing one's place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject

from coder.ui.code.playback import Playback

AGAIN_MS: Final = 3_000
SLOWLY: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Former:
    """What comes back when the replay is over: the place, the speed (0 at rest) and the loop."""

    at_ms: int
    speed: float
    loop: tuple[int, int] | None


class Replay(QObject):
    """Plays the last 3 s at half speed; then it goes on as before: playing at the former speed, or at rest.

    Whoever jumps, pauses or chooses a speed meanwhile ends it.
    """

    def __init__(self, playback: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self._former: _Former | None = None
        self._busy = False
        playback.moved.connect(self._moved)
        playback.jumped.connect(self._jumped)
        playback.state_changed.connect(self._changed)

    @property
    def running(self) -> bool:
        """Whether the last seconds are being shown again."""
        return self._former is not None

    def begin(self) -> None:
        """Go back 3 s and play them at half speed; once more from there when it runs already."""
        playback = self._playback
        if self._former is None:
            self._former = _Former(playback.position_ms, playback.speed_now, playback.loop)
        self._busy = True
        playback.set_loop(None)
        playback.seek(max(playback.position_ms - AGAIN_MS, 0))
        playback.shuttle(SLOWLY)
        self._busy = False

    def _moved(self, ms: int) -> None:
        former = self._former
        if former is None or self._busy or ms < former.at_ms:
            return
        self._end()
        if former.speed:
            self._playback.shuttle(former.speed)
        else:
            self._playback.pause()
            self._playback.seek(former.at_ms)

    def _jumped(self, _ms: int) -> None:
        former = self._former
        if former is None or self._busy:
            return
        self._end()
        if former.speed and self._playback.playing:
            self._playback.shuttle(former.speed)

    def _changed(self) -> None:
        if self._former is not None and not self._busy and self._playback.speed_now != SLOWLY:
            self._end()

    def _end(self) -> None:
        former, self._former = self._former, None
        if former is not None and former.loop is not None:
            self._playback.set_loop(former.loop)
