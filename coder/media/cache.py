"""Decoded pictures around the playhead."""

from __future__ import annotations

from av.video.frame import VideoFrame

from coder.media.decoder import Picture

KEPT = 64
READ_AHEAD = 16
DEFAULT_BYTES = 256 * 1024 * 1024


def picture_bytes(pixels: VideoFrame) -> int:
    """Return the memory a decoded picture holds, in bytes."""
    return sum(plane.buffer_size for plane in pixels.planes)


class PictureCache:
    """Pictures by number: at most `kept` on each side of the playhead, and at most `limit_bytes`.

    The picture at the playhead is always kept. Up to `READ_AHEAD` are worth decoding before they are asked
    for; more lie ahead only after steps back.
    """

    def __init__(self, kept: int = KEPT, limit_bytes: int = DEFAULT_BYTES) -> None:
        self.kept, self.limit_bytes = kept, limit_bytes
        self.bytes = 0
        self._pictures: dict[int, Picture] = {}
        self._playhead = 0

    @property
    def last_wanted(self) -> int:
        """Number of the last picture worth decoding ahead of the playhead."""
        return self._playhead + min(READ_AHEAD, self.kept)

    @property
    def playhead(self) -> int:
        """Number of the picture asked for last."""
        return self._playhead

    def __len__(self) -> int:
        return len(self._pictures)

    def __contains__(self, number: int) -> bool:
        return number in self._pictures

    def get(self, number: int) -> Picture | None:
        """Return a picture if it is here."""
        return self._pictures.get(number)

    def put(self, picture: Picture) -> None:
        """Keep a picture, unless it lies too far from the playhead or others nearer to it fill the memory."""
        if picture.number in self._pictures or not self._is_near(picture.number):
            return
        self._pictures[picture.number] = picture
        self.bytes += picture_bytes(picture.pixels)
        self._shrink()

    def move_to(self, number: int) -> None:
        """Put the playhead on picture `number` and drop what is now too far away."""
        self._playhead = number
        for far in [n for n in self._pictures if not self._is_near(n)]:
            self._drop(far)

    def clear(self) -> None:
        """Drop everything."""
        self._pictures.clear()
        self.bytes = 0

    def _is_near(self, number: int) -> bool:
        return abs(number - self._playhead) <= self.kept

    def _shrink(self) -> None:
        while self.bytes > self.limit_bytes and len(self._pictures) > 1:
            self._drop(max(self._pictures, key=lambda n: abs(n - self._playhead)))

    def _drop(self, number: int) -> None:
        self.bytes -= picture_bytes(self._pictures.pop(number).pixels)
