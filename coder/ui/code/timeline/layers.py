"""The two layers of the timeline: what stands still until something changes, and what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from coder.model.timecode import clock
from coder.ui.code.timeline.audio import paint_sound
from coder.ui.code.timeline.bookmarks import paint_bookmarks
from coder.ui.code.timeline.episodes import paint_episodes
from coder.ui.code.timeline.frame import paint_corner, paint_names, paint_ruler
from coder.ui.code.timeline.geometry import Geometry
from coder.ui.code.timeline.minimap import map_scale, paint_map, paint_window
from coder.ui.code.timeline.overlay import paint_drop, paint_ghost, paint_playhead, paint_running, paint_selection
from coder.ui.code.timeline.style import TimelineStyle
from coder.ui.code.timeline.traceplots import paint_heart, paint_motion
from coder.ui.code.timeline.tracks import paint_channel
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.timeline.surface import Surface


def paint_still(pixmap: QPixmap, view: Surface) -> None:
    """Paint tracks, names, ruler and map."""
    style, geometry = view.style_now, view.geometry_now
    pixmap.fill(style.color("bg1"))
    painter = QPainter(pixmap)
    _enter_tracks(painter, geometry)
    for row in view.rows:
        if row.bottom <= geometry.scrolled or row.top >= geometry.scrolled + geometry.tracks_height:
            continue
        if row.kind == "episodes":
            first = view.scene.scheme.passes[0].id if view.scene.scheme.passes else ""
            paint_episodes(painter, row, view.scene, view.scale, style, with_plan=view.active_pass == first)
        elif row.kind == "audio":
            paint_sound(painter, row, view.sound, view.scale, style)
        elif row.kind == "heart":
            paint_heart(painter, row, view.heart, view.scale, style)
        elif row.kind == "motion":
            paint_motion(painter, row, view.motion, view.scale, style)
        else:
            paint_channel(painter, row, view.seen, view.scale, style)
    painter.restore()
    painter.translate(geometry.names, 0)
    paint_ruler(painter, geometry.ruler, view.scale, style)
    painter.end()


def paint_frame(pixmap: QPixmap, view: Surface) -> None:
    """Paint the names of the tracks and the map of the session, which stay when the view is panned or zoomed."""
    style, geometry = view.style_now, view.geometry_now
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _paint_left(painter, view, geometry, style)
    _paint_map(painter, view, geometry, style)
    painter.end()


def paint_moving(painter: QPainter, view: Surface) -> None:
    """Paint running states, selection, playhead and drags."""
    style, geometry = view.style_now, view.geometry_now
    _enter_tracks(painter, geometry)
    for row in view.rows:
        paint_running(painter, row, view.seen, view.scale, style, view.marks.playhead_ms)
    paint_selection(painter, view.rows, view.seen, view.scale, style, view.marks)
    painter.restore()
    painter.save()
    painter.setClipRect(
        QRectF(geometry.names, 0, geometry.tracks_width, geometry.height), Qt.ClipOperation.IntersectClip
    )
    painter.translate(geometry.names, 0)
    paint_bookmarks(painter, view.bookmarks, geometry.ruler, view.scale, style)
    paint_playhead(painter, geometry, view.scale, style, view.marks)
    if view.marks.ghost is not None:
        paint_ghost(painter, geometry, view.rows, view.scale, style, view.marks.ghost)
    _paint_map_marks(painter, view, geometry, style)
    painter.restore()
    if view.marks.drop_y is not None:
        paint_drop(painter, geometry, style, view.marks.drop_y)


def _enter_tracks(painter: QPainter, geometry: Geometry) -> None:
    painter.save()
    place = QRectF(geometry.names, geometry.ruler, geometry.tracks_width, geometry.tracks_height)
    painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
    painter.translate(geometry.names, geometry.ruler - geometry.scrolled)


def _paint_left(painter: QPainter, view: Surface, geometry: Geometry, style: TimelineStyle) -> None:
    painter.save()
    painter.setClipRect(QRectF(0, geometry.ruler, geometry.names, geometry.tracks_height))
    painter.translate(0, geometry.ruler - geometry.scrolled)
    paint_names(painter, view, geometry.names, style)
    painter.restore()
    paint_corner(painter, geometry.names, geometry.ruler, view.corner, style)


def _paint_map(painter: QPainter, view: Surface, geometry: Geometry, style: TimelineStyle) -> None:
    painter.fillRect(QRectF(0, geometry.map_top, geometry.width, geometry.map), style.color("bg1"))
    painter.fillRect(QRectF(0, geometry.map_top, geometry.width, 1), style.color("line2"))
    painter.setPen(style.color("text2"))
    painter.setFont(style.font("caption"))
    middle = geometry.map_top + geometry.map / 2
    painter.drawText(
        QRectF(12, middle - 18, geometry.names - 16, 18), Qt.AlignmentFlag.AlignVCenter, tr("Whole session")
    )
    painter.setPen(style.color("text3"))
    painter.setFont(style.font("micro"))
    painter.drawText(
        QRectF(12, middle, geometry.names - 16, 16),
        Qt.AlignmentFlag.AlignVCenter,
        f"0:00 – {clock(view.scene.total_ms, 0)}",
    )
    painter.translate(geometry.names, geometry.map_top)
    small = map_scale(view.scene, geometry.tracks_width)
    paint_map(painter, view.scene, view.rows, view.active_pass, small, style)
    painter.resetTransform()


def _paint_map_marks(painter: QPainter, view: Surface, geometry: Geometry, style: TimelineStyle) -> None:
    small = map_scale(view.scene, geometry.tracks_width)
    painter.translate(0, geometry.map_top + 1)
    paint_window(painter, view.scale, small, geometry.map - 2, style)
    painter.fillRect(QRectF(small.x(view.marks.playhead_ms) - 0.5, 1, 1.5, geometry.map - 3), style.color("playhead"))
