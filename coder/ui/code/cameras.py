"""The room of the cameras: one to four views in a layout."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.ui.code.cameraview import CameraView

Arrangement = Literal["one", "large", "grid", "side"]
"""One alone; one large and the others beside it; two by two; side by side."""

ARRANGEMENTS: tuple[Arrangement, ...] = ("large", "grid", "side", "one")
GAP = 8
LARGE_SHARE = 0.645
MOST = 4


class CameraRoom(QWidget):
    """Views of all cameras of the session; the large one is the first in ``order``.

    Attributes
    ----------
    large : int
        The view that is large, or alone.
    held : int
        The view that keys of the picture go to: the one touched last.

    Signals
    -------
    arranged()
        The person chose another arrangement or another large view.
    held_changed()
        Keys of the picture go to another view.
    """

    arranged = Signal()
    held_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(320, 180))
        self.views: list[CameraView] = []
        self.large = 0
        self.held = 0
        self.arrangement: Arrangement = "large"

    @property
    def in_hand(self) -> CameraView:
        """The view that keys of the picture go to."""
        return self.views[self.held]

    def set_names(self, names: list[str]) -> list[CameraView]:
        """Make a view for each camera, at most four, and return them."""
        for view in self.views:
            view.setParent(None)
            view.deleteLater()
        self.views = [CameraView(name) for name in names[:MOST]]
        self.large = self.held = 0
        for number, view in enumerate(self.views):
            view.setParent(self)
            view.enlarge_asked.connect(lambda n=number: self.enlarge(n))
            view.touched.connect(lambda n=number: self.hold(n))
            view.show()
        self._arrange()
        return self.views

    def enlarge(self, number: int) -> None:
        """Make a view the large one; the large one again: alone, and back."""
        if not 0 <= number < len(self.views):
            return
        if number == self.large and self.arrangement in ("one", "large"):
            self.arrangement = "large" if self.arrangement == "one" else "one"
        else:
            self.large, self.arrangement = number, "large"
        self.hold(number)
        self._arrange()
        self.arranged.emit()

    def arrange(self, arrangement: Arrangement, large: int | None = None) -> None:
        """Arrange the views in a way."""
        self.arrangement = arrangement
        if large is not None and 0 <= large < len(self.views):
            self.large = large
        if arrangement == "one":
            self.hold(self.large)
        self._arrange()
        self.arranged.emit()

    def next_arrangement(self) -> None:
        """Go on to the next arrangement that looks different."""
        ways = [way for way in ARRANGEMENTS if way != "grid" or len(self.views) > 2]
        here = ways.index(self.arrangement) if self.arrangement in ways else ways.index("side")
        self.arrange(ways[(here + 1) % len(ways)])

    def hold(self, number: int) -> None:
        """Let keys of the picture go to a view."""
        if number != self.held and 0 <= number < len(self.views):
            self.held = number
            self.held_changed.emit()

    def hold_next(self) -> None:
        """Let keys of the picture go to the next view that is shown."""
        shown = [n for n, view in enumerate(self.views) if not view.isHidden()]
        later = [n for n in shown if n > self.held]
        self.hold(later[0] if later else shown[0])

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Arrange the views in the new room."""
        self._arrange()

    def _arrange(self) -> None:
        order = [self.large, *(n for n in range(len(self.views)) if n != self.large)]
        places = cells(self.rect(), len(self.views), self.arrangement)
        if self.arrangement in ("grid", "side"):
            order.sort()
        for number, place in zip(order, places, strict=False):
            self.views[number].setGeometry(place)
        for number in order:
            self.views[number].setVisible(order.index(number) < len(places))


def cells(room: QRect, count: int, arrangement: Arrangement) -> list[QRect]:
    """Return the places of the views in their order; fewer than ``count`` when only one is shown."""
    if count <= 1 or arrangement == "one":
        return [room] if count else []
    if arrangement == "large":
        left = round((room.width() - GAP) * LARGE_SHARE)
        right = QRect(room.x() + left + GAP, room.y(), room.width() - left - GAP, room.height())
        return [QRect(room.x(), room.y(), left, room.height()), *_column(right, count - 1)]
    if count == 2 or arrangement == "side":
        width = (room.width() - GAP * (count - 1)) // count
        return [QRect(room.x() + n * (width + GAP), room.y(), width, room.height()) for n in range(count)]
    width, height = (room.width() - GAP) // 2, (room.height() - GAP) // 2
    corners = [(x, y) for y in (room.y(), room.y() + height + GAP) for x in (room.x(), room.x() + width + GAP)]
    return [QRect(x, y, width, height) for x, y in corners[:count]]


def _column(room: QRect, count: int) -> list[QRect]:
    height = (room.height() - GAP * (count - 1)) // count
    return [QRect(room.x(), room.y() + n * (height + GAP), room.width(), height) for n in range(count)]
