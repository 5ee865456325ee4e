"""Chips: a word on a soft ground, with an icon so that colour is never alone."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coder.ui.theme import Theme, theme_of

ChipTone = Literal["plain", "info", "ok", "warn", "danger"]
_GROUND = {"plain": "bg3", "info": "accentSoft", "ok": "okSoft", "warn": "warnSoft", "danger": "dangerSoft"}
_INK = {"plain": "text2", "info": "accent", "ok": "ok", "warn": "warn", "danger": "danger"}


class Chip(QWidget):
    """A chip that is only looked at."""

    def __init__(self, text: str, tone: ChipTone = "plain", icon: str = "") -> None:
        super().__init__()
        self._text, self._tone, self._icon = text, tone, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        """What the chip says."""
        return self._text

    def show_text(self, text: str, tone: ChipTone = "plain", icon: str = "") -> None:
        """Say something else."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the text with its margins."""
        return chip_size(theme_of(self), self._text, bool(self._icon))

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chip."""
        painter = QPainter(self)
        paint_chip(painter, theme_of(self), QRectF(self.rect()), self._text, self._tone, self._icon)
        painter.end()


def chip_size(theme: Theme, text: str, has_icon: bool = False) -> QSize:
    """Return how much room a chip takes."""
    metrics = QFontMetrics(theme.font("caption"))
    width = metrics.horizontalAdvance(text) + theme.px(18) + (theme.px(17) if has_icon else 0)
    return QSize(width, theme.px(21))


def paint_chip(
    painter: QPainter, theme: Theme, place: QRectF, text: str, tone: ChipTone = "plain", icon: str = ""
) -> None:
    """Paint a chip filling ``place``; table delegates use this too."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(_GROUND[tone]))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    inner = place.adjusted(theme.px(9), 0, -theme.px(9), 0)
    if icon:
        side = theme.px(13)
        top = inner.center().y() - side / 2
        theme.icon(icon, _INK[tone]).paint(painter, QRectF(inner.left(), top, side, side).toRect())
        inner.setLeft(inner.left() + theme.px(17))
    painter.setPen(theme.color(_INK[tone]))
    painter.setFont(theme.font("caption"))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
