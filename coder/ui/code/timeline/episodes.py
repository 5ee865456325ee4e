"""Painting of the episode band with its door events."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from coder.model.scheme import EpisodeKind
from coder.model.session import Episode
from coder.model.timecode import clock
from coder.ui.code.timeline.rows import Row
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.scene import Scene
from coder.ui.code.timeline.style import TimelineStyle
from coder.ui.theme.tokens import tokens

DOOR_PX = 12
_LOOK: dict[EpisodeKind, str] = {"separation": "separation", "alone": "separation", "stranger_return": "separation"}


def episode_colors(kind: EpisodeKind, theme_name: str) -> tuple[QColor, QColor]:
    """Return fill and ink of an episode: apart from the caregiver, together again, or together."""
    look = "reunion" if kind == "reunion" else _LOOK.get(kind, "with_caregiver")
    fill, ink = tokens().tracks["structure"]["codes"][look][theme_name]
    return QColor(fill), QColor(ink)


def episode_title(scene: Scene, episode: Episode) -> str:
    """Return an episode's name as people say it, such as ``Ep 5 · First reunion``."""
    template = next((t for t in scene.scheme.episodes if t.id == episode.id), None)
    number = episode.id.removeprefix("ep")
    name = template.title if template and template.title else episode.kind.replace("_", " ")
    return f"Ep {number} · {name}" if number.isdecimal() else name


def paint_episodes(
    painter: QPainter, row: Row, scene: Scene, scale: Scale, style: TimelineStyle, with_plan: bool = False
) -> None:
    """Paint the episode band; the door stands where somebody came or went.

    ``with_plan`` marks where an episode would end if it lasted as planned: a guide for the eye, no boundary.
    """
    painter.fillRect(QRectF(0, row.top, scale.width, row.height), style.color("bg1"))
    painter.setFont(style.font("caption"))
    top = row.top + (row.height - row.bar) / 2
    doors = _doors_in_view(scene, scale)
    for episode in scene.session.episodes:
        left, right = max(scale.x(episode.on), 0.0), min(scale.x(episode.off), float(scale.width))
        if right <= left:
            continue
        fill, ink = episode_colors(episode.kind, style.theme.name)
        painter.fillRect(QRectF(left, top, max(right - left - 1, 1), row.bar), fill)
        begin = _behind_doors(left + 6, doors)
        painter.setPen(ink)
        for text in _texts(scene, episode):
            caption = style.caption(text)
            if begin + caption.width + 4 <= right:
                painter.drawStaticText(QPointF(begin, top + (row.bar - caption.height) / 2), caption.text)
                break
    if with_plan:
        _paint_plan(painter, row, scene, scale, style)
    _paint_doors(painter, row, doors, style)
    painter.fillRect(QRectF(0, row.bottom - 1, scale.width, 1), style.color("line"))


def _paint_plan(painter: QPainter, row: Row, scene: Scene, scale: Scale, style: TimelineStyle) -> None:
    painter.setPen(QPen(style.color("text2"), 1, Qt.PenStyle.DotLine))
    for episode in scene.session.episodes:
        if episode.nominal_ms is not None and episode.nominal_ms > 0:
            x = round(scale.x(episode.on + episode.nominal_ms))
            if 0 <= x <= scale.width:
                painter.drawLine(QPointF(x, row.top + 1), QPointF(x, row.bottom - 2))


def _texts(scene: Scene, episode: Episode) -> tuple[str, ...]:
    """Return what can be written on an episode, the longest first."""
    title = episode_title(scene, episode)
    return (
        f"{title} · {clock(episode.off - episode.on, 0)}",
        title,
        title.split(" · ")[0],
        episode.id.removeprefix("ep"),
    )


def _doors_in_view(scene: Scene, scale: Scale) -> list[int]:
    """Return where doors are drawn, in px; of those that would overlap only the first."""
    begin, end = bisect_left(scene.doors, scale.left_ms), bisect_left(scene.doors, scale.right_ms)
    places: list[int] = []
    for ms in scene.doors[begin:end]:
        x = round(scale.x(ms))
        if not places or x - places[-1] >= DOOR_PX:
            places.append(x)
    return places


def _behind_doors(x: float, doors: list[int]) -> float:
    """Return where a text can begin at ``x`` or later without being crossed by a door."""
    for door in doors:
        if door - DOOR_PX <= x < door + DOOR_PX + 4:
            x = door + DOOR_PX + 6
    return x


def _paint_doors(painter: QPainter, row: Row, doors: list[int], style: TimelineStyle) -> None:
    top = row.top + (row.height - DOOR_PX) / 2
    painter.setPen(style.color("text"))
    for x in doors:
        painter.drawRect(QRectF(x + 4, top, 6, DOOR_PX - 1))
        painter.drawLine(QPointF(x + 2, top + DOOR_PX - 1), QPointF(x + 12, top + DOOR_PX - 1))
