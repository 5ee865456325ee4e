"""What keys do to the picture in hand, and what is remembered of it: per coder and camera, never in the study."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, get_args

from PySide6.QtCore import QObject, QPointF

from coder.ui.code.cameras import Arrangement
from coder.ui.code.cameraview import CameraView
from coder.ui.code.video.panel import PicturePanel
from coder.ui.code.video.sight import ZOOM_STEP, Sight, sound_sight

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench
    from coder.ui.memory import Memory

PAN_PX: Final = 48
VOLUME_KEY: Final = "sound/volume"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a coder arranges cameras."""

    arrangement: Arrangement = "large"
    large: int = 0


class Looking(QObject):
    """The pictures of one open session as this coder looks at them."""

    def __init__(self, bench: Bench, memory: Memory) -> None:
        super().__init__(bench)
        self._bench, self._memory = bench, memory
        self._panel: PicturePanel | None = None
        self._restore()
        for number, view in enumerate(bench.cameras.views):
            view.sight_changed.connect(lambda n=number: self._follow(n))
        bench.cameras.arranged.connect(self._remember_layout)
        bench.sound.changed.connect(self._remember_volume)

    @property
    def view(self) -> CameraView:
        """The view that keys of the picture go to."""
        return self._bench.cameras.in_hand

    def zoom(self, steps: int) -> None:
        """Come nearer, or go back."""
        self.view.zoom(ZOOM_STEP**steps)

    def pan(self, right: int, down: int) -> None:
        """Look further to a side of a picture that is zoomed in."""
        self.view.pan(QPointF(-right * PAN_PX, -down * PAN_PX))

    def show_whole(self) -> None:
        """Show the whole picture again."""
        self.view.set_sight(self.view.sight.unzoomed())

    def turn(self) -> None:
        """Turn the picture clockwise by 90°."""
        sight = self.view.sight.unzoomed()
        self.view.set_sight(replace(sight, quarter_turns=(sight.quarter_turns + 1) % 4))

    def reset(self) -> None:
        """Show the picture as it was recorded."""
        self.view.set_sight(Sight())

    def ask(self) -> None:
        """Open the panel for the picture in hand, or bring it to the front."""
        bench = self._bench
        if self._panel is None:
            self._panel = PicturePanel(bench, bench.cameras, bench.pictures.name_of, self.says_interlaced)
            self._panel.finished.connect(self._closed)
        self._panel.show()
        self._panel.raise_()
        self._panel.activateWindow()

    def says_interlaced(self, number: int) -> bool:
        """Return whether the recording of a view says that it is interlaced."""
        places = self._bench.loading.places
        return number in places and self._bench.playback.interlaced(places.index(number))

    def _closed(self) -> None:
        self._panel = None
        self._bench.setFocus()

    def _restore(self) -> None:
        room = self._bench.cameras
        for number, view in enumerate(room.views):
            view.sight = sound_sight(self._memory.recall(self._key(number), Sight) or Sight())
        layout = self._memory.recall(self._layout_key, Layout)
        if layout is not None and layout.arrangement in get_args(Arrangement):
            room.arrange(layout.arrangement, layout.large)
        volume = self._memory.recall(VOLUME_KEY, float)
        if volume is not None and 0 <= volume <= 1:
            self._bench.sound.set_volume(volume)

    def _follow(self, number: int) -> None:
        """Remember a changed sight, and let the recording follow it."""
        bench = self._bench
        sight = bench.cameras.views[number].sight
        self._memory.remember(self._key(number), sight)
        if number in bench.loading.places:
            bench.playback.set_deinterlacing(bench.loading.places.index(number), sight.deinterlacing)
        bench.refresh.pictures()

    def _remember_layout(self) -> None:
        room = self._bench.cameras
        self._memory.remember(self._layout_key, Layout(room.arrangement, room.large))

    def _remember_volume(self) -> None:
        self._memory.remember(VOLUME_KEY, self._bench.sound.volume)

    @property
    def _whose(self) -> str:
        desk = self._bench.sitting.desk
        return f"{desk.study.study.id}/{desk.coding.coder}"

    @property
    def _layout_key(self) -> str:
        return f"cameras/{self._whose}"

    def _key(self, number: int) -> str:
        bench = self._bench
        camera = bench.pictures.media[number].id if bench.pictures.media else "none"
        return f"sight/{self._whose}/{bench.sitting.session.id}/{camera}"
