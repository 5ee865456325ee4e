"""The sound of a proxy: that of its recording, laid under the same pictures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from numpy.typing import NDArray

from coder.media.audio import MS_PER_S, AudioTrack
from coder.media.container import sound_streams
from coder.media.pictures import Pictures
from coder.media.sound import OUTPUT_RATE_HZ, pcm

SoundPacket: TypeAlias = "Packet[AudioStream]"
BIT_RATE = 128_000


class ProxySound:
    """Encodes the sound from the first shown picture to the end of the last; nothing where a recording has none."""

    def __init__(self, out: OutputContainer, pictures: Pictures) -> None:
        self._last = pictures.index.length_ms * OUTPUT_RATE_HZ // MS_PER_S
        self._made = 0
        self._track: AudioTrack | None = None
        self._blocks: Iterator[NDArray[np.int16]] = iter(())
        self._stream: AudioStream | None = None
        if not sound_streams(pictures.source.container):
            return
        self._track = AudioTrack(pictures.path, pictures.index.start_s)
        blocks = pcm(self._track, 0)
        first = next(blocks, None)
        if first is not None:
            self._blocks = chain([first], blocks)
            self._stream = out.add_stream("aac", rate=OUTPUT_RATE_HZ, layout="stereo")
            self._stream.bit_rate = BIT_RATE

    def until(self, ms: int) -> list[SoundPacket]:
        """Return the packets up to a time of the recording, those returned before left out."""
        wanted = min(ms * OUTPUT_RATE_HZ // MS_PER_S, self._last)
        packets: list[SoundPacket] = []
        while self._stream is not None and self._made < wanted:
            block = next(self._blocks, None)
            if block is None:
                break
            packets += self._encoded(self._stream, block[: self._last - self._made])
        return packets

    def rest(self) -> list[SoundPacket]:
        """Return all packets that are left."""
        packets = self.until(self._last * MS_PER_S // OUTPUT_RATE_HZ + 1)
        return packets if self._stream is None else [*packets, *self._stream.encode(None)]

    def close(self) -> None:
        """Close the recording."""
        if self._track is not None:
            self._track.close()

    def _encoded(self, stream: AudioStream, block: NDArray[np.int16]) -> list[SoundPacket]:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate = OUTPUT_RATE_HZ
        frame.pts, frame.time_base = self._made, Fraction(1, OUTPUT_RATE_HZ)
        self._made += len(block)
        return stream.encode(frame)
