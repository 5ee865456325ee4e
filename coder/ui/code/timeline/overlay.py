"""Painting of what moves: running states, selection, the playhead, what the mouse is dragging."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from coder.ui.code.timeline.geometry import Geometry
from coder.ui.code.timeline.lanes import FOREVER, Lane
from coder.ui.code.timeline.rows import Row
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.scene import Scene, coded_of
from coder.ui.code.timeline.style import TimelineStyle
from coder.ui.code.timeline.tracks import CAPTION_INSET, bar_top

GRIP_PX = 6
HANDLE_PX = 3


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a dragged event would lie; ``text`` says the time, the frame and the change."""

    event_id: str
    on_ms: int
    off_ms: int | None
    text: str = ""
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """What the overlay shows besides running states."""

    playhead_ms: int = 0
    selection: frozenset[str] = frozenset()
    loop: tuple[int, int] | None = None
    ghost: Ghost | None = None
    box: tuple[float, float, float, float] | None = None


def live_end(scene: Scene, row: Row, lane: Lane, place: int, playhead_ms: int) -> int:
    """Return how far a state that is still running is drawn: to the end of what is coded, and in the pass that is
    being coded at least to the playhead.
    """
    on = int(lane.on[place])
    coded = coded_of(scene, row.pass_.id) if row.pass_ else None
    coded_end = int(coded.edges[-1]) if coded else 0
    return max(playhead_ms if row.active else 0, coded_end, on + 1)


def paint_running(
    painter: QPainter, row: Row, scene: Scene, scale: Scale, style: TimelineStyle, playhead_ms: int
) -> None:
    """Paint the states of a row that have not ended, with an open right side."""
    if row.channel is None or row.pass_ is None or row.channel.kind == "point":
        return
    lane = scene.lanes[row.channel.id]
    band = row.bar / lane.rows
    for place in lane.running():
        end = live_end(scene, row, lane, place, playhead_ms)
        left, right = max(scale.x(int(lane.on[place])), 0.0), min(scale.x(end), float(scale.width))
        if right <= left:
            continue
        code = lane.channel.codes[int(lane.code[place])]
        look = style.theme.code_colors(row.pass_, lane.channel, code)
        where = QRectF(left, bar_top(row) + int(lane.row[place]) * band, right - left, band)
        if look.hatched:
            painter.setPen(QPen(style.color("hatch"), 1))
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            painter.drawRect(where)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            continue
        painter.fillRect(where, look.fill)
        caption = style.caption(code.title, "table" if row.active else "caption")
        if caption.width + 2 * CAPTION_INSET <= where.width() and band >= 12:
            painter.setPen(look.ink)
            painter.setFont(style.font("table" if row.active else "caption"))
            painter.drawStaticText(QPointF(left + CAPTION_INSET, where.center().y() - caption.height / 2), caption.text)


def paint_selection(
    painter: QPainter, rows: tuple[Row, ...], scene: Scene, scale: Scale, style: TimelineStyle, marks: Marks
) -> None:
    """Paint a frame with handles around each selected event, and the ghost of a dragged one."""
    by_channel = {row.channel.id: row for row in rows if row.channel is not None}
    for event_id in marks.selection:
        found = scene.lane_with(event_id)
        row = by_channel.get(scene.channel_of.get(event_id, ""))
        if found is None or row is None:
            continue
        lane, place = found
        on, off = int(lane.on[place]), int(lane.off[place])
        if marks.ghost is not None and marks.ghost.event_id == event_id:
            on, off = marks.ghost.on_ms, marks.ghost.on_ms if marks.ghost.off_ms is None else marks.ghost.off_ms
        if off == FOREVER:
            off = live_end(scene, row, lane, place, marks.playhead_ms)
        _paint_frame(painter, row, scale, style, on, off)


def _paint_frame(painter: QPainter, row: Row, scale: Scale, style: TimelineStyle, on: int, off: int) -> None:
    left, right = scale.x(on), scale.x(off)
    point = row.channel is not None and row.channel.kind == "point"
    if point:
        left, right = left - 9, left + 9
    left, right = max(left, -4.0), min(right, scale.width + 4.0)
    if right < 0 or left > scale.width:
        return
    frame = QRectF(left, bar_top(row) - 1, max(right - left, 3), row.bar + 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.color("select"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 4, 4)
    if not point and frame.width() > 16:
        painter.setPen(QPen(style.color("bg0"), 1))
        painter.setBrush(style.color("select"))
        for x in (frame.left(), frame.right()):
            grip = QRectF(x - HANDLE_PX, frame.center().y() - 7, 2 * HANDLE_PX, 14)
            painter.drawRoundedRect(grip, 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_playhead(painter: QPainter, geometry: Geometry, scale: Scale, style: TimelineStyle, marks: Marks) -> None:
    """Paint loop, playhead and box; the painter's origin is the upper left corner of the ruler."""
    if marks.loop is not None:
        left, right = scale.x(marks.loop[0]), scale.x(marks.loop[1])
        painter.fillRect(QRectF(left, geometry.ruler - 4, right - left, 3), style.color("accent"))
        for x in (left, right - 2):
            painter.fillRect(QRectF(x, geometry.ruler - 12, 2, 11), style.color("accent"))
    if marks.box is not None:
        x0, y0, x1, y1 = marks.box
        tint = style.theme.color("accent")
        tint.setAlpha(40)
        painter.fillRect(QRectF(QPointF(x0, y0), QPointF(x1, y1)).normalized(), tint)
    x = round(scale.x(marks.playhead_ms))
    if 0 <= x <= scale.width:
        painter.fillRect(
            QRectF(x - 0.5, geometry.ruler - 6, 2, geometry.map_top - geometry.ruler + 6), style.color("playhead")
        )
        grip = QPainterPath()
        top = geometry.ruler - 16
        grip.moveTo(x - GRIP_PX, top)
        grip.lineTo(x + GRIP_PX + 1, top)
        grip.lineTo(x + GRIP_PX + 1, top + 8)
        grip.lineTo(x + 0.5, top + 14)
        grip.lineTo(x - GRIP_PX, top + 8)
        grip.closeSubpath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(grip, style.color("playhead"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_ghost_text(painter: QPainter, geometry: Geometry, scale: Scale, style: TimelineStyle, ghost: Ghost) -> None:
    """Paint the label that goes along with a dragged edge."""
    caption = style.caption(ghost.text)
    x = min(max(scale.x(ghost.at_ms) + 10, 4), scale.width - caption.width - 16)
    place = QRectF(x - 6, geometry.ruler + 4, caption.width + 12, caption.height + 6)
    painter.fillRect(place, style.color("bg3"))
    painter.setPen(style.color("text"))
    painter.setFont(style.font("caption"))
    painter.drawStaticText(QPointF(x, place.top() + 3), caption.text)
