"""Selecting everything in a rectangle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from coder.ui.code.timeline.rows import Row

if TYPE_CHECKING:
    from coder.ui.code.timeline.view import TimelineView


class Box:
    """Select everything in a rectangle; a mere click clears the selection.

    Where the rectangle meets tracks of the current pass, only those count: events of other passes cannot be changed.
    """

    def __init__(self, view: TimelineView, event: QMouseEvent) -> None:
        self._view = view
        self._from = event.position()
        self._before = view.selection_order
        adds = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        self._kept = self._before if adds else ()
        if not self._kept:
            view.selected.emit(())

    @property
    def moves(self) -> bool:
        """Whether events are being moved: never."""
        return False

    def move(self, event: QMouseEvent) -> None:
        """Show the rectangle and select what is in it."""
        view, to = self._view, event.position()
        names = view.geometry_now.names
        view.show_box((self._from.x() - names, self._from.y(), to.x() - names, to.y()))
        inside = self._inside(to)
        view.selected.emit((*self._kept, *(i for i in inside if i not in self._kept)))

    def finish(self, _event: QMouseEvent) -> None:
        """Keep the selection."""
        self._view.show_box(None)

    def cancel(self) -> None:
        """Go back to what was selected before."""
        self._view.show_box(None)
        self._view.selected.emit(self._before)

    def _inside(self, to: QPointF) -> list[str]:
        view, geometry = self._view, self._view.geometry_now
        begin, end = sorted((view.scale.ms(self._from.x() - geometry.names), view.scale.ms(to.x() - geometry.names)))
        found: list[str] = []
        for row in self._rows(to):
            assert row.channel is not None
            lane = view.scene.lanes[row.channel.id]
            seen = lane.between(begin, end)
            inside = np.flatnonzero(lane.off[seen] >= begin) + seen.start
            found += [lane.ids[place] for place in inside]
        return found

    def _rows(self, to: QPointF) -> list[Row]:
        geometry = self._view.geometry_now
        top, bottom = sorted((geometry.row_y(self._from.y()), geometry.row_y(to.y())))
        met = [row for row in self._view.rows if row.channel is not None and row.bottom >= top and row.top <= bottom]
        return [row for row in met if row.active] or met
