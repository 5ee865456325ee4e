"""The room of the cameras: one to four views in a layout."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.ui.code.cameraview import CameraView

Arrangement = Literal["one", "large", "equal"]
GAP = 8
LARGE_SHARE = 0.645
MOST = 4


class CameraRoom(QWidget):
    """Views of all cameras of the session; the large one is the first in ``order``.

    Signals
    -------
    arranged()
        The person chose another arrangement or another large view.
    """

    arranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(320, 180))
        self.views: list[CameraView] = []
        self.large = 0
        self.arrangement: Arrangement = "large"

    def set_names(self, names: list[str]) -> list[CameraView]:
        """Make a view for each camera, at most four, and return them."""
        for view in self.views:
            view.setParent(None)
            view.deleteLater()
        self.views = [CameraView(name) for name in names[:MOST]]
        self.large = 0
        for number, view in enumerate(self.views):
            view.setParent(self)
            view.enlarge_asked.connect(lambda n=number: self.enlarge(n))
            view.show()
        self._arrange()
        return self.views

    def enlarge(self, number: int) -> None:
        """Make a view the large one; the large one again: alone, and back."""
        if not 0 <= number < len(self.views):
            return
        if number == self.large and self.arrangement != "equal":
            self.arrangement = "large" if self.arrangement == "one" else "one"
        else:
            self.large, self.arrangement = number, "large"
        self._arrange()
        self.arranged.emit()

    def next_arrangement(self) -> None:
        """Go on to the next arrangement: one large, all equal, one alone."""
        following: dict[Arrangement, Arrangement] = {"large": "equal", "equal": "one", "one": "large"}
        self.arrangement = following[self.arrangement]
        self._arrange()
        self.arranged.emit()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Arrange the views in the new room."""
        self._arrange()

    def _arrange(self) -> None:
        order = [self.large, *(n for n in range(len(self.views)) if n != self.large)]
        places = cells(self.rect(), len(self.views), self.arrangement)
        for number, place in zip(order, places, strict=False):
            self.views[number].setGeometry(place)
        for number in order:
            self.views[number].setVisible(order.index(number) < len(places))


def cells(room: QRect, count: int, arrangement: Arrangement) -> list[QRect]:
    """Return the places of the views, the large one first; fewer than ``count`` when only one is shown."""
    if count <= 1 or arrangement == "one":
        return [room] if count else []
    if arrangement == "large":
        left = round((room.width() - GAP) * LARGE_SHARE)
        right = QRect(room.x() + left + GAP, room.y(), room.width() - left - GAP, room.height())
        return [QRect(room.x(), room.y(), left, room.height()), *_column(right, count - 1)]
    if count == 2:
        half = (room.width() - GAP) // 2
        return [QRect(room.x() + n * (half + GAP), room.y(), half, room.height()) for n in range(2)]
    width, height = (room.width() - GAP) // 2, (room.height() - GAP) // 2
    corners = [(x, y) for y in (room.y(), room.y() + height + GAP) for x in (room.x(), room.x() + width + GAP)]
    return [QRect(x, y, width, height) for x, y in corners[:count]]


def _column(room: QRect, count: int) -> list[QRect]:
    height = (room.height() - GAP * (count - 1)) // count
    return [QRect(room.x(), room.y() + n * (height + GAP), room.width(), height) for n in range(count)]
