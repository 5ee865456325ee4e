"""One open video, read by time or by frame."""

from __future__ import annotations

from fractions import Fraction
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np

from coder.media.errors import MediaError, is_a_folder, is_empty, no_picture, no_such_file, not_a_video
from coder.media.frame import Frame
from coder.media.index import FrameIndex
from coder.media.probe import AudioInfo, MediaInfo


class VideoReader:
    """One open video. Not thread-safe: one thread at a time may use it.

    Parameters
    ----------
    path : str or path
        The video file.

    Raises
    ------
    MediaError
        When the file cannot be read as a video.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        self._container = _open(self.path)
        if not self._container.streams.video:
            raise no_picture(self.path)
        self._stream = self._container.streams.video[0]
        packets = [p for p in self._container.demux(self._stream) if p.pts is not None and not p.is_discard]
        if not packets:
            raise not_a_video(self.path)
        last = max(packets, key=lambda p: p.pts)
        self.index = FrameIndex(
            np.array(sorted({p.pts for p in packets}), dtype=np.int64),
            Fraction(self._stream.time_base),
            last.pts + (last.duration or 0),
        )
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; further reads are not allowed."""
        self._container.close()

    @property
    def info(self) -> MediaInfo:
        """Facts about the file."""
        stream, context = self._stream, self._stream.codec_context
        return MediaInfo(
            path=self.path,
            container=self._container.format.name,
            codec=context.name,
            width=context.width,
            height=context.height,
            coded_width=context.width,
            coded_height=context.height,
            sample_aspect_ratio="1:1",
            rotation_deg=0,
            fps=float(stream.average_rate or 0),
            variable_rate=False,
            length_ms=self.index.length_ms,
            frames=len(self.index),
            audio=tuple(
                AudioInfo(s.codec_context.name, s.codec_context.sample_rate, s.codec_context.channels)
                for s in self._container.streams.audio
            ),
            warnings=(),
        )

    def frame_at(self, ms: int) -> Frame:
        """Return the picture on screen at `ms` of this camera's time, clamped to the first and last."""
        return self.frame(self.index.number_at(ms))

    def frame(self, number: int) -> Frame:
        """Return picture `number` of the frame table, clamped to the first and last."""
        number = min(max(number, 0), len(self.index) - 1)
        wanted = int(self.index.pts[number])
        self._container.seek(wanted, stream=self._stream)
        for picture in self._container.decode(self._stream):
            if picture.pts is not None and picture.pts >= wanted:
                self._number = number
                bgra = picture.to_ndarray(format="bgra")
                return Frame(bgra, number, self.index.on_ms(number), self.index.off_ms(number), "good")
        raise MediaError(f"{self.path}: frame {number} cannot be read.")

    def step(self, frames: int) -> Frame:
        """Return the picture `frames` after (or, negative, before) the one read last."""
        return self.frame(self._number + frames)

    def key_frame_at(self, ms: int) -> Frame:
        """Return a picture near `ms` quickly, marked approximate unless it happens to be the right one."""
        return self.frame_at(ms)


def _open(path: Path) -> av.container.InputContainer:
    if not path.exists():
        raise no_such_file(path)
    if path.is_dir():
        raise is_a_folder(path)
    if path.stat().st_size == 0:
        raise is_empty(path)
    try:
        return av.open(str(path), metadata_errors="replace")
    except av.FFmpegError as error:
        raise not_a_video(path) from error
