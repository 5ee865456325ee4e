"""One open video, read by time or by frame."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

import av

from coder.media.cache import DEFAULT_BYTES, PictureCache
from coder.media.container import is_readable
from coder.media.convert import Converter, square_size
from coder.media.decoder import Picture
from coder.media.deinterlace import Deinterlacing
from coder.media.errors import MediaError
from coder.media.frame import Frame, Quality
from coder.media.index import FrameIndex
from coder.media.original import Original
from coder.media.pictures import Pictures
from coder.media.probe import MediaInfo, describe


class VideoReader:
    """One open video. One thread at a time may use it; several readers may have the same file open.

    Parameters
    ----------
    path : str or path
        The video file.
    cache_bytes : int
        Memory for decoded pictures around the playhead.
    original : Original, optional
        The recording the file is a proxy of: numbers, times and facts are the recording's then.

    Attributes
    ----------
    index : FrameIndex
        Times of all pictures; safe to use from any thread.
    info : MediaInfo
        Facts about the file; safe to use from any thread.
    sound_start_s : Fraction
        The file's own time at its first picture; its sound is laid on the axis with it.

    Raises
    ------
    MediaError
        When the file cannot be read as a video, or is no proxy of ``original``.
    """

    def __init__(
        self, path: str | PathLike[str], cache_bytes: int = DEFAULT_BYTES, original: Original | None = None
    ) -> None:
        self.path = Path(path)
        self._original = original
        self._pictures = Pictures(self.path, PictureCache(limit_bytes=cache_bytes))
        own = self._pictures.index
        if original is not None:
            self._check_is_proxy_of(original)
        self.index: FrameIndex = original.index if original else own
        self.info: MediaInfo = original.info if original else describe(self._pictures)
        self.sound_start_s = own.start_s
        self._converter = Converter(self._pictures.aspect)
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_is_proxy_of(self, original: Original) -> None:
        try:
            original.check_fits(self._pictures.index)
        except MediaError:
            self._pictures.close()
            raise

    def again(self, cache_bytes: int) -> VideoReader:
        """Open the same file once more, as for another thread; may be called from any."""
        return VideoReader(self.path, cache_bytes, self._original)

    def close(self) -> None:
        """Close the file; reading afterwards is not allowed."""
        self._pictures.close()

    @property
    def is_proxy(self) -> bool:
        """Whether the pictures come from a proxy of the recording."""
        return self._original is not None

    @property
    def picture_bytes(self) -> int:
        """Memory of one picture as `frame` returns it."""
        first = self._pictures.first.pixels
        return 4 * int(prod(square_size(first.width, first.height, self._pictures.aspect)))

    def frame_at(self, ms: int) -> Frame:
        """Return the picture on screen at `ms` of this camera's time, clamped to the first and the last.

        Raises
        ------
        MediaError
            When no picture at or before that time can be decoded.
        """
        return self.frame(self.index.number_at(ms))

    def frame(self, number: int) -> Frame:
        """Return picture `number` of the frame table, clamped to the first and the last.

        Where the file is damaged and the picture cannot be decoded at all, the one before it stays on screen.
        """
        number = min(max(number, 0), len(self.index) - 1)
        picture = self._pictures.get(number)
        self._number = number
        return self._frame(picture, "damaged" if picture.damaged else "good")

    def step(self, frames: int) -> Frame:
        """Return the picture `frames` after (or, negative, before) the one read last.

        A step forward passes over places without a picture of their own, so it never stands still before the
        end of the file.
        """
        before = self._seen_at(self._number)
        frame = self.frame(self._number + frames)
        while frames > 0 and frame.number <= before and self._number < len(self.index) - 1:
            frame = self.frame(self._number + 1)
        if frames < 0:
            self._number = frame.number
        return frame

    def key_frame_at(self, ms: int) -> Frame:
        """Return a picture near `ms` at once: the right one if it is at hand, else an approximate one.

        Does not move the place `step` counts from.
        """
        number = self.index.number_at(ms)
        picture = self._pictures.near(number)
        if picture.number != number:
            return self._frame(picture, "approximate")
        return self._frame(picture, "damaged" if picture.damaged else "good")

    def read_ahead(self) -> bool:
        """Decode one more picture after the current one; return whether there was one worth decoding."""
        return self._pictures.read_ahead()

    def is_reachable(self) -> bool:
        """Whether the file can be read at the moment."""
        return is_readable(self.path)

    def start_again(self) -> None:
        """Open the file anew after it could not be read for a while; raises `MediaError` while it still cannot."""
        self._pictures.start_again()

    def interrupt_when(self, interrupted: Callable[[], bool]) -> None:
        """Make long reads stop with `InterruptedReadError` as soon as `interrupted` returns true."""
        self._pictures.interrupted = interrupted

    def is_ready(self, number: int) -> bool:
        """Whether picture `number` is decoded already."""
        return self._pictures.is_ready(number)

    def _seen_at(self, number: int) -> int:
        """Return the number of the picture on screen in place of one known not to decode, or `number`."""
        number = self._pictures.stand_in(number)
        return number if self._original is None else self._original.seen(number, "good")[0]

    @property
    def deinterlacing(self) -> Deinterlacing:
        """Which pictures lose their comb lines; "never" at first. May be set from any thread."""
        return self._converter.deinterlacing

    @deinterlacing.setter
    def deinterlacing(self, mode: Deinterlacing) -> None:
        self._converter.deinterlacing = mode

    def _frame(self, picture: Picture, quality: Quality) -> Frame:
        number = picture.number
        if self._original is not None:
            number, quality = self._original.seen(number, quality)
        try:
            bgra = self._converter.bgra(picture.pixels)
        except (av.FFmpegError, ValueError) as error:
            raise MediaError(
                f"{self.path}: frame {number} has a pixel format this program cannot show. Convert it to MP4."
            ) from error
        return Frame(
            bgra=bgra,
            number=number,
            on_ms=self.index.on_ms(number),
            off_ms=self.index.off_ms(number),
            quality=quality,
        )
