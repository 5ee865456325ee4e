"""Where session time lies on screen: scrolling, zooming and fitting as values."""

from __future__ import annotations

from dataclasses import dataclass

MAX_PX_PER_MS = 2.5
"""Closest zoom: a frame of 40 ms is 100 px wide."""
EDGE_SHARE = 0.1
"""How much of the view may lie before the beginning or after the end."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of session time on a strip of pixels: ``x = (ms - left_ms) * px_per_ms``.

    Attributes
    ----------
    left_ms : float
        Session time at the left edge.
    px_per_ms : float
        Zoom.
    width : int
        Width of the strip in px.
    total_ms : int
        Length of the session.
    """

    left_ms: float
    px_per_ms: float
    width: int
    total_ms: int

    @classmethod
    def whole(cls, width: int, total_ms: int) -> Scale:
        """Return the scale that shows the whole session."""
        return cls(0.0, 1.0, max(width, 1), max(total_ms, 1)).fit(0, total_ms, margin=0.0)

    @property
    def right_ms(self) -> float:
        """Session time at the right edge."""
        return self.left_ms + self.width / self.px_per_ms

    @property
    def span_ms(self) -> float:
        """Length of the time on screen."""
        return self.width / self.px_per_ms

    def x(self, ms: float) -> float:
        """Return the place of a time in px."""
        return (ms - self.left_ms) * self.px_per_ms

    def ms(self, x: float) -> int:
        """Return the whole ms under a place, rounded down."""
        return int((self.left_ms + x / self.px_per_ms) // 1)

    def zoomed(self, factor: float, at_x: float) -> Scale:
        """Return the scale zoomed by ``factor``; the time under ``at_x`` stays where it is."""
        here = self.left_ms + at_x / self.px_per_ms
        zoom = min(max(self.px_per_ms * factor, self._least_zoom), MAX_PX_PER_MS)
        return self._with(here - at_x / zoom, zoom)

    def scrolled(self, dx: float) -> Scale:
        """Return the scale moved ``dx`` px to later times."""
        return self._with(self.left_ms + dx / self.px_per_ms, self.px_per_ms)

    def starting_at(self, left_ms: float) -> Scale:
        """Return the scale with another time at its left edge."""
        return self._with(left_ms, self.px_per_ms)

    def fit(self, on_ms: int, off_ms: int, margin: float = 0.03) -> Scale:
        """Return the scale that shows ``[on_ms, off_ms)`` with a margin on both sides (share of the width)."""
        span = max(off_ms - on_ms, 1) * (1 + 2 * margin)
        zoom = min(max(self.width / span, self._least_zoom), MAX_PX_PER_MS)
        middle = (on_ms + off_ms) / 2
        return self._with(middle - self.width / zoom / 2, zoom)

    def resized(self, width: int) -> Scale:
        """Return the scale on a strip of another width; the left edge and the zoom stay."""
        wider = Scale(self.left_ms, self.px_per_ms, max(width, 1), self.total_ms)
        return wider._with(wider.left_ms, max(wider.px_per_ms, wider._least_zoom))

    def showing(self, ms: int) -> Scale:
        """Return the scale turned by whole pages until ``ms`` is on screen; unchanged when it already is."""
        if self.left_ms <= ms < self.right_ms:
            return self
        return self.starting_at(ms - self.span_ms * EDGE_SHARE / 2)

    @property
    def _least_zoom(self) -> float:
        return self.width / (self.total_ms * (1 + EDGE_SHARE))

    def _with(self, left_ms: float, zoom: float) -> Scale:
        spare = self.width / zoom * EDGE_SHARE
        latest = max(self.total_ms + spare - self.width / zoom, -spare)
        return Scale(min(max(left_ms, -spare), latest), zoom, self.width, self.total_ms)
