"""What the mouse does to the names of the tracks: their order and their height."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from coder.ui.code.timeline.rows import Row, row_at

if TYPE_CHECKING:
    from coder.ui.code.timeline.view import TimelineView

BORDER_PX = 4
DRAG_FROM_PX = 4


class _Header:
    """A gesture that moves no events."""

    def __init__(self, view: TimelineView, row: Row, event: QMouseEvent) -> None:
        self._view, self._row = view, row
        self._y = event.position().y()

    @property
    def moves(self) -> bool:
        """Whether events are being moved: never."""
        return False


class Resize(_Header):
    """Drag the lower border of a name to make its track taller or flatter."""

    def __init__(self, view: TimelineView, row: Row, event: QMouseEvent) -> None:
        super().__init__(view, row, event)
        self._before = view.arrangement

    def move(self, event: QMouseEvent) -> None:
        """Show the track at that height."""
        view = self._view
        wanted = self._row.height + event.position().y() - self._y
        view.arrange(self._before.with_height(self._row.key, wanted / view.zoom_of_text))

    def finish(self, event: QMouseEvent) -> None:
        """Keep the height."""
        if event.position().y() != self._y:
            self._view.arranged.emit(self._view.arrangement)

    def cancel(self) -> None:
        """Go back to the height before."""
        self._view.arrange(self._before)


class Reorder(_Header):
    """Drag a name to put its track elsewhere; a click makes it the track that keys like Ctrl+A mean."""

    def move(self, event: QMouseEvent) -> None:
        """Show where the track would go."""
        view = self._view
        if abs(event.position().y() - self._y) >= DRAG_FROM_PX or view.marks.drop_y is not None:
            place = self._place(event)
            view.show_drop(view.rows[place].top if place < len(view.rows) else view.rows[-1].bottom)

    def finish(self, event: QMouseEvent) -> None:
        """Put it there."""
        view = self._view
        if view.marks.drop_y is None:
            view.focus_track(self._row.key)
            return
        view.show_drop(None)
        view.arrange(view.arrangement.placed(self._row.key, self._place(event), [row.key for row in view.rows]))
        view.arranged.emit(view.arrangement)

    def cancel(self) -> None:
        """Leave the order."""
        self._view.show_drop(None)

    def _place(self, event: QMouseEvent) -> int:
        view = self._view
        y = view.geometry_now.row_y(event.position().y())
        return sum(row.top + row.height / 2 < y for row in view.rows)


def begin_header(view: TimelineView, event: QMouseEvent) -> Resize | Reorder | None:
    """Return what a press on the names begins."""
    y = view.geometry_now.row_y(event.position().y())
    border = _border_at(view, y)
    if border is not None:
        return Resize(view, border, event)
    row = row_at(view.rows, y)
    return Reorder(view, row, event) if row is not None else None


def header_cursor(view: TimelineView, pos: QPointF) -> Qt.CursorShape:
    """Return the cursor that says what a press on the names does."""
    border = _border_at(view, view.geometry_now.row_y(pos.y()))
    return Qt.CursorShape.SplitVCursor if border is not None else Qt.CursorShape.ArrowCursor


def _border_at(view: TimelineView, y: float) -> Row | None:
    return next((row for row in view.rows if abs(row.bottom - y) <= BORDER_PX), None)
