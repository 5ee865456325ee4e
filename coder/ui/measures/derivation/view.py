"""The widget that paints where a number comes from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coder.app.evidence import Derivation
from coder.model.timecode import clock
from coder.model.tracks import Tracks
from coder.ui.measures.derivation.lanes import Lane, lanes_of, session_lanes
from coder.ui.measures.derivation.layout import BAND_PX, LANE_PX, RASTER_PX, Axis, Layout
from coder.ui.measures.derivation.session_paint import paint_session, paint_window
from coder.ui.measures.derivation.stretch_paint import (
    paint_brackets,
    paint_counted_ground,
    paint_lane,
    paint_ruler,
)
from coder.ui.text import tr
from coder.ui.theme import theme_of

_GRAB_PX = 6


class DerivationView(QWidget):
    """The session as a strip, the counted stretch magnified below it; a click on an event tells its id.

    The table of events beside it holds the same for those who do not see the picture.
    """

    event_clicked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._derivation: Derivation | None = None
        self._tracks: Tracks | None = None
        self._lanes: list[Lane] = []
        self._strips: list[Lane] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Where this number comes from"))

    def show_derivation(self, derivation: Derivation | None, tracks: Tracks | None) -> None:
        """Show another number's evidence, or none."""
        self._derivation, self._tracks = derivation, tracks
        self._lanes = lanes_of(derivation, tracks) if derivation and tracks else []
        self._strips = session_lanes(self._lanes)
        self.setAccessibleDescription(self._described())
        self.updateGeometry()
        self.update()

    def _described(self) -> str:
        if self._derivation is None:
            return ""
        pieces = [f"{piece.text}, {clock(piece.on_ms)}" for piece in self._derivation.pieces]
        return "; ".join([self._derivation.counted_words, *pieces])

    def sizeHint(self) -> QSize:
        """Return the size of all lanes."""
        return QSize(theme_of(self).px(480), self._layout().height)

    def minimumSizeHint(self) -> QSize:
        """Lanes are never squeezed."""
        return QSize(theme_of(self).px(300), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        self.updateGeometry()
        super().changeEvent(event)

    def _layout(self) -> Layout:
        return Layout(theme_of(self), self.width(), len(self._strips), len(self._lanes))

    def _axes(self) -> tuple[Axis, Axis]:
        """Return the axis of the session and that of the stretch."""
        layout = self._layout()
        assert self._derivation is not None
        assert self._tracks is not None
        scored = self._tracks.scored
        return layout.axis(0, int(scored.edges[-1]) if scored else 1), layout.axis(*self._derivation.stretch)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint everything from top to bottom."""
        if self._derivation is None or self._tracks is None:
            return
        layout, (session, stretch) = self._layout(), self._axes()
        painter = QPainter(self)
        paint_session(painter, layout, session, self._tracks.episodes, self._strips)
        self._paint_names(painter, layout)
        paint_window(painter, layout, session, stretch)
        paint_ruler(painter, layout, stretch)
        paint_counted_ground(painter, layout, stretch, self._derivation.counted)
        for number, lane in enumerate(self._lanes):
            paint_lane(painter, layout, stretch, lane, layout.lane_at(number))
        paint_brackets(painter, layout, stretch, self._derivation.counted, self._derivation.counted_words)
        painter.end()

    def _paint_names(self, painter: QPainter, layout: Layout) -> None:
        theme, width = layout.theme, layout.label_width - 8
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("micro"))
        painter.drawText(QRectF(0, 0, width, theme.px(BAND_PX)), Qt.AlignmentFlag.AlignVCenter, tr("Session"))
        font = theme.font("micro")
        font.setWeight(font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        for number, lane in enumerate(self._strips):
            box = QRectF(0, layout.raster_at(number) - 2, width, theme.px(RASTER_PX))
            text = painter.fontMetrics().elidedText(lane.title, Qt.TextElideMode.ElideRight, width)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def event_at(self, point: QPointF) -> tuple[str, str]:
        """Return the id of the event under a point, "" for none, and what is there in words."""
        if self._derivation is None or self._tracks is None:
            return "", ""
        layout, (_, axis) = self._layout(), self._axes()
        row = int((point.y() - layout.lanes_top) // layout.theme.px(LANE_PX))
        if point.y() < layout.lanes_top or not 0 <= row < len(self._lanes):
            return "", ""
        lane = self._lanes[row]
        for mark in lane.marks:
            if axis.on <= mark.at < axis.off and abs(axis.x(mark.at) - point.x()) <= _GRAB_PX:
                return mark.event, f"{lane.title} · {mark.text}, {clock(mark.at)}"
        for bar in lane.bars:
            if axis.x(bar.on) <= point.x() < axis.x(bar.off):
                return bar.event, f"{lane.title} · {bar.text}, {clock(bar.on)} – {clock(bar.off)}"
        return "", lane.title

    def event(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.event_at(QPointF(event.pos()))[1], self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which event was clicked."""
        found, _ = self.event_at(event.position())
        if found:
            self.event_clicked.emit(found)
