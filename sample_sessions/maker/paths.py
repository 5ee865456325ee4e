"""Where people go in the room: metres, x from left to right, y from the back wall towards the cameras."""

from __future__ import annotations

from bisect import bisect_right
from math import hypot

import numpy as np

from maker.tape import TICK_MS

Place = tuple[float, float]
OUTSIDE: Place = (0.7, -0.5)
DOOR: Place = (0.8, 0.35)
INSIDE: Place = (1.15, 0.85)
MIDDLE: Place = (1.9, 1.5)
CHAIR: Place = (4.5, 1.35)
STRANGER_CHAIR: Place = (3.0, 0.75)
TOYS: dict[str, Place] = {
    "rings": (1.7, 2.5),
    "ball": (2.4, 3.1),
    "blocks": (3.1, 2.7),
    "car": (3.7, 2.7),
    "drum": (2.7, 2.1),
}
ARM_M, NEAR_M = 0.75, 2.0


def distance(a: Place, b: Place) -> float:
    """Return the distance of two places in metres."""
    return hypot(a[0] - b[0], a[1] - b[1])


def beside(target: Place, seen_from: Place, gap_m: float) -> Place:
    """Return the place ``gap_m`` before ``target`` on the way from ``seen_from``."""
    far = distance(target, seen_from)
    if far <= gap_m:
        return seen_from
    share = gap_m / far
    return (target[0] + (seen_from[0] - target[0]) * share, target[1] + (seen_from[1] - target[1]) * share)


class Path:
    """The way of one person through a session, as knots ``(tick, x, y)`` with straight lines between."""

    def __init__(self, start: Place) -> None:
        self.knots: list[tuple[int, float, float]] = [(0, *start)]

    def at(self, tick: int) -> Place:
        """Return the place at a tick."""
        index = bisect_right(self.knots, tick, key=lambda knot: knot[0]) - 1
        t0, x0, y0 = self.knots[index]
        if index + 1 == len(self.knots):
            return (x0, y0)
        t1, x1, y1 = self.knots[index + 1]
        share = (tick - t0) / (t1 - t0)
        return (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)

    def halt(self, tick: int) -> Place:
        """Stop where the person is at ``tick``, forgetting later plans; return the place."""
        place = self.at(tick)
        self.knots = [knot for knot in self.knots if knot[0] < tick] or [(0, *place)]
        if self.knots[-1][0] < tick:
            self.knots.append((tick, *place))
        return place

    def walk(self, tick: int, target: Place, metres_per_s: float) -> int:
        """Go straight to ``target`` starting at ``tick``; return the tick of arrival."""
        start = self.halt(tick)
        arrival = tick + max(1, round(distance(start, target) / metres_per_s * 1000 / TICK_MS))
        self.knots.append((arrival, *target))
        return arrival

    def put(self, tick: int, place: Place) -> None:
        """Be at ``place`` from ``tick`` on, without walking there."""
        self.halt(tick)
        if self.knots[-1][0] == tick:
            self.knots.pop()
        if self.knots and self.knots[-1][0] < tick - 1:
            self.knots.append((tick - 1, *self.knots[-1][1:]))
        self.knots.append((tick, *place))

    def sampled(self, n: int) -> np.ndarray:
        """Return the place at every tick, shape (n, 2)."""
        at, x, y = (np.array(column, float) for column in zip(*self.knots, strict=True))
        grid = np.arange(n)
        return np.column_stack([np.interp(grid, at, x), np.interp(grid, at, y)])
