"""A theme: the one object all painting takes its colours, fonts and sizes from."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import QWidget

from coder.model.scheme import Channel, Code, Pass
from coder.ui.theme import icons
from coder.ui.theme.codecolors import CodeColors, CodePalette
from coder.ui.theme.palette import palette_of
from coder.ui.theme.stylesheet import stylesheet
from coder.ui.theme.tokens import ThemeName, tokens

FontRole = Literal["display", "title", "section", "body", "table", "caption", "micro", "timecode"]

SANS = ("Inter", "DejaVu Sans", "sans-serif")
MONO = ("DejaVu Sans Mono", "monospace")
_PROPERTY = "workspaceTheme"


class Theme(QObject):
    """Colours, fonts and sizes of one part of the window; ``changed`` asks for a repaint.

    Parameters
    ----------
    name : {"dark", "light"}
    chrome : bool
        The rail and the bars: always dark, on the colours named ``chrome.*``.
    """

    changed = Signal()

    def __init__(self, name: ThemeName, chrome: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chrome = chrome
        self._name: ThemeName = name
        self._scale_percent = 100
        self._high_contrast = False
        self.reduced_motion = False
        self._load()

    @property
    def name(self) -> ThemeName:
        """``"dark"`` or ``"light"``."""
        return self._name

    @property
    def scale_percent(self) -> int:
        """The person's text size, 90 to 150."""
        return self._scale_percent

    def adopt(self, name: ThemeName, scale_percent: int, high_contrast: bool) -> None:
        """Take over the person's choices, and tell everyone if that changes anything."""
        wanted = (name, scale_percent, high_contrast)
        if wanted == (self._name, self._scale_percent, self._high_contrast):
            return
        self._name, self._scale_percent, self._high_contrast = wanted
        self._load()
        self.changed.emit()

    def _load(self) -> None:
        data = tokens()
        values = dict(data.theme[self._name])
        if self._high_contrast:
            values |= data.high_contrast[self._name]
        chrome = data.theme["chrome"]
        if self.chrome:
            values |= {"bg0": chrome["bar"], "bg1": chrome["bar"], "line": chrome["line"]}
            values |= {"text": chrome["text"], "text2": chrome["text2"]}
        values |= {f"chrome.{key}": value for key, value in chrome.items()}
        values |= {f"compare.{key}": by_theme[self._name] for key, by_theme in data.compare.items()}
        values |= {f"heat.{step}": value for step, value in enumerate(data.heat)}
        self._values = values
        self._colors = {key: _color(value) for key, value in values.items()}
        self.codes = CodePalette(self._name, self._colors["bg1"], self._colors["text2"])

    def color(self, token: str) -> QColor:
        """Return the colour of a token such as ``accent``, ``chrome.rail``, ``compare.coderA`` or ``heat.3``."""
        return QColor(self._colors[token])

    def css(self, token: str) -> str:
        """Return the colour of a token as a style sheet writes it."""
        return self._colors[token].name(QColor.NameFormat.HexArgb)

    def code_colors(self, pass_: Pass, channel: Channel, code: Code) -> CodeColors:
        """Return fill and ink of a code; codes of one channel never share both colour and look."""
        return self.codes.colors(pass_, channel, code)

    def channel_hue(self, pass_: Pass) -> QColor:
        """Return the one colour that stands for all of a pass."""
        return self.codes.hue(pass_)

    def shape(self, code: Code) -> str:
        """Return the shape of a point event: triangle-up, triangle-down, diamond, cross, circle, square or bar."""
        return code.shape or tokens().points.get(code.id, "circle")

    def px(self, size: float) -> int:
        """Return a length at the person's text size."""
        return round(size * self._scale_percent / 100)

    def font(self, role: FontRole, mono: bool = False) -> QFont:
        """Return a font of the type scale, with figures of equal width."""
        size, weight = tokens().type["scale"][role]
        font = QFont()
        font.setFamilies(list(MONO if mono or role == "timecode" else SANS))
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        tag = QFont.Tag.fromString("tnum")
        if tag is not None:
            font.setFeature(tag, 1)
        return font

    def icon(self, name: str, ink: str = "text2") -> QIcon:
        """Return an icon by its role or its Phosphor name, drawn in the colour of the token ``ink``."""
        return icons.icon(name, self.color(ink), self.color("line2"))

    def duration_ms(self, name: Literal["fast", "panel"]) -> int:
        """Return how long an animation takes; 0 when motion is reduced."""
        return 0 if self.reduced_motion else int(tokens().motion[f"{name}_ms"])


def give_theme(root: QWidget, theme: Theme) -> None:
    """Make ``root`` and everything inside it use ``theme``, now and after each change."""
    if root.property(_PROPERTY) is theme:
        return
    root.setProperty(_PROPERTY, theme)
    dressers = root.findChildren(_Dresser, options=Qt.FindChildOption.FindDirectChildrenOnly)
    dresser = dressers[0] if dressers else _Dresser(root)
    dresser.wear(theme)


class _Dresser(QObject):
    """Lives and dies with a workspace root and dresses it anew when its theme changes."""

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        self._root = root
        self._wardrobe: list[Theme] = []

    def wear(self, theme: Theme) -> None:
        if theme not in self._wardrobe:
            self._wardrobe.append(theme)
            theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        theme = theme_of(self._root)
        self._root.setPalette(palette_of(theme))
        self._root.setStyleSheet(stylesheet(theme))


def theme_of(widget: QWidget) -> Theme:
    """Return the theme of the nearest workspace root around ``widget``.

    A widget that stands nowhere yet gets the light theme.
    """
    place: QWidget | None = widget
    while place is not None:
        theme = place.property(_PROPERTY)
        if isinstance(theme, Theme):
            return theme
        place = place.parentWidget()
    return _fallback()


_orphans: list[Theme] = []


def _fallback() -> Theme:
    if not _orphans:
        _orphans.append(Theme("light"))
    return _orphans[0]


def _color(value: str) -> QColor:
    """Read ``#RRGGBB`` or ``#RRGGBBAA``."""
    if len(value) == 9:
        color = QColor(value[:7])
        color.setAlpha(int(value[7:], 16))
        return color
    return QColor(value)
