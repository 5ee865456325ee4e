"""Recordings coded as separate fields (interlaced AVCHD): two packets make one picture.

The container does not say which packets are second fields, so the first packets are decoded to see.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import av
import numpy as np
from numpy.typing import NDArray

from coder.media.demux import PacketSource
from coder.media.packets import NO_TIME, PacketTable

TRIAL_PACKETS = 24
PROGRESSIVE = 1


def without_second_fields(source: PacketSource) -> PacketTable:
    """Return the packet table with second fields marked as not shown; most files have none."""
    table, context = source.table, source.stream.codec_context
    if context.codec.canonical_name != "h264":
        return table
    if context.field_order <= PROGRESSIVE and not np.any(table.pts == NO_TIME):
        return table
    firsts = _packets_that_became_pictures(source)
    if len(firsts) < 2 or len(firsts) > 0.75 * (firsts[-1] - firsts[0] + 1):
        return table
    stamps = np.sort(table.pts[firsts])
    stamps = stamps[stamps != NO_TIME]
    if len(stamps) < 2:
        return table
    period = int(np.median(np.diff(stamps)))
    second = _second_fields(table, period)
    return replace(
        table,
        shown=table.shown & ~second,
        key=table.key & ~second,
        duration=np.full_like(table.duration, period),
    )


def _packets_that_became_pictures(source: PacketSource) -> list[int]:
    """Return the ordinals, among the first packets, of those whose pictures came out of the decoder."""
    found: list[int] = []
    for ordinal, packet in islice(source.packets_from(0), TRIAL_PACKETS):
        packet.pts = packet.dts = ordinal
        try:
            found += [frame.pts for frame in packet.decode() if frame.pts is not None]
        except av.FFmpegError:
            continue
    return sorted(found)


def _second_fields(table: PacketTable, period: int) -> NDArray[np.bool_]:
    """Return which packets follow a first field: without a time, or half a period after it."""
    second = np.zeros(len(table), dtype=bool)
    for place in range(1, len(table)):
        if second[place - 1]:
            continue
        gap = int(table.pts[place]) - int(table.pts[place - 1])
        second[place] = table.pts[place] == NO_TIME or 0 < gap < 0.75 * period
    return second
