"""What is on screen when, found without any seeking: the whole file decoded from its start."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import av
import numpy as np

from tests.media.barcode import read


@dataclass(frozen=True)
class Shown:
    """One picture of the linear decoding: its time since the first, and the number drawn in it."""

    on_ms: Fraction
    number: int
    bgra: np.ndarray


def decode_all(path: Path) -> list[Shown]:
    """Decode a file from start to end and return its whole pictures in display order."""
    shown: list[Shown] = []
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        by_count = container.format.name == "avi"
        first = None
        for count, frame in enumerate(_frames(container, stream)):
            if frame.is_corrupt:
                continue
            stamp = count if by_count else frame.pts
            first = stamp if first is None else first
            upright = np.rot90(frame.to_ndarray(format="bgra"), round(frame.rotation / 90) % 4)
            number = read(frame.to_ndarray(format="rgb24"))
            shown.append(Shown((stamp - first) * stream.time_base * 1000, number, upright))
    return shown


def _frames(container, stream):
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.FFmpegError:
            continue


def at(shown: list[Shown], ms: int) -> Shown:
    """Return the last picture whose time is not after `ms`, clamped to the first."""
    return shown[max(0, bisect_right([s.on_ms for s in shown], ms) - 1)]


def telling_times(shown: list[Shown]) -> list[int]:
    """Return every boundary and the ms around it, and times before the start and after the end."""
    times = {-1000, -1, 0, 1, floor(shown[-1].on_ms) + 10_000}
    for picture in shown:
        times |= {floor(picture.on_ms) - 1, floor(picture.on_ms), ceil(picture.on_ms), ceil(picture.on_ms) + 1}
    return sorted(times)
