"""Which packet becomes which picture on screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from coder.media.packets import NO_TIME, PacketTable

CODECS_WITHOUT_EMPTY_PACKETS = ("h264", "hevc", "mpeg2video", "mpeg1video", "vp9", "av1")


@dataclass(frozen=True, eq=False, slots=True)
class DisplayOrder:
    """Numbers of the pictures on screen, by packet.

    Attributes
    ----------
    by : {"pts", "dts"}
        "pts": a picture is known by the packet it came in. "dts": the file stores no display times (AVI), so
        pictures are on screen in the order they leave the decoder, and each is known by the packet whose
        arrival pushed it out.
    slot : ndarray of int64, shape (packets,)
        Number of the packet's picture, negative where it has none. By "dts" it is exact for key pictures
        without leading ones and a lower bound for others.
    stamps : ndarray of int64, shape (pictures,)
        Time stamp of each picture in ticks.
    lag : int
        By "dts": a packet with slot s pushes out picture s - lag.
    every_packet_shows : bool
        Whether a packet without a picture is a lost one. In some codecs packets may add nothing.
    """

    by: Literal["pts", "dts"]
    slot: NDArray[np.int64]
    stamps: NDArray[np.int64]
    lag: int = 0
    every_packet_shows: bool = False

    def starting_at(self, first: int, lag: int) -> Self:
        """Return the order with picture `first` as number 0; earlier ones are never shown."""
        return replace(self, slot=self.slot - first, stamps=self.stamps[first:], lag=lag)


def display_order(table: PacketTable, container: str, codec: str) -> DisplayOrder:
    """Return the order in which the pictures of a file are shown."""
    shown = np.flatnonzero(table.shown)
    by_pts = container != "avi" and not np.any(table.pts[shown] == NO_TIME)
    stamps = table.pts if by_pts else table.dts
    order = shown[np.argsort(stamps[shown], kind="stable")]
    slot = np.full(len(table), -1, dtype=np.int64)
    slot[order] = np.arange(len(order))
    every = by_pts and codec in CODECS_WITHOUT_EMPTY_PACKETS
    return DisplayOrder("pts" if by_pts else "dts", slot, stamps[order], every_packet_shows=every)
