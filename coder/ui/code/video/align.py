"""Aligning a camera with the reference: by moments both show, or by moving it frame by frame.

The camera's offset and rate change, in the session's file and with a way back. Events stay where they are: the
reference camera defines time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from coder.app.alignment import LEAST_APART_MS, SameMoment, aligned, camera_change, moved
from coder.app.errors import AppError
from coder.model.session import Media
from coder.ui.code.keyclock import now_ms
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench
    from coder.ui.code.onscreen import FrameGrid

JOIN_MS: Final = 1_500
"""Frames moved one after another within this time are one undo step."""
FRAMES_A_SECOND: Final = 25


class Align(QObject):
    """The camera in hand against the reference.

    While `running`, arrows step one of the two cameras alone, Up and Down choose which, and Enter marks: first the
    moment in the reference, then the same moment in the other camera.

    Attributes
    ----------
    place : int or None
        The view that is being aligned.
    steps_other : bool
        Whether arrows step that camera, not the reference.
    marked_ms : int or None
        The moment marked in the reference, in session ms, until it is found in the other camera.

    Signals
    -------
    changed()
        Something about it is to be shown anew.
    """

    changed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench
        self.place: int | None = None
        self.steps_other = False
        self.marked_ms: int | None = None
        self._number = 0
        self._moments: list[SameMoment] = []
        self._nudged: tuple[int, float] = (-1, 0.0)
        bench.playback.jumped.connect(self._moved)

    @property
    def running(self) -> bool:
        """Whether a camera is being aligned."""
        return self.place is not None

    @property
    def moments(self) -> int:
        """How many moments both cameras are known to show."""
        return len(self._moments)

    def grid(self, place: int | None) -> FrameGrid | None:
        """Return the frames of a view's camera on the session axis; None while it is not open."""
        places = self._bench.loading.places
        return self._bench.playback.own_grid(places.index(place)) if place in places else None

    def number(self, place: int) -> int:
        """Return the frame a view stands at: its own place while it is stepped alone, else that of the playhead."""
        grid = self.grid(place)
        if grid is None:
            return 0
        return (
            self._number if place == self.place and self.steps_other else grid.number(self._bench.playback.position_ms)
        )

    def why_not(self) -> str | None:
        """Why no camera can be aligned now, or None."""
        bench = self._bench
        if len(bench.pictures.media) < 2:
            return tr("this session has one camera")
        if bench.sitting.desk.read_only or bench.clip is not None:
            return tr("the session is open for reading only")
        place = self._target()
        if place is None:
            return tr("click the camera to align, or choose it with F9")
        if 0 not in bench.loading.places or place not in bench.loading.places:
            return tr("both recordings must be open")
        return None

    def begin(self) -> None:
        """Begin with the camera in hand."""
        bench = self._bench
        bench.playback.pause()
        bench.sitting.select(())
        self.place, self.steps_other, self.marked_ms = self._target(), False, None
        self._moments = []
        if bench.cameras.arrangement == "one":
            bench.cameras.arrange("side")
        bench.setFocus()
        self.changed.emit()

    def end(self) -> None:
        """Leave; what was found stays."""
        if self.running:
            self.place, self.steps_other, self.marked_ms = None, False, None
            self._bench.playback.seek(self._bench.playback.position_ms)
            self.changed.emit()

    def choose(self, other: bool) -> None:
        """Let arrows step the other camera alone, or the reference with everything that follows it."""
        if self.running and other != self.steps_other:
            self._number = self.number(self.place or 0)
            self.steps_other = other
            if not other:
                self._bench.playback.seek(self._bench.playback.position_ms)
            self.changed.emit()

    def step(self, frames: int) -> None:
        """Step the camera arrows go to."""
        if not self.steps_other:
            self._bench.travel.frame(frames)
            return
        grid, places = self.grid(self.place), self._bench.loading.places
        if grid is not None and self.place is not None:
            self._number = min(max(self._number + frames, 0), len(grid.index) - 1)
            self._bench.playback.look(places.index(self.place), self._number)
            self.changed.emit()

    def step_one(self, other: bool, frames: int) -> None:
        """Step one of the cameras, as by dragging its film strip."""
        if self.running:
            self.choose(other)
            self.step(frames)

    def mark(self) -> None:
        """Mark the moment in the reference; then, found in the other camera, align by it."""
        if not self.steps_other:
            self.marked_ms = self._bench.playback.position_ms
            self.choose(True)
            self.changed.emit()
            return
        grid, camera = self.grid(self.place), self._camera()
        if grid is None or camera is None:
            return
        at_ms = self.marked_ms if self.marked_ms is not None else self._bench.playback.position_ms
        found = SameMoment(at_ms, grid.index.on_ms(self._number))
        far = [m for m in self._moments[:1] if abs(m.session_ms - at_ms) >= LEAST_APART_MS]
        if self._carry_out(lambda: aligned(camera, [*far, found])):
            self._moments = [*far, found]
            self.marked_ms = None
            self.choose(False)
        self.changed.emit()

    def nudge(self, frames: int) -> None:
        """Let the camera show a later (or, negative, earlier) frame at every moment."""
        place = self._target()
        grid, camera = self.grid(place), self._camera(place)
        if grid is None or camera is None or place is None:
            return
        number = grid.number(self._bench.playback.position_ms)
        there = min(max(number + frames, 0), len(grid.index) - 1)
        by_ms = -round((grid.index.on_ms(there) - grid.index.on_ms(number)) / camera.rate)
        joins = self._nudged[0] == place and now_ms() - self._nudged[1] < JOIN_MS
        if by_ms and self._carry_out(lambda: moved(camera, by_ms), joins):
            self._nudged = (place, now_ms())
        self.changed.emit()

    def press(self, event: QKeyEvent) -> bool:
        """Carry out a key while a camera is being aligned; return whether it meant anything."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        second = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and (plain or second):
            way = 1 if key == Qt.Key.Key_Right else -1
            if second and not self.steps_other:
                self._bench.travel.seconds(way)
            else:
                self.step(way * (FRAMES_A_SECOND if second else 1))
            return True
        if not plain:
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.choose(key == Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.mark()
        elif key == Qt.Key.Key_Escape:
            self.end()
        else:
            return self.steps_other or self._refused_code(event)
        return True

    def _refused_code(self, event: QKeyEvent) -> bool:
        """Say that code keys are off; return whether the key was one of a code."""
        if not self._bench.keys.is_code(event.text()):
            return False
        self._bench.talk.refuse(tr("Code keys are off while a camera is aligned. Esc leaves."))
        return True

    def _moved(self, _ms: int) -> None:
        """Whoever moves the playhead takes the reference in hand again."""
        if self.running and self.steps_other:
            self.steps_other, self.marked_ms = False, None
        if self.running:
            self.changed.emit()

    def _target(self) -> int | None:
        """Return the view to align: the one in hand, or the only one beside the reference."""
        if self.place is not None:
            return self.place
        held = self._bench.cameras.held
        return held or (1 if len(self._bench.pictures.media) == 2 else None)

    def _camera(self, place: int | None = None) -> Media | None:
        place = self.place if place is None else place
        media = self._bench.pictures.media
        return media[place] if place is not None and place < len(media) else None

    def _carry_out(self, make: Callable[[], Media], joins: bool = False) -> bool:
        """Write the camera as it is placed now; say why when it cannot be."""
        sitting = self._bench.sitting
        try:
            camera = make()
        except AppError as error:
            self._bench.talk.refuse(str(error))
            return False
        return sitting.administer(lambda: camera_change(sitting.session, camera), joins=joins)
