"""Review: a stretch that a number or a disagreement comes from, with code keys off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from coder.model.timecode import clock
from coder.ui.clips import ClipRequest
from coder.ui.text import tr
from coder.ui.widgets import Button, Glyph, KeyCap, label

AROUND_MS = 2_000
"""Shown before and after the stretch."""


class ReviewBar(QFrame):
    """In place of the session's head: what is shown, that keys are off, and the way back.

    Signals
    -------
    play_asked(), edit_asked(), back_asked()
    """

    play_asked = Signal()
    edit_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "info")
        self.heading = label("", "section")
        self.edit = Button(tr("Edit this event"), self.edit_asked.emit, small=True)
        self.back = Button(tr("Back"), self.back_asked.emit, small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(Glyph("visible", "accent"))
        row.addWidget(self.heading)
        row.addWidget(label(tr("Code keys are off. No event changes until you press Edit."), "table", "text2"))
        row.addStretch(1)
        row.addWidget(Button(tr("Play clip"), self.play_asked.emit, small=True, icon="play"))
        row.addWidget(KeyCap("Space"))
        row.addWidget(self.edit)
        row.addWidget(KeyCap("Enter"))
        row.addWidget(self.back)
        row.addWidget(KeyCap("Esc"))
        self.hide()

    def show_clip(self, clip: ClipRequest, child: str, editable: bool) -> None:
        """Say what is shown."""
        span = f"{clock(clip.on_ms, 0)} – {clock(clip.off_ms, 0)}"
        episode = clip.episode.replace("ep", "Ep ", 1)
        self.heading.setText(" · ".join(part for part in (tr("Review"), child, episode, clip.title, span) if part))
        self.edit.setEnabled(editable)
        self.edit.setToolTip("" if editable else tr("This coding belongs to another coder, so it is only shown."))
        self.show()

    def show_way_back(self, page_id: str) -> None:
        """Say where Esc leads: back to the page review was asked from, else to where the person was here."""
        elsewhere = page_id not in ("", "code")
        self.back.setText(tr("Back to {0}", tr(page_id.capitalize())) if elsewhere else tr("Back"))


def review_letter(event: QKeyEvent) -> str:
    """Return the letter of a key that means something in review: n, p, y or f; "" for any other."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    letter = event.text().casefold()
    return letter if plain and not event.isAutoRepeat() and letter and letter in "npyf" else ""


def clip_span(clip: ClipRequest, length_ms: int) -> tuple[int, int]:
    """Return the stretch that is played: the clip and a little before and after it."""
    off = max(clip.off_ms, clip.on_ms + 1) + AROUND_MS
    return max(clip.on_ms - AROUND_MS, 0), min(off, length_ms) if length_ms > clip.on_ms else off
