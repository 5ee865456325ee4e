"""Labels of the type scale."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from coder.ui.theme import FontRole

Tone = Literal["text", "text2", "text3", "accent", "ok", "warn", "danger", "info", "accentText"]


def label(text: str = "", role: FontRole = "body", tone: Tone = "text", wrap: bool = False) -> QLabel:
    """Return a label in a role of the type scale; its text is plain, never markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Give a label another tone of text."""
    restyle(widget, "tone", tone)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
