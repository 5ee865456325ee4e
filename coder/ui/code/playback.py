"""Playing, seeking and stepping: `coder.media.Player` in the window's thread.

The playhead always stands at the beginning of a frame: of the one that is shown while playing, of the one asked for
otherwise. What is painted when is kept, so that a key press can be given the frame that was on screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from coder.media import CameraTime, Quality
from coder.media.clock import FASTEST, SLOWEST, PlayClock
from coder.media.deinterlace import Deinterlacing
from coder.media.mailbox import Delivery
from coder.media.paint import PaintHistory
from coder.media.player import Camera, Player
from coder.ui.code.keyclock import now_ms
from coder.ui.code.onscreen import FrameGrid, OnScreen, Picture, picture_of, seen_as
from coder.ui.text import tr

TICK_MS = 6
REST_MS = 120
"""A drag that rests this long brings the exact frame."""
NS_PER_MS = 1_000_000
MS_PER_S = 1_000


class Playback(QObject):
    """The recordings of the open session.

    Attributes
    ----------
    live_since_ms : float
        When it last began to play or was sent elsewhere, on the monotonic clock.

    Attributes
    ----------
    lead : int
        The camera whose frames the playhead stands on and keys are stamped with: the reference, unless the person
        chose another because the reference cannot be read.

    Signals
    -------
    opened()
        The recordings are there.
    moved(int)
        The playhead is at another session time.
    jumped(int)
        The person sent it there.
    pictured(int, Picture)
        A camera has a picture to show.
    state_changed()
        Playing, speed or loop changed.
    failed(int, str)
        A camera could not read a frame.
    """

    opened = Signal()
    moved = Signal(int)
    jumped = Signal(int)
    pictured = Signal(int, object)
    state_changed = Signal()
    failed = Signal(int, str)
    _delivered = Signal(object, int, object)
    _erred = Signal(object, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.position_ms = 0
        self.speed = 1.0
        self.loop: tuple[int, int] | None = None
        self.has_reference = False
        self.lead = 0
        self.live_since_ms = 0.0
        self._player: Player | None = None
        self._source = object()
        self._grid: FrameGrid | None = None
        self._reference: FrameGrid | None = None
        self._painted = PaintHistory()
        self._resume = False
        self._playing = False
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_exact)
        self._delivered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._erred.connect(self._tell_error, Qt.ConnectionType.QueuedConnection)

    def start(self, cameras: list[Camera], has_reference: bool) -> None:
        """Take over open cameras, the reference first.

        Parameters
        ----------
        cameras : list of Camera
            Not empty; they are closed with the playback.
        has_reference : bool
            Whether the first is the session's reference camera, so that frames can be stamped.
        """
        self.close()
        grid = FrameGrid(cameras[0].reader.index, cameras[0].time)
        source = object()
        self._player = Player(
            cameras,
            PlayClock(grid.length_ms),
            lambda camera, delivery: self._delivered.emit(source, camera, delivery),
            lambda camera, error: self._erred.emit(source, camera, str(error)),
        )
        self._source = source
        self._grid = self._reference = grid
        self.lead = 0
        self.has_reference = has_reference
        self.set_loop(self.loop)
        self.opened.emit()
        self.seek(self.position_ms)

    def close(self) -> None:
        """Let go of the recordings."""
        self._timer.stop()
        self._rest.stop()
        player, self._player = self._player, None
        self._playing = False
        if player is not None:
            player.close()
        self._painted.clear()

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._playing

    @property
    def speed_now(self) -> float:
        """Session seconds per second, 0 at rest."""
        return self._player.clock.speed if self._player is not None and self._playing else 0.0

    @property
    def clock(self) -> PlayClock | None:
        """The master clock, None without video."""
        return self._player.clock if self._player else None

    @property
    def length_ms(self) -> int:
        """Length of the reference recording, 0 without video."""
        return self._reference.length_ms if self._reference else 0

    @property
    def silent(self) -> frozenset[int]:
        """Cameras whose files have not answered for more than a second."""
        boxes = self._player.mailboxes if self._player else ()
        return frozenset(camera for camera, box in enumerate(boxes) if box.waits_for_file)

    @property
    def dropped(self) -> int:
        """Frames that could not be shown in time."""
        return self._player.dropped if self._player else 0

    def play(self) -> None:
        """Play at the chosen speed; before the recordings are open, as soon as they are."""
        if self._player is None:
            self._resume = True
            return
        self._player.set_speed(self.speed)
        self._begin()

    def shuttle(self, speed: float) -> None:
        """Play at a speed of its own, backwards when negative."""
        if self._player is None:
            return
        self._player.set_speed(min(max(abs(speed), SLOWEST), FASTEST) * (1 if speed > 0 else -1))
        if not self._playing:
            self._begin()
        self.state_changed.emit()

    def pause(self) -> None:
        """Stop; the frame on screen stays."""
        self._resume = False
        if self._player is None or not self._playing:
            return
        self._playing = False
        self._timer.stop()
        self._player.pause()
        self._player.seek(self.position_ms, "exact")
        self.state_changed.emit()

    def seek(self, ms: int, dragging: bool = False) -> None:
        """Go to the frame at a session time; while dragging show what is there at once, exact when it rests."""
        if self._player is None or self._grid is None:
            self._move_to(max(ms, 0))
            self.jumped.emit(self.position_ms)
            return
        if dragging and self._playing:
            self.pause()
            self._resume = True
        self.live_since_ms = now_ms()
        self._move_to(self._grid.start(self._grid.number(max(ms, 0))))
        self._player.seek(self.position_ms, "quick" if dragging else "quick then exact")
        if dragging:
            self._rest.start()
        else:
            self._rest.stop()
            if self._resume:
                self._begin()
            self._resume = False
        self.jumped.emit(self.position_ms)

    def step(self, frames: int) -> None:
        """Stop and go on or back by frames."""
        if self._player is None or self._grid is None:
            return
        self.pause()
        self._player.seek(self.position_ms, "exact")
        self._move_to(max(self._player.step(frames), 0))
        self.jumped.emit(self.position_ms)

    def set_speed(self, speed: float) -> None:
        """Choose the speed, 0.25 to 4."""
        self.speed = min(max(speed, SLOWEST), FASTEST)
        if self._player is not None:
            self._player.set_speed(self.speed)
        self.state_changed.emit()

    def set_loop(self, stretch: tuple[int, int] | None) -> None:
        """Repeat a stretch, or stop repeating."""
        if self._player is not None:
            if stretch is not None:
                off = min(stretch[1], self.length_ms)
                stretch = (min(max(stretch[0], 0), off - 1), off) if off > 0 else None
            self._player.clock.set_loop(stretch)
        self.loop = stretch
        self.state_changed.emit()

    def set_times(self, times: Sequence[CameraTime]) -> None:
        """Place the cameras on the session axis as they are aligned now; the playhead stays where it is."""
        if self._player is None or self._grid is None or list(times) == self._player.times:
            return
        for camera, time in enumerate(times):
            if time != self._player.times[camera]:
                self._player.set_time(camera, time)
        self._place_grids()

    def lead_with(self, camera: int) -> None:
        """Stand on the frames of another camera from here on, and stamp with what it shows.

        The session's time stays that of the reference, and so do the numbers of frames.
        """
        if self._player is None:
            return
        self.pause()
        self.lead = self._player.lead = camera
        self._place_grids()
        self._painted.clear()
        self.seek(self.position_ms)
        self.state_changed.emit()

    def _place_grids(self) -> None:
        self._grid, self._reference = self.own_grid(self.lead), self.own_grid(0)

    def set_deinterlacing(self, camera: int, mode: Deinterlacing) -> None:
        """Show a camera's pictures with or without comb lines."""
        if self._player is not None:
            self._player.set_deinterlacing(camera, mode)

    def look(self, camera: int, number: int) -> None:
        """Show one frame of one camera at rest, wherever the playhead is; the next move brings the camera back."""
        if self._player is not None and not self._playing:
            self._player.look(camera, number)

    def own_grid(self, camera: int) -> FrameGrid | None:
        """Return a camera's own frames and how they lie on the session axis."""
        player = self._player
        return FrameGrid(player.mailboxes[camera].index, player.times[camera]) if player is not None else None

    def interlaced(self, camera: int) -> bool:
        """Return whether a camera's recording says that it is interlaced."""
        return self._player is not None and self._player.mailboxes[camera].info.interlaced

    def painted(self, picture: Picture, painted_ns: int) -> None:
        """Note when a picture of the leading camera came on screen, on the monotonic clock."""
        self._painted.record(painted_ns, picture.frame)

    def seen_at(self, when_ms: float) -> OnScreen | None:
        """Return the leading camera's frame on screen at a time of the monotonic clock, None when there was none."""
        if self._grid is None or not self.has_reference:
            return None
        seen = self._painted.at(int(when_ms * NS_PER_MS))
        if seen is None:
            return None
        quality: Quality = "good" if seen.exact else "approximate"
        off_ms = self._grid.index.off_ms(seen.number)
        return self.numbered(seen_as(seen.number, seen.on_ms, off_ms, quality, self._grid.time))

    def numbered(self, frame: OnScreen) -> OnScreen:
        """Return a frame of the leading camera with the number of the reference's at that time."""
        return frame if self.lead == 0 else replace(frame, number=self.frame_number(frame.on_ms) or 0)

    def frame_number(self, ms: int) -> int | None:
        """Return the number of the reference frame at a session time."""
        return self._reference.number(ms) if self._reference else None

    def frame_text(self, ms: int) -> str:
        """Return the frame at a session time as people read it: ``f 13,978``."""
        return f"f {self._reference.number(ms):,}" if self._reference else ""

    def frame_time(self, number: int) -> int | None:
        """Return where a frame begins, None when there is no such frame."""
        frames = self._reference
        return frames.start(number) if frames and 0 <= number < len(frames.index) else None

    def nearest_frame(self, ms: int) -> int:
        """Return the begin of the frame nearest to a session time."""
        return self._grid.nearest(ms) if self._grid else ms

    def frame_from(self, ms: int, frames: int) -> int:
        """Return the begin of the frame some frames away from the one at a session time."""
        return self._grid.start(self._grid.number(ms) + frames) if self._grid else ms

    def covers(self, camera: int, ms: int) -> bool:
        """Return whether a camera was recording at a session time."""
        return self._player is None or self._player.covers(camera, ms)

    @property
    def rate_text(self) -> str:
        """The reference camera's rate: ``25 fps``, or that it varies."""
        if self._player is None:
            return ""
        info = self._player.mailboxes[0].info
        return tr("variable rate") if info.variable_rate else f"{info.fps:.4g} fps"

    @property
    def frame_ms(self) -> float:
        """How long a frame of the leading camera lasts at its nominal rate, 0 when the rate varies."""
        info = self._player.mailboxes[self.lead].info if self._player else None
        return 0.0 if info is None or info.variable_rate or not info.fps else MS_PER_S / info.fps

    def _begin(self) -> None:
        if self._player is None:
            return
        self._rest.stop()
        self.live_since_ms = now_ms()
        self._player.play()
        self._playing = True
        self._timer.start()
        self.state_changed.emit()

    def _tick(self) -> None:
        player = self._player
        if player is None:
            return
        for due in player.tick():
            self._show(due.camera, picture_of(due.frame, player.times[due.camera]))
        if not player.clock.playing:
            self.pause()

    def _take(self, source: object, camera: int, delivery: Delivery) -> None:
        if self._player is not None and source is self._source:
            self._show(camera, picture_of(delivery.frame, self._player.times[camera]))

    def _show(self, camera: int, picture: Picture) -> None:
        leads = camera == self.lead and self._playing and picture.seen.exact and picture.seen.on_ms != self.position_ms
        if leads:
            self.position_ms = picture.seen.on_ms
        self.pictured.emit(camera, picture)
        if leads:
            self.moved.emit(self.position_ms)

    def _show_exact(self) -> None:
        if self._player is not None and not self._playing:
            self._player.seek(self.position_ms, "exact")

    def _move_to(self, ms: int) -> None:
        if ms != self.position_ms:
            self.position_ms = ms
            self.moved.emit(ms)

    def _tell_error(self, source: object, camera: int, text: str) -> None:
        if source is self._source:
            self.failed.emit(camera, text)
