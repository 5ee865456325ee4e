"""The heart rate on the device's clock: looked at closely, a sample chosen, anchors as flags."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.model.heart import HeartSignal
from coder.model.synchrony import Anchor
from coder.model.timecode import clock
from coder.ui.code.timeline.ticks import ticks
from coder.ui.text import tr
from coder.ui.theme import theme_of

_RULER_PX, _PAD_PX, _FLAG_PX = 20, 8, 9
_CLOSEST_MS: Final = 5_000
_ZOOM: Final = 1.25
GAP_MS: Final = 10_000
"""Entries further apart are not joined by a line: the signal was lost."""


class SignalView(QWidget):
    """A click or the arrow keys choose a sample; the wheel, or plus and minus, look closer.

    Signals
    -------
    chosen(int)
        Device time of the chosen sample in ms.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.signal: HeartSignal | None = None
        self.anchors: tuple[Anchor, ...] = ()
        self.device_ms: int | None = None
        self._window = (0.0, 1.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Heart rate on the device's clock"))
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:
        """Return a broad, low picture."""
        theme = theme_of(self)
        return QSize(theme.px(640), theme.px(170))

    def show_signal(self, signal: HeartSignal | None) -> None:
        """Show another recording, whole."""
        self.signal = signal
        if signal is not None:
            first, last = float(signal.times_ms[0]), float(signal.times_ms[-1])
            self._window = (first, max(last, first + 1))
        self.update()

    def show_anchors(self, anchors: tuple[Anchor, ...]) -> None:
        """Show where anchors are."""
        self.anchors = anchors
        self.update()

    def choose(self, device_ms: int) -> None:
        """Choose the sample at or before a device time, and tell."""
        if self.signal is None:
            return
        times = self.signal.times_ms
        place = int(np.clip(times.searchsorted(device_ms, "right") - 1, 0, len(times) - 1))
        if place + 1 < len(times) and times[place + 1] - device_ms < device_ms - times[place]:
            place += 1
        self.device_ms = int(times[place])
        words = tr("{0}, {1} beats per minute", clock(self.device_ms), f"{self.signal.bpm[place]:.0f}")
        self.setAccessibleDescription(words)
        self._reveal(self.device_ms)
        self.update()
        self.chosen.emit(self.device_ms)

    def zoom(self, factor: float, at_ms: float) -> None:
        """Look closer (above 1) or from further away, around a device time."""
        if self.signal is None:
            return
        first, last = float(self.signal.times_ms[0]), float(self.signal.times_ms[-1])
        left, right = self._window
        width = min(max((right - left) / factor, min(_CLOSEST_MS, last - first)), last - first) or 1.0
        start = at_ms - (at_ms - left) * width / (right - left)
        start = min(max(start, first), max(first, last - width))
        self._window = (start, start + width)
        self.update()

    def _reveal(self, device_ms: int) -> None:
        left, right = self._window
        if not left <= device_ms <= right:
            half = (right - left) / 2
            self._window = (device_ms - half, device_ms + half)

    def _inner(self) -> QRectF:
        theme = theme_of(self)
        return QRectF(self.rect()).adjusted(_PAD_PX, theme.px(_FLAG_PX) + 6, -_PAD_PX, -theme.px(_RULER_PX))

    def _x(self, device_ms: float) -> float:
        inner, (left, right) = self._inner(), self._window
        return inner.left() + (device_ms - left) / (right - left) * inner.width()

    def _ms(self, x: float) -> float:
        inner, (left, right) = self._inner(), self._window
        return left + (x - inner.left()) / inner.width() * (right - left)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the sample under the pointer."""
        self.setFocus()
        self.choose(round(self._ms(event.position().x())))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer, or from further away."""
        self.zoom(_ZOOM if event.angleDelta().y() > 0 else 1 / _ZOOM, self._ms(event.position().x()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk the samples, Home and End go to the ends, plus and minus look closer or not."""
        if self.signal is None:
            super().keyPressEvent(event)
            return
        times = self.signal.times_ms
        here = self.device_ms if self.device_ms is not None else int(times[0])
        place = int(times.searchsorted(here))
        steps = {
            Qt.Key.Key_Left: place - 1,
            Qt.Key.Key_Right: place + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(times),
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.choose(int(times[min(max(steps[key], 0), len(times) - 1)]))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / _ZOOM if key == Qt.Key.Key_Minus else _ZOOM, here)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, ruler, signal, anchors and the chosen sample."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg2"))
        if self.signal is not None:
            self._paint_ruler(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_signal(painter, self.signal)
            self._paint_anchors(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_ruler(self, painter: QPainter) -> None:
        theme, inner, (left, right) = theme_of(self), self._inner(), self._window
        painter.setFont(theme.font("micro"))
        for tick in ticks(left, right, inner.width() / (right - left), theme.px(72)):
            x = self._x(tick.ms)
            painter.setPen(theme.color("line" if not tick.text else "line2"))
            painter.drawLine(QPointF(x, inner.bottom()), QPointF(x, inner.bottom() + (6 if tick.text else 3)))
            if tick.text:
                painter.setPen(theme.color("text2"))
                box = QRectF(x - 40, inner.bottom() + 5, 80, theme.px(_RULER_PX) - 6)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tick.text)

    def _paint_signal(self, painter: QPainter, signal: HeartSignal) -> None:
        theme, inner, (left, right) = theme_of(self), self._inner(), self._window
        first, after = (int(signal.times_ms.searchsorted(edge)) for edge in (left, right))
        first, after = max(0, first - 1), min(len(signal), after + 1)
        times, bpm = signal.times_ms[first:after], signal.bpm[first:after]
        if not len(times):
            return
        low, high = np.percentile(signal.bpm, [0.5, 99.5])
        height = inner.height() / max(float(high - low), 1.0)
        points = [
            QPointF(self._x(float(t)), inner.bottom() - (min(max(float(b), low), high) - low) * height)
            for t, b in zip(times, bpm, strict=True)
        ]
        breaks = [0, *(np.flatnonzero(np.diff(times) > GAP_MS) + 1).tolist(), len(points)]
        painter.setPen(QPen(theme.color("danger"), 1.4))
        for start, stop in pairwise(breaks):
            painter.drawPolyline(QPolygonF(points[start:stop]))
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font("micro"))
        painter.drawText(inner.adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignTop, f"{high:.0f} bpm")
        painter.drawText(inner.adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignBottom, f"{low:.0f}")

    def _paint_anchors(self, painter: QPainter) -> None:
        theme, inner = theme_of(self), self._inner()
        side = theme.px(_FLAG_PX)
        for number, (device, _) in enumerate(self.anchors, 1):
            x = self._x(device)
            painter.setPen(QPen(theme.color("accent"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 2), QPointF(x, inner.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accentFill"))
            painter.drawRect(QRectF(x, 2, side + 4, side + 3))
            painter.setPen(theme.color("accentText"))
            painter.setFont(theme.font("micro"))
            painter.drawText(QRectF(x, 2, side + 4, side + 3), Qt.AlignmentFlag.AlignCenter, str(number))
        if self.device_ms is not None:
            x = self._x(self.device_ms)
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawLine(QPointF(x, inner.top() - 4), QPointF(x, inner.bottom()))
