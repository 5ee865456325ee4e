"""Colours, type and icons: one `Theme` per workspace, found by `theme_of`."""

from coder.ui.theme.codecolors import CodeColors
from coder.ui.theme.theme import FontRole, Theme, give_theme, theme_of
from coder.ui.theme.tokens import ThemeName

__all__ = ["CodeColors", "FontRole", "Theme", "ThemeName", "give_theme", "theme_of"]
