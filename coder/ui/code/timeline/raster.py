"""States and crowded points of a lane as pixels, in a few array operations whatever their number.

A column of pixels belongs to the state that covers it; states narrower than a pixel share a column, which then shows
the longest of them. Painting thus costs as much as the view is wide, not as much as there are events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.ui.code.timeline.lanes import FOREVER, Indices, Lane
from coder.ui.code.timeline.scale import Scale

Pixels = npt.NDArray[np.uint32]
Columns = npt.NDArray[np.int64]

HATCH_PX = 6
GAP_FROM_PX = 4
"""States at least this wide show a gap of one pixel to the next."""
ROUND_FROM_PX = 6
CROWDED_PX = 6
"""Points closer than this are drawn as strokes instead of shapes."""
NOBODY = -1


@dataclass(frozen=True, eq=False, slots=True)
class Inks:
    """Colours of a channel's codes as premultiplied ARGB.

    Attributes
    ----------
    fills : uint32 array, shape (codes,)
        Fill of each code, 0 for hatched ones.
    hatched : bool array, shape (codes,)
        Codes that say "cannot be seen".
    hatch : int
        Colour of the hatching.
    """

    fills: Pixels
    hatched: npt.NDArray[np.bool_]
    hatch: int


class Boxes(NamedTuple):
    """States in view: their places in the lane, and their first and past-the-last column."""

    places: Indices
    begin: Columns
    end: Columns


def boxes(lane: Lane, scale: Scale, dpr: float = 1.0, row: int = 0) -> Boxes:
    """Return the closed states of a sub-row that meet the view, cut to it, in device pixels."""
    found = lane.between(scale.left_ms, scale.right_ms)
    places = np.arange(found.start, found.stop)
    on, off = lane.on[found], lane.off[found]
    keep = (off != FOREVER) & (off >= scale.left_ms) & (lane.row[found] == row)
    return Boxes(places[keep], _columns(on[keep], scale, dpr), _columns(off[keep], scale, dpr))


def state_pixels(lane: Lane, scale: Scale, inks: Inks, height: int, dpr: float = 1.0, row: int = 0) -> Pixels:
    """Return the closed states of a sub-row as an image of shape (height, width), transparent where there is none."""
    width = round(scale.width * dpr)
    seen = boxes(lane, scale, dpr, row)
    owner = _owners(seen, lane, width)
    code = np.where(owner == NOBODY, 0, lane.code[seen.places][owner]) if len(seen.places) else owner * 0
    line = np.where(owner == NOBODY, np.uint32(0), inks.fills[code])
    image = np.repeat(line[None, :], height, axis=0)
    hatched = (owner != NOBODY) & inks.hatched[code]
    if hatched.any():
        _hatch(image, np.flatnonzero(hatched), round(scale.left_ms * scale.px_per_ms * dpr), inks.hatch)
    _separate(image, seen)
    return image


def stroke_pixels(lane: Lane, places: Indices, scale: Scale, color: int, height: int, dpr: float = 1.0) -> Pixels:
    """Return points as strokes of one pixel, as an image of shape (height, width)."""
    width = round(scale.width * dpr)
    image = np.zeros((height, width), dtype=np.uint32)
    image[:, np.clip(_columns(lane.on[places], scale, dpr), 0, width - 1)] = color
    return image


def crowded(lane: Lane, scale: Scale) -> tuple[Indices, Indices]:
    """Return the points in view: those with room for their shape, and those too close to a neighbour."""
    found = lane.between(scale.left_ms - CROWDED_PX / scale.px_per_ms, scale.right_ms + CROWDED_PX / scale.px_per_ms)
    places = np.arange(found.start, found.stop)
    close = np.diff(lane.on[found]) * scale.px_per_ms < CROWDED_PX
    tight = np.append(close, False) | np.insert(close, 0, False) if len(places) else np.zeros(0, dtype=bool)
    return places[~tight], places[tight]


def _columns(times: Columns, scale: Scale, dpr: float) -> Columns:
    raw = np.rint((times - scale.left_ms) * (scale.px_per_ms * dpr))
    columns: Columns = np.clip(raw, 0, round(scale.width * dpr)).astype(np.int64)
    return columns


def _owners(seen: Boxes, lane: Lane, width: int) -> Columns:
    """Return for each column the number of the box that covers it, or `NOBODY`."""
    owner = np.full(width, NOBODY, dtype=np.int64)
    lengths = seen.end - seen.begin
    total = int(lengths.sum())
    starts = np.repeat(seen.begin - (np.cumsum(lengths) - lengths), lengths)
    owner[np.arange(total) + starts] = np.repeat(np.arange(len(lengths)), lengths)
    thin = np.flatnonzero((lengths == 0) & (seen.begin < width))
    if len(thin):
        longest_last = thin[np.argsort((lane.off - lane.on)[seen.places[thin]], kind="stable")]
        owner[seen.begin[longest_last]] = longest_last
    return owner


def _hatch(image: Pixels, columns: Columns, shift: int, color: int) -> None:
    lines = (np.arange(len(image))[:, None] + np.arange(HATCH_PX)) % HATCH_PX == 0
    tile = np.where(lines, np.uint32(color), np.uint32(0))
    image[:, columns] = tile[:, (columns + shift) % HATCH_PX]
    image[0, columns] = image[-1, columns] = color


def _separate(image: Pixels, seen: Boxes) -> None:
    """Leave a gap between neighbours wide enough to be told apart, and round their corners a little."""
    lengths, ends_here = seen.end - seen.begin, seen.end < image.shape[1]
    image[:, seen.end[(lengths >= GAP_FROM_PX) & ends_here] - 1] = 0
    wide = lengths >= ROUND_FROM_PX
    corners = np.concatenate((seen.begin[wide & (seen.begin > 0)], seen.end[wide & ends_here] - 2))
    image[0, corners] = image[-1, corners] = 0
