"""Both coders' records of a channel on one time axis, with what differs tinted and outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coder.app.agreement_view import Line
from coder.app.differences import Difference
from coder.model.spans import EMPTY, Spans
from coder.model.timecode import clock
from coder.model.tracks import Track
from coder.ui.agreement import words
from coder.ui.agreement.strip_paint import Ruler, paint_points, paint_states, paint_ticks
from coder.ui.text import tr
from coder.ui.theme import theme_of
from coder.ui.theme.codecolors import hatch_brush

_NAMES_PX, _RULER_PX, _TRACK_PX, _GAP_PX = 84, 26, 34, 12
_REACH_PX = 6
_NARROW_PX = 9
"""What is narrower is outlined above and below alone, so that its codes can still be seen."""


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


class CompareStrip(QWidget):
    """Paints two tracks; a click or the arrow keys choose a disagreement, Enter or a double click opens it.

    Signals
    -------
    chosen(Difference)
    opened(int)
        0 for the coding of coder A, 1 for that of coder B.
    """

    chosen = Signal(object)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.stretch: Stretch | None = None
        self._item: Difference | None = None
        self._opacity = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Both coders on one time axis"))

    def show_stretch(self, stretch: Stretch | None, item: Difference | None) -> None:
        """Show a stretch, with one disagreement chosen."""
        self.stretch, self._item = stretch, item
        self.setAccessibleDescription(self.sentence(item) if item else "")
        self.update()

    def set_stale(self, stale: bool) -> None:
        """Dim the tracks while new figures are computed."""
        self._opacity = 0.4 if stale else 1.0
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of ruler and tracks."""
        theme = theme_of(self)
        return QSize(theme.px(480), theme.px(_RULER_PX + 2 * _TRACK_PX + 3 * _GAP_PX))

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
        """Return where the track of coder A (0) or B (1) lies."""
        theme = theme_of(self)
        top = theme.px(_RULER_PX + _GAP_PX) + side * theme.px(_TRACK_PX + _GAP_PX)
        ruler = self.ruler()
        return QRectF(ruler.left, top, ruler.width, theme.px(_TRACK_PX))

    def box_of(self, item: Difference) -> QRectF:
        """Return the box around a disagreement in both tracks, never narrower than can be seen."""
        ruler = self.ruler()
        left, right = (min(max(ruler.x(ms), ruler.left), ruler.left + ruler.width) for ms in (item.on_ms, item.off_ms))
        least = 14.0 if self.stretch and not self.stretch.line.timed else 3.0
        if right - left < least:
            middle = (left + right) / 2
            left, right = middle - least / 2, middle + least / 2
        return QRectF(left, self.row(0).top(), right - left, self.row(1).bottom() - self.row(0).top())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through time, Enter opens."""
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(key)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._item is not None:
            self.opened.emit(int(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)))
        elif step is not None and not event.modifiers() and self.stretch is not None and self.stretch.differences:
            items = list(self.stretch.differences)
            here = items.index(self._item) + step if self._item in items else 0
            self.chosen.emit(items[max(0, min(here, len(items) - 1))])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses what is under it."""
        item = self._item_at(event.position())
        if item is not None:
            self.chosen.emit(item)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens what is under it."""
        if self._item_at(event.position()) is not None:
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
            painter.fillRect(self.box_of(item).adjusted(0, -_GAP_PX / 2, 0, _GAP_PX / 2), tint)

    def _paint_track(self, painter: QPainter, ruler: Ruler, side: int) -> None:
        assert self.stretch is not None
        theme, line, track, row = theme_of(self), self.stretch.line, self.stretch.tracks[side], self.row(side)
        if line.timed:
            states = [s for s in track.states if line.code is None or s.code == line.code.id]
            paint_states(painter, theme, ruler, row, line, states)
        else:
            paint_points(painter, theme, ruler, row, line, track.points)
        unseen = (
            Spans.of([(self.stretch.on_ms, self.stretch.off_ms)]) if self.stretch.off_ms > self.stretch.on_ms else EMPTY
        )
        for on, off in unseen - self.stretch.compared:
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
            box = self.box_of(self._item).adjusted(-2, -_GAP_PX / 2, 2, _GAP_PX / 2)
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
        for side, token in enumerate(("compare.coderA", "compare.coderB")):
            row = self.row(side)
            painter.fillRect(QRectF(0, row.top(), 3, row.height()), theme.color(token))
            painter.setPen(theme.color("text"))
            painter.setFont(theme.font("section"))
            name = f"{'AB'[side]} · {self.stretch.coders[side]}"
            room = QRectF(10, row.top(), row.left() - 16, row.height())
            text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
