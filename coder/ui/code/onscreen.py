"""What a person sees of the recording at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

from coder.media import CameraTime, Frame, FrameIndex, Quality


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A frame as it is shown, in session ms.

    Attributes
    ----------
    number : int
        Place in its camera's frame table.
    on_ms, off_ms : int
        First session ms at which it is the right frame, and first at which it no longer is.
    quality : {"good", "approximate", "damaged"}
    back_ms : int
        How long before a key it was on screen, where the study counts a reaction time.
    """

    number: int
    on_ms: int
    off_ms: int
    quality: Quality = "good"
    back_ms: int = 0

    @property
    def exact(self) -> bool:
        """Whether an event may be stamped with it."""
        return self.quality == "good"


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """A frame made ready for painting; the image looks into the memory of the frame."""

    image: QImage
    frame: Frame
    seen: OnScreen


def picture_of(frame: Frame, time: CameraTime) -> Picture:
    """Return a decoded frame as it can be painted."""
    height, width, _ = frame.bgra.shape
    image = QImage(frame.bgra.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return Picture(image, frame, seen_as(frame.number, frame.on_ms, frame.off_ms, frame.quality, time))


def seen_as(number: int, on_ms: int, off_ms: int, quality: Quality, time: CameraTime) -> OnScreen:
    """Return a frame of a camera in session ms; its first ms is never before the session begins."""
    return OnScreen(number, max(time.session_ms(on_ms), 0), time.session_ms(off_ms), quality)


@dataclass(frozen=True, slots=True)
class FrameGrid:
    """The frames of the reference camera on the session axis."""

    index: FrameIndex
    time: CameraTime

    @property
    def length_ms(self) -> int:
        """End of the last frame."""
        return self.time.session_ms(self.index.length_ms)

    def number(self, ms: int) -> int:
        """Return the number of the frame on screen at a session time."""
        return self.index.number_at(self.time.camera_ms(ms))

    def start(self, number: int) -> int:
        """Return the first session ms of a frame; beyond the ends that of the first or the last."""
        number = min(max(number, 0), len(self.index) - 1)
        return max(self.time.session_ms(self.index.on_ms(number)), 0)

    def nearest(self, ms: int) -> int:
        """Return the start of the frame that begins nearest to a session time."""
        number = self.number(ms)
        return min(self.start(number), self.start(number + 1), key=lambda start: abs(start - ms))
