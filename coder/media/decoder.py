"""From packets to pictures: one run of the decoder from a key packet on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import av
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from coder.media.demux import LostPlaceError, PacketSource, VideoPacket
from coder.media.order import DisplayOrder

NEVER: Final = 1 << 62


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """A decoded picture: its number, its pixels as the decoder left them, and whether they can be trusted."""

    number: int
    pixels: VideoFrame
    damaged: bool


class Run:
    """The decoder at work from packet `start` on, as an iterator of pictures in display order.

    Pictures that need what came before `start` (leading pictures of an open group) are left out, and so are
    all the decoder itself holds back until it has recovered. Those after a damaged one are damaged until the
    next key packet, where the decoder is restarted.

    Attributes
    ----------
    start : int
        Ordinal of the first packet.
    last : int
        Number of the picture yielded last, or -1.
    needed_from : int
        Pictures before this number may be passed over when no other picture refers to them.
    """

    def __init__(self, source: PacketSource, order: DisplayOrder, start: int, needed_from: int = 0) -> None:
        self.start = start
        self.last = -1
        self.needed_from = needed_from
        self._source = source
        self._order = order
        self._held: deque[tuple[int, int, VideoFrame]] = deque()
        self._begin_at(start)
        self._pictures = self._decode()

    def __iter__(self) -> Iterator[Picture]:
        return self

    def __next__(self) -> Picture:
        picture = next(self._pictures)
        self.last = picture.number
        return picture

    @property
    def _context(self) -> VideoCodecContext:
        return self._source.stream.codec_context

    def _begin_at(self, ordinal: int) -> None:
        """Forget all state: the decoder is empty and the next packet is `ordinal`."""
        at_start = ordinal == 0
        self._lead = 0 if at_start else int(self._order.slot[ordinal])
        self._awaits_key = self._order.by == "dts" and not at_start
        self._damaged_from = NEVER
        self._newest = self._lead - 1
        self._held.clear()

    def _decode(self) -> Iterator[Picture]:
        fed = self.start
        try:
            for ordinal, packet in self._source.packets_from(self.start):
                fed = ordinal
                yield from self._feed(ordinal, packet)
        except LostPlaceError:
            key = self._key_before(fed)
            self._begin_at(key)
            for ordinal, packet in self._source.packets_from_start(key):
                yield from self._feed(ordinal, packet)
        yield from self._drain()

    def _key_before(self, ordinal: int) -> int:
        keys = self._source.table.key[: ordinal + 1].nonzero()[0]
        return int(keys[-1]) if len(keys) else 0

    def _feed(self, ordinal: int, packet: VideoPacket) -> Iterator[Picture]:
        table = self._source.table
        if table.key[ordinal] and self._damaged_from < ordinal:
            yield from self._drain()
            self._context.flush_buffers()
            self._begin_at(ordinal)
        if table.corrupt[ordinal]:
            self._damage(ordinal)
        self._context.skip_frame = "NONREF" if self._may_skip(ordinal) else "DEFAULT"
        packet.pts = packet.dts = ordinal
        try:
            frames = packet.decode()
        except av.FFmpegError:
            self._damage(ordinal)
            return
        yield from self._release(frames, self._context.reorder_depth)

    def _may_skip(self, ordinal: int) -> bool:
        return self._order.by == "pts" and int(self._order.slot[ordinal]) < self.needed_from

    def _damage(self, ordinal: int) -> None:
        self._damaged_from = min(self._damaged_from, ordinal)

    def _drain(self) -> Iterator[Picture]:
        try:
            frames = self._context.decode(None)
        except av.FFmpegError:
            frames = []
        yield from self._release(frames, 0)

    def _release(self, frames: list[VideoFrame], hold: int) -> Iterator[Picture]:
        """Yield pictures, but hold the newest back: one decoded earlier, shown later, may prove damaged."""
        for frame in frames:
            ordinal, number = self._identify(frame)
            if frame.is_corrupt:
                self._damage(ordinal - self._order.lag)
            if self._is_sound(number, frame):
                self._held.append((ordinal, number, frame))
        while len(self._held) > hold:
            ordinal, number, frame = self._held.popleft()
            yield Picture(number, frame, ordinal >= self._damaged_from)

    def _identify(self, frame: VideoFrame) -> tuple[int, int]:
        """Return the ordinal and the number that tell what this picture is."""
        if self._order.by == "pts":
            ordinal = NEVER if frame.pts is None else frame.pts
            return ordinal, -1 if ordinal == NEVER else int(self._order.slot[ordinal])
        if frame.dts is None:
            self._newest += 1
            return NEVER - 1, self._newest
        self._newest = int(self._order.slot[frame.dts]) - self._order.lag
        return frame.dts, self._newest

    def _is_sound(self, number: int, frame: VideoFrame) -> bool:
        if self._awaits_key and frame.key_frame:
            self._awaits_key = False
            return number >= 0
        return number >= self._lead and not self._awaits_key


def decode_alone(source: PacketSource, order: DisplayOrder, ordinal: int) -> Picture | None:
    """Return the picture of one key packet without any other, or None when it needs more.

    The decoder is left empty: a run that was under way cannot go on.
    """
    packet = next((p for _, p in source.packets_from(ordinal)), None)
    if packet is None:
        return None
    context = source.stream.codec_context
    context.skip_frame = "DEFAULT"
    try:
        frames = [*packet.decode(), *context.decode(None)]
    except av.FFmpegError:
        return None
    if len(frames) != 1 or frames[0].is_corrupt:
        return None
    return Picture(int(order.slot[ordinal]), frames[0], False)
