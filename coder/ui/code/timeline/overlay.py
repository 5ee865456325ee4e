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
    """What is said of a drag: the dragged edge's time, frame and change, beside the track ``row_key``.

    ``caught``: the edge has snapped to something.
    """

    row_key: str
    at_ms: int
    text: str
    caught: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What the overlay shows besides running states.

    ``box`` is a rectangle in px, ``drop_y`` the height (below the first track) where a dragged track would go,
    ``focus_key`` the track that keys like Ctrl+A mean.
    """

    playhead_ms: int = 0
    selection: frozenset[str] = frozenset()
    loop: tuple[int, int] | None = None
    ghost: Ghost | None = None
    box: tuple[float, float, float, float] | None = None
    drop_y: float | None = None
    focus_key: str = ""


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
    """Paint a frame around each selected event, with handles when there is just one."""
    by_channel = {row.channel.id: row for row in rows if row.channel is not None}
    handles = len(marks.selection) == 1
    for event_id in marks.selection:
        found = scene.lane_with(event_id)
        row = by_channel.get(scene.channel_of.get(event_id, ""))
        if found is None or row is None:
            continue
        lane, place = found
        on, off = int(lane.on[place]), int(lane.off[place])
        if off == FOREVER:
            off = live_end(scene, row, lane, place, marks.playhead_ms)
        sub = (int(lane.row[place]), lane.rows)
        _paint_frame(painter, row, style, scale.width, (scale.x(on), scale.x(off)), sub, handles)


def _paint_frame(
    painter: QPainter,
    row: Row,
    style: TimelineStyle,
    width: int,
    edges: tuple[float, float],
    sub: tuple[int, int],
    handles: bool,
) -> None:
    left, right = edges
    point = row.channel is not None and row.channel.kind == "point"
    if point:
        left, right = left - 9, left + 9
    left, right = max(left, -4.0), min(right, width + 4.0)
    if right < 0 or left > width:
        return
    band = row.bar / sub[1]
    frame = QRectF(left, bar_top(row) + sub[0] * band - 1, max(right - left, 3), band + 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.color("select"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 4, 4)
    if handles and not point and frame.width() > 16:
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


def paint_ghost(
    painter: QPainter, geometry: Geometry, rows: tuple[Row, ...], scale: Scale, style: TimelineStyle, ghost: Ghost
) -> None:
    """Paint a line at a dragged edge, and beside its track what is said of it."""
    row = next((row for row in rows if row.key == ghost.row_key), None)
    if row is None:
        return
    x = scale.x(ghost.at_ms)
    tone = "ok" if ghost.caught else "accent"
    painter.fillRect(QRectF(round(x), geometry.ruler, 1, geometry.tracks_height), style.color(tone))
    caption = style.caption(ghost.text, "table")
    width, height = caption.width + 20, caption.height + 8
    top = geometry.ruler - geometry.scrolled + row.top - height - 4
    if top < geometry.ruler:
        top = geometry.ruler - geometry.scrolled + row.bottom + 4
    left = min(max(x + 8, 4.0), scale.width - width - 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.color(tone), 1))
    painter.setBrush(style.color("bg3"))
    painter.drawRoundedRect(QRectF(round(left) + 0.5, round(top) + 0.5, width, height), 5, 5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(style.color("text"))
    painter.setFont(style.font("table"))
    painter.drawStaticText(QPointF(round(left) + 10, round(top) + 4), caption.text)


def paint_drop(painter: QPainter, geometry: Geometry, style: TimelineStyle, y: float) -> None:
    """Paint where a dragged track would go; the painter's origin is the upper left corner of the surface."""
    top = geometry.ruler - geometry.scrolled + y
    painter.fillRect(QRectF(0, top - 1.5, geometry.width, 3), style.color("accent"))
