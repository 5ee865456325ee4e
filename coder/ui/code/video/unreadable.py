"""A frame that cannot be read: say so, pass over it, or go on by another camera."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from coder.ui.code.onscreen import Picture
from coder.ui.page import Action, Problem
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

KEY: Final = "code.unreadable"
MOST_SKIPPED: Final = 250
REST_MS, SKIP_MS = 150, 30
"""How long a frame stands before it is judged: pictures of places already left may still arrive."""


class Unreadable(QObject):
    """Watches the camera that is coded from, while it rests.

    Signals
    -------
    problem(Problem)
    solved(str)
        Key of the problem that is over.
    """

    problem = Signal(object)
    solved = Signal(str)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._told = False
        self._to_skip = 0
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._look)

    def pictured(self, camera: int, _picture: Picture) -> None:
        """Look at what the leading camera shows, once it has come to rest."""
        if camera == self._bench.playback.lead and not self._bench.playback.playing:
            self._rest.start(SKIP_MS if self._to_skip else REST_MS)

    def _look(self) -> None:
        """Tell of a damaged frame, or of an earlier one that stands in for one that does not decode at all."""
        bench, playback = self._bench, self._bench.playback
        seen, grid = bench.pictures.views[bench.pictures.lead].seen, playback.own_grid(playback.lead)
        if seen is None or grid is None or playback.playing or seen.quality == "approximate":
            return
        if seen.quality == "damaged" or seen.off_ms <= playback.position_ms:
            self._met(grid.number(playback.position_ms))
        else:
            self._over()

    def failed(self, camera: int, text: str) -> None:
        """A camera brought no frame at all."""
        playback = self._bench.playback
        if camera != playback.lead:
            self._bench.talk.refuse(text)
            return
        playback.pause()
        grid = playback.own_grid(camera)
        self._met(grid.number(playback.position_ms) if grid is not None else 0)

    def skip(self) -> None:
        """Go on to the next frame that can be read."""
        self._to_skip = MOST_SKIPPED
        self._bench.setFocus()
        self._bench.playback.step(1)

    def lead(self, place: int) -> None:
        """Code from another camera from here on; times stay those of the session."""
        bench = self._bench
        bench.pictures.lead = place
        bench.playback.lead_with(bench.loading.places.index(place))
        bench.pictures.frame_ms = bench.playback.frame_ms
        self._over()
        bench.setFocus()
        bench.refresh.pictures()

    def why_not_lead(self) -> str | None:
        """Why the camera in hand cannot be coded from, or None."""
        bench = self._bench
        held = bench.cameras.held
        if 0 not in bench.loading.places or held not in bench.loading.places:
            return tr("this recording is not open")
        return tr("it is coded from already") if bench.pictures.lead == held else None

    def _met(self, number: int) -> None:
        playback = self._bench.playback
        if self._to_skip > 0:
            self._to_skip -= 1
            before_ms = playback.position_ms
            playback.step(1)
            if playback.position_ms != before_ms:
                return
            self._to_skip = 0
        self._told, place = True, self._bench.pictures.lead
        text = tr("Frame {0} cannot be read in camera {1}. Codes are safe.", f"{number:,}", place + 1)
        self.problem.emit(Problem(text, (*self._others(), (tr("Skip"), self.skip)), level="warn", key=KEY))

    def _others(self) -> list[Action]:
        """Return an offer for each other camera that was recording now."""
        bench, ms = self._bench, self._bench.playback.position_ms
        return [
            (tr("Use camera {0} as reference from here", place + 1), lambda p=place: self.lead(p))  # type: ignore[misc]
            for place in bench.loading.places
            if place != bench.pictures.lead and bench.loading.records(place, ms)
        ]

    def _over(self) -> None:
        self._to_skip = 0
        if self._told:
            self._told = False
            self.solved.emit(KEY)
