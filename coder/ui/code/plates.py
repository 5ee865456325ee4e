"""Plates: short texts on a dark ground over a picture. They are drawn by the program and never part of an export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from coder.ui.theme import FontRole, Theme
from coder.ui.theme.tokens import tokens

Corner = Literal["top-left", "top", "top-right", "bottom-left", "bottom-right", "middle"]
MARGIN = 10
PAD_X, PAD_Y = 9, 5
BETWEEN = 10
GROUND = QColor(14, 16, 19, 215)


@dataclass(frozen=True, slots=True)
class Plate:
    """A text, with a second one in another colour behind it.

    ``fill`` and ``ink`` are tokens or colours such as ``#1F5FB4``; "" takes the dark ground and the light text.
    ``short`` stands in for both texts where they would touch another plate.
    """

    corner: Corner
    text: str
    more: str = ""
    more_tone: str = "accent"
    role: FontRole = "caption"
    fill: str = ""
    ink: str = ""
    short: str = ""


def paint_plates(painter: QPainter, theme: Theme, room: QRectF, plates: tuple[Plate, ...]) -> None:
    """Paint plates at the corners of ``room``; several at one corner stand side by side."""
    used: dict[Corner, float] = {}
    taken: list[QRectF] = []
    for plate in sorted(plates, key=lambda p: p.corner in ("top-left", "bottom-left")):
        for shown in (plate, replace(plate, text=plate.short, more="")):
            place = _place(plate.corner, _size(theme, shown), room, used.get(plate.corner, 0.0))
            if shown.text and room.contains(place) and not any(place.intersects(other) for other in taken):
                used[plate.corner] = used.get(plate.corner, 0.0) + place.width() + BETWEEN
                taken.append(place)
                _paint(painter, theme, shown, place)
                break


def _size(theme: Theme, plate: Plate) -> tuple[float, float]:
    metrics = QFontMetricsF(theme.font(plate.role))
    width = metrics.horizontalAdvance(plate.text)
    if plate.more:
        width += BETWEEN * 0.7 + QFontMetricsF(theme.font("caption")).horizontalAdvance(plate.more)
    return width + 2 * theme.px(PAD_X), metrics.height() + 2 * theme.px(PAD_Y)


def _place(corner: Corner, size: tuple[float, float], room: QRectF, used: float) -> QRectF:
    width, height = size
    if corner == "top-left":
        return QRectF(room.left() + MARGIN + used, room.top() + MARGIN, width, height)
    if corner == "top-right":
        return QRectF(room.right() - MARGIN - width - used, room.top() + MARGIN, width, height)
    if corner == "bottom-left":
        return QRectF(room.left() + MARGIN + used, room.bottom() - MARGIN - height, width, height)
    if corner == "bottom-right":
        return QRectF(room.right() - MARGIN - width - used, room.bottom() - MARGIN - height, width, height)
    y = room.top() + MARGIN if corner == "top" else room.center().y() - height / 2
    return QRectF(room.center().x() - width / 2, y, width, height)


def _paint(painter: QPainter, theme: Theme, plate: Plate, place: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_color(plate.fill) if plate.fill else GROUND)
    painter.drawRoundedRect(place, 5, 5)
    font = theme.font(plate.role)
    painter.setFont(font)
    painter.setPen(_color(plate.ink) if plate.ink else QColor("#F4F6F8"))
    metrics = QFontMetricsF(font)
    x = place.left() + theme.px(PAD_X)
    base = place.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(x, base), plate.text)
    if plate.more:
        painter.setFont(theme.font("caption"))
        painter.setPen(_color(plate.more_tone))
        painter.drawText(QPointF(x + metrics.horizontalAdvance(plate.text) + BETWEEN * 0.7, base), plate.more)


def _color(name: str) -> QColor:
    """Return a colour of the dark theme: the ground of plates is dark in every theme."""
    return QColor(name if name.startswith("#") else tokens().theme["dark"][name])
