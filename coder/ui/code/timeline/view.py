"""The timeline: a custom-painted scroll area over a scene.

What stands still (tracks, names, ruler, map) is painted once into a pixmap and kept until the view, the coding or the
theme changes; what moves (playhead, running states, selection, drags) is painted over it. During playback only the
strip between the old and the new playhead is painted again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from coder.model.spans import Times
from coder.ui.code.timeline.audio import Sound
from coder.ui.code.timeline.geometry import Area, Geometry, Hit, hit_test
from coder.ui.code.timeline.gestures import Gesture, begin_gesture, cursor_for
from coder.ui.code.timeline.lanes import FOREVER
from coder.ui.code.timeline.layers import paint_frame, paint_moving, paint_still
from coder.ui.code.timeline.minimap import map_scale
from coder.ui.code.timeline.overlay import GRIP_PX, Ghost, Marks, live_end
from coder.ui.code.timeline.rows import Heights, Row, laid_out
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.scene import Scene
from coder.ui.code.timeline.snap import SNAP_PX, snap_targets, snapped
from coder.ui.code.timeline.style import TimelineStyle
from coder.ui.code.timeline.tips import tip_text
from coder.ui.text import tr
from coder.ui.theme import theme_of

ZOOM_STEP = 1.25
WHEEL_STEP = 120
SCROLL_PX = 80


class TimelineView(QAbstractScrollArea):
    """Ruler, episodes, sound, tracks and map of one coding.

    Signals
    -------
    sought(int, bool)
        The person points at a time; true while still dragging.
    selected(tuple)
        Ids of the events to be selected.
    retimed(str, int, object)
        An event was dragged: id, onset, offset (None for points and open states).
    edge_touched(str, str)
        The edge of an event ("on" or "off") that the next nudge moves.
    recode_asked(str)
        An event was double-clicked.
    """

    sought = Signal(int, bool)
    selected = Signal(tuple)
    retimed = Signal(str, int, object)
    edge_touched = Signal(str, str)
    recode_asked = Signal(str)
    view_changed = Signal()

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Timeline"))
        self.setAccessibleDescription(tr("Ctrl+Shift+L shows the same events as a table."))
        self.viewport().setMouseTracking(True)
        self.viewport().installEventFilter(self)
        self.scene = scene
        self.rows: tuple[Row, ...] = ()
        self.scale = Scale.whole(1, scene.total_ms)
        self.marks = Marks()
        self.sound: Sound | None = None
        self.active_pass = scene.scheme.passes[0].id if scene.scheme.passes else ""
        self.shown: frozenset[str] = frozenset()
        self.locked: frozenset[str] = frozenset()
        self.corner = ""
        self.following = True
        self.snapping = True
        self.to_frame: Callable[[int], int] = int
        self.frame_text: Callable[[int], str] = lambda _ms: ""
        self._style: TimelineStyle | None = None
        self._still: QPixmap | None = None
        self._frame: QPixmap | None = None
        self._gesture: Gesture | None = None
        self.verticalScrollBar().valueChanged.connect(self._drop_still)

    def set_scene(self, scene: Scene) -> None:
        """Show another state of the coding; zoom and place stay."""
        longer = scene.total_ms != self.scene.total_ms
        self.scene = scene
        if longer:
            self.scale = Scale.whole(self.geometry_now.tracks_width, scene.total_ms)
        self._relaid()

    def set_pass(self, pass_id: str, shown: Collection[str], locked: Collection[str]) -> None:
        """Show the tracks of a pass, and with them the ``shown`` channels of others."""
        self.active_pass, self.shown, self.locked = pass_id, frozenset(shown), frozenset(locked)
        self._relaid()

    def set_sound(self, sound: Sound | None) -> None:
        """Show the sound's wave, or no audio track."""
        self.sound = sound
        self._relaid()

    def set_marks(self, selection: Collection[str] | None = None, loop: tuple[int, int] | str | None = "same") -> None:
        """Show another selection or loop."""
        marks = self.marks
        chosen = marks.selection if selection is None else frozenset(selection)
        span = marks.loop if isinstance(loop, str) else loop
        self.marks = Marks(marks.playhead_ms, chosen, span, marks.ghost, marks.box)
        self.viewport().update()

    def set_playhead(self, ms: int, playing: bool = False) -> None:
        """Move the playhead; while playing the view turns the page when it leaves the screen."""
        old = self.marks
        if old.playhead_ms == ms:
            return
        self.marks = Marks(ms, old.selection, old.loop, old.ghost, old.box)
        if playing and self.following and not self.scale.left_ms <= ms < self.scale.right_ms:
            self.set_scale(self.scale.showing(ms))
            return
        self._update_between(old.playhead_ms, ms)

    def reveal(self, ms: int) -> None:
        """Turn the page to a time if it is off screen."""
        if not self.scale.left_ms <= ms < self.scale.right_ms:
            self.set_scale(self.scale.showing(ms))

    def set_ghost(self, ghost: Ghost | None, box: tuple[float, float, float, float] | None = None) -> None:
        """Show what a drag would do."""
        marks = self.marks
        self.marks = Marks(marks.playhead_ms, marks.selection, marks.loop, ghost, box)
        self.viewport().update()

    def set_scale(self, scale: Scale) -> None:
        """Show another stretch."""
        self.scale = scale
        self._still = None
        self.viewport().update()
        self.view_changed.emit()

    def fit(self, on_ms: int, off_ms: int) -> None:
        """Zoom to a stretch."""
        self.set_scale(self.scale.fit(on_ms, off_ms))

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

    @property
    def geometry_now(self) -> Geometry:
        """The parts of the surface at its present size."""
        px = theme_of(self).px
        size = self.viewport().size()
        return Geometry(size.width(), size.height(), px(158), px(24), px(50), self.verticalScrollBar().value())

    @property
    def style_now(self) -> TimelineStyle:
        """The style of the present theme."""
        theme = theme_of(self)
        if self._style is None or self._style.theme is not theme:
            self._style = TimelineStyle(theme, self.devicePixelRatioF())
        return self._style

    def area_at(self, pos: QPointF) -> Area:
        """Return the part of the surface at a place."""
        return self.geometry_now.area(pos.x(), pos.y())

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

    def targets(self, moving: Collection[str]) -> Times:
        """Return what an edge can snap to while ``moving`` are dragged."""
        return snap_targets(self.scene, moving, self.marks.playhead_ms)

    def snap(self, ms: int, targets: Times, free: bool) -> int:
        """Return the place for an edge near ``ms``; ``free`` passes targets by."""
        usable = targets[:0] if free or not self.snapping else targets
        return snapped(ms, usable, SNAP_PX / self.scale.px_per_ms, self.to_frame)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the kept picture and what moves over it."""
        painter = QPainter(self.viewport())
        if self._still is None:
            self._still = self._new_pixmap()
            paint_still(self._still, self)
        if self._frame is None:
            self._frame = self._new_pixmap()
            paint_frame(self._frame, self)
        area = event.rect()
        painter.setClipRect(area)
        self._draw_kept(painter, self._still, area)
        self._draw_kept(painter, self._frame, area & QRect(0, 0, self.geometry_now.names, self.height()))
        self._draw_kept(painter, self._frame, area & QRect(0, self.geometry_now.map_top, self.width(), self.height()))
        paint_moving(painter, self)
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keep zoom and left edge; show the whole session the first time."""
        whole = self.scale.width <= 1
        width = self.geometry_now.tracks_width
        self.scale = Scale.whole(width, self.scene.total_ms) if whole else self.scale.resized(width)
        self._relaid()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll in time; with Ctrl zoom under the cursor, with Shift scroll the tracks."""
        notches = (event.angleDelta().y() or event.angleDelta().x()) / WHEEL_STEP
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(notches, event.position().x() - self.geometry_now.names)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - round(notches * SCROLL_PX))
        else:
            self.scroll_by(-notches * SCROLL_PX)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the place and the button mean."""
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
        """Ask for another code of the event under the mouse."""
        hit = self.hit(event.position())
        if hit is not None and hit.row.active:
            self.recode_asked.emit(hit.event_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the page: arrows step by frames, they do not scroll."""
        event.ignore()

    def cancel_drag(self) -> bool:
        """Give up a drag; return whether there was one."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            self.set_ghost(None)
        return gesture is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show in words what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.hit(QPointF(event.pos()))
            text = tip_text(self.scene, hit) if hit else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._restyled()
        super().changeEvent(event)

    def _restyled(self) -> None:
        self._style = None
        self._relaid()

    def _relaid(self) -> None:
        px = theme_of(self).px
        heights = Heights(px(24), px(34), px(56), 4)
        sound = self.sound.text if self.sound else None
        self.rows = laid_out(self.scene.scheme, self.active_pass, self.shown, heights, sound)
        room = self.geometry_now.tracks_height
        self.verticalScrollBar().setRange(0, max(self.rows[-1].bottom - room, 0))
        self.verticalScrollBar().setPageStep(room)
        self._drop_still()

    def _draw_kept(self, painter: QPainter, kept: QPixmap, area: QRect) -> None:
        dpr = kept.devicePixelRatio()
        painter.drawPixmap(area, kept, QRectF(QPointF(area.topLeft()) * dpr, area.size() * dpr).toRect())

    def _drop_still(self) -> None:
        self._still = self._frame = None
        self.viewport().update()

    def _new_pixmap(self) -> QPixmap:
        dpr = self.devicePixelRatioF()
        pixmap = QPixmap(self.viewport().size() * dpr)
        pixmap.setDevicePixelRatio(dpr)
        return pixmap

    def _update_between(self, old_ms: int, new_ms: int) -> None:
        geometry = self.geometry_now
        strip = sorted((self.scale.x(old_ms), self.scale.x(new_ms)))
        left = round(max(strip[0], -GRIP_PX)) - GRIP_PX - 2
        right = round(min(strip[1], self.scale.width)) + GRIP_PX + 3
        self.viewport().update(QRect(geometry.names + left, 0, max(right - left, 0), geometry.map_top))
        small = map_scale(self.scene, geometry.tracks_width)
        places = sorted((small.x(old_ms), small.x(new_ms)))
        first = QPoint(geometry.names + round(places[0]) - 3, geometry.map_top)
        self.viewport().update(QRect(first, QPoint(geometry.names + round(places[1]) + 3, geometry.height)))
