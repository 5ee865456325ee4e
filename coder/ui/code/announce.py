"""What screen readers say when something was coded."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say ``text``."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def spoken_time(ms: int) -> str:
    """Return a session time as it is spoken: ``9 minutes 19.12 seconds``."""
    minutes, rest = divmod(ms, 60_000)
    seconds = f"{rest / 1000:g} seconds"
    return f"{minutes} minutes {seconds}" if minutes != 1 else f"1 minute {seconds}"
