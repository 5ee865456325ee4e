"""Reading packets: the whole table once, and on from any packet later.

After a seek the time stamps of some formats (MPEG program streams above all) are not those of the first
reading. So a packet is recognised by its position or its content, and the table's facts are used from there.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from av.packet import Packet
from av.video.stream import VideoStream

from coder.media.container import open_recording, packets_of, picture_stream
from coder.media.errors import MediaError
from coder.media.packets import NO_TIME, PacketFacts, PacketTable, packet_table, with_continuous_times

MOST_THREADS = 8
STRANGERS_AFTER_SEEK = 64
BYTE_SEEK_FORMATS = ("mpegts", "mpeg")
VP8_SHOWN_BIT = 0x10

VideoPacket: TypeAlias = "Packet[VideoStream]"


class LostPlaceError(Exception):
    """The packets after a seek are not those of the first reading."""


class PacketSource:
    """The video packets of one open file.

    Attributes
    ----------
    table : PacketTable
        All packets, read once when the file is opened.
    failed : bool
        Whether something could not be read since this was last set to False.
    careful : bool
        Whether packets are decoded one after the other, so that an error belongs to the packet just given.
        Files without errors are decoded by several threads, each at another packet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.careful = self.failed = False
        self._broken = False
        self._open()
        facts = [self._facts(packet) for packet in self._demux()]
        if not facts:
            raise MediaError(f"{path}: the file has no pictures in it. Copy the recording again.")
        tick_s = Fraction(self.stream.time_base or 1)
        self.table: PacketTable = with_continuous_times(packet_table(facts, self._broken), tick_s)
        self._set_threads()
        self._careful_from_the_start = self._broken or bool(np.any(self.table.corrupt))
        if self._careful_from_the_start:
            self.be_careful()
        self.failed = False

    def be_careful(self) -> None:
        """Decode one packet after the other from now on. Runs under way cannot go on."""
        self.careful = True
        self._open_again()

    def start_again(self) -> None:
        """Open the file anew after it could not be read for a while; raises `MediaError` while it still cannot."""
        self.careful = self._careful_from_the_start
        self._open_again()
        self.failed = False

    def _open_again(self) -> None:
        self.container.close()
        self._open()
        self._set_threads()

    def _open(self) -> None:
        self.container = open_recording(self.path)
        self.stream = picture_stream(self.container, self.path)

    def _set_threads(self) -> None:
        """Share the work on one picture where each stands alone, else work on several pictures at once.

        H.264 in shared pictures is left out: its decoder then no longer tells which are damaged.
        """
        codec = self.stream.codec_context.codec.canonical_name
        alone = bool(np.all(self.table.key)) and codec != "h264"
        self.stream.thread_type = "NONE" if self.careful else "SLICE" if alone else "AUTO"
        self.stream.thread_count = min(MOST_THREADS, (os.cpu_count() or 1) + 1)

    def close(self) -> None:
        """Close the file."""
        self.container.close()

    def packets_from(self, ordinal: int) -> Iterator[tuple[int, VideoPacket]]:
        """Yield (ordinal, packet) from a packet on; the decoder is flushed and ready for it.

        Raises
        ------
        LostPlaceError
            While iterating, when the packets are not the expected ones; `packets_from_start` always works.
        """
        for target, is_byte in self._seek_targets(ordinal):
            try:
                self.container.seek(target, stream=self.stream, unsupported_byte_offset=is_byte)
            except av.FFmpegError:
                continue
            packets = self._demux()
            first = self._find(packets, ordinal)
            if first is not None:
                yield ordinal, first
                yield from self._follow(packets, ordinal + 1)
                return
        yield from self.packets_from_start(ordinal)

    def packets_from_start(self, ordinal: int) -> Iterator[tuple[int, VideoPacket]]:
        """Yield (ordinal, packet) from a packet on, found by reading the file again from its start."""
        self._open_again()
        for place, packet in enumerate(self._demux()):
            if place >= ordinal:
                yield place, packet

    def _seek_targets(self, ordinal: int) -> Iterator[tuple[int, bool]]:
        """Yield (target, whether it is a byte) to try, best first."""
        if self.container.format.name not in BYTE_SEEK_FORMATS:
            for stamp in (self.table.pts[ordinal], self.table.dts[ordinal]):
                if stamp != NO_TIME:
                    yield int(stamp), False
            return
        if ordinal == 0 or self.container.format.name == "mpegts":
            yield max(0, int(self.table.pos[ordinal])), True
        known = np.flatnonzero(self.table.pos[:ordinal] >= 0)
        for place in known[-1:-9:-3]:
            yield int(self.table.pos[place]), True

    def _find(self, packets: Iterator[VideoPacket], ordinal: int) -> VideoPacket | None:
        """Read up to packet `ordinal` and return it, or None when the seek led past it or nowhere known."""
        place: int | None = None
        for strangers, packet in enumerate(packets):
            place = place + 1 if place is not None else self._place_of(packet)
            if place is None and strangers >= STRANGERS_AFTER_SEEK:
                return None
            if place is not None and place >= ordinal:
                found = place == ordinal and packet.size == self.table.size[ordinal]
                return packet if found else None
        return None

    def _follow(self, packets: Iterator[VideoPacket], ordinal: int) -> Iterator[tuple[int, VideoPacket]]:
        sizes = self.table.size
        for place, packet in enumerate(packets, ordinal):
            if place >= len(sizes) or packet.size != sizes[place]:
                raise LostPlaceError
            yield place, packet

    def _place_of(self, packet: VideoPacket) -> int | None:
        return self.table.place_of(self._identity(packet), packet.pts)

    def _identity(self, packet: VideoPacket) -> int:
        if self.container.format.name == "mpeg" or packet.pos is None:
            return packet.size << 32 | zlib.crc32(packet)
        return packet.pos << 16 ^ packet.size

    def _demux(self) -> Iterator[VideoPacket]:
        return (p for p in packets_of(self.container, self.stream, self._note_error) if p.size)

    def _note_error(self) -> None:
        self._broken = self.failed = True

    def _facts(self, packet: VideoPacket) -> PacketFacts:
        hidden = packet.is_discard
        if self.stream.codec_context.name == "vp8":
            hidden = hidden or not memoryview(packet)[0] & VP8_SHOWN_BIT
        return PacketFacts(
            pts=packet.pts,
            dts=packet.dts,
            key=packet.is_keyframe,
            shown=not hidden,
            corrupt=packet.is_corrupt,
            pos=packet.pos,
            size=packet.size,
            duration=packet.duration or 0,
            identity=self._identity(packet),
        )
