"""Icons by their role in the program, from the Phosphor font that qtawesome brings (no network)."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QIcon
from qtawesome.iconic_font import IconicFont

_ROLES = {
    "study": "table",
    "code": "film-strip",
    "measures": "chart-line",
    "agreement": "intersect",
    "scheme": "tree-structure",
    "settings": "gear-six",
    "tasks": "list-bullets",
    "help": "question",
    "search": "magnifying-glass",
    "add": "plus",
    "export": "upload-simple",
    "open": "folder-open",
    "close": "x",
    "more": "dots-three",
    "play": "play-fill",
    "pause": "pause-fill",
    "warn": "warning",
    "error": "warning-octagon",
    "ok": "check",
    "info": "info",
    "hidden": "eye-slash",
    "visible": "eye",
    "person": "user",
    "people": "users",
    "media": "film-strip",
    "camera": "video-camera",
    "heart": "heartbeat",
    "lock": "lock-simple",
    "flag": "flag",
    "undo": "arrow-u-up-left",
    "redo": "arrow-u-up-right",
    "double": "intersect",
    "stop": "stop-fill",
    "down": "caret-down",
    "up": "caret-up",
    "left": "caret-left",
    "right": "caret-right",
    "key": "keyboard",
    "saved": "check-circle",
    "goto": "flag",
    "session": "folder-simple",
    "text": "text-aa",
}


@lru_cache(maxsize=1)
def _font() -> IconicFont:
    return IconicFont(("ph", "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"))


def icon(name: str, color: QColor, disabled: QColor) -> QIcon:
    """Return the icon of a role, or of a Phosphor name such as ``film-strip``."""
    glyph = f"ph.{_ROLES.get(name, name)}"
    made: QIcon = _font().icon(glyph, color=color, color_disabled=disabled, scale_factor=1.1)
    return made
