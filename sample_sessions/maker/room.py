"""The room as a camera sees it: projection, and the furniture that never moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from maker.paths import CHAIR, STRANGER_CHAIR

Color = tuple[int, int, int]
Spot = tuple[float, float, float]
"""x, y (depth) and height above the floor, in metres."""

WALL, FLOOR, RUG, RUG_EDGE = (120, 108, 98), (86, 106, 128), (128, 140, 146), (112, 124, 132)
SKIRTING, WINDOW, FRAME = (146, 136, 128), (66, 52, 44), (44, 38, 34)
DOOR_SHUT, DOOR_OPEN, KNOB = (92, 128, 158), (48, 44, 42), (170, 190, 200)
ROOM_WIDTH_M, ROOM_DEPTH_M = 5.5, 4.0


@dataclass(frozen=True)
class View:
    """A camera: picture size, and scale and floor line at the back wall (``0``) and at the front edge (``1``)."""

    width: int
    height: int
    x0: float
    scale0: float
    scale1: float
    floor0: float
    floor1: float

    def scale(self, y: float) -> float:
        """Return pixels per metre at a depth."""
        return self.scale0 + (self.scale1 - self.scale0) * y / ROOM_DEPTH_M

    def project(self, spot: Spot) -> tuple[int, int]:
        """Return the pixel of a spot in the room."""
        x, y, z = spot
        scale = self.scale(y)
        floor = self.floor0 + (self.floor1 - self.floor0) * y / ROOM_DEPTH_M
        return round(self.width / 2 + (x - self.x0) * scale), round(floor - z * scale)

    def shrunk(self, factor: float) -> View:
        """Return the same view in a smaller picture."""
        return View(
            round(self.width * factor), round(self.height * factor), self.x0,
            self.scale0 * factor, self.scale1 * factor, self.floor0 * factor, self.floor1 * factor,
        )  # fmt: skip


WIDE = View(640, 360, 2.75, 84.0, 112.0, 172.0, 352.0)
CLOSE = View(432, 240, 2.95, 84.0, 126.0, 104.0, 262.0)
SMALL = WIDE.shrunk(0.5)


class Pen:
    """Draws in metres on a BGR picture of one view."""

    def __init__(self, view: View, picture: np.ndarray) -> None:
        self.view = view
        self.picture = picture

    def disc(self, spot: Spot, radius_m: float, color: Color) -> None:
        """Draw a filled circle."""
        radius = max(1, round(radius_m * self.view.scale(spot[1])))
        cv2.circle(self.picture, self.view.project(spot), radius, color, -1, cv2.LINE_AA)

    def oval(self, spot: Spot, wide_m: float, high_m: float, color: Color, tilt: float = 0.0) -> None:
        """Draw a filled ellipse by its half axes, in the picture's plane."""
        scale = self.view.scale(spot[1])
        axes = (max(1, round(wide_m * scale)), max(1, round(high_m * scale)))
        cv2.ellipse(self.picture, self.view.project(spot), axes, tilt, 0, 360, color, -1, cv2.LINE_AA)

    def arc(self, spot: Spot, wide_m: float, high_m: float, degrees: tuple[int, int], color: Color) -> None:
        """Draw a part of an ellipse's outline."""
        scale = self.view.scale(spot[1])
        axes = (max(1, round(wide_m * scale)), max(1, round(high_m * scale)))
        cv2.ellipse(
            self.picture, self.view.project(spot), axes, 0, *degrees, color, self._thick(0.02, spot[1]), cv2.LINE_AA
        )

    def limb(self, start: Spot, end: Spot, thick_m: float, color: Color) -> None:
        """Draw a thick line with round ends."""
        thick = self._thick(thick_m, start[1])
        cv2.line(self.picture, self.view.project(start), self.view.project(end), color, thick, cv2.LINE_AA)

    def plane(self, corners: Sequence[Spot], color: Color) -> None:
        """Draw a filled polygon."""
        points = np.array([self.view.project(corner) for corner in corners], np.int32)
        cv2.fillPoly(self.picture, [points], color, cv2.LINE_AA)

    def _thick(self, metres: float, y: float) -> int:
        return max(1, round(metres * self.view.scale(y)))


def background(view: View) -> np.ndarray:
    """Return the empty room, BGR uint8 of shape (height, width, 3)."""
    picture = np.empty((view.height, view.width, 3), np.uint8)
    picture[:] = WALL
    pen = Pen(view, picture)
    far, near, width = 0.0, ROOM_DEPTH_M + 1.5, ROOM_WIDTH_M + 4.0
    pen.plane([(-4, far, 0), (width, far, 0), (width, near, 0), (-4, near, 0)], FLOOR)
    pen.plane([(-4, 0, 0), (width, 0, 0), (width, 0, 0.08), (-4, 0, 0.08)], SKIRTING)
    pen.plane([(3.1, 0, 0.95), (5.0, 0, 0.95), (5.0, 0, 1.65), (3.1, 0, 1.65)], FRAME)
    pen.plane([(3.16, 0, 1.0), (4.94, 0, 1.0), (4.94, 0, 1.6), (3.16, 0, 1.6)], WINDOW)
    pen.plane([(1.75, 0, 1.15), (2.35, 0, 1.15), (2.35, 0, 1.6), (1.75, 0, 1.6)], (190, 196, 198))
    pen.plane([(1.82, 0, 1.21), (2.28, 0, 1.21), (2.05, 0, 1.5)], (112, 138, 104))
    center = view.project((2.75, 2.65, 0))
    for grow, color in ((1.0, RUG_EDGE), (0.93, RUG)):
        axes = (
            round(1.95 * grow * view.scale(2.65)),
            round(0.95 * grow * (view.floor1 - view.floor0) / ROOM_DEPTH_M * 1.25),
        )
        cv2.ellipse(picture, center, axes, 0, 0, 360, color, -1, cv2.LINE_AA)
    _chair(pen, CHAIR, (104, 74, 60))
    _chair(pen, STRANGER_CHAIR, (70, 84, 118))
    door(pen, is_open=False)
    return picture


def door(pen: Pen, is_open: bool) -> None:
    """Draw the door in the back wall."""
    pen.plane([(0.35, 0, 0), (1.25, 0, 0), (1.25, 0, 1.82), (0.35, 0, 1.82)], FRAME)
    leaf = DOOR_OPEN if is_open else DOOR_SHUT
    pen.plane([(0.42, 0, 0), (1.18, 0, 0), (1.18, 0, 1.75), (0.42, 0, 1.75)], leaf)
    if is_open:
        pen.plane([(0.42, 0, 0), (0.2, 0.5, 0), (0.2, 0.5, 1.75), (0.42, 0, 1.75)], DOOR_SHUT)
    else:
        pen.disc((1.08, 0, 0.85), 0.035, KNOB)


def _chair(pen: Pen, place: tuple[float, float], color: Color) -> None:
    x, y = place
    dark: Color = (color[0] - 22, color[1] - 22, color[2] - 22)
    for side in (-0.22, 0.22):
        pen.limb((x + side, y - 0.1, 0), (x + side, y - 0.1, 0.4), 0.05, dark)
    pen.plane(
        [(x - 0.27, y - 0.2, 0.38), (x + 0.27, y - 0.2, 0.38), (x + 0.27, y - 0.2, 1.0), (x - 0.27, y - 0.2, 1.0)],
        color,
    )
    pen.plane(
        [(x - 0.29, y - 0.2, 0.42), (x + 0.29, y - 0.2, 0.42), (x + 0.29, y + 0.1, 0.36), (x - 0.29, y + 0.1, 0.36)],
        dark,
    )
