"""The head of the page: which session this is, and its passes."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coder.model.session import Session
from coder.ui.code.passstrip import PassStrip
from coder.ui.text import tr
from coder.ui.widgets import Chip, Rule, label

FACTS_FROM_PX = 1_350


class SessionHeader(QWidget):
    """Child, age, cameras, passes."""

    def __init__(self) -> None:
        super().__init__()
        self.child = label("", "title")
        self.facts = label("", "table", "text2")
        self.cameras = Chip("")
        self.reaction = Chip("")
        self.strip = PassStrip()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        for widget in (self.child, self.facts, self.cameras, self.reaction):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(Rule("vertical"))
        row.addWidget(self.strip, 1)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the facts are hidden."""
        return QSize(600, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide facts where the passes need the room."""
        self.facts.setVisible(self.width() >= FACTS_FROM_PX)
        self.cameras.setVisible(self.width() >= FACTS_FROM_PX)
        super().resizeEvent(event)

    def show_session(self, session: Session, read_only: bool) -> None:
        """Show the facts of a session; no name is known, so none is shown."""
        age = session.participant.age_days
        self.child.setText(session.participant.child.upper())
        parts = [session.id, *([f"{age} d"] if age is not None else [])]
        self.facts.setText(" · ".join(parts))
        count = len(session.media)
        words = tr("1 camera") if count == 1 else tr("{0} cameras", count) if count else tr("no video")
        self.cameras.show_text(tr("reading only") if read_only else words, "warn" if read_only else "plain")

    def show_reaction(self, reaction_ms: int) -> None:
        """Show that live keys count a reaction time back, when the study says so."""
        self.reaction.show_text(tr("keys −{0} ms", reaction_ms), "info")
        tip = tr("Keys pressed while it plays count {0} ms back: the study sets this as reaction time.", reaction_ms)
        self.reaction.setToolTip(tip)
        self.reaction.setVisible(bool(reaction_ms))
