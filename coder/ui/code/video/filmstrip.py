"""A film strip: frames of one camera that follow each other, the present one in the middle, to be dragged."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.media import VideoReader
from coder.media.strip import Small, StripReader
from coder.model.timecode import clock
from coder.ui.code.onscreen import FrameGrid
from coder.ui.text import tr
from coder.ui.theme import Theme, theme_of

PICTURE_PX: Final = 64
NAMES_PX: Final = 158
GAP_PX: Final = 3
WHEEL_NOTCH: Final = 120
KEPT: Final = 200


class FilmStrip(QWidget):
    """The frames around one frame of a camera.

    Signals
    -------
    stepped(int)
        The person dragged, clicked or wheeled the strip on or (negative) back by so many frames.
    """

    stepped = Signal(int)
    _arrived = Signal(object, int, object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.number = 0
        self.active = False
        self._name = ""
        self._grid: FrameGrid | None = None
        self._reader: StripReader | None = None
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._grip: float | None = None
        self._pushed = False
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def open(self, name: str, grid: FrameGrid, open_reader: Callable[[], VideoReader]) -> None:
        """Show a camera's frames, read in the background."""
        self.close_reader()
        self._name, self._grid = name, grid
        self.setAccessibleName(tr("Frames of {0}", name))
        source = object()
        self._source = source
        height = round(PICTURE_PX * self.devicePixelRatioF())
        self._reader = StripReader(open_reader, height, lambda n, small: self._arrived.emit(source, n, small))

    def close_reader(self) -> None:
        """Read no more, and forget the pictures."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()
        self._pictures.clear()

    def show_number(self, number: int, grid: FrameGrid, active: bool) -> None:
        """Put a frame in the middle; ``active`` strips are those that arrows step."""
        self._grid, self.number, self.active = grid, number, active
        self.setAccessibleDescription(tr("frame {0}", f"{number:,}"))
        self._ask()
        self.update()

    def shown(self) -> list[int]:
        """Return the numbers of the frames there is room for, from the middle outwards."""
        if self._grid is None:
            return []
        side = int((self.width() - NAMES_PX) / 2 // self._cell_px()) + 1
        outwards = [self.number + sign * n for n in range(side + 1) for sign in ((1, -1) if n else (1,))]
        return [number for number in outwards if 0 <= number < len(self._grid.index)]

    def has_picture(self, number: int) -> bool:
        """Return whether the small picture of a frame is here."""
        return number in self._pictures

    def sizeHint(self) -> QSize:
        """Return the height of the pictures and their numbers."""
        return QSize(400, PICTURE_PX + theme_of(self).px(18))

    def _ask(self) -> None:
        if self._reader is not None:
            self._reader.want([n for n in self.shown() if n not in self._pictures])

    def _take(self, source: object, number: int, small: Small) -> None:
        if self._reader is None or source is not self._source:
            return
        height, width, _ = small.shape
        image = QImage(small.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        self._pictures[number] = image
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.update()

    def _cell_px(self) -> float:
        """Return how wide a frame stands, its gap included."""
        known = next(iter(self._pictures.values()), None)
        aspect = known.width() / known.height() if known is not None else 4 / 3
        return PICTURE_PX * aspect + GAP_PX

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint names, frames and the mark in the middle."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_name(painter, theme)
        painter.setClipRect(QRectF(NAMES_PX, 0, self.width() - NAMES_PX, self.height()))
        for number in self.shown():
            self._paint_frame(painter, theme, number)
        middle = self._place(self.number)
        painter.setPen(QPen(theme.color("accent" if self.active else "line2"), 2))
        painter.drawRect(middle.adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_name(self, painter: QPainter, theme: Theme) -> None:
        ms = self._grid.index.on_ms(self.number) if self._grid is not None else 0
        lines = (
            (self._name, "table", "accent" if self.active else "text"),
            (f"{clock(ms)}  f {self.number:,}", "caption", "text2"),
        )
        y = 8.0
        for text, role, ink in lines:
            painter.setFont(theme.font(role))  # type: ignore[arg-type]
            painter.setPen(theme.color(ink))
            height = painter.fontMetrics().height()
            inside = QRectF(12, y, NAMES_PX - 18, height)
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, words)
            y += height + 2

    def _paint_frame(self, painter: QPainter, theme: Theme, number: int) -> None:
        place = self._place(number)
        image = self._pictures.get(number)
        if image is not None:
            painter.drawImage(place, image)
        else:
            painter.fillRect(place, QColor("black"))
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("accent" if number == self.number and self.active else "text3"))
        below = QRectF(place.left(), place.bottom() + 1, place.width(), self.height() - place.bottom() - 1)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"{number:,}")

    def _place(self, number: int) -> QRectF:
        cell = self._cell_px()
        middle = NAMES_PX + (self.width() - NAMES_PX) / 2
        return QRectF(middle + (number - self.number - 0.5) * cell, 0, cell - GAP_PX, PICTURE_PX)

    def _number_at(self, at: QPointF) -> int:
        middle = NAMES_PX + (self.width() - NAMES_PX) / 2
        return self.number + round((at.x() - middle) / self._cell_px())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the strip."""
        if event.position().x() >= NAMES_PX:
            self._grip, self._pushed = event.position().x(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Push the strip: a frame for each frame's width."""
        if self._grip is None:
            return
        frames = int((self._grip - event.position().x()) / self._cell_px())
        if frames:
            self._pushed = True
            self._grip -= frames * self._cell_px()
            self.stepped.emit(frames)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to a frame that was clicked."""
        if self._grip is not None and not self._pushed:
            self.stepped.emit(self._number_at(event.position()) - self.number)
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step by frames."""
        notches = round(event.angleDelta().y() / WHEEL_NOTCH)
        if notches:
            self.stepped.emit(-notches)
        event.accept()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Read what there is room for now."""
        self._ask()
