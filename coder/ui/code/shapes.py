"""Shapes of point events, the same on the timeline, the code pad and in lists."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

_POLYGONS = {
    "triangle-up": ((0.0, -1.0), (0.95, 0.8), (-0.95, 0.8)),
    "triangle-down": ((0.0, 1.0), (0.95, -0.8), (-0.95, -0.8)),
    "diamond": ((0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0)),
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "bar": ((-0.3, -1.1), (0.3, -1.1), (0.3, 1.1), (-0.3, 1.1)),
    "cross": (
        *((0.0, -0.36), (0.64, -1.0), (1.0, -0.64), (0.36, 0.0), (1.0, 0.64), (0.64, 1.0)),
        *((0.0, 0.36), (-0.64, 1.0), (-1.0, 0.64), (-0.36, 0.0), (-1.0, -0.64), (-0.64, -1.0)),
    ),
}


def shape_path(shape: str, x: float, y: float, radius: float) -> QPainterPath:
    """Return the outline of a shape around a centre; an unknown shape is a circle."""
    path = QPainterPath()
    corners = _POLYGONS.get(shape)
    if corners is None:
        path.addEllipse(QRectF(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8))
        return path
    path.addPolygon(QPolygonF([QPointF(x + radius * dx, y + radius * dy) for dx, dy in corners]))
    path.closeSubpath()
    return path
