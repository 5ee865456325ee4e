"""Colours of codes: from the tokens where they name one, else a ramp of the pass's hue."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap

from coder.model.scheme import Channel, Code, Pass
from coder.ui.theme.tokens import ThemeName, Track, tokens

_DARK_INK, _LIGHT_INK = QColor("#14161A"), QColor("#FFFFFF")
_STRONGEST, _FAINTEST = 1.0, 0.3
READABLE = 4.5
"""The least contrast of text on its ground (WCAG 2.2, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class CodeColors:
    """How a code is painted: ``fill`` behind ``ink``; ``hatched`` (cannot be seen) has no fill of its own."""

    fill: QColor
    ink: QColor
    hatched: bool = False


class CodePalette:
    """The colours of all codes in one theme."""

    def __init__(self, theme: ThemeName, canvas: QColor, quiet_ink: QColor) -> None:
        self._theme: ThemeName = theme
        self._canvas = canvas
        self._quiet_ink = quiet_ink
        self._known: dict[tuple[str, str, str, str], CodeColors] = {}

    def colors(self, pass_: Pass, channel: Channel, code: Code) -> CodeColors:
        """Return fill and ink of one code of a channel."""
        key = (pass_.id, channel.id, code.id, code.color)
        if key not in self._known:
            self._known[key] = self._make(pass_, channel, code)
        return self._known[key]

    def hue(self, pass_: Pass) -> QColor:
        """Return the hue of a pass: that of the track its codes name, of its own id, or a made-up one."""
        named = [c.color.split(".")[0] for channel in pass_.channels for c in channel.codes if c.color]
        for name in (pass_.id, *sorted(set(named), key=named.count, reverse=True)):
            track = tokens().track(name)
            if track:
                return QColor(track.hue[self._theme])
        return self._invented(pass_.id)

    def _make(self, pass_: Pass, channel: Channel, code: Code) -> CodeColors:
        if code.id == channel.unobservable:
            return CodeColors(QColor(Qt.GlobalColor.transparent), self._quiet_ink, hatched=True)
        namesakes = [c.id for c in channel.codes if c.color == code.color and c.id != channel.unobservable]
        rank = namesakes.index(code.id) if code.id in namesakes else 0
        exact = self._from_tokens(pass_, code)
        if exact:
            return exact if rank == 0 else self._with_ink(self._faded(exact.fill, 1 - 0.3 * rank))
        base = self._base(pass_, code)
        if channel.kind == "point":
            return self._with_ink(base)
        strength = _STRONGEST - (_STRONGEST - _FAINTEST) * rank / max(1, len(namesakes) - 1)
        return self._with_ink(self._faded(base, strength))

    def _from_tokens(self, pass_: Pass, code: Code) -> CodeColors | None:
        track_name, _, name = code.color.partition(".")
        track = tokens().track(track_name or pass_.id)
        pair = _pair(track, name or code.id, self._theme) if track else None
        return CodeColors(QColor(pair[0]), QColor(pair[1])) if pair else None

    def _base(self, pass_: Pass, code: Code) -> QColor:
        track = tokens().track(code.color.partition(".")[0])
        if track:
            return QColor(track.hue[self._theme])
        if code.color.startswith("#") and QColor.isValidColorName(code.color):
            return QColor(code.color)
        return self.hue(pass_)

    def _invented(self, name: str) -> QColor:
        saturation, lightness = (120, 160) if self._theme == "dark" else (150, 90)
        return QColor.fromHsl(crc32(name.encode()) % 360, saturation, lightness)

    def _faded(self, color: QColor, strength: float) -> QColor:
        """Mix ``color`` with the canvas; 1 is the colour itself."""
        strength = max(_FAINTEST * 0.7, strength)
        mixed = [
            round(a * strength + b * (1 - strength))
            for a, b in zip(color.getRgb()[:3], self._canvas.getRgb()[:3], strict=True)  # type: ignore[index]
        ]
        return QColor(*mixed)

    def _with_ink(self, fill: QColor) -> CodeColors:
        """Choose the ink that reads better, and move a fill of middling brightness away from it until it reads."""
        ink = max((_DARK_INK, _LIGHT_INK), key=lambda candidate: contrast(fill, candidate))
        while contrast(fill, ink) < READABLE:
            fill = fill.darker(104) if ink is _LIGHT_INK else fill.lighter(104)
        return CodeColors(fill, QColor(ink))


def _pair(track: Track, name: str, theme: ThemeName) -> tuple[str, str] | None:
    value = track.codes.get(name, {}).get(theme)
    return value if isinstance(value, tuple) else None


def contrast(a: QColor, b: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    """Return the relative luminance (WCAG 2.2, "relative luminance")."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def hatch_brush(color: QColor, step_px: int = 6) -> QBrush:
    """Return diagonal hatching with a line every ``step_px``, for stretches that cannot be seen or are not coded."""
    tile = QPixmap(step_px, step_px)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(color)
    for shift in (-step_px, 0, step_px):
        painter.drawLine(shift, step_px, shift + step_px, 0)
    painter.end()
    return QBrush(tile)
