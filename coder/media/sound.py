"""Sound for playback: decoded on a thread of its own, at any speed with its pitch kept."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.filter.context import FilterContext
from av.filter.graph import Graph
from numpy.typing import NDArray

from coder.media.audio import AudioTrack
from coder.media.errors import MediaError

OUTPUT_RATE_HZ = 48_000
OUTPUT_CHANNELS = 2
PATIENCE_S = 1.0
BUFFERED_SAMPLES = OUTPUT_RATE_HZ
GENTLE_SHARE = 0.005
ATEMPO_RANGE = (0.5, 2.0)
LAYOUTS = {1: "mono", 2: "stereo"}


def pcm(track: AudioTrack, camera_ms: int, speed: float = 1.0) -> Iterator[NDArray[np.int16]]:
    """Yield sound ready for a loudspeaker: 48 kHz, stereo, 16 bit; the first sample sounds at `camera_ms`.

    At 1x every sample is in its place. At other speeds the filter that keeps the pitch moves sounds by up to 40 ms.

    Yields
    ------
    ndarray of int16, shape (samples, 2)

    Raises
    ------
    MediaError
        When the speed is not above 0.
    """
    if speed <= 0:
        raise MediaError("Sound is only played forwards.")
    rate = track.sample_rate_hz
    graph: Graph | None = None
    for block in track.samples_from(camera_ms):
        channels = _for_two_ears(block)
        frame = AudioFrame.from_ndarray(channels, format="fltp", layout=LAYOUTS[len(channels)])
        frame.sample_rate = rate
        graph = graph or _graph(frame, rate, speed)
        graph.push(frame)
        yield from _pull(graph)
    if graph is not None:
        graph.push(None)
        yield from _pull(graph)


def _graph(frame: AudioFrame, rate: int, speed: float) -> Graph:
    graph = Graph()
    nodes: list[FilterContext] = [
        graph.add_abuffer(sample_rate=rate, format="fltp", layout=frame.layout.name, time_base=Fraction(1, rate))
    ]
    nodes += [graph.add("atempo", f"{factor:.6f}") for factor in _factors(speed)]
    nodes.append(graph.add("aresample", str(OUTPUT_RATE_HZ)))
    nodes.append(graph.add("aformat", f"sample_fmts=s16:channel_layouts=stereo:sample_rates={OUTPUT_RATE_HZ}"))
    nodes.append(graph.add("abuffersink"))
    graph.link_nodes(*nodes).configure()
    return graph


def _factors(speed: float) -> list[float]:
    """Split a speed into factors that keep the sound clean."""
    slowest, fastest = ATEMPO_RANGE
    factors = []
    while speed < slowest or speed > fastest:
        factor = slowest if speed < slowest else fastest
        factors.append(factor)
        speed /= factor
    return [*factors, speed] if speed != 1 else factors


def _pull(graph: Graph) -> Iterator[NDArray[np.int16]]:
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        yield np.asarray(frame.to_ndarray(), dtype=np.int16).reshape(-1, OUTPUT_CHANNELS)


def _for_two_ears(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return one or two channels; more (several microphones) are heard together in the middle."""
    return block if len(block) <= OUTPUT_CHANNELS else block.mean(axis=0, keepdims=True, dtype=np.float32)


class SoundFeed:
    """The sound to play, ready to be taken without waiting.

    Parameters
    ----------
    track : AudioTrack
        The sound; the feed owns it from now on and closes it.
    """

    def __init__(self, track: AudioTrack) -> None:
        self._track = track
        self._changed = threading.Condition()
        self._order: tuple[int, float] | None = None
        self._blocks: deque[NDArray[np.int16]] = deque()
        self._ready = 0
        self._position_ms = 0.0
        self._speed = 0.0
        self._owed = 0.0
        self._ended = True
        self._closing = False
        self._thread = threading.Thread(target=self._work, name=f"sound of {track.path.name}", daemon=True)
        self._thread.start()

    @property
    def position_ms(self) -> float:
        """Camera time of the next sample that `read` returns."""
        with self._changed:
            return self._position_ms

    @property
    def ended(self) -> bool:
        """Whether nothing is left to read."""
        with self._changed:
            return self._ended and self._order is None and not self._blocks

    def play_from(self, camera_ms: int, speed: float = 1.0) -> None:
        """Start over at a camera time; the next `read` begins there.

        Raises
        ------
        MediaError
            When the speed is not above 0.
        """
        if speed <= 0:
            raise MediaError("Sound is only played forwards.")
        with self._changed:
            self._drop_blocks()
            self._order = (camera_ms, speed)
            self._position_ms, self._speed = float(camera_ms), speed
            self._changed.notify_all()

    def stop(self) -> None:
        """Fall silent."""
        with self._changed:
            self._drop_blocks()
            self._order, self._speed, self._ended = None, 0.0, True
            self._changed.notify_all()

    def close(self) -> None:
        """End the thread and close the file; one that does not answer is closed when it does."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(PATIENCE_S)

    def read(self, samples: int) -> NDArray[np.int16]:
        """Return up to `samples` samples, (samples, 2); fewer, or none, when no more are ready."""
        with self._changed:
            extra = self._take_correction(samples)
            block = self._take(max(0, samples - extra))
            self._position_ms += len(block) * self._speed * 1000 / OUTPUT_RATE_HZ
            self._changed.notify_all()
        return _stretch(block, len(block) + extra) if extra and len(block) > 1 else block

    def correct(self, sound_is_ahead_ms: float) -> None:
        """Let the sound catch up with the clock (or wait for it) by playing up to 0.5 % faster or slower."""
        with self._changed:
            self._owed = sound_is_ahead_ms * OUTPUT_RATE_HZ / 1000 / (self._speed or 1.0)

    def _take_correction(self, samples: int) -> int:
        most = samples * GENTLE_SHARE
        extra = round(min(max(self._owed, -most), most))
        self._owed -= extra
        return extra

    def _take(self, samples: int) -> NDArray[np.int16]:
        taken, missing = [], samples
        while missing and self._blocks:
            block = self._blocks.popleft()
            if len(block) > missing:
                self._blocks.appendleft(block[missing:])
                block = block[:missing]
            taken.append(block)
            missing -= len(block)
        self._ready -= samples - missing
        return np.concatenate(taken) if taken else np.zeros((0, OUTPUT_CHANNELS), dtype=np.int16)

    def _drop_blocks(self) -> None:
        self._blocks.clear()
        self._ready = 0
        self._owed = 0.0

    def _work(self) -> None:
        blocks: Iterator[NDArray[np.int16]] = iter(())
        while True:
            with self._changed:
                while not self._closing and self._order is None and (self._ended or self._is_full()):
                    self._changed.wait()
                if self._closing:
                    break
                if self._order is not None:
                    blocks, self._order, self._ended = pcm(self._track, *self._order), None, False
            block = _next_or_end(blocks)
            with self._changed:
                if self._order is None and not self._ended:
                    self._accept(block)
        self._track.close()

    def _is_full(self) -> bool:
        return self._ready >= BUFFERED_SAMPLES

    def _accept(self, block: NDArray[np.int16] | None) -> None:
        if block is None:
            self._ended = True
        else:
            self._blocks.append(block)
            self._ready += len(block)


def _next_or_end(blocks: Iterator[NDArray[np.int16]]) -> NDArray[np.int16] | None:
    """Return the next block; sound that cannot be decoded further ends there, the pictures go on."""
    try:
        return next(blocks, None)
    except (av.FFmpegError, MediaError):
        return None


def _stretch(block: NDArray[np.int16], samples: int) -> NDArray[np.int16]:
    """Return the block spread over a slightly different number of samples."""
    places = np.linspace(0, len(block) - 1, samples)
    grid = np.arange(len(block))
    channels = [np.interp(places, grid, block[:, c]) for c in range(block.shape[1])]
    return np.stack(channels, axis=1).round().astype(np.int16)
