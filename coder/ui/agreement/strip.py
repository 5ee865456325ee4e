"""Both coders' records of a channel and their consensus on one time axis, with what differs tinted and outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coder.app.agreement_view import Line
from coder.app.differences import Difference
from coder.model.spans import EMPTY, Spans
from coder.model.timecode import clock
from coder.model.tracks import Track
from coder.ui.agreement import words
from coder.ui.agreement.draft import Draft, Edge
from coder.ui.agreement.strip_consensus import Settled, handles, paint_settled
from coder.ui.agreement.strip_paint import Ruler, paint_points, paint_states, paint_ticks
from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.theme.codecolors import hatch_brush

_NAMES_PX, _RULER_PX, _TRACK_PX, _GAP_PX, _LOW_TRACK_PX, _LOW_GAP_PX = 98, 26, 34, 10, 24, 5
_TRACKS = 3
_FRAME_MS, _LEAP_MS = 40, 1000
_REACH_PX = 6
_NARROW_PX = 9
"""What is narrower is outlined above and below alone, so that its codes can still be seen."""
NOTHING_SETTLED: Final = Settled()


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the strip shows: a stretch ``[on_ms, off_ms)`` of one session.

    ``tracks`` are those of coder A and B, ``compared`` is the time that counts, ``differences`` are in time order.
    """

    line: Line
    coders: tuple[str, str]
    tracks: tuple[Track, Track]
    compared: Spans
    on_ms: int
    off_ms: int
    differences: Sequence[Difference]
    settled: Settled = NOTHING_SETTLED


class CompareStrip(QWidget):
    """Paints three tracks; a click or the arrow keys choose a disagreement, Enter or a double click opens it.

    While a draft is shown, the arrow keys and the mouse move its edges.

    Signals
    -------
    chosen(Difference)
    opened(int)
        0 for the coding of coder A, 1 for that of coder B.
    pressed(str)
        A letter, "Space" or "Delete", for whoever decides.
    drafted(Draft)
        An edge was moved.
    saved(), left()
        Enter and Esc while a draft is shown.
    """

    chosen = Signal(object)
    opened = Signal(int)
    pressed = Signal(str)
    drafted = Signal(object)
    saved = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.stretch: Stretch | None = None
        self.draft: Draft | None = None
        self._item: Difference | None = None
        self._dragged: Edge | None = None
        self._low = False
        self._opacity = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Both coders and their consensus on one time axis"))

    def show_stretch(self, stretch: Stretch | None, item: Difference | None) -> None:
        """Show a stretch, with one disagreement chosen."""
        self.stretch, self._item = stretch, item
        self.setAccessibleDescription(self.sentence(item) if item else "")
        self.update()

    def show_draft(self, draft: Draft | None) -> None:
        """Show an edit of the consensus under way, or none."""
        self.draft = draft
        self._dragged = None
        self.update()

    def set_low(self, low: bool) -> None:
        """Make the tracks low where there is little room."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def set_stale(self, stale: bool) -> None:
        """Dim the tracks while new figures are computed."""
        self._opacity = 0.4 if stale else 1.0
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of ruler and tracks."""
        theme = theme_of(self)
        return QSize(theme.px(480), theme.px(_RULER_PX + _TRACKS * self._track + (_TRACKS + 1) * self._gap))

    @property
    def _track(self) -> int:
        return _LOW_TRACK_PX if self._low else _TRACK_PX

    @property
    def _gap(self) -> int:
        return _LOW_GAP_PX if self._low else _GAP_PX

    def sentence(self, item: Difference) -> str:
        """Return a disagreement in words."""
        if self.stretch is None:
            return ""
        channel, coders = self.stretch.line.channel, self.stretch.coders
        a, b = (words.code_title(channel, code) for code in (item.code_a, item.code_b))
        return f"{words.span(item, 1)}. {coders[0]}: {a}, {coders[1]}: {b}"

    def ruler(self) -> Ruler:
        """Return how time lies on the strip."""
        theme = theme_of(self)
        on, off = (self.stretch.on_ms, self.stretch.off_ms) if self.stretch else (0, 1)
        left = theme.px(_NAMES_PX)
        return Ruler(on, max(off, on + 1), float(left), float(max(self.width() - left - 9, 1)))

    def row(self, side: int) -> QRectF:
        """Return where the track of coder A (0), of B (1) or of the consensus (2) lies."""
        theme = theme_of(self)
        top = theme.px(_RULER_PX + self._gap) + side * theme.px(self._track + self._gap)
        ruler = self.ruler()
        return QRectF(ruler.left, top, ruler.width, theme.px(self._track))

    def box_of(self, item: Difference) -> QRectF:
        """Return the box around a disagreement in both tracks, never narrower than can be seen."""
        ruler = self.ruler()
        left, right = (min(max(ruler.x(ms), ruler.left), ruler.left + ruler.width) for ms in (item.on_ms, item.off_ms))
        least = 14.0 if self.stretch and not self.stretch.line.timed else 3.0
        if right - left < least:
            middle = (left + right) / 2
            left, right = middle - least / 2, middle + least / 2
        return QRectF(left, self.row(0).top(), right - left, self.row(2).bottom() - self.row(0).top())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through time, Enter opens; while a draft is shown they move its edges, and Enter saves."""
        key = Qt.Key(event.key())
        if self.draft is not None:
            self._draft_key(event, key, self.draft)
            return
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(key)
        name = deciding_key(event)
        if name:
            self.pressed.emit(name)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._item is not None:
            self.opened.emit(int(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)))
        elif step is not None and not event.modifiers() and self.stretch is not None and self.stretch.differences:
            items = list(self.stretch.differences)
            here = items.index(self._item) + step if self._item in items else 0
            self.chosen.emit(items[max(0, min(here, len(items) - 1))])
        else:
            super().keyPressEvent(event)

    def _draft_key(self, event: QKeyEvent, key: Qt.Key, draft: Draft) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.saved.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.drafted.emit(replace(draft, edge="on" if draft.edge == "off" else "off"))
        elif step is not None:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.drafted.emit(draft.moved(draft.edge, draft.edge_ms() + step * (_LEAP_MS if far else _FRAME_MS)))
        else:
            codes = {code.key.upper(): code.id for code in draft.part.channel.codes if code.key}
            code = codes.get(event.text().upper())
            if code is not None:
                self.drafted.emit(draft.with_code(code))
            else:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses what is under it; while a draft is shown, it grasps the nearer edge."""
        if self.draft is not None:
            self._dragged = self._edge_at(event.position(), self.draft)
            return
        item = self._item_at(event.position())
        if item is not None:
            self.chosen.emit(item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the grasped edge."""
        if self.draft is not None and self._dragged is not None:
            self.drafted.emit(self.draft.moved(self._dragged, self.ruler().ms(event.position().x())))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the edge."""
        self._dragged = None

    def _edge_at(self, point: QPointF, draft: Draft) -> Edge | None:
        reach = theme_of(self).px(2 * _REACH_PX)
        found = handles(self.ruler(), self.row(2), draft)
        near: list[tuple[float, Edge]] = [
            (abs(place.center().x() - point.x()), "on" if name == "on" else "off") for name, place in found.items()
        ]
        distance, edge = min(near)
        return edge if distance <= reach else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens what is under it."""
        if self.draft is None and self._item_at(event.position()) is not None:
            self.opened.emit(0)

    def event(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _tip(self, point: QPointF) -> str:
        item = self._item_at(point)
        if item is not None or self.stretch is None:
            return self.sentence(item) if item else ""
        ruler, channel = self.ruler(), self.stretch.line.channel
        at = ruler.ms(point.x())
        for side, track in enumerate(self.stretch.tracks):
            if self.row(side).contains(point):
                code = next((s.code for s in track.states if s.on <= at < s.off), None)
                name = words.code_title(channel, code) if code else tr("no code")
                return f"{self.stretch.coders[side]}: {name}, {clock(at, 1)}"
        return ""

    def _item_at(self, point: QPointF) -> Difference | None:
        if self.stretch is None:
            return None
        found = None
        for item in self.stretch.differences:
            box = self.box_of(item).adjusted(-_REACH_PX / 2, 0, _REACH_PX / 2, 0)
            if box.contains(point) and (found is None or item.length_ms < found.length_ms):
                found = item
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ruler, tracks, what differs, and the chosen box."""
        theme, painter = theme_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._opacity)
        if self.stretch is not None:
            ruler = self.ruler()
            painter.save()
            painter.setClipRect(QRectF(ruler.left - 9, 0, ruler.width + 18, self.height()))
            paint_ticks(painter, theme, ruler, theme.px(_RULER_PX))
            self._paint_tints(painter)
            for side in (0, 1):
                self._paint_track(painter, ruler, side)
            self._paint_consensus(painter, ruler)
            self._paint_outlines(painter)
            painter.restore()
            self._paint_names(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _paint_tints(self, painter: QPainter) -> None:
        assert self.stretch is not None
        tint = theme_of(self).color("dangerSoft")
        for item in self.stretch.differences:
            painter.fillRect(self.box_of(item).adjusted(0, -self._gap / 2, 0, self._gap / 2), tint)

    def _paint_consensus(self, painter: QPainter, ruler: Ruler) -> None:
        assert self.stretch is not None
        theme, row, settled = theme_of(self), self.row(2), self.stretch.settled
        paint_settled(painter, theme, ruler, row, self.stretch.line, settled, self.draft)
        self._paint_left_out(painter, ruler, row, self.stretch.compared if settled.taking else EMPTY)

    def _paint_track(self, painter: QPainter, ruler: Ruler, side: int) -> None:
        assert self.stretch is not None
        theme, line, track, row = theme_of(self), self.stretch.line, self.stretch.tracks[side], self.row(side)
        if line.timed:
            states = [s for s in track.states if line.code is None or s.code == line.code.id]
            paint_states(painter, theme, ruler, row, line, states)
        else:
            paint_points(painter, theme, ruler, row, line, track.points)
        self._paint_left_out(painter, ruler, row, self.stretch.compared)

    def _paint_left_out(self, painter: QPainter, ruler: Ruler, row: QRectF, kept: Spans) -> None:
        """Hatch what takes no part."""
        assert self.stretch is not None
        theme, on_ms, off_ms = theme_of(self), self.stretch.on_ms, self.stretch.off_ms
        for on, off in kept.complement(on_ms, off_ms):
            box = QRectF(ruler.x(on), row.top(), ruler.x(off) - ruler.x(on), row.height())
            veil = theme.color("bg1")
            veil.setAlphaF(0.7)
            painter.fillRect(box, veil)
            painter.fillRect(box, hatch_brush(theme.color("hatch")))

    def _paint_outlines(self, painter: QPainter) -> None:
        assert self.stretch is not None
        theme = theme_of(self)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for item in self.stretch.differences:
            box = self.box_of(item)
            for side in (0, 1):
                row = self.row(side)
                self._outline(painter, QRectF(box.left(), row.top(), box.width(), row.height()))
        if self._item is not None:
            painter.setPen(QPen(theme.color("select"), 2))
            box = self.box_of(self._item).adjusted(-2, -self._gap / 2, 2, self._gap / 2)
            painter.drawRoundedRect(box, 4, 4)

    def _outline(self, painter: QPainter, place: QRectF) -> None:
        part, color = place.adjusted(0.5, 0.5, -0.5, -0.5), theme_of(self).color("compare.differ")
        if place.width() >= _NARROW_PX:
            painter.setPen(QPen(color, 1.4, Qt.PenStyle.DashLine))
            painter.drawRect(part)
            return
        painter.setPen(QPen(color, 2))
        painter.drawLine(part.topLeft(), part.topRight())
        painter.drawLine(part.bottomLeft(), part.bottomRight())

    def _paint_names(self, painter: QPainter) -> None:
        assert self.stretch is not None
        theme = theme_of(self)
        names = (*(f"{'AB'[side]} · {coder}" for side, coder in enumerate(self.stretch.coders)), tr("Consensus"))
        for side, token in enumerate(("compare.coderA", "compare.coderB", "compare.consensus")):
            row = self.row(side)
            painter.fillRect(QRectF(0, row.top(), 3, row.height()), theme.color(token))
            painter.setPen(theme.color("text"))
            painter.setFont(theme.font("section"))
            room = QRectF(10, row.top(), row.left() - 16, row.height())
            text = painter.fontMetrics().elidedText(names[side], Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


def deciding_key(event: QKeyEvent) -> str:
    """Return the key that decides about a disagreement, "" for any other: A, B, E, M, Space, Delete."""
    if event.modifiers():
        return ""
    names = {Qt.Key.Key_Space: "Space", Qt.Key.Key_Delete: "Delete"}
    letter = event.text().upper()
    return names.get(Qt.Key(event.key()), letter if letter and letter in "ABEM" else "")
