"""What the timeline shows and how it is kept painted: the surface under the mouse.

What stands still (tracks, names, ruler, map) is painted once into a pixmap and kept until the view, the coding or the
theme changes; what moves (playhead, running states, selection, drags) is painted over it. During playback only the
strip between the old and the new playhead is painted again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from coder.ui.code.timeline.arrangement import Arrangement
from coder.ui.code.timeline.audio import Sound
from coder.ui.code.timeline.geometry import Geometry
from coder.ui.code.timeline.layers import paint_frame, paint_moving, paint_still
from coder.ui.code.timeline.minimap import map_scale
from coder.ui.code.timeline.overlay import GRIP_PX, Ghost, Marks
from coder.ui.code.timeline.rows import Heights, Row, TraceKind, laid_out
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.scene import Scene
from coder.ui.code.timeline.style import TimelineStyle
from coder.ui.code.timeline.traces import Heart, Motion
from coder.ui.code.timeline.wishes import NewTimes
from coder.ui.theme import theme_of

TRACES: tuple[TraceKind, ...] = ("audio", "heart", "motion")


NAMES_PX = 172


class Surface(QAbstractScrollArea):
    """Scene, zoom, rows and marks, painted.

    Signals
    -------
    view_changed()
        Another stretch is shown.
    """

    view_changed = Signal()

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setMouseTracking(True)
        self.scene = scene
        self.draft: Scene | None = None
        self.rows: tuple[Row, ...] = ()
        self.scale = Scale.whole(1, scene.total_ms)
        self.marks = Marks()
        self.selection_order: tuple[str, ...] = ()
        self.sound: Sound | None = None
        self.heart: Heart | None = None
        self.motion: Motion | None = None
        self.arrangement = Arrangement()
        self.active_pass = scene.scheme.passes[0].id if scene.scheme.passes else ""
        self.shown: frozenset[str] = frozenset()
        self.locked: frozenset[str] = frozenset()
        self.corner = ""
        self.bookmarks: tuple[int, ...] = ()
        self._style: TimelineStyle | None = None
        self._still: QPixmap | None = None
        self._frame: QPixmap | None = None
        self.verticalScrollBar().valueChanged.connect(self._drop_still)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self.leave_rows())
        self._keeps_active = True

    @property
    def seen(self) -> Scene:
        """The scene on screen: as it is, or as a drag would make it."""
        return self.draft or self.scene

    def set_scene(self, scene: Scene) -> None:
        """Show another state of the coding; zoom and place stay."""
        longer = scene.total_ms != self.scene.total_ms
        self.scene = scene
        if longer:
            self.scale = Scale.whole(self.geometry_now.tracks_width, scene.total_ms)
        self._relaid()

    def set_pass(self, pass_id: str, shown: Collection[str], locked: Collection[str]) -> None:
        """Show the tracks of a pass, and with them the ``shown`` channels of others."""
        self._keeps_active = self._keeps_active or pass_id != self.active_pass
        self.active_pass, self.shown, self.locked = pass_id, frozenset(shown), frozenset(locked)
        self._relaid()

    def set_sound(self, sound: Sound | None) -> None:
        """Show the sound's wave, or no audio track."""
        self.sound = sound
        self._relaid()

    def set_heart(self, heart: Heart | None) -> None:
        """Show the heart rate, or no track of it."""
        self.heart = heart
        self._relaid()

    def set_motion(self, motion: Motion | None) -> None:
        """Show the motion energy, or no track of it."""
        self.motion = motion
        self._relaid()

    def arrange(self, arrangement: Arrangement) -> None:
        """Show the tracks as a person wants them."""
        self.arrangement = arrangement
        self._relaid()

    def set_bookmarks(self, times: tuple[int, ...]) -> None:
        """Show a flag in the ruler for each bookmark."""
        self.bookmarks = times
        self.viewport().update()

    def set_marks(self, selection: Sequence[str] | None = None, loop: tuple[int, int] | str | None = "same") -> None:
        """Show another selection or loop."""
        if selection is not None:
            self.selection_order = tuple(selection)
        span = self.marks.loop if isinstance(loop, str) else loop
        self._mark(replace(self.marks, selection=frozenset(self.selection_order), loop=span))

    def set_playhead(self, ms: int, turn_page: bool = False) -> None:
        """Move the playhead; with ``turn_page`` the view turns when it leaves the screen."""
        old = self.marks.playhead_ms
        if old == ms:
            return
        self.marks = replace(self.marks, playhead_ms=ms)
        if turn_page and not self.scale.left_ms <= ms < self.scale.right_ms:
            self.set_scale(self.scale.showing(ms))
            return
        self._update_between(old, ms)

    def leave_rows(self) -> None:
        """The person scrolls the tracks by hand: until the next pass they stay where they are put."""
        self._keeps_active = False

    def reveal(self, ms: int) -> None:
        """Turn the page to a time if it is off screen."""
        if not self.scale.left_ms <= ms < self.scale.right_ms:
            self.set_scale(self.scale.showing(ms))

    def show_draft(self, planned: Sequence[NewTimes], ghost: Ghost | None) -> None:
        """Show what a drag would do, and what is said of it; nothing planned and None end it."""
        before = self.draft
        self.draft = self.scene.with_times({t.event_id: (t.on_ms, t.off_ms) for t in planned}) if planned else None
        if before is not None or self.draft is not None:
            self._drop_still()
        self._mark(replace(self.marks, ghost=ghost))

    def show_box(self, box: tuple[float, float, float, float] | None) -> None:
        """Show the rectangle in which events are being selected."""
        self._mark(replace(self.marks, box=box))

    def show_drop(self, y: float | None) -> None:
        """Show where a track that is being dragged would go."""
        self._mark(replace(self.marks, drop_y=y))

    def focus_track(self, key: str) -> None:
        """Mark the track that keys like Ctrl+A mean."""
        if key != self.marks.focus_key:
            self._frame = None
            self._mark(replace(self.marks, focus_key=key))

    def set_scale(self, scale: Scale) -> None:
        """Show another stretch."""
        self.scale = scale
        self._still = None
        self.viewport().update()
        self.view_changed.emit()

    def fit(self, on_ms: int, off_ms: int) -> None:
        """Zoom to a stretch."""
        self.set_scale(self.scale.fit(on_ms, off_ms))

    @property
    def zoom_of_text(self) -> float:
        """The person's text size, 1.0 for 100 %."""
        return theme_of(self).scale_percent / 100

    @property
    def geometry_now(self) -> Geometry:
        """The parts of the surface at its present size."""
        px = theme_of(self).px
        size = self.viewport().size()
        return Geometry(size.width(), size.height(), px(NAMES_PX), px(24), px(50), self.verticalScrollBar().value())

    @property
    def style_now(self) -> TimelineStyle:
        """The style of the present theme."""
        theme = theme_of(self)
        if self._style is None or self._style.theme is not theme:
            self._style = TimelineStyle(theme, self.devicePixelRatioF())
        return self._style

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

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._style = None
            self._relaid()
        super().changeEvent(event)

    def _relaid(self) -> None:
        px = theme_of(self).px
        heights = Heights(px(24), px(34), px(56), px(40), px(30), 4, self.zoom_of_text)
        there = {"audio": self.sound, "heart": self.heart, "motion": self.motion}
        traces = [(kind, there[kind]) for kind in TRACES if kind in self.arrangement.extras]
        texts = [(kind, trace.text) for kind, trace in traces if trace is not None]
        self.rows = laid_out(self.scene.scheme, self.active_pass, self.shown, heights, texts, self.arrangement)
        room = self.geometry_now.tracks_height
        self.verticalScrollBar().setRange(0, max(self.rows[-1].bottom - room, 0))
        self.verticalScrollBar().setPageStep(room)
        if self._keeps_active:
            self._show_active()
        self._drop_still()

    def _show_active(self) -> None:
        """Scroll until the tracks of the current pass are on screen, at least the first of them."""
        active = [row for row in self.rows if row.active]
        if active:
            bar, room = self.verticalScrollBar(), self.geometry_now.tracks_height
            bar.setValue(max(bar.value(), min(active[-1].bottom - room, active[0].top)))
            bar.setValue(min(bar.value(), active[0].top))

    def _mark(self, marks: Marks) -> None:
        self.marks = marks
        self.viewport().update()

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
