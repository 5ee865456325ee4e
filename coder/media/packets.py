"""The packet table of a video: every packet's facts, by its ordinal (its place in the file)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

START_OVER_S = 1
NO_TIME = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class PacketFacts:
    """What one packet says about itself."""

    pts: int | None
    dts: int | None
    key: bool
    shown: bool
    corrupt: bool
    pos: int | None
    size: int
    duration: int
    identity: int


@dataclass(frozen=True, eq=False, slots=True)
class PacketTable:
    """Facts about every packet, one array element each, in file order.

    Attributes
    ----------
    pts, dts : ndarray of int64
        In ticks; `NO_TIME` where missing.
    key, shown, corrupt : ndarray of bool
        `shown` is false for packets an edit list discards and for hidden reference pictures.
    pos, size, duration : ndarray of int64
        Bytes, bytes, ticks; pos is -1 where unknown.
    broken : bool
        Whether the file could not be read to its end without errors.
    starts_over : int
        How often the file's own time starts over.
    """

    pts: NDArray[np.int64]
    dts: NDArray[np.int64]
    key: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    corrupt: NDArray[np.bool_]
    pos: NDArray[np.int64]
    size: NDArray[np.int64]
    duration: NDArray[np.int64]
    broken: bool
    _identities: NDArray[np.int64]
    _by_identity: NDArray[np.int64]
    starts_over: int = 0

    def __len__(self) -> int:
        return len(self.size)

    def place_of(self, identity: int, pts: int | None) -> int | None:
        """Return the ordinal of the packet with this identity, or None when it is not the only one."""
        low, high = np.searchsorted(self._identities, [identity, identity + 1])
        places = self._by_identity[low:high]
        if len(places) > 1:
            places = places[self.pts[places] == (NO_TIME if pts is None else pts)]
        return int(places[0]) if len(places) == 1 else None


def packet_table(facts: Iterable[PacketFacts], broken: bool) -> PacketTable:
    """Return the table of `facts` given in file order."""
    rows = list(facts)
    identities = np.array([f.identity for f in rows], dtype=np.int64)
    order = np.argsort(identities, kind="stable")
    return PacketTable(
        pts=np.array([NO_TIME if f.pts is None else f.pts for f in rows], dtype=np.int64),
        dts=np.array([NO_TIME if f.dts is None else f.dts for f in rows], dtype=np.int64),
        key=np.array([f.key for f in rows], dtype=bool),
        shown=np.array([f.shown for f in rows], dtype=bool),
        corrupt=np.array([f.corrupt for f in rows], dtype=bool),
        pos=np.array([-1 if f.pos is None else f.pos for f in rows], dtype=np.int64),
        size=np.array([f.size for f in rows], dtype=np.int64),
        duration=np.array([f.duration for f in rows], dtype=np.int64),
        broken=broken,
        _identities=identities[order],
        _by_identity=order.astype(np.int64),
    )


def with_continuous_times(table: PacketTable, tick_s: Fraction) -> PacketTable:
    """Return the table with times that never start over.

    Joined recordings and DVD cells count time from anew; each such part is laid right after the one before.
    """
    known = np.flatnonzero(table.dts != NO_TIME)
    breaks = np.flatnonzero(np.diff(table.dts[known]) < -round(START_OVER_S / tick_s)) + 1
    if not len(breaks):
        return table
    shift = np.zeros(len(table), dtype=np.int64)
    for place in breaks:
        before = int(known[place - 1])
        first = int(known[place])
        end = int(table.dts[before]) + int(shift[before]) + max(1, int(table.duration[before]))
        shift[first:] = end - int(table.dts[first])
    return replace(
        table,
        pts=np.where(table.pts == NO_TIME, NO_TIME, table.pts + shift),
        dts=np.where(table.dts == NO_TIME, NO_TIME, table.dts + shift),
        starts_over=len(breaks),
    )
