"""Up to four cameras played together, each frame at its time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from coder.media.camera import CameraTime
from coder.media.clock import PlayClock
from coder.media.deinterlace import Deinterlacing
from coder.media.errors import MediaError
from coder.media.frame import Frame
from coder.media.mailbox import Delivery, FrameMailbox, Want
from coder.media.reader import VideoReader

MOST_CAMERAS = 4
REFERENCE_TIME = CameraTime()


@dataclass(frozen=True, slots=True)
class Camera:
    """One open video and its place on the session axis."""

    reader: VideoReader
    time: CameraTime = REFERENCE_TIME


@dataclass(frozen=True, slots=True)
class Due:
    """A frame to put on screen now, and the camera it belongs to."""

    camera: int
    frame: Frame


class Player:
    """Plays, seeks and steps a session on its cameras. The first camera is the reference.

    Steps go by the frames of the camera ``lead``, at first the reference.

    Belongs to one thread, which calls `tick` from a timer while playing. Frames asked for by `seek` and
    `step` arrive through `on_frame`, called on the cameras' own threads.

    Parameters
    ----------
    cameras : sequence of Camera
        One to four; the player owns their readers from now on.
    clock : PlayClock
        The session's master clock.
    on_frame : callable
        Called with (camera, delivery).
    on_error : callable
        Called with (camera, error).

    Raises
    ------
    MediaError
        When there are no cameras or more than four.
    """

    def __init__(
        self,
        cameras: Sequence[Camera],
        clock: PlayClock,
        on_frame: Callable[[int, Delivery], None],
        on_error: Callable[[int, MediaError], None],
    ) -> None:
        if not 1 <= len(cameras) <= MOST_CAMERAS:
            raise MediaError(f"A session is played with one to four cameras, not {len(cameras)}.")
        self.clock = clock
        self.times = [camera.time for camera in cameras]
        self.mailboxes = tuple(
            FrameMailbox(camera.reader, partial(on_frame, place), partial(on_error, place))
            for place, camera in enumerate(cameras)
        )
        self.lead = 0
        self._last_ms = clock.now_ms()
        self._asked: list[int | None] = [None] * len(cameras)

    @property
    def dropped(self) -> int:
        """Frames of all cameras that could not be shown in time since the player was made."""
        return sum(box.dropped for box in self.mailboxes)

    def close(self) -> None:
        """End all threads and close the videos; no callback comes afterwards."""
        self.clock.pause()
        for box in self.mailboxes:
            box.close()

    def covers(self, camera: int, session_ms: int) -> bool:
        """Whether a camera was recording at a session time."""
        return 0 <= self.times[camera].camera_ms(session_ms) < self.mailboxes[camera].index.length_ms

    def seek(self, session_ms: int, want: Want = "quick then exact") -> None:
        """Go to a session time. While dragging, ask for "quick"; at rest for the exact frame."""
        self.clock.seek(session_ms)
        if self.clock.playing:
            self._stream()
        else:
            self._request(want)

    def play(self) -> None:
        """Start playing from the present time, at the clock's speed."""
        self.clock.play()
        self._stream()

    def pause(self) -> None:
        """Stop, and bring the exact frames of the present time."""
        self.clock.pause()
        self._request("exact")

    def set_speed(self, speed: float) -> None:
        """Change the speed; negative plays backwards."""
        turns = (speed < 0) != (self.clock.speed < 0)
        self.clock.set_speed(speed)
        if turns and self.clock.playing:
            self._stream()

    def step(self, frames: int) -> int:
        """Stop, go a number of the leading camera's frames on or (negative) back; return the session time."""
        self.clock.pause()
        index, time = self.mailboxes[self.lead].index, self.times[self.lead]
        number = index.number_at(time.camera_ms(self.clock.now_ms())) + frames
        number = min(max(number, 0), len(index) - 1)
        self.clock.seek(time.session_ms(index.on_ms(number)))
        self._request("exact")
        return self.clock.now_ms()

    def set_time(self, camera: int, time: CameraTime) -> None:
        """Place a camera elsewhere on the session axis; what it shows follows."""
        self.times[camera] = time
        if self.clock.playing:
            self._stream()
        else:
            self._request("exact")

    def set_deinterlacing(self, camera: int, mode: Deinterlacing) -> None:
        """Show a camera's pictures with or without comb lines, from the next frame on; at rest at once."""
        box = self.mailboxes[camera]
        if box.deinterlacing == mode:
            return
        box.deinterlacing = mode
        if not self.clock.playing:
            box.request(self.times[camera].camera_ms(self.clock.now_ms()), "exact")

    def look(self, camera: int, number: int) -> None:
        """Bring one frame of one camera, wherever the clock stands; the next seek brings the camera back."""
        box = self.mailboxes[camera]
        box.request(box.index.on_ms(number), "exact")

    def tick(self) -> list[Due]:
        """Return the frames to put on screen now; call it often while playing."""
        now_ms = self.clock.now_ms()
        if self.clock.speed < 0:
            return self._tick_backwards()
        if now_ms < self._last_ms:
            self._stream()
        self._last_ms = now_ms
        frames = [box.take_due(ms) for box, ms in zip(self.mailboxes, self._camera_ms(), strict=True)]
        return [Due(place, frame) for place, frame in enumerate(frames) if frame is not None]

    def _camera_ms(self) -> list[int]:
        now_ms = self.clock.now_ms()
        return [time.camera_ms(now_ms) for time in self.times]

    def _request(self, want: Want) -> None:
        for box, ms in zip(self.mailboxes, self._camera_ms(), strict=True):
            box.request(ms, want)

    def _stream(self) -> None:
        self._last_ms = self.clock.now_ms()
        self._asked = [None] * len(self.mailboxes)
        for box, ms in zip(self.mailboxes, self._camera_ms(), strict=True):
            if self.clock.speed > 0:
                box.stream_from(ms)
            else:
                box.stop()

    def _tick_backwards(self) -> list[Due]:
        """Ask each camera that is free for its frame; it arrives through `on_frame`."""
        for place, (box, ms) in enumerate(zip(self.mailboxes, self._camera_ms(), strict=True)):
            number = box.index.number_at(ms)
            if number != self._asked[place] and not box.busy:
                self._asked[place] = number
                box.request(ms, "exact")
        return []
