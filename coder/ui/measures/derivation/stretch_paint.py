"""Painting of the magnified stretch: ruler, lanes, and the counted time in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coder.ui.code.shapes import shape_path
from coder.ui.code.timeline.ticks import ticks
from coder.ui.measures.derivation.lanes import Bar, Lane, Mark
from coder.ui.measures.derivation.layout import BAR_PX, LANE_PX, Axis, Layout
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.theme.codecolors import hatch_brush

_INSET_PX: Final = 6
_MOST_EDGED: Final = 4
"""With more counted stretches than this only the first and last edge run through the lanes."""


def paint_ruler(painter: QPainter, layout: Layout, axis: Axis) -> None:
    """Paint the marks of session time above the lanes."""
    theme = layout.theme
    painter.setFont(theme.font("caption"))
    bottom = layout.lanes_top
    for tick in ticks(axis.on, axis.off, axis.px_per_ms, theme.px(64)):
        x = axis.x(tick.ms)
        painter.fillRect(QRectF(x, bottom - (6 if tick.text else 4), 1, 6 if tick.text else 4), theme.color("line2"))
        width = painter.fontMetrics().horizontalAdvance(tick.text)
        if tick.text and axis.left <= x - width / 2 and x + width / 2 <= axis.right:
            painter.setPen(theme.color("text2"))
            box = QRectF(x - width, layout.ruler_top, 2 * width, bottom - layout.ruler_top - 6)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, tick.text)


def paint_counted_ground(painter: QPainter, layout: Layout, axis: Axis, counted: Sequence[tuple[int, int]]) -> None:
    """Tint the counted time behind the lanes."""
    height = layout.lanes_bottom - layout.lanes_top
    for on, off in counted:
        painter.fillRect(axis.box(on, off, layout.lanes_top, height), layout.theme.color("accentSoft"))


def paint_lane(painter: QPainter, layout: Layout, axis: Axis, lane: Lane, top: float) -> None:
    """Paint one lane with its name."""
    theme, height = layout.theme, layout.theme.px(BAR_PX)
    middle = top + theme.px(LANE_PX) / 2
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.color("text2"))
    name = painter.fontMetrics().elidedText(lane.title, Qt.TextElideMode.ElideRight, layout.label_width - 8)
    painter.drawText(QRectF(0, top, layout.label_width - 8, theme.px(LANE_PX)), Qt.AlignmentFlag.AlignVCenter, name)
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(QPointF(axis.left, middle), QPointF(axis.right, middle))
    for on, off in lane.absent.clip(axis.on, axis.off):
        _paint_absent(painter, theme, axis.box(on, off, middle - height / 2, height))
    for on, off in lane.unseen.clip(axis.on, axis.off):
        _paint_unseen(painter, theme, axis.box(on, off, middle - height / 2, height))
    for bar in lane.bars:
        if bar.off > axis.on and bar.on < axis.off:
            _paint_bar(painter, theme, axis.box(bar.on, bar.off, middle - height / 2, height), bar)
    _paint_marks(painter, theme, axis, lane.marks, middle)


def _paint_absent(painter: QPainter, theme: Theme, box: QRectF) -> None:
    painter.fillRect(box, theme.color("bg1"))
    painter.setPen(QPen(theme.color("line2"), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
    _paint_aside(painter, theme, box, tr("caregiver absent"))


def _paint_unseen(painter: QPainter, theme: Theme, box: QRectF) -> None:
    painter.fillRect(box, hatch_brush(theme.color("hatch")))
    _paint_aside(painter, theme, box, tr("not coded or not seen"))


def _paint_aside(painter: QPainter, theme: Theme, box: QRectF, text: str) -> None:
    """Paint quiet words in the middle of a box, on a ground that keeps them readable, if they fit."""
    painter.setFont(theme.font("micro"))
    width = painter.fontMetrics().horizontalAdvance(text) + 12
    if width > box.width() - 8:
        return
    ground = QRectF(box.center().x() - width / 2, box.top() + 3, width, box.height() - 6)
    painter.fillRect(ground, theme.color("bg1"))
    painter.setPen(theme.color("text2"))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)


def _paint_bar(painter: QPainter, theme: Theme, box: QRectF, bar: Bar) -> None:
    fill, ink = theme.color("bg3"), theme.color("text2")
    if bar.place is not None:
        colors = theme.code_colors(*bar.place)
        fill, ink = colors.fill, colors.ink
    box = box.adjusted(0, 0, -1 if box.width() > 4 else 0, 0)
    box.setWidth(max(box.width(), 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("text"), 1.5) if bar.used else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box, 3, 3) if box.width() > 6 else painter.drawRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(theme.font("caption"))
    if painter.fontMetrics().horizontalAdvance(bar.text) + 2 * _INSET_PX <= box.width():
        painter.setPen(ink)
        painter.drawText(box.adjusted(_INSET_PX, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, bar.text)


def _paint_marks(painter: QPainter, theme: Theme, axis: Axis, marks: Sequence[Mark], middle: float) -> None:
    shown = [mark for mark in marks if axis.on <= mark.at < axis.off]
    painter.setFont(theme.font("caption"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = theme.px(5.5)
    for place, mark in enumerate(shown):
        x = axis.x(mark.at)
        path = shape_path(theme.shape(mark.place.code), x, middle, radius)
        hue = theme.channel_hue(mark.place.pass_)
        painter.setPen(QPen(hue, 1.3))
        painter.setBrush(hue if mark.used else theme.color("bg1"))
        painter.drawPath(path)
        room = axis.x(shown[place + 1].at) - radius if place + 1 < len(shown) else axis.right
        width = painter.fontMetrics().horizontalAdvance(mark.text)
        if x + radius + 5 + width <= room:
            painter.setPen(_ink(theme, mark.used))
            box = QRectF(x + radius + 4, middle - theme.px(10), width + 2, theme.px(20))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, mark.text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _ink(theme: Theme, used: bool) -> QColor:
    return theme.color("text" if used else "text3")


def paint_brackets(
    painter: QPainter, layout: Layout, axis: Axis, counted: Sequence[tuple[int, int]], words: str
) -> None:
    """Bracket the counted time below the lanes and say how much it is."""
    if not counted:
        return
    theme, bottom = layout.theme, layout.lanes_bottom
    accent = theme.color("accent")
    edges = counted if len(counted) <= _MOST_EDGED else [(counted[0][0], counted[-1][1])]
    for time in (time for span in edges for time in span):
        painter.fillRect(QRectF(axis.x(time) - 1, layout.lanes_top, 2, bottom - layout.lanes_top + 6), accent)
    for on, off in counted:
        left, right = axis.x(on), axis.x(off)
        painter.fillRect(QRectF(left - 1, bottom + 4, max(right - left, 2) + 2, 2), accent)
    painter.setFont(theme.font("section"))
    painter.setPen(accent)
    width = painter.fontMetrics().horizontalAdvance(words) + 4
    middle = (axis.x(counted[0][0]) + axis.x(counted[-1][1])) / 2
    left = min(max(middle - width / 2, axis.left), axis.right - width)
    painter.drawText(QRectF(left, bottom + 8, width, theme.px(20)), Qt.AlignmentFlag.AlignCenter, words)
