"""Single frames as PNG files' content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike

import cv2

from coder.media.errors import MediaError
from coder.media.frame import Frame
from coder.media.reader import VideoReader


def frame_png(path: str | PathLike[str], at_ms: int) -> bytes:
    """Return the PNG of the frame on screen at `at_ms` of a video's own time.

    Raises
    ------
    MediaError
        When the file cannot be read, or the frame there is damaged.
    """
    return next(frames_png(path, [at_ms]))[1]


def frames_png(path: str | PathLike[str], times_ms: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Yield (time, PNG) for each of `times_ms`, opening the video once.

    Raises
    ------
    MediaError
        When the file cannot be read, or a frame is damaged.
    """
    with VideoReader(path) as reader:
        for at_ms in times_ms:
            frame = reader.frame_at(at_ms)
            if not frame.exact:
                raise MediaError(f"{path}: frame {frame.number} at {at_ms} ms is damaged. Choose another time.")
            yield at_ms, encode_png(frame)


def encode_png(frame: Frame) -> bytes:
    """Return a frame as the content of a PNG file."""
    done, data = cv2.imencode(".png", frame.bgra[:, :, :3])
    if not done:
        raise MediaError(f"Frame {frame.number} cannot be written as PNG.")
    return data.tobytes()
