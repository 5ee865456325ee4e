"""Where the parts of the picture stand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from coder.ui.theme import Theme

LABEL_PX, RIGHT_PX = 132, 8
BAND_PX, RASTER_PX, WEDGE_PX, RULER_PX, LANE_PX, BAR_PX, BRACKET_PX = 17, 11, 16, 20, 30, 22, 34


@dataclass(frozen=True, slots=True)
class Axis:
    """Session time ``[on, off)`` on the pixels from ``left`` to ``right``."""

    on: int
    off: int
    left: float
    right: float

    @property
    def px_per_ms(self) -> float:
        """Scale."""
        return (self.right - self.left) / max(self.off - self.on, 1)

    def x(self, ms: float) -> float:
        """Return the place of a time, held inside the axis."""
        return min(max(self.left + (ms - self.on) * self.px_per_ms, self.left), self.right)

    def box(self, on: int, off: int, top: float, height: float) -> QRectF:
        """Return the box of a stretch, empty where it is outside."""
        left, right = self.x(on), self.x(off)
        return QRectF(left, top, right - left if off > self.on and on < self.off else 0, height)


@dataclass(frozen=True, slots=True)
class Layout:
    """Heights from top to bottom at a text size: session band, small lanes, wedge, ruler, lanes, bracket."""

    theme: Theme
    width: int
    rasters: int
    lanes: int

    @property
    def label_width(self) -> int:
        """Room for the names at the left."""
        return self.theme.px(LABEL_PX)

    def axis(self, on: int, off: int) -> Axis:
        """Return an axis over the whole width beside the names."""
        return Axis(on, off, float(self.label_width), float(self.width - self.theme.px(RIGHT_PX)))

    @property
    def raster_top(self) -> int:
        """Where the small lanes begin."""
        return self.theme.px(BAND_PX + 3)

    def raster_at(self, number: int) -> int:
        """Where a small lane begins."""
        return self.raster_top + number * self.theme.px(RASTER_PX)

    @property
    def session_bottom(self) -> int:
        """Where the whole session ends."""
        return self.raster_at(self.rasters)

    @property
    def ruler_top(self) -> int:
        """Where the magnified stretch begins."""
        return self.session_bottom + self.theme.px(WEDGE_PX)

    @property
    def lanes_top(self) -> int:
        """Where the lanes begin."""
        return self.ruler_top + self.theme.px(RULER_PX)

    def lane_at(self, number: int) -> int:
        """Where a lane begins."""
        return self.lanes_top + number * self.theme.px(LANE_PX)

    @property
    def lanes_bottom(self) -> int:
        """Where the lanes end and the bracket begins."""
        return self.lane_at(self.lanes)

    @property
    def height(self) -> int:
        """Height of everything."""
        return self.lanes_bottom + self.theme.px(BRACKET_PX)
