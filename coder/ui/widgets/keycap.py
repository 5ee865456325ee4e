"""Key caps, as printed on a keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from coder.ui.text import tr
from coder.ui.theme import Theme, theme_of

_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter", "Ins": "Insert"}


def key_names(shortcut: str) -> list[str]:
    """Return the caps of a shortcut: ``"Ctrl+Shift+Right"`` gives ``["Ctrl", "Shift", "→"]``."""
    first = QKeySequence(shortcut.split(", ")[0]).toString(QKeySequence.SequenceFormat.NativeText) or shortcut
    names = [*first.removesuffix("+").removesuffix("+").split("+"), "+"] if first.endswith("+") else first.split("+")
    names = [name for name in names if name]
    return [_ARROWS.get(name, name) for name in names]


class KeyCap(QWidget):
    """One key."""

    def __init__(self, text: str, active: bool = False) -> None:
        super().__init__()
        self._text, self._active = text, active
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Key {0}", text))

    @property
    def text(self) -> str:
        """What is printed on the key."""
        return self._text

    def set_active(self, active: bool) -> None:
        """Paint the key filled, as on the running code."""
        self._active = active
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        return cap_size(theme_of(self), self._text)

    def minimumSizeHint(self) -> QSize:
        """A cap is never cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cap."""
        painter = QPainter(self)
        paint_cap(painter, theme_of(self), QRectF(self.rect()), self._text, self._active)
        painter.end()


class KeyCaps(QWidget):
    """The caps of a shortcut, side by side."""

    def __init__(self, shortcut: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for name in key_names(shortcut):
            row.addWidget(KeyCap(name))
        self.setAccessibleName("+".join(key_names(shortcut)))


def cap_size(theme: Theme, text: str) -> QSize:
    """Return how much room a cap takes."""
    metrics = QFontMetrics(theme.font("micro"))
    return QSize(max(theme.px(22), metrics.horizontalAdvance(text) + theme.px(11)), theme.px(20))


def paint_cap(painter: QPainter, theme: Theme, place: QRectF, text: str, active: bool = False) -> None:
    """Paint a cap filling ``place``; delegates and the code pad use this too."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.color("line2"))
    painter.setBrush(theme.color("text") if active else theme.color("bg3"))
    frame = place.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(frame, 4, 4)
    painter.drawLine(QPointF(frame.left() + 3, frame.bottom() - 1), QPointF(frame.right() - 3, frame.bottom() - 1))
    painter.setPen(theme.color("bg1") if active else theme.color("text"))
    painter.setFont(theme.font("micro"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
