"""Painting around the tracks: ruler on top, names on the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from coder.ui.code.timeline.rows import Row
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.style import ACTIVE_TINT, TimelineStyle
from coder.ui.code.timeline.ticks import ticks
from coder.ui.code.timeline.traceplots import heart_color, motion_color

if TYPE_CHECKING:
    from coder.ui.code.timeline.surface import Surface

LOCK_PX = 14
LOCK_INSET_PX = 8
NAME_INSET_PX = 12
STRIPE_PX = 3
FOCUS_STRIPE_PX = 6
AXIS_PX = 26


def paint_ruler(painter: QPainter, height: int, scale: Scale, style: TimelineStyle) -> None:
    """Paint the ruler; the painter's origin is its upper left corner."""
    painter.fillRect(QRectF(0, 0, scale.width, height), style.color("bg1"))
    painter.setFont(style.font("caption"))
    for tick in ticks(scale.left_ms, scale.right_ms, scale.px_per_ms, style.theme.px(72)):
        x = scale.x(tick.ms)
        length = 8 if tick.text else 4
        painter.fillRect(QRectF(round(x), height - length, 1, length), style.color("line2"))
        if tick.text:
            caption = style.caption(tick.text)
            painter.setPen(style.color("text2"))
            left = min(max(x - caption.width / 2, 2.0), scale.width - caption.width - 2)
            painter.drawStaticText(QPointF(left, 2), caption.text)
    painter.fillRect(QRectF(0, height - 1, scale.width, 1), style.color("line"))


def paint_names(painter: QPainter, view: Surface, width: int, style: TimelineStyle) -> None:
    """Paint the names of the tracks; the painter's origin is the upper left corner of the first row."""
    for row in view.rows:
        ground = style.mixed("accentSoft", "bg1", ACTIVE_TINT) if row.active else style.color("bg1")
        painter.fillRect(QRectF(0, row.top, width, row.height), ground)
        wide = FOCUS_STRIPE_PX if row.key == view.marks.focus_key else STRIPE_PX
        painter.fillRect(QRectF(0, row.top + 2, wide, row.height - 5), _hue(row, style, view))
        painter.fillRect(QRectF(0, row.bottom - 1, width, 1), style.color("line"))
        locked = row.pass_ is not None and (not row.active or row.pass_.id in view.locked)
        taken = LOCK_PX + LOCK_INSET_PX if locked else _paint_axis(painter, row, view, width, style)
        _paint_name(painter, row, width - taken - NAME_INSET_PX - 4, style)
        if locked:
            _paint_lock(painter, row, width, style)
    painter.fillRect(QRectF(width - 1, 0, 1, view.rows[-1].bottom if view.rows else 0), style.color("line"))


def _paint_axis(painter: QPainter, row: Row, view: Surface, width: int, style: TimelineStyle) -> int:
    """Paint the ends of the heart rate's axis at the right; return the room they take."""
    if row.kind != "heart" or view.heart is None or not len(view.heart.times):
        return 0
    painter.setFont(style.font("micro"))
    painter.setPen(style.color("text3"))
    place = QRectF(width - AXIS_PX - 6, row.top + 1, AXIS_PX, row.height - 3)
    low, high = view.heart.bounds
    right = Qt.AlignmentFlag.AlignRight
    painter.drawText(place, right | Qt.AlignmentFlag.AlignTop, str(high))
    painter.drawText(place, right | Qt.AlignmentFlag.AlignBottom, str(low))
    return AXIS_PX


def paint_corner(painter: QPainter, width: int, height: int, text: str, style: TimelineStyle) -> None:
    """Paint the corner left of the ruler with the facts of rate and zoom."""
    painter.fillRect(QRectF(0, 0, width, height), style.color("bg1"))
    painter.fillRect(QRectF(0, height - 1, width, 1), style.color("line"))
    painter.setPen(style.color("text3"))
    painter.setFont(style.font("caption"))
    painter.drawText(QRectF(12, 0, width - 16, height), Qt.AlignmentFlag.AlignVCenter, text)


def _paint_name(painter: QPainter, row: Row, room: int, style: TimelineStyle) -> None:
    roles = [("head", row.title, "text" if row.active else "text2")]
    two_lines = row.subtitle and row.height >= style.theme.px(34)
    if two_lines:
        roles.append(("micro", row.subtitle, "text3"))
    middle = row.top + row.height / 2
    top = middle - style.theme.px(15 if two_lines else 8)
    for role, text, tone in roles:
        font = style.font(role)
        painter.setFont(font)
        painter.setPen(style.color(tone))
        metrics = QFontMetricsF(font)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(NAME_INSET_PX, top + metrics.ascent()), cut)
        top += metrics.height()


def _paint_lock(painter: QPainter, row: Row, width: int, style: TimelineStyle) -> None:
    place = QRect(width - LOCK_PX - LOCK_INSET_PX, round(row.top + (row.height - LOCK_PX) / 2), LOCK_PX, LOCK_PX)
    style.theme.icon("lock", "text3").paint(painter, place)


def _hue(row: Row, style: TimelineStyle, view: Surface) -> QColor:
    if row.pass_ is not None:
        return style.theme.channel_hue(row.pass_)
    if row.kind == "audio":
        return style.color("warn")
    if row.kind == "heart":
        return heart_color(style)
    if row.kind == "motion":
        return motion_color(style)
    passes = view.scene.scheme.passes
    return style.theme.channel_hue(passes[0]) if passes else style.color("line2")
