"""A still of a session's reference camera, read in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from coder.media import MediaError, VideoReader
from coder.ui.jobs import UiJobs
from coder.ui.text import tr
from coder.ui.theme import theme_of

_WIDTH = 480


@dataclass(frozen=True, slots=True)
class Still:
    """A picture, and what the recording is in words; no picture where it cannot be read."""

    image: QImage | None
    facts: str


class Poster(QWidget):
    """Shows a still, letterboxed on rounded ground."""

    def __init__(self, width_px: int, height_px: int) -> None:
        super().__init__()
        self._size = QSize(width_px, height_px)
        self._image: QImage | None = None
        self._text = ""
        self.setAccessibleName(tr("Still of the recording"))

    def show_image(self, image: QImage | None, text: str = "") -> None:
        """Show a picture, or a few words in its place."""
        self._image, self._text = image, text
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at the person's text size."""
        theme = theme_of(self)
        return QSize(theme.px(self._size.width()), theme.px(self._size.height()))

    def minimumSizeHint(self) -> QSize:
        """The still keeps its size."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the still."""
        theme, place = theme_of(self), QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(place, 6, 6)
        painter.setClipPath(outline)
        painter.fillRect(place, theme.color("chrome.bar" if self._image else "bg3"))
        if self._image is not None:
            size = self._image.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (place.width() - size.width()) / 2, (place.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self._image)
        elif self._text:
            painter.setFont(theme.font("table"))
            painter.setPen(theme.color("text2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(place.adjusted(8, 8, -8, -8), flags, self._text)
        painter.end()


class Stills:
    """Reads each file's still once and hands it out."""

    def __init__(self, jobs: UiJobs) -> None:
        self._jobs = jobs
        self._known: dict[Path, Still] = {}
        self._waiting: dict[Path, list[Callable[[Still], object]]] = {}

    def ask(self, file: Path, use: Callable[[Still], object]) -> None:
        """Call ``use`` with the still of a file, at once if it is known."""
        known = self._known.get(file)
        if known is not None:
            use(known)
            return

        waiting = self._waiting.setdefault(file, [])
        waiting.append(use)
        if len(waiting) > 1:
            return

        def keep(still: Still) -> None:
            self._known[file] = still
            for later in self._waiting.pop(file):
                later(still)

        self._jobs.run(tr("Reading a still"), lambda _: read_still(file), keep)


def read_still(file: Path) -> Still:
    """Read the picture in the middle of a recording, and its facts; a damaged file gives words alone."""
    try:
        with VideoReader(file) as reader:
            frame = reader.frame_at(reader.info.length_ms // 2)
            facts = f"{reader.info.width} × {reader.info.height}, {reader.info.fps:.4g} fps"
    except MediaError as error:
        return Still(None, str(error))
    height, width = frame.bgra.shape[:2]
    image = QImage(frame.bgra.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return Still(image.scaledToWidth(min(_WIDTH, width), Qt.TransformationMode.SmoothTransformation).copy(), facts)
