"""Small pictures of frames that follow each other, for looking at a moment frame by frame."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from coder.media.errors import MediaError
from coder.media.pictures import InterruptedReadError
from coder.media.reader import VideoReader

Small = NDArray[np.uint8]
CACHE_BYTES = 48 * 1024 * 1024


class StripReader:
    """Reads frames of one video and makes them small, on a thread of its own; only the newest wish counts.

    Parameters
    ----------
    open_reader : callable
        Opens the video, on that thread.
    height : int
        Height of the small pictures in pixels.
    on_picture : callable
        Called with (frame number, picture of shape (height, width, 4)) on that thread.
    """

    def __init__(
        self, open_reader: Callable[[], VideoReader], height: int, on_picture: Callable[[int, Small], None]
    ) -> None:
        self._open_reader, self._height, self._on_picture = open_reader, height, on_picture
        self._changed = threading.Condition()
        self._wish: list[int] = []
        self._closing = False
        threading.Thread(target=self._work, name="film strip", daemon=True).start()

    def want(self, numbers: Sequence[int]) -> None:
        """Ask for some frames, in the order in which they are wanted."""
        with self._changed:
            self._wish = list(numbers)
            self._changed.notify_all()

    def close(self) -> None:
        """Bring nothing more. Does not wait: the thread closes the video when it gets there."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()

    def _work(self) -> None:
        try:
            reader = self._open_reader()
        except MediaError:
            return
        reader.deinterlacing = "auto"
        with reader:
            reader.interrupt_when(lambda: self._closing)
            while (number := self._next()) is not None:
                try:
                    self._bring(number, _small(reader.frame(number).bgra, self._height))
                except (MediaError, InterruptedReadError):
                    continue

    def _next(self) -> int | None:
        """Wait for a wish; return the number of a frame, or None at the end."""
        with self._changed:
            while not self._wish and not self._closing:
                self._changed.wait()
            return None if self._closing else self._wish.pop(0)

    def _bring(self, number: int, picture: Small) -> None:
        with self._changed:
            if not self._closing:
                self._on_picture(number, picture)


def _small(bgra: NDArray[np.uint8], height: int) -> Small:
    width = max(round(bgra.shape[1] * height / bgra.shape[0]), 1)
    return np.ascontiguousarray(cv2.resize(bgra, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
