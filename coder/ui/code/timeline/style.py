"""Colours, captions and shapes of the timeline, taken from the theme once and kept until it changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPixmap, QStaticText, QTransform

from coder.model.scheme import Channel, Pass
from coder.ui.code.shapes import shape_path
from coder.ui.code.timeline.raster import Inks
from coder.ui.theme import Theme
from coder.ui.theme.codecolors import hatch_brush

ACTIVE_TINT = 0.45
CODED_TINT = 0.10
UNCODED_SHARE = 0.45
UNCODED_STEP_PX = 10


@dataclass(frozen=True, slots=True)
class Caption:
    """A short text measured once."""

    text: QStaticText
    width: float
    height: float


@dataclass(slots=True)
class TimelineStyle:
    """What painting needs of one theme."""

    theme: Theme
    dpr: float = 1.0
    _inks: dict[str, Inks] = field(default_factory=dict)
    _captions: dict[tuple[str, str], Caption] = field(default_factory=dict)
    _colors: dict[str, QColor] = field(default_factory=dict)
    _fonts: dict[str, QFont] = field(default_factory=dict)
    _uncoded: QBrush | None = None
    _glyphs: dict[tuple[str, int, float], QPixmap] = field(default_factory=dict)

    def color(self, token: str) -> QColor:
        """Return the colour of a token."""
        if token not in self._colors:
            self._colors[token] = self.theme.color(token)
        return self._colors[token]

    def mixed(self, token: str, over: str, share: float) -> QColor:
        """Return ``share`` of one token laid over another."""
        key = f"{token}/{over}/{share}"
        if key not in self._colors:
            self._colors[key] = mix(self.color(token), self.color(over), share)
        return self._colors[key]

    @property
    def uncoded(self) -> QBrush:
        """The faint hatching of what is still to be coded, leaning the other way than that of what cannot be seen."""
        if self._uncoded is None:
            self._uncoded = hatch_brush(self.mixed("hatch", "bg1", UNCODED_SHARE), UNCODED_STEP_PX)
            self._uncoded.setTransform(QTransform.fromScale(-1, 1))
        return self._uncoded

    def font(self, role: str) -> QFont:
        """Return a font of the type scale; ``head`` is the name of a track."""
        if role not in self._fonts:
            font = self.theme.font("table" if role == "head" else role)  # type: ignore[arg-type]
            if role == "head":
                font.setWeight(QFont.Weight.DemiBold)
            self._fonts[role] = font
        return self._fonts[role]

    def caption(self, text: str, role: str = "caption") -> Caption:
        """Return a text laid out once and measured."""
        key = (text, role)
        if key not in self._captions:
            font = self.font(role)
            laid = QStaticText(text)
            laid.prepare(QTransform(), font)
            metrics = QFontMetricsF(font)
            self._captions[key] = Caption(laid, metrics.horizontalAdvance(text), metrics.height())
        return self._captions[key]

    def glyph(self, shape: str, color: QColor, radius: float) -> QPixmap:
        """Return a point's shape as a picture, its centre in the middle."""
        key = (shape, color.rgba(), radius)
        if key not in self._glyphs:
            side = ceil(2 * radius * 1.2) + 2
            picture = QPixmap(round(side * self.dpr), round(side * self.dpr))
            picture.setDevicePixelRatio(self.dpr)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(shape_path(shape, side / 2, side / 2, radius), color)
            painter.end()
            self._glyphs[key] = picture
        return self._glyphs[key]

    def inks(self, pass_: Pass, channel: Channel) -> Inks:
        """Return the colours of a channel for the rasteriser."""
        if channel.id not in self._inks:
            looks = [self.theme.code_colors(pass_, channel, code) for code in channel.codes]
            self._inks[channel.id] = Inks(
                np.array([0 if look.hatched else look.fill.rgba() for look in looks], dtype=np.uint32),
                np.array([look.hatched for look in looks], dtype=np.bool_),
                self.color("hatch").rgba(),
            )
        return self._inks[channel.id]


def mix(top: QColor, ground: QColor, share: float) -> QColor:
    """Return ``share`` of ``top`` laid over ``ground``."""
    pairs = ((top.red(), ground.red()), (top.green(), ground.green()), (top.blue(), ground.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))
