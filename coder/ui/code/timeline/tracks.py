"""Painting of the tracks: the ground that says what is coded, states, points, captions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from coder.model.spans import EMPTY, Spans
from coder.ui.code.presence import giver_word
from coder.ui.code.timeline.lanes import Lane
from coder.ui.code.timeline.raster import Pixels, boxes, crowded, state_pixels, stroke_pixels
from coder.ui.code.timeline.rows import Row
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.scene import Scene, coded_of, uncoded_of
from coder.ui.code.timeline.style import ACTIVE_TINT, CODED_TINT, Caption, TimelineStyle, mix
from coder.ui.text import tr

CAPTION_INSET = 5
CAPTION_FROM_PX = 18
POINT_RADIUS = 5.5


def paint_channel(painter: QPainter, row: Row, scene: Scene, scale: Scale, style: TimelineStyle) -> None:
    """Paint one channel's track; the painter's origin is the left edge of the tracks, at the first row."""
    if row.pass_ is None or row.channel is None:
        return
    lane = scene.lanes[row.channel.id]
    _paint_ground(painter, row, coded_of(scene, row.pass_.id), scale, style)
    if row.channel.kind == "point":
        painter.fillRect(QRectF(0, row.top + row.height / 2, scale.width, 1), style.color("line"))
    _paint_uncoded(painter, row, uncoded_of(scene, row.pass_.id, row.channel.id), scale, style)
    _paint_absent(painter, row, scene, scale, style)
    if row.channel.kind == "point":
        _paint_points(painter, row, lane, scale, style)
    else:
        _paint_states(painter, row, lane, scale, style)


def bar_top(row: Row) -> float:
    """Return the height at which a row's bars begin."""
    return row.top + (row.height - row.bar) / 2


def _paint_ground(painter: QPainter, row: Row, coded: Spans, scale: Scale, style: TimelineStyle) -> None:
    ground = style.mixed("accentSoft", "bg1", ACTIVE_TINT) if row.active else style.color("bg1")
    painter.fillRect(QRectF(0, row.top, scale.width, row.height), ground)
    assert row.pass_ is not None
    tint = mix(style.theme.channel_hue(row.pass_), ground, CODED_TINT)
    for on, off in coded.clip(int(scale.left_ms) - 1, int(scale.right_ms) + 1):
        left = max(scale.x(on), 0.0)
        painter.fillRect(QRectF(left, row.top, scale.x(off) - left, row.height), tint)
    painter.fillRect(QRectF(0, row.bottom - 1, scale.width, 1), style.color("line"))


def _paint_uncoded(painter: QPainter, row: Row, uncoded: Spans, scale: Scale, style: TimelineStyle) -> None:
    """Hatch what is still to be coded, fainter than what could not be seen."""
    for on, off in uncoded.clip(int(scale.left_ms) - 1, int(scale.right_ms) + 1):
        left, right = max(scale.x(on), 0.0), min(scale.x(off), float(scale.width))
        painter.fillRect(QRectF(left, row.top, right - left, row.height - 1), style.uncoded)


def _paint_absent(painter: QPainter, row: Row, scene: Scene, scale: Scale, style: TimelineStyle) -> None:
    assert row.channel is not None
    absent = scene.absent.get(row.channel.id, EMPTY)
    middle = row.top + row.height / 2
    caption = style.caption(tr("{0} absent", giver_word(scene.scheme)), "micro")
    for on, off in absent.clip(int(scale.left_ms) - 1, int(scale.right_ms) + 1):
        left, right = max(scale.x(on), 0.0), min(scale.x(off), float(scale.width))
        painter.setPen(QPen(style.color("line2"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        if right - left > caption.width + 24:
            x = (left + right - caption.width) / 2
            ground = style.mixed("accentSoft", "bg1", ACTIVE_TINT) if row.active else style.color("bg1")
            painter.fillRect(QRectF(x - 6, middle - 8, caption.width + 12, 16), ground)
            painter.setPen(style.color("text3"))
            _draw_caption(painter, caption, x, middle, style, "micro")


def _paint_states(painter: QPainter, row: Row, lane: Lane, scale: Scale, style: TimelineStyle) -> None:
    assert row.pass_ is not None
    band = row.bar / lane.rows
    inks = style.inks(row.pass_, lane.channel)
    for sub in range(lane.rows):
        height = max(round(band * style.dpr) - (1 if lane.rows > 1 else 0), 1)
        top = bar_top(row) + sub * band
        draw_pixels(painter, state_pixels(lane, scale, inks, height, style.dpr, sub), top, style.dpr)
        if band >= 12:
            _paint_captions(painter, row, lane, scale, style, sub, top + band / 2)


def _paint_captions(
    painter: QPainter, row: Row, lane: Lane, scale: Scale, style: TimelineStyle, sub: int, middle: float
) -> None:
    assert row.pass_ is not None
    role = "table" if row.active else "caption"
    looks = [style.theme.code_colors(row.pass_, lane.channel, code) for code in lane.channel.codes]
    seen = boxes(lane, scale, 1.0, sub)
    wide = seen.end - seen.begin >= CAPTION_FROM_PX
    painter.setFont(style.font(role))
    rows = zip(seen.begin[wide].tolist(), seen.end[wide].tolist(), lane.code[seen.places[wide]].tolist(), strict=True)
    for begin, end, code in rows:
        caption = style.caption(lane.channel.codes[code].title, role)
        if caption.width + 2 * CAPTION_INSET <= end - begin and not looks[code].hatched:
            painter.setPen(looks[code].ink)
            painter.drawStaticText(QPointF(begin + CAPTION_INSET, middle - caption.height / 2), caption.text)


def _paint_points(painter: QPainter, row: Row, lane: Lane, scale: Scale, style: TimelineStyle) -> None:
    assert row.pass_ is not None
    roomy, tight = crowded(lane, scale)
    middle = row.top + row.height / 2
    hue = style.theme.channel_hue(row.pass_)
    if len(tight):
        height = round(row.bar * style.dpr)
        draw_pixels(painter, stroke_pixels(lane, tight, scale, hue.rgba(), height, style.dpr), bar_top(row), style.dpr)
    radius = POINT_RADIUS if row.active else POINT_RADIUS * 0.8
    ink = style.color("text") if row.active else hue
    glyphs = [style.glyph(style.theme.shape(code), ink, radius) for code in lane.channel.codes]
    places = [scale.x(ms) for ms in lane.on[roomy].tolist()]
    for x, code in zip(places, lane.code[roomy].tolist(), strict=True):
        half = glyphs[code].deviceIndependentSize().width() / 2
        painter.drawPixmap(QPointF(x - half, middle - half), glyphs[code])
    _caption_points(painter, row, lane, scale, style, roomy.tolist(), middle)


def _caption_points(
    painter: QPainter, row: Row, lane: Lane, scale: Scale, style: TimelineStyle, places: list[int], middle: float
) -> None:
    if not row.active:
        return
    painter.setPen(style.color("text2"))
    painter.setFont(style.font("caption"))
    for place in places:
        caption = style.caption(lane.channel.codes[int(lane.code[place])].title)
        x = scale.x(int(lane.on[place])) + 10
        room = scale.x(int(lane.on[place + 1])) - 8 if place + 1 < len(lane) else float(scale.width)
        if x + caption.width <= room:
            painter.drawStaticText(QPointF(x, middle - caption.height / 2), caption.text)


def _draw_caption(
    painter: QPainter, caption: Caption, x: float, middle: float, style: TimelineStyle, role: str
) -> None:
    painter.setFont(style.font(role))
    painter.drawStaticText(QPointF(x, middle - caption.height / 2), caption.text)


def draw_pixels(painter: QPainter, pixels: Pixels, top: float, dpr: float) -> None:
    """Draw an image made by the rasteriser at the left edge."""
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    painter.drawImage(QPointF(0, round(top)), image)
