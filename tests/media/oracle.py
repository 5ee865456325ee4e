"""What is on screen when, found without any seeking: the whole file decoded from its start."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import av
import numpy as np

from tests.media.barcode import read
from tests.media.encode import Recipe


@dataclass(frozen=True)
class Shown:
    """One picture of the linear decoding: when it comes on, the number drawn in it, and how it looks."""

    on_ms: Fraction
    number: int
    bgra: np.ndarray


def decode_all(path: Path, recipe: Recipe) -> list[Shown]:
    """Decode a file from start to end and return its whole pictures in display order.

    AVI stores no display times, so there each picture is on screen when the recipe says.
    """
    shown: list[Shown] = []
    first = None
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        for frame in _frames(container, stream):
            if frame.is_corrupt:
                continue
            number = read(frame.to_ndarray(format="rgb24"))
            on_ms = own_ms(recipe, number) if recipe.suffix == "avi" else frame.pts * stream.time_base * 1000
            first = on_ms if first is None else first
            upright = np.rot90(frame.to_ndarray(format="bgra"), round(frame.rotation / 90) % 4)
            shown.append(Shown(on_ms - first, number, upright))
    return shown


def own_ms(recipe: Recipe, number: int) -> Fraction:
    """Return when the recipe puts a picture on screen, counted from its first."""
    ticks = recipe.times[number] if recipe.times else number
    return ticks * (recipe.tick or 1 / recipe.rate) * 1000


def _frames(container: av.container.InputContainer, stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    for packet in container.demux(stream):
        if packet.size or packet.dts is None:
            try:
                yield from packet.decode()
            except av.FFmpegError:
                continue


def place_at(shown: list[Shown], ms: int) -> int:
    """Return the place of the last picture whose time is not after `ms`, clamped to the first."""
    return max(0, bisect_right([s.on_ms for s in shown], ms) - 1)


def telling_times(shown: list[Shown]) -> list[int]:
    """Return every boundary and the ms around it, and times before the start and after the end."""
    times = {-1000, -1, 0, 1, floor(shown[-1].on_ms) + 10_000}
    for picture in shown:
        times |= {floor(picture.on_ms) - 1, floor(picture.on_ms), ceil(picture.on_ms), ceil(picture.on_ms) + 1}
    return sorted(times)
