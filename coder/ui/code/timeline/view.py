"""The timeline: a surface over a scene, with mouse and wheel."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from coder.ui.code.timeline.geometry import Area, Hit, hit_test
from coder.ui.code.timeline.gestures import Gesture, begin_gesture, cursor_for
from coder.ui.code.timeline.lanes import FOREVER
from coder.ui.code.timeline.overlay import live_end
from coder.ui.code.timeline.rows import Row, row_at
from coder.ui.code.timeline.scene import Scene
from coder.ui.code.timeline.snap import SNAP_PX, Targets, snap_targets, snapped
from coder.ui.code.timeline.surface import Surface
from coder.ui.code.timeline.tips import tip_text, trace_tip
from coder.ui.code.timeline.wishes import NewTimes, Wish
from coder.ui.text import tr

ZOOM_STEP = 1.25
WHEEL_STEP = 120
SCROLL_PX = 80
PAGE_SHARE = 0.8


class TimelineView(Surface):
    """Ruler, episodes, sound, tracks and map of one coding.

    Signals
    -------
    sought(int, bool)
        The person points at a time, or drags an edge there; true while still dragging.
    selected(tuple)
        Ids of the events to be selected, in the order they were chosen.
    wished(Wish)
        Events were dragged.
    edge_touched(str, str)
        The edge of an event ("on" or "off") that the next nudge moves.
    recode_asked(str)
        An event was double-clicked.
    menu_asked(object, object)
        The menu of an event (its id, or None for empty ground) is wanted at a place of the screen.
    arranged(Arrangement)
        The person changed order or height of the tracks.
    """

    sought = Signal(int, bool)
    selected = Signal(tuple)
    wished = Signal(object)
    edge_touched = Signal(str, str)
    recode_asked = Signal(str)
    menu_asked = Signal(object, object)
    arranged = Signal(object)

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Timeline"))
        self.setAccessibleDescription(tr("Ctrl+Shift+L shows the same events as a table."))
        self.viewport().installEventFilter(self)
        self.following = True
        self.snapping = True
        self.to_frame: Callable[[int], int] = int
        self.frame_text: Callable[[int], str] = lambda _ms: ""
        self.planned: Callable[[Wish], tuple[NewTimes, ...]] = lambda _wish: ()
        self.why_locked: Callable[[], str | None] = lambda: None
        self._gesture: Gesture | None = None

    @property
    def dragging(self) -> bool:
        """Whether events are being dragged."""
        return self._gesture is not None and self._gesture.moves

    def set_playhead(self, ms: int, turn_page: bool = False) -> None:
        """Move the playhead; while playing the view turns the page unless the person has scrolled away."""
        super().set_playhead(ms, turn_page and self.following)

    def zoom(self, steps: float, at_x: float | None = None) -> None:
        """Zoom in (positive) or out about a place, else about the playhead or the middle."""
        if at_x is None:
            x = self.scale.x(self.marks.playhead_ms)
            at_x = x if 0 <= x <= self.scale.width else self.scale.width / 2
        self.set_scale(self.scale.zoomed(ZOOM_STEP**steps, at_x))

    def scroll_by(self, dx: float) -> None:
        """Scroll by hand; following stops until playback is started again."""
        self.following = False
        self.set_scale(self.scale.scrolled(dx))

    def scroll_rows(self, dy: float) -> None:
        """Scroll the tracks by hand."""
        self.leave_rows()
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(dy))

    def page(self, way: int) -> None:
        """Scroll by most of what is on screen, to earlier (-1) or later (1) times."""
        self.scroll_by(way * PAGE_SHARE * self.scale.width)

    def may_edit(self, row: Row) -> bool:
        """Return whether the events of a track can be changed now."""
        return row.active and row.channel is not None and self.why_locked() is None

    def extended_to(self, event_id: str) -> tuple[str, ...]:
        """Return the selection extended to an event: of its track everything from the one chosen last."""
        chosen = self.selection_order
        anchor = chosen[-1] if chosen else event_id
        channel = self.scene.channel_of[event_id]
        if self.scene.channel_of.get(anchor) != channel:
            return (*(i for i in chosen if i != event_id), event_id)
        lane = self.scene.lanes[channel]
        first, last = sorted((lane.places[anchor], lane.places[event_id]))
        between = [i for i in lane.ids[first : last + 1] if i != anchor]
        return (*(i for i in chosen if i not in between and i != anchor), *between, anchor)

    def area_at(self, pos: QPointF) -> Area:
        """Return the part of the surface at a place."""
        return self.geometry_now.area(pos.x(), pos.y())

    def row_under(self, pos: QPointF) -> Row | None:
        """Return the track at a place."""
        inside = self.area_at(pos) in ("tracks", "names")
        return row_at(self.rows, self.geometry_now.row_y(pos.y())) if inside else None

    def hit(self, pos: QPointF) -> Hit | None:
        """Return the event at a place, or None."""
        geometry = self.geometry_now
        if geometry.area(pos.x(), pos.y()) != "tracks":
            return None
        hit = hit_test(self.scene, self.rows, self.scale, pos.x() - geometry.names, geometry.row_y(pos.y()))
        if hit is None or hit.lane.off[hit.place] < FOREVER:
            return hit
        drawn_to = live_end(self.scene, hit.row, hit.lane, hit.place, self.marks.playhead_ms)
        return hit if self.ms_at(pos.x()) <= drawn_to else None

    def ms_at(self, x: float) -> int:
        """Return the session time at a place of the surface, within the session."""
        return min(max(self.scale.ms(x - self.geometry_now.names), 0), self.scene.total_ms)

    def targets(self, moving: Collection[str]) -> Targets:
        """Return what an edge can snap to while ``moving`` are dragged."""
        return snap_targets(self.scene, moving, self.marks.playhead_ms)

    def snap(self, ms: int, targets: Targets, free: bool) -> int:
        """Return the place for an edge near ``ms``; ``free`` passes targets by."""
        usable = targets.times[:0] if free or not self.snapping else targets.times
        return snapped(ms, usable, SNAP_PX / self.scale.px_per_ms, self.to_frame)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll in time; with Ctrl zoom under the cursor, with Shift scroll the tracks."""
        notches = (event.angleDelta().y() or event.angleDelta().x()) / WHEEL_STEP
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(notches, event.position().x() - self.geometry_now.names)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.scroll_rows(-notches * SCROLL_PX)
        else:
            self.scroll_by(-notches * SCROLL_PX)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the place and the button mean."""
        row = self.row_under(event.position())
        if row is not None and row.channel is not None and event.button() == Qt.MouseButton.LeftButton:
            self.focus_track(row.key)
        self._gesture = begin_gesture(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what a press here would do."""
        if self._gesture is not None:
            self._gesture.move(event)
        else:
            self.viewport().setCursor(cursor_for(self, event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.finish(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for another code of the event under the mouse; on a name, give the track its first height back."""
        hit = self.hit(event.position())
        row = self.row_under(event.position())
        if hit is not None and hit.row.active:
            self.recode_asked.emit(hit.event_id)
        elif row is not None and self.area_at(event.position()) == "names":
            self.arrange(self.arrangement.natural(row.key))
            self.arranged.emit(self.arrangement)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the event under the mouse, which is selected first; of the selection by the key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.selection_order[0] if self.selection_order else None, event.globalPos())
            return
        hit = self.hit(QPointF(event.pos()))
        if hit is not None and hit.event_id not in self.selection_order:
            self.selected.emit((hit.event_id,))
        if self.area_at(QPointF(event.pos())) == "tracks":
            self.menu_asked.emit(hit.event_id if hit else None, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the page: arrows step by frames, they do not scroll."""
        event.ignore()

    def cancel_drag(self) -> bool:
        """Give up a drag; return whether there was one."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show in words what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self.viewport())
            return True
        return super().eventFilter(watched, event)

    def _tip(self, pos: QPointF) -> str:
        hit, row = self.hit(pos), self.row_under(pos)
        if hit is not None:
            return tip_text(self.scene, hit)
        return trace_tip(row, self.heart, self.motion, self.ms_at(pos.x())) if row is not None else ""
