"""What the figures of the cohort share: colours, dashes and shapes of groups, round numbers for axes, small text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from coder.ui.theme import Theme

_TOKENS: Final = ("accent", "warn", "compare.coderB", "ok")
_DASHES: Final = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_ROUND: Final = (1, 2, 2.5, 5, 10)
_ROUND_SECONDS: Final = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600)


def group_color(theme: Theme, place: int) -> QColor:
    """Return the colour of a group; its line and its shape tell it apart as well."""
    return theme.color(_TOKENS[place % len(_TOKENS)])


def group_pen(theme: Theme, place: int, width: float = 2) -> QPen:
    """Return the pen of a group's line."""
    pen = QPen(group_color(theme, place), width, _DASHES[place % len(_DASHES)])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def band_color(theme: Theme, place: int) -> QColor:
    """Return the ground of a group's band."""
    color = group_color(theme, place)
    color.setAlpha(40 if theme.name == "light" else 56)
    return color


def draw_mark(painter: QPainter, at: QPointF, radius: float, place: int) -> None:
    """Draw the shape of a group around a point with the painter's brush."""
    match place % 4:
        case 0:
            painter.drawEllipse(at, radius, radius)
        case 1:
            _polygon(painter, at, radius * 1.3, ((0, -1), (1, 0), (0, 1), (-1, 0)))
        case 2:
            _polygon(painter, at, radius, ((-1, -1), (1, -1), (1, 1), (-1, 1)))
        case _:
            _polygon(painter, at, radius * 1.2, ((0, -1), (1, 0.8), (-1, 0.8)))


def _polygon(painter: QPainter, at: QPointF, radius: float, corners: tuple[tuple[float, float], ...]) -> None:
    painter.drawPolygon(QPolygonF([QPointF(at.x() + radius * x, at.y() + radius * y) for x, y in corners]))


def step_for(highest: float, most: int) -> float:
    """Return the distance of round numbers from 0 to ``highest``, of which there are at most ``most``."""
    least = max(highest, 1e-9) / max(most, 1)
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(power * n for n in _ROUND if power * n >= least * (1 - 1e-9))


def ticks_to(highest: float, step: float) -> Iterator[float]:
    """Yield the round numbers from 0 on that reach ``highest``."""
    yield from (round(n * step, 9) for n in range(math.ceil(highest / step - 1e-9) + 1))


def seconds_step(longest_s: float, most: int) -> int:
    """Return the distance of round times from 0 to ``longest_s``."""
    return next((step for step in _ROUND_SECONDS if longest_s / step <= most), _ROUND_SECONDS[-1])


def text(painter: QPainter, box: QRectF, words: str, align: Qt.AlignmentFlag) -> None:
    """Draw one line of text in a box, shortened where it does not fit."""
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, shown)
