"""Files that do not answer for a while: the last picture stays, playing waits, and both go on by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from coder.ui.page import Problem
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

LOOK_MS = 250
HICCUP = "code.hiccup"


class Hiccups(QObject):
    """Watches whether the recordings of an open session answer."""

    def __init__(self, bench: Bench, tell: Callable[[Problem], object], solve: Callable[[str], object]) -> None:
        super().__init__(bench)
        self._bench, self._tell, self._solve = bench, tell, solve
        self._silent: frozenset[int] = frozenset()
        self._was_playing = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def end(self) -> None:
        """Watch no longer; the message goes with the session."""
        self._timer.stop()
        self._solve(HICCUP)

    def _look(self) -> None:
        bench = self._bench
        silent = frozenset(bench.loading.places[camera] for camera in bench.playback.silent)
        if silent == self._silent:
            return
        self._silent = silent
        bench.pictures.silent = silent
        if silent:
            self._was_playing = self._was_playing or bench.playback.playing
            bench.playback.pause()
            self._tell(Problem(silent_words(silent), level="warn", key=HICCUP))
        else:
            self._solve(HICCUP)
            if self._was_playing:
                bench.playback.play()
            self._was_playing = False
        bench.refresh.pictures()


def silent_words(places: frozenset[int]) -> str:
    """Return which cameras do not answer, that nothing is lost, and what happens next."""
    names = " ".join(f"{place + 1}" for place in sorted(places)).replace(" ", tr(" and "))
    which = tr("Camera {0} does not answer.", names) if len(places) == 1 else tr("Cameras {0} do not answer.", names)
    return tr("{0} Codes are safe. It goes on by itself as soon as the file can be read.", which)
