"""How one camera's picture is looked at: zoom and place, turned by quarters, lit, deinterlaced.

It changes what is shown, never what is stored or measured.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from PySide6.QtCore import QPointF, QRectF, QSizeF

from coder.media.deinterlace import Deinterlacing

MOST_ZOOM = 8.0
ZOOM_STEP = 1.25
GAMMA = (0.4, 3.0)


@dataclass(frozen=True, slots=True)
class Sight:
    """How a camera is looked at.

    Attributes
    ----------
    zoom : float
        1 shows the whole picture, as large as fits.
    x, y : float
        What part of the picture lies in the middle of the view, as shares of its width and height once turned.
    quarter_turns : int
        Turned clockwise, 0 to 3.
    brightness, contrast : float
        -1 to 1; 0 leaves the picture as it is.
    gamma : float
        Above 1 opens the shadows.
    deinterlacing : {"auto", "always", "never"}
    """

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5
    quarter_turns: int = 0
    brightness: float = 0.0
    contrast: float = 0.0
    gamma: float = 1.0
    deinterlacing: Deinterlacing = "auto"

    @property
    def whole(self) -> bool:
        """Whether the whole picture is shown."""
        return self.zoom == 1.0

    @property
    def lit(self) -> bool:
        """Whether brightness, contrast or gamma are changed."""
        return (self.brightness, self.contrast, self.gamma) != (0.0, 0.0, 1.0)

    def unzoomed(self) -> Sight:
        """Return the sight with the whole picture in view."""
        return replace(self, zoom=1.0, x=0.5, y=0.5)


def sound_sight(sight: Sight) -> Sight:
    """Return a sight read from a file, or the plain one when its values cannot be meant."""
    sane = (
        1.0 <= sight.zoom <= MOST_ZOOM
        and 0.0 <= min(sight.x, sight.y) <= max(sight.x, sight.y) <= 1.0
        and 0 <= sight.quarter_turns <= 3
        and max(abs(sight.brightness), abs(sight.contrast)) <= 1.0
        and GAMMA[0] <= sight.gamma <= GAMMA[1]
        and sight.deinterlacing in get_args(Deinterlacing)
    )
    return sight if sane else Sight()


def place_of(room: QRectF, size: QSizeF, sight: Sight) -> QRectF:
    """Return where a picture of a size (already turned) lies in a view.

    Whole, it is as large as fits, with its own proportions. Zoomed in, it never leaves an edge of the view empty that
    it could fill.
    """
    factor = min(room.width() / size.width(), room.height() / size.height()) * sight.zoom
    width, height = size.width() * factor, size.height() * factor
    left = _kept(room.center().x() - sight.x * width, width, room.left(), room.width())
    top = _kept(room.center().y() - sight.y * height, height, room.top(), room.height())
    return QRectF(left, top, width, height)


def zoomed(sight: Sight, factor: float, at: QPointF, room: QRectF, size: QSizeF) -> Sight:
    """Return the sight nearer by ``factor``, with what lies under ``at`` staying there."""
    zoom = min(max(sight.zoom * factor, 1.0), MOST_ZOOM)
    if zoom < ZOOM_STEP**0.5:
        return sight.unzoomed()
    before = place_of(room, size, sight)
    share = QPointF((at.x() - before.left()) / before.width(), (at.y() - before.top()) / before.height())
    scale = zoom / sight.zoom
    left = at.x() - share.x() * before.width() * scale
    top = at.y() - share.y() * before.height() * scale
    moved = QRectF(left, top, before.width() * scale, before.height() * scale)
    return _settled(replace(sight, zoom=zoom), moved, room, size)


def panned(sight: Sight, by: QPointF, room: QRectF, size: QSizeF) -> Sight:
    """Return the sight with the picture pushed by some pixels."""
    return _settled(sight, place_of(room, size, sight).translated(by), room, size)


def _settled(sight: Sight, place: QRectF, room: QRectF, size: QSizeF) -> Sight:
    """Return the sight that shows the picture at ``place``, as far as `place_of` lets it."""
    x = (room.center().x() - place.left()) / place.width()
    y = (room.center().y() - place.top()) / place.height()
    kept = place_of(room, size, replace(sight, x=x, y=y))
    x = (room.center().x() - kept.left()) / kept.width()
    y = (room.center().y() - kept.top()) / kept.height()
    return replace(sight, x=x, y=y)


def _kept(edge: float, length: float, room_edge: float, room_length: float) -> float:
    if length <= room_length:
        return room_edge + (room_length - length) / 2
    return min(max(edge, room_edge + room_length - length), room_edge)
