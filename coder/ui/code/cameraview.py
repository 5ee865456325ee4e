"""One camera: its picture, whole and undistorted, and what the program writes over it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.ui.code.onscreen import OnScreen, Picture
from coder.ui.code.plates import Plate, paint_plates
from coder.ui.theme import theme_of

RADIUS = 4


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is written over a picture: plates at its corners and edges, and a border.

    ``striped``: the next pictures were not recorded (dropped frames).
    """

    plates: tuple[Plate, ...] = ()
    framed: bool = False
    striped: bool = False


class CameraView(QWidget):
    """The picture of one camera.

    Attributes
    ----------
    picture : Picture or None
        What is to be shown.
    on_screen : Picture or None
        What was painted last.
    painted_ns : int
        When that was, on the monotonic clock: the last moment before Qt hands the picture to the window system. Later
        the interpreter may have to wait for other threads, and that would be taken for the time of the picture.

    Signals
    -------
    enlarge_asked()
        The view was double-clicked.
    painted(Picture)
        A picture has just come on screen.
    """

    enlarge_asked = Signal()
    painted = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self.setMinimumSize(QSize(160, 90))
        self.picture: Picture | None = None
        self.overlay = Overlay()
        self.message = ""
        self.on_screen: Picture | None = None
        self.painted_ns = 0
        self._told: Picture | None = None

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

    def picture_rect(self) -> QRectF:
        """Return where the picture lies: as large as fits, with its own proportions."""
        room = QRectF(self.rect())
        if self.picture is None:
            return room
        size = self.picture.image.size()
        factor = min(room.width() / size.width(), room.height() / size.height())
        width, height = size.width() * factor, size.height() * factor
        return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture and what is written over it."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("black"))
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.picture_rect(), self.picture.image)
        elif self.message:
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font("body"))
            inside = self.rect().adjusted(24, 24, -24, -24)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.message)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_plates(painter, theme, QRectF(self.rect()), self.overlay.plates)
        if self.overlay.framed:
            striped = Qt.PenStyle.DashLine if self.overlay.striped else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.color("warn" if self.overlay.striped else "line2"), 2, striped))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
        if self.picture is not self.on_screen:
            self.on_screen, self.painted_ns = self.picture, time.monotonic_ns()
            QTimer.singleShot(0, self, self._tell_painted)

    def _tell_painted(self) -> None:
        """Tell once of a picture that is on screen, after Qt has handed it to the window system."""
        if self.on_screen is not None and self.on_screen is not self._told:
            self._told = self.on_screen
            self.painted.emit(self.on_screen)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Ask to be made large."""
        self.enlarge_asked.emit()
