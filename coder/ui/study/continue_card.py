"""The card that leads back to the work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coder.model.timecode import clock
from coder.ui.continuing import NextCoding
from coder.ui.study.poster import Poster
from coder.ui.study.words import ago_words, length_ms, title_of
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, KeyCaps, label


class ContinueCard(Card):
    """Says where the coder stopped and goes on from there."""

    go_on = Signal()

    def __init__(self) -> None:
        super().__init__(accent=True)
        self.setAccessibleName(tr("Continue coding"))
        self.poster = Poster(104, 74)
        self.what = label("", "section", wrap=True)
        self.where = label("", "table", "text2", wrap=True)
        self.button = Button(tr("Continue coding"), self.go_on.emit, role="primary", icon="play")
        self.button.setToolTip(tr("Ctrl+Enter"))
        self.keys = KeyCaps("Ctrl+Return")
        row = QHBoxLayout()
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(14)
        row.addWidget(self.poster)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.what)
        column.addWidget(self.where)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addWidget(self.keys)
        buttons.addStretch(1)
        column.addLayout(buttons)
        row.addLayout(column, 1)
        self.body.addLayout(row)

    def set_compact(self, compact: bool) -> None:
        """Leave the still out where there is little room."""
        self.poster.setVisible(not compact)

    def show_next(self, coding: NextCoding | None) -> None:
        """Show where to go on; with nothing to do the card goes away."""
        self.setVisible(coding is not None)
        if coding is None:
            return
        session = coding.overview.session
        self.what.setText(f"{title_of(session)} · {coding.pass_.title}")
        self.where.setText(_where(coding, length_ms(session)))


def _where(coding: NextCoding, total_ms: int) -> str:
    if coding.at_ms is None:
        progress = coding.overview.progress.get(coding.coder, {}).get(coding.pass_.id)
        return tr("begun") if progress and progress.share > 0 else tr("not started")
    stopped = tr("stopped at {0}", clock(coding.at_ms, 0))
    if total_ms:
        stopped = tr("stopped at {0} of {1}", clock(coding.at_ms, 0), clock(total_ms, 0))
    ago = ago_words(coding.when)
    return f"{stopped}, {ago}" if ago else stopped
