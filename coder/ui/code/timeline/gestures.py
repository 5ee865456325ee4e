"""What pressing and dragging the mouse on the timeline does: one small class per gesture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from coder.ui.code.timeline.box import Box
from coder.ui.code.timeline.drag import Drag
from coder.ui.code.timeline.headers import begin_header, header_cursor
from coder.ui.code.timeline.minimap import map_scale

if TYPE_CHECKING:
    from coder.ui.code.timeline.view import TimelineView


class Gesture(Protocol):
    """A press that is going on."""

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved."""

    def finish(self, event: QMouseEvent) -> None:
        """The button was let go."""

    def cancel(self) -> None:
        """The person gave it up."""

    @property
    def moves(self) -> bool:
        """Whether events are being moved."""
        ...


class Seek:
    """Point at a time on the ruler or the map; dragging goes on pointing."""

    def __init__(self, view: TimelineView, event: QMouseEvent, on_map: bool) -> None:
        self._view, self._on_map = view, on_map
        view.sought.emit(self._ms(event), True)

    def move(self, event: QMouseEvent) -> None:
        """Point at the next time."""
        self._view.sought.emit(self._ms(event), True)

    def finish(self, event: QMouseEvent) -> None:
        """Stay at the last time."""
        self._view.sought.emit(self._ms(event), False)

    def cancel(self) -> None:
        """Stay where it is by now."""

    @property
    def moves(self) -> bool:
        """Whether events are being moved: never."""
        return False

    def _ms(self, event: QMouseEvent) -> int:
        view = self._view
        if not self._on_map:
            return view.ms_at(event.position().x())
        geometry = view.geometry_now
        raw = map_scale(view.scene, geometry.tracks_width).ms(event.position().x() - geometry.names)
        return min(max(raw, 0), view.scene.total_ms)


class Pan:
    """Drag the tracks with the middle button, or the window on the map."""

    def __init__(self, view: TimelineView, event: QMouseEvent, on_map: bool) -> None:
        self._view, self._on_map = view, on_map
        self._x, self._y = event.position().x(), event.position().y()

    def move(self, event: QMouseEvent) -> None:
        """Scroll along."""
        view, dx, dy = self._view, event.position().x() - self._x, event.position().y() - self._y
        self._x, self._y = event.position().x(), event.position().y()
        if self._on_map:
            small = map_scale(view.scene, view.geometry_now.tracks_width)
            view.scroll_by(dx / small.px_per_ms * view.scale.px_per_ms)
        else:
            view.scroll_by(-dx)
            if round(dy):
                view.scroll_rows(-dy)

    def finish(self, event: QMouseEvent) -> None:
        """Stay."""

    def cancel(self) -> None:
        """Stay as well."""

    @property
    def moves(self) -> bool:
        """Whether events are being moved: never."""
        return False


def begin_gesture(view: TimelineView, event: QMouseEvent) -> Gesture | None:
    """Return the gesture that a press begins here, or None."""
    area = view.area_at(event.position())
    if event.button() == Qt.MouseButton.MiddleButton:
        return Pan(view, event, on_map=area == "map")
    if event.button() != Qt.MouseButton.LeftButton:
        return None
    if area == "ruler":
        return Seek(view, event, on_map=False)
    if area == "map":
        return Pan(view, event, on_map=True) if _on_window(view, event) else Seek(view, event, on_map=True)
    if area == "names":
        return begin_header(view, event)
    if area != "tracks":
        return None
    hit = view.hit(event.position())
    return Drag(view, event, hit) if hit else Box(view, event)


def cursor_for(view: TimelineView, pos: QPointF) -> Qt.CursorShape:
    """Return the cursor that says what a press here does."""
    area = view.area_at(pos)
    if area in ("ruler", "map"):
        return Qt.CursorShape.PointingHandCursor
    if area == "names":
        return header_cursor(view, pos)
    hit = view.hit(pos)
    if hit is not None and view.may_edit(hit.row) and hit.part != "body":
        return Qt.CursorShape.SplitHCursor
    return Qt.CursorShape.ArrowCursor


def _on_window(view: TimelineView, event: QMouseEvent) -> bool:
    """Return whether the press is on the map's window, and the window is not the whole map."""
    geometry = view.geometry_now
    small = map_scale(view.scene, geometry.tracks_width)
    x = event.position().x() - geometry.names
    left, right = small.x(view.scale.left_ms), small.x(view.scale.right_ms)
    return left <= x <= right and right - left < small.width * 0.9
