"""The head of the code pad: how far the pass is, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coder.model.timecode import clock
from coder.ui.code.pad.sharebar import ShareBar
from coder.ui.code.progress import PassState
from coder.ui.text import tr
from coder.ui.widgets import Button, KeyCap, label


class PadHead(QWidget):
    """ "Coded through …", gaps, *Go to* and *Mark pass complete*."""

    goto_asked = Signal()
    gap_asked = Signal()
    complete_asked = Signal()
    reopen_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.through = label("", "table")
        self.gaps = Button("", self.gap_asked.emit, role="link", small=True)
        self.bar = ShareBar()
        self.goto = Button("", self.goto_asked.emit, small=True)
        self.complete = Button(tr("Mark pass complete"), self._complete_or_reopen, small=True, icon="ok")
        self._state: PassState | None = None
        for button in (self.gaps, self.goto, self.complete):
            button.setFocusPolicy(self.complete.focusPolicy().TabFocus)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(5)
        top = QHBoxLayout()
        top.addWidget(self.through)
        top.addStretch(1)
        top.addWidget(self.gaps)
        bottom = QHBoxLayout()
        bottom.addWidget(self.goto)
        bottom.addWidget(KeyCap("End"))
        bottom.addStretch(1)
        bottom.addWidget(self.complete)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addLayout(bottom)

    def show_state(self, state: PassState, read_only: str | None) -> None:
        """Show the progress of the pass; ``read_only`` says why nothing can be changed."""
        self._state = state
        through, total = clock(state.through_ms, 0), clock(state.total_ms, 0)
        self.through.setText(tr("coded through {0} of {1}", through, total))
        self.bar.show_share(state.share, self.through.text())
        self.goto.setText(tr("Go to {0}", through))
        self._show_gaps(state)
        self.complete.setText(tr("Open again…") if state.complete else tr("Mark pass complete"))
        self.complete.set_icon("lock" if state.complete else "ok")
        ready = state.complete or (bool(state.scored) and not state.left)
        self.complete.setEnabled(ready and (read_only is None or state.complete))
        self.complete.setToolTip("" if ready else state.left_text)

    def _show_gaps(self, state: PassState) -> None:
        count = len(state.gaps)
        words = tr("no gaps") if not count else tr("1 gap") if count == 1 else tr("{0} gaps", count)
        self.gaps.setText(tr("complete") if state.complete else words)
        self.gaps.setEnabled(bool(count) and not state.complete)
        self.gaps.setToolTip(tr("Go to the next gap (F8)") if count else "")

    def _complete_or_reopen(self) -> None:
        if self._state is not None and self._state.complete:
            self.reopen_asked.emit()
        else:
            self.complete_asked.emit()
