"""Bringing a session's recordings onto the page: pictures first, sound, then the picture of the sound."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from coder.app.jobs import Job
from coder.media import CameraTime, VideoReader
from coder.model.changes import Touched
from coder.ui.code.opening import Opening
from coder.ui.code.recordings import Recordings
from coder.ui.code.screen import ordered_media
from coder.ui.code.soundview import cache_file, placed, sound_work
from coder.ui.code.timeline import Sound
from coder.ui.code.timeline.audio import no_sound_yet
from coder.ui.jobs import UiJobs
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

READABLE_MS = 360_000
"""Length up to which a whole session is shown at first."""


class Loading(QObject):
    """Opens what can be opened and says what cannot.

    Attributes
    ----------
    places : list of int
        For each playing camera its place among the session's cameras.
    readers : dict
        Place → the open recording; it belongs to playback and may only be opened again.
    found : Recordings or None
        What could be opened, once that is known.
    calm : threading.Event
        Set while nothing plays: only then may work that yields to playback go on.

    Signals
    -------
    done()
        The recordings are open, as far as they could be.
    missing(int, str)
        A camera's recording was not found: its place and its id.
    """

    done = Signal()
    missing = Signal(int, str)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._bench = bench
        self.places: list[int] = [0]
        self.readers: dict[int, VideoReader] = {}
        self.calm = threading.Event()
        self.calm.set()
        self._opening = Opening(self)
        self._opening.done.connect(self._opened)
        self.found: Recordings | None = None
        self._jobs: UiJobs | None = None
        self._drawing: Job[Sound] | None = None
        self._ended = False
        self._sound: Sound | None = None
        self._sound_place = 0

    def begin(self, jobs: UiJobs) -> None:
        """Start opening."""
        self._jobs, self.calm = jobs, jobs.calm
        media = ordered_media(self._bench.sitting.session)
        if media:
            self._bench.pictures.show_opening()
            self._opening.begin(self._bench.sitting.desk.study, self._bench.sitting.session.id, media)

    def end(self) -> None:
        """Stop whatever is still being brought."""
        self._ended = True
        self.calm.set()
        self._opening.cancel()
        if self._drawing is not None:
            self._drawing.stop()

    def follow(self, touched: Touched) -> None:
        """Let pictures and sound follow how the cameras are aligned now."""
        bench = self._bench
        if "media" not in touched.parts:
            return
        bench.pictures.follow(bench.sitting.session)
        bench.playback.set_times([self._time(place) for place in self.places])
        bench.sound.set_time(self._time(self._sound_place))
        self._show_sound()

    def _time(self, place: int) -> CameraTime:
        media = self._bench.pictures.media
        return CameraTime(media[place].offset_ms, media[place].rate) if place < len(media) else CameraTime()

    def records(self, place: int, ms: int) -> bool:
        """Return whether the camera at a place was recording at a session time."""
        return place not in self.places or self._bench.playback.covers(self.places.index(place), ms)

    def _opened(self, found: Recordings) -> None:
        bench, self.found = self._bench, found
        for place in found.missing:
            bench.pictures.show_missing(place)
        for place, reason in found.broken.items():
            bench.pictures.views[place].show_message(reason)
        if found.cameras:
            self._start(found)
        for place, camera_id in found.missing.items():
            self.missing.emit(place, camera_id)
        self.done.emit()

    def _start(self, found: Recordings) -> None:
        bench = self._bench
        self.places = found.places
        bench.pictures.lead = 0
        for camera, place in zip(found.cameras, found.places, strict=True):
            self.readers[place] = camera.reader
            camera.reader.deinterlacing = bench.pictures.views[place].sight.deinterlacing
        bench.playback.start(found.cameras, has_reference=found.places[0] == 0)
        self._open_sound(found)
        bench.pictures.frame_ms = bench.playback.frame_ms
        bench.pictures.records = self.records
        bench.refresh.changed(Touched())
        bench.refresh.moved(bench.playback.position_ms)
        bench.refresh.zoomed()
        if bench.scene.total_ms > READABLE_MS and bench.clip is None and bench.travel.episode is not None:
            bench.fit_episode()

    def _open_sound(self, found: Recordings) -> None:
        if not found.sound:
            return
        bench = self._bench
        camera, place = found.cameras[found.sound_place], found.places[found.sound_place]
        self._sound_place = place
        index, start_s = camera.reader.index, camera.reader.sound_start_s
        bench.sound.open(found.sound, camera.time, start_s)
        name = bench.pictures.name_of(place)
        bench.timeline.set_sound(no_sound_yet(name))
        session = bench.sitting.session
        cache = cache_file(bench.sitting.desk.study.root, session.id, ordered_media(session)[place].id)
        work = sound_work(cache, found.sound, start_s, index.length_ms, name, self.calm)
        assert self._jobs is not None
        self._drawing = self._jobs.run(
            tr("Drawing the sound"), work, self._drawn, lambda _error: None, lambda: None, aside=True
        )

    def _drawn(self, sound: Sound) -> None:
        if not self._ended:
            self._sound = sound
            self._show_sound()

    def _show_sound(self) -> None:
        """Show the sound where its camera lies on the session axis now."""
        if self._sound is not None:
            self._bench.timeline.set_sound(placed(self._sound, self._time(self._sound_place)))
