"""Looking at an earlier state of the coding, and going back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from coder.app.desk import TimelineStep
from coder.model.changes import AnyChange
from coder.model.errors import ChangeError
from coder.model.wording import describe
from coder.ui.code.changed import changed_events
from coder.ui.code.saving import edit_words
from coder.ui.text import tr
from coder.ui.widgets import Button, Glyph, KeyCap, label

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


class RewindBar(QFrame):
    """In place of the session's head: which state is shown, that nothing changes, and the two ways on.

    Signals
    -------
    return_asked(), left()
    """

    return_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "info")
        self.heading = label("", "section")
        self.go = Button(tr("Go back to this state"), self.return_asked.emit, small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(Glyph("visible", "accent"))
        row.addWidget(self.heading)
        row.addWidget(
            label(tr("An earlier state, to look at only. Nothing changes until you go back."), "table", "text2")
        )
        row.addStretch(1)
        row.addWidget(self.go)
        row.addWidget(KeyCap("Enter"))
        row.addWidget(Button(tr("Leave"), self.left.emit, small=True))
        row.addWidget(KeyCap("Esc"))
        self.hide()


class Rewinding(QObject):
    """Shows the state after a step of the history without changing anything."""

    def __init__(self, bench: Bench, bar: RewindBar) -> None:
        super().__init__(bench)
        self._bench, self._bar = bench, bar
        self._step: TimelineStep | None = None
        bench.history.step_chosen.connect(self.show_step)
        bench.history.return_asked.connect(self.go_back)
        bench.history.left.connect(self.leave)
        bar.return_asked.connect(self.go_back)
        bar.left.connect(self.leave)

    @property
    def active(self) -> bool:
        """Whether an earlier state is shown."""
        return self._step is not None

    def show_step(self, item: TimelineStep) -> None:
        """Show the state just after a step, and where it changed something; the present state is just shown."""
        bench = self._bench
        if bench.clip is not None:
            bench.talk.refuse(tr("Leave review first."))
            return
        if self._is_present(item):
            self.leave()
        else:
            try:
                state = bench.sitting.desk.state_at(item.step.at)
            except ChangeError as error:
                bench.talk.refuse(str(error))
                return
            self._step = item
            bench.playback.pause()
            bench.sitting.preview(state)
            self._bar.heading.setText(tr("After: {0}", describe(item.step.forward, bench.sitting.scheme)))
            bench.header.hide()
            self._bar.show()
            bench.refresh.everything()
        self._show_place(item.step.forward)

    def go_back(self, item: TimelineStep | None = None) -> None:
        """Undo or redo until the state after a step, else the one that is shown, is the present one."""
        item = item or self._step
        if item is None:
            return
        self.leave()
        undone, redone = self._undo_to(item.step.at), self._redo_to(item.step.at)
        if undone or redone:
            words = tr("Went back by {0}.") if undone else tr("Went on by {0}.")
            self._bench.talk.offer(
                words.format(edit_words(undone or redone)), tr("Undo"), lambda: self._take_back(undone, redone)
            )

    def leave(self) -> None:
        """Show the present state again."""
        if self._step is None:
            return
        self._step = None
        self._bench.sitting.preview(None)
        self._bar.hide()
        self._bench.header.show()
        self._bench.history.view.clearSelection()
        self._bench.refresh.everything()
        self._bench.setFocus()

    def _undo_to(self, at: str) -> int:
        """Take back what was done after a moment; return how many steps that were."""
        sitting, count = self._bench.sitting, 0
        while (step := sitting.desk.next_undo) is not None and step.step.at > at and sitting.undo():
            count += 1
        return count

    def _redo_to(self, at: str) -> int:
        sitting, count = self._bench.sitting, 0
        while (step := sitting.desk.next_redo) is not None and step.step.at <= at and sitting.redo():
            count += 1
        return count

    def _take_back(self, undone: int, redone: int) -> None:
        """Go again to where the person was before going back or on."""
        for _ in range(undone):
            self._bench.sitting.redo()
        for _ in range(redone):
            self._bench.sitting.undo()

    def _is_present(self, item: TimelineStep) -> bool:
        steps = self._bench.sitting.desk.history
        return item.done and item.step.at == max((one.step.at for one in steps if one.done), default="")

    def _show_place(self, change: AnyChange) -> None:
        """Go to what a step changed and select it, as far as it is there."""
        bench, places = self._bench, list(changed_events(change))
        if places:
            bench.playback.seek(places[0][1])
            bench.timeline.reveal(places[0][1])
        bench.sitting.select(tuple(event_id for event_id, _ in places if bench.sitting.event_of(event_id)))
