"""Sound as plain samples, from any camera time and at any speed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.stream import Discard
from numpy.typing import NDArray

from coder.media.container import open_recording, packets_of, sound_streams
from coder.media.errors import MediaError

MS_PER_S = 1_000
FIRST_STEP_BACK_S = 1
WARM_UP_S = Fraction(1, 10)
STAMPS_AVERAGED = 64
JITTER_S = Fraction(1, 40)


class AudioTrack:
    """The sound of one recording, on the time axis of its pictures. One thread at a time may use it.

    Parameters
    ----------
    path : str or path
        The recording.
    start_s : Fraction
        The file's own time at the first shown picture (`FrameIndex.start_s`); it becomes time 0.
    track : int
        Which sound track, from 0.

    Raises
    ------
    MediaError
        When the file cannot be read or has no such sound track.
    """

    def __init__(self, path: str | PathLike[str], start_s: Fraction = Fraction(0), track: int = 0) -> None:
        self.path = Path(path)
        self._start_s = start_s
        self._track = track
        self._open()

    def _open(self) -> None:
        self._container = open_recording(self.path)
        tracks = sound_streams(self._container)
        if self._track >= len(tracks):
            self._container.close()
            raise MediaError(f"{self.path}: the file has no sound. Go on without it, or use another camera's.")
        self._stream: AudioStream = tracks[self._track]
        for other in self._container.streams:
            if other is not self._stream:
                other.discard = Discard.all

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    @property
    def sample_rate_hz(self) -> int:
        """Samples per second of the recording."""
        return self._stream.codec_context.sample_rate

    def samples_from(self, camera_ms: int) -> Iterator[NDArray[np.float32]]:
        """Yield blocks of samples, the first of them sounding at `camera_ms`.

        Silence stands where the recording has none: before its sound begins and in gaps. The blocks end with
        the sound.

        Yields
        ------
        ndarray of float32, shape (channels, samples)
            In -1 to 1, at `sample_rate_hz`.
        """
        rate = self.sample_rate_hz
        position = round((self._start_s + Fraction(camera_ms, MS_PER_S)) * rate)
        started = False
        for place, block in self._placed(Fraction(position, rate)):
            if not started and place + block.shape[1] <= position:
                continue
            first = position if started and self._is_jitter(place - position) else place
            started = True
            for gap in range(position, first, rate):
                yield np.zeros((block.shape[0], min(rate, first - gap)), dtype=np.float32)
            position = max(position, first)
            rest = block[:, position - first :]
            if rest.shape[1]:
                yield rest
                position += rest.shape[1]

    def _placed(self, at_s: Fraction) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield (place of the first sample, samples) from somewhat before `at_s` in the file's own time.

        Containers round time stamps, Matroska to a ms, but blocks follow each other without a break. So the
        place of a block comes from the mean of the last stamps since a break.
        """
        offsets: deque[int] = deque(maxlen=STAMPS_AVERAGED)
        length = 0
        for stamp, block in self._blocks_from(at_s):
            if offsets and not self._is_jitter(stamp - length - offsets[-1]):
                offsets.clear()
                length = 0
            offsets.append(stamp - length)
            yield round(sum(offsets) / len(offsets)) + length, block
            length += block.shape[1]

    def _is_jitter(self, samples: int) -> bool:
        return abs(samples) <= JITTER_S * self.sample_rate_hz

    def _blocks_from(self, at_s: Fraction) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield (time stamp in samples, samples) from somewhat before `at_s`, the decoder warmed up by then."""
        step_s = FIRST_STEP_BACK_S
        while True:
            at_start = self._seek(at_s - step_s)
            blocks = self._decode()
            head = next(blocks, None)
            if head is None and at_start:
                return
            if head is not None and (at_start or head[0] <= (at_s - WARM_UP_S) * self.sample_rate_hz):
                yield head
                yield from blocks
                return
            step_s *= 8

    def _seek(self, at_s: Fraction) -> bool:
        """Go to a time or somewhat before; return whether that is the very start of the sound."""
        stream = self._stream
        tick_s = Fraction(stream.time_base or Fraction(1, av.time_base))
        start = stream.start_time or 0
        target = at_s / tick_s
        at_start = target <= start
        try:
            self._container.seek(start if at_start else target.numerator // target.denominator, stream=stream)
        except av.FFmpegError:
            self._container.close()
            self._open()
            return True
        return at_start

    def _decode(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        layout = self._stream.codec_context.layout.name
        resampler = None
        for frame in self._frames():
            try:
                resampler = resampler or AudioResampler("fltp", layout, self.sample_rate_hz)
                same_frames = resampler.resample(frame)
            except ValueError:
                resampler = None
                continue
            for same in same_frames:
                if same.pts is not None and same.time_base is not None:
                    place = round(same.pts * same.time_base * same.sample_rate)
                    yield place, np.asarray(same.to_ndarray(), dtype=np.float32)

    def _frames(self) -> Iterator[AudioFrame]:
        for packet in packets_of(self._container, self._stream):
            try:
                yield from packet.decode()
            except av.FFmpegError:
                continue
