"""The line under the strip while the consensus is edited: which code, from when to when, save or leave."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coder.model.timecode import clock
from coder.ui.agreement.draft import Draft
from coder.ui.text import tr
from coder.ui.widgets import Button, Choice, KeyCaps, label


class EditBar(QWidget):
    """Tells what a person chooses; edges are moved on the strip.

    Signals
    -------
    code_chosen(str)
    saved(), left()
    """

    code_chosen = Signal(str)
    saved = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.codes = Choice()
        self.codes.setAccessibleName(tr("Code of the consensus"))
        self.times = label("", "table", "text2")
        self.hint = label(tr("Drag an edge, or ← → with ↑ ↓ for the other edge"), "caption", "text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.codes, self.times, self.hint):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(Button(tr("Save"), self.saved.emit, role="primary", small=True))
        row.addWidget(KeyCaps("Return"))
        row.addWidget(Button(tr("Cancel"), self.left.emit, small=True))
        row.addWidget(KeyCaps("Esc"))
        self.codes.currentIndexChanged.connect(lambda _: self.code_chosen.emit(self.codes.currentData() or ""))

    def show_draft(self, draft: Draft) -> None:
        """Show a draft as it is now."""
        titles = {code.id: code.title for code in draft.part.channel.codes}
        nothing = tr("No code") if draft.part.timed else tr("No event")
        self.codes.blockSignals(True)
        self.codes.clear()
        for claim in draft.claims:
            code = claim.code if claim else ""
            self.codes.addItem(titles.get(code, nothing), code)
        self.codes.setCurrentIndex(self.codes.findData(draft.code))
        self.codes.blockSignals(False)
        if not draft.part.timed:
            self.times.setText(clock(draft.on_ms))
            self.hint.setText(tr("Drag it, or ← →"))
            return
        self.hint.setText(tr("Drag an edge, or ← → with ↑ ↓ for the other edge"))
        self.times.setText(f"{clock(draft.on_ms)} – {clock(draft.off_ms)}")
