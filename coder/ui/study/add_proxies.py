"""Step 4 of adding a session: proxies of heavy recordings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from coder.app.recordings import RecordingFacts
from coder.ui.text import tr
from coder.ui.widgets import label


class ProxyStep(QWidget):
    """Says which recordings are heavy and asks whether to make proxies of them."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        text = tr(
            "A proxy is a small copy that plays and jumps fast, frame for frame the same. Frame numbers and times stay "
            "those of the recording. Coding may start before proxies are ready."
        )
        column.addWidget(label(text, "table", "text2", wrap=True))
        self.heavy = label("", "table", wrap=True)
        column.addWidget(self.heavy)
        self.wanted = QCheckBox(tr("Make proxies in the background"))
        column.addWidget(self.wanted)
        column.addStretch(1)

    def show_facts(self, facts: Sequence[RecordingFacts]) -> None:
        """Show which recordings are heavy; proxies are wanted where there are some."""
        heavy = [(number, fact) for number, fact in enumerate(facts, 1) if fact.heavy]
        lines = [tr("Camera {0}: {1} × {2}, {3}", n, fact.width, fact.height, fact.codec) for n, fact in heavy]
        self.heavy.setText("\n".join([tr("Heavy to decode:"), *lines] if lines else [tr("All play well as they are.")]))
        self.wanted.setChecked(bool(heavy))
        self.wanted.setVisible(bool(heavy))
