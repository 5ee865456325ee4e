"""One camera: its picture, undistorted, and what the program writes over it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.ui.code.onscreen import OnScreen, Picture
from coder.ui.code.plates import Plate, paint_plates
from coder.ui.code.video.dressing import Dressed, dressed
from coder.ui.code.video.sight import ZOOM_STEP, Sight, panned, place_of, zoomed
from coder.ui.theme import Theme, theme_of

RADIUS = 5
STRIPE_PX = 6
WHEEL_NOTCH = 120
DRAG_FROM_PX = 3


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is written over a picture: plates at its corners and edges, and a border.

    ``framed``: the reference camera. ``held``: the camera that keys of the picture go to.
    ``striped``: the next pictures were not recorded (dropped frames).
    """

    plates: tuple[Plate, ...] = ()
    framed: bool = False
    striped: bool = False
    held: bool = False


class CameraView(QWidget):
    """The picture of one camera.

    Attributes
    ----------
    picture : Picture or None
        What is to be shown.
    sight : Sight
        How it is looked at.
    on_screen : Picture or None
        What was painted last.
    painted_ns : int
        When that was, on the monotonic clock: the last moment before Qt hands the picture to the window system. Later
        the interpreter may have to wait for other threads, and that would be taken for the time of the picture.

    Signals
    -------
    enlarge_asked()
        The view was double-clicked.
    menu_asked(QPoint)
        What can be done with the camera was asked for, at a point of the screen.
    touched()
        The view was clicked: keys of the picture go to it from now on.
    sight_changed()
        The person zoomed, moved, turned or lit the picture.
    painted(Picture)
        A picture has just come on screen.
    """

    enlarge_asked = Signal()
    menu_asked = Signal(QPoint)
    touched = Signal()
    sight_changed = Signal()
    painted = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self.setMinimumSize(QSize(160, 90))
        self.picture: Picture | None = None
        self.sight = Sight()
        self.overlay = Overlay()
        self.message = ""
        self.on_screen: Picture | None = None
        self.painted_ns = 0
        self._told: Picture | None = None
        self._dressed: Dressed | None = None
        self._dressed_for: tuple[Picture, Sight] | None = None
        self._corners = QPainterPath()
        self._grip: QPointF | None = None
        self._dragged = False

    @property
    def seen(self) -> OnScreen | None:
        """The frame that is shown."""
        return self.picture.seen if self.picture else None

    def show_picture(self, picture: Picture | None) -> None:
        """Show another picture at once, so that the time it came on screen is known."""
        self.picture = picture
        self.repaint()
        self._tell_painted()

    def show_overlay(self, overlay: Overlay) -> None:
        """Write something else over the picture."""
        if overlay != self.overlay:
            self.overlay = overlay
            self.update()

    def show_message(self, message: str) -> None:
        """Say why there is no picture."""
        self.message = message
        self.setAccessibleDescription(message)
        self.update()

    def set_sight(self, sight: Sight) -> None:
        """Look at the picture in another way."""
        if sight != self.sight:
            self.sight = sight
            self._follow_cursor()
            self.update()
            self.sight_changed.emit()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Come nearer by a factor, towards a point of the view or its middle."""
        if self.picture is not None:
            room = QRectF(self.rect())
            self.set_sight(zoomed(self.sight, factor, at or room.center(), room, self._size()))

    def pan(self, by: QPointF) -> None:
        """Push the picture by some pixels."""
        if self.picture is not None:
            self.set_sight(panned(self.sight, by, QRectF(self.rect()), self._size()))

    def picture_rect(self) -> QRectF:
        """Return where the picture lies."""
        room = QRectF(self.rect())
        return room if self.picture is None else place_of(room, self._size(), self.sight)

    def _size(self) -> QSizeF:
        """Return the size of the picture as it is turned."""
        assert self.picture is not None
        size = QSizeF(self.picture.image.size())
        return size.transposed() if self.sight.quarter_turns % 2 else size

    def _image(self) -> Dressed:
        """Return the picture turned and lit, made once for each picture and way of looking."""
        assert self.picture is not None
        wanted = (self.picture, self.sight.unzoomed())
        if self._dressed is None or self._dressed_for != wanted:
            self._dressed, self._dressed_for = dressed(*wanted), wanted
        return self._dressed

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture and what is written over it."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("black"))
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.picture_rect(), self._image().image)
        elif self.message:
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font("body"))
            inside = self.rect().adjusted(24, 24, -24, -24)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.message)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(self._corners, theme.color("bg0"))
        paint_plates(painter, theme, QRectF(self.rect()), self.overlay.plates)
        self._paint_border(painter, theme)
        painter.end()
        if self.picture is not self.on_screen:
            self.on_screen, self.painted_ns = self.picture, time.monotonic_ns()
            QTimer.singleShot(0, self, self._tell_painted)

    def _paint_border(self, painter: QPainter, theme: Theme) -> None:
        overlay, edge = self.overlay, QRectF(self.rect())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if overlay.striped:
            inside = edge.adjusted(STRIPE_PX / 2, STRIPE_PX / 2, -STRIPE_PX / 2, -STRIPE_PX / 2)
            for brush in (QBrush(QColor("black")), QBrush(theme.color("warn"), Qt.BrushStyle.BDiagPattern)):
                painter.setPen(QPen(brush, STRIPE_PX))
                painter.drawRect(inside)
        elif overlay.framed or overlay.held:
            painter.setPen(QPen(theme.color("accent" if overlay.held else "line2"), 2))
            painter.drawRoundedRect(edge.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Round the corners anew."""
        edge, inside = QPainterPath(), QPainterPath()
        edge.addRect(QRectF(self.rect()))
        inside.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        self._corners = edge.subtracted(inside)

    def _tell_painted(self) -> None:
        """Tell once of a picture that is on screen, after Qt has handed it to the window system."""
        if self.on_screen is not None and self.on_screen is not self._told:
            self._told = self.on_screen
            self.painted.emit(self.on_screen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, towards what is under the cursor."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP ** (event.angleDelta().y() / WHEEL_NOTCH), event.position())
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the camera in hand, and the picture where it is larger than the view."""
        self.touched.emit()
        self._dragged = False
        self._grip = None if self.sight.whole else event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Push the picture."""
        if self._grip is None:
            return
        by = event.position() - self._grip
        if self._dragged or by.manhattanLength() >= DRAG_FROM_PX:
            self._dragged, self._grip = True, event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan(by)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the picture."""
        self._grip = None
        self._follow_cursor()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Ask to be made large."""
        self.enlarge_asked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for what can be done."""
        self.menu_asked.emit(event.globalPos())

    def _follow_cursor(self) -> None:
        """Show by the cursor whether there is something to push."""
        if self._grip is None or not self._dragged:
            self.setCursor(Qt.CursorShape.ArrowCursor if self.sight.whole else Qt.CursorShape.OpenHandCursor)
