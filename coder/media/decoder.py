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
MOST_REORDERED: Final = 16


class TroubleError(Exception):
    """A packet does not decode. With several threads nobody knows which; the source must be made careful."""


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """A decoded picture: its number, its pixels as the decoder left them, and whether they can be trusted."""

    number: int
    pixels: VideoFrame
    damaged: bool


class Run:
    """The decoder at work from packet `start` on, as an iterator of pictures in display order.

    Every packet's time stamps are replaced by its ordinal before it is decoded, so each picture tells where it
    came from. Pictures that need what came before `start` (leading pictures of an open group) are left out, and so are
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
        self._began_at = self._fed = ordinal
        self._nothing_yet = True
        self._lead = 0 if at_start else int(self._order.slot[ordinal])
        self._awaits_key = self._order.by == "dts" and not at_start
        self._damaged_from = NEVER
        self._newest = self._lead - 1
        self._pending: dict[int, None] = {}
        self._held.clear()

    def _decode(self) -> Iterator[Picture]:
        try:
            for ordinal, packet in self._source.packets_from(self.start):
                yield from self._feed(ordinal, packet)
        except LostPlaceError:
            key = self._key_before(self._fed)
            self._begin_at(key)
            for ordinal, packet in self._source.packets_from_start(key):
                yield from self._feed(ordinal, packet)
        yield from self._drain()

    def _key_before(self, ordinal: int) -> int:
        keys = self._source.table.key[: ordinal + 1].nonzero()[0]
        return int(keys[-1]) if len(keys) else 0

    def _feed(self, ordinal: int, packet: VideoPacket) -> Iterator[Picture]:
        table = self._source.table
        self._fed = ordinal
        if table.key[ordinal] and self._damaged_from < ordinal:
            yield from self._drain()
            self._context.flush_buffers()
            self._begin_at(ordinal)
        if table.corrupt[ordinal]:
            self._damage(ordinal)
        may_skip = self._may_skip(ordinal)
        self._context.skip_frame = "NONREF" if may_skip else "DEFAULT"
        if not may_skip and self._order.slot[ordinal] >= self._lead:
            self._pending[ordinal] = None
        packet.pts = packet.dts = ordinal
        try:
            frames = packet.decode()
        except av.FFmpegError as error:
            if not self._source.careful:
                raise TroubleError from error
            self._damage(ordinal)
            return
        yield from self._release(frames)

    def _may_skip(self, ordinal: int) -> bool:
        is_early = int(self._order.slot[ordinal]) < self.needed_from
        return is_early and self._order.by == "pts" and not self._source.table.key[ordinal]

    def _damage(self, ordinal: int) -> None:
        self._damaged_from = min(self._damaged_from, ordinal)

    def _drain(self) -> Iterator[Picture]:
        try:
            frames = self._context.decode(None)
        except av.FFmpegError as error:
            if not self._source.careful:
                raise TroubleError from error
            frames = []
        if self._order.by == "dts":
            self._newest = max(self._newest, int(self._order.slot[self._fed]) - self._order.lag)
        yield from self._release(frames)
        self._lose(list(self._pending))
        yield from self._release([])

    def _release(self, frames: list[VideoFrame]) -> Iterator[Picture]:
        """Yield pictures, each only when all decoded before it are known to be whole or lost."""
        for frame in frames:
            if frame.pts is not None:
                self._take(frame, frame.pts)
        while self._held and self._held[0][0] < next(iter(self._pending), NEVER):
            ordinal, number, frame = self._held.popleft()
            yield Picture(number, frame, ordinal >= self._damaged_from)

    def _take(self, frame: VideoFrame, ordinal: int) -> None:
        number = self._number(frame)
        self._pending.pop(ordinal, None)
        if frame.is_corrupt:
            self._damage(ordinal)
        if not self._is_sound(number, frame):
            return
        self._held.append((ordinal, number, frame))
        if self._order.by == "pts":
            self._lose([p for p in self._pending if self._order.slot[p] < number])
        else:
            self._lose([p for p in self._pending if p < ordinal - MOST_REORDERED])

    def _lose(self, ordinals: list[int]) -> None:
        """Give up waiting for pictures; what was decoded after a lost one may refer to it."""
        for ordinal in ordinals:
            del self._pending[ordinal]
            if self._order.every_packet_shows and self._order.slot[ordinal] >= self._lead:
                self._damage(ordinal)

    def _number(self, frame: VideoFrame) -> int:
        """Return the number of a picture, whose `pts` is the ordinal of the packet it came in."""
        if self._order.by == "pts":
            return int(self._order.slot[frame.pts])
        pushed_out_by = frame.dts
        if pushed_out_by is None:
            self._newest += 1
        else:
            self._newest = int(self._order.slot[pushed_out_by]) - self._order.lag
        return self._newest

    def _is_sound(self, number: int, frame: VideoFrame) -> bool:
        if self._awaits_key and frame.key_frame:
            self._awaits_key = False
            return number >= 0
        if self._nothing_yet and number >= self._lead:
            self._see_first(number)
        return number >= self._lead and not self._awaits_key

    def _see_first(self, number: int) -> None:
        """Note the first picture; what should have come before it could not be decoded from here."""
        self._nothing_yet = False
        if self._order.by == "dts":
            return
        if number > self._lead and self._began_at > 0:
            self._distrust_gradual_refresh()
        for early in [p for p in self._pending if self._order.slot[p] < number]:
            del self._pending[early]

    def _distrust_gradual_refresh(self) -> None:
        """Wait for one more refresh when the picture is renewed bit by bit.

        Encoders promise a whole picture after one sweep, but stale parts can survive it; after a second one
        they do not.
        """
        keys = self._source.table.key[self._began_at + 1 :].nonzero()[0]
        self._lead = int(self._order.slot[self._began_at + 1 + keys[0]]) if len(keys) else NEVER


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
