"""The parts of the timeline's surface and what lies under the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coder.ui.code.timeline.lanes import FOREVER, Lane
from coder.ui.code.timeline.rows import Row, row_at
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.scene import Scene

EDGE_GRAB_PX = 6
POINT_GRAB_PX = 9

Area = Literal["corner", "ruler", "names", "tracks", "map", "map_name"]
Part = Literal["on", "off", "body"]


@dataclass(frozen=True, slots=True)
class Geometry:
    """Sizes in px: names on the left, ruler on top, map of the session at the bottom, tracks between."""

    width: int
    height: int
    names: int = 158
    ruler: int = 24
    map: int = 50
    scrolled: int = 0

    @property
    def tracks_width(self) -> int:
        """Width of the tracks."""
        return max(self.width - self.names, 1)

    @property
    def tracks_height(self) -> int:
        """Height between ruler and map."""
        return max(self.height - self.ruler - self.map, 1)

    @property
    def map_top(self) -> int:
        """Where the map begins."""
        return self.height - self.map

    def row_y(self, y: float) -> float:
        """Return a height on the surface as a height below the first row's top."""
        return y - self.ruler + self.scrolled

    def area(self, x: float, y: float) -> Area:
        """Return the part of the surface at a place."""
        left = x < self.names
        if y < self.ruler:
            return "corner" if left else "ruler"
        if y >= self.map_top:
            return "map_name" if left else "map"
        return "names" if left else "tracks"


@dataclass(frozen=True, slots=True)
class Hit:
    """An event under the mouse, and whether one of its edges is."""

    row: Row
    lane: Lane
    place: int
    part: Part

    @property
    def event_id(self) -> str:
        """Id of the event."""
        return self.lane.ids[self.place]


def hit_test(scene: Scene, rows: tuple[Row, ...], scale: Scale, x: float, row_y: float) -> Hit | None:
    """Return the event at ``x`` (px from the left end of the tracks) and a height below the first row, or None."""
    row = row_at(rows, row_y)
    if row is None or row.channel is None:
        return None
    lane = scene.lanes[row.channel.id]
    if row.channel.kind == "point":
        place = lane.nearest_point(scale.ms(x), POINT_GRAB_PX / scale.px_per_ms)
        return None if place is None else Hit(row, lane, place, "body")
    top = row.top + (row.height - row.bar) / 2
    sub = min(max(int((row_y - top) / row.bar * lane.rows), 0), lane.rows - 1)
    return _hit_state(row, lane, scale, x, sub)


def _hit_state(row: Row, lane: Lane, scale: Scale, x: float, sub: int) -> Hit | None:
    reach = EDGE_GRAB_PX / scale.px_per_ms
    ms = scale.left_ms + x / scale.px_per_ms
    place = lane.at(int(ms), sub)
    if place is None:
        return _hit_edge_from_outside(row, lane, ms, reach, sub)
    on, off = int(lane.on[place]), int(lane.off[place])
    grab = min(reach, (off - on) / 3)
    if ms - on <= grab:
        return Hit(row, lane, place, "on")
    if off != FOREVER and off - ms <= grab:
        return Hit(row, lane, place, "off")
    return Hit(row, lane, place, "body")


def _hit_edge_from_outside(row: Row, lane: Lane, ms: float, reach: float, sub: int) -> Hit | None:
    before, after = lane.at(int(ms - reach), sub), lane.at(int(ms + reach), sub)
    if after is not None:
        return Hit(row, lane, after, "on")
    return Hit(row, lane, before, "off") if before is not None else None
