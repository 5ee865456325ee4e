"""A thin bar of progress."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.ui.theme import theme_of

BAR_PX = 5


class ShareBar(QWidget):
    """How much is done, 0 to 1; unlike `QProgressBar` it is painted when Qt paints, never at once."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setFixedHeight(BAR_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, words: str) -> None:
        """Show another share; ``words`` say it to screen readers."""
        self.share = min(max(share, 0.0), 1.0)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        room = QRectF(self.rect())
        for token, share in (("bg3", 1.0), ("ok" if self.share >= 1 else "accent", self.share)):
            if share > 0:
                painter.setBrush(theme.color(token))
                painter.drawRoundedRect(QRectF(room.left(), room.top(), room.width() * share, room.height()), 2.5, 2.5)
        painter.end()
