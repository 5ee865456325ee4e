"""The whole session in one strip: episodes, the pass being coded, what is not coded yet, the part on screen."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from coder.ui.code.timeline.episodes import episode_colors
from coder.ui.code.timeline.raster import state_pixels, stroke_pixels
from coder.ui.code.timeline.rows import Row
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.scene import Scene, uncoded_of
from coder.ui.code.timeline.style import TimelineStyle
from coder.ui.code.timeline.tracks import draw_pixels
from coder.ui.theme.codecolors import hatch_brush

EPISODE_PX = 13
LANE_PX = 6
FIRST_LANE = EPISODE_PX + 9
MAX_LANES = 3


def map_scale(scene: Scene, width: int) -> Scale:
    """Return the scale of the strip: always the whole session."""
    return Scale(0.0, width / max(scene.total_ms, 1), width, scene.total_ms)


def paint_map(
    painter: QPainter, scene: Scene, rows: tuple[Row, ...], pass_id: str, scale: Scale, style: TimelineStyle
) -> None:
    """Paint everything of the strip that does not move; the painter's origin is its upper left corner."""
    _paint_episodes(painter, scene, scale, style)
    active = [row for row in rows if row.active and row.channel is not None][:MAX_LANES]
    for number, row in enumerate(active):
        _paint_lane(painter, row, scene, scale, style, FIRST_LANE + number * (LANE_PX + 2))
    _paint_uncoded(painter, scene, pass_id, scale, style, max(len(active), 1) * (LANE_PX + 2))


def paint_window(painter: QPainter, window: Scale, scale: Scale, height: int, style: TimelineStyle) -> None:
    """Paint the frame around the part on screen."""
    left, right = max(scale.x(window.left_ms), 0.0), min(scale.x(window.right_ms), float(scale.width))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(style.color("text"), 1.5))
    glass = style.theme.color("text")
    glass.setAlpha(18)
    painter.setBrush(glass)
    painter.drawRoundedRect(QRectF(left + 0.75, 0.75, max(right - left - 1.5, 4), height - 1.5), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_episodes(painter: QPainter, scene: Scene, scale: Scale, style: TimelineStyle) -> None:
    painter.setFont(style.font("micro"))
    for episode in scene.session.episodes:
        fill, ink = episode_colors(episode.kind, style.theme.name)
        left, right = scale.x(episode.on), scale.x(episode.off)
        painter.fillRect(QRectF(left, 3, max(right - left - 1, 1), EPISODE_PX), fill)
        caption = style.caption(episode.id.removeprefix("ep"), "micro")
        if caption.width + 4 <= right - left:
            painter.setPen(ink)
            painter.drawStaticText(
                QPointF((left + right - caption.width) / 2, 3 + (EPISODE_PX - caption.height) / 2), caption.text
            )


def _paint_lane(painter: QPainter, row: Row, scene: Scene, scale: Scale, style: TimelineStyle, top: int) -> None:
    assert row.pass_ is not None and row.channel is not None
    lane = scene.lanes[row.channel.id]
    height = round(LANE_PX * style.dpr)
    if row.channel.kind == "point":
        hue = style.theme.channel_hue(row.pass_).rgba()
        found = lane.between(0, scene.total_ms)
        pixels = stroke_pixels(lane, np.arange(found.start, found.stop), scale, hue, height, style.dpr)
    else:
        pixels = state_pixels(lane, scale, style.inks(row.pass_, row.channel), height, style.dpr)
    draw_pixels(painter, pixels, top, style.dpr)


def _paint_uncoded(
    painter: QPainter, scene: Scene, pass_id: str, scale: Scale, style: TimelineStyle, height: int
) -> None:
    for on, off in uncoded_of(scene, pass_id, ""):
        place = QRectF(scale.x(on), FIRST_LANE, max((off - on) * scale.px_per_ms, 1), height)
        painter.fillRect(place, hatch_brush(style.color("hatch")))
