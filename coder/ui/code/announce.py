"""What screen readers say when something was coded."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from coder.ui.text import tr


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say ``text``."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def spoken_time(ms: int) -> str:
    """Return a session time as it is spoken: ``9 minutes 19.12 seconds``."""
    minutes, rest = divmod(ms, 60_000)
    seconds = tr("{0} seconds", f"{rest / 1000:g}")
    return tr("{0} minutes {1}", minutes, seconds) if minutes != 1 else tr("1 minute {0}", seconds)
