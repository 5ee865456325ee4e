"""What the clip rests on, and what the person says of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from coder.model.coding import Event
from coder.model.remarks import ClipCheck
from coder.model.scheme import Scheme
from coder.model.timecode import clock
from coder.ui.code.passdialogs import Question
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, KeyCap, label

ONSET_ROLE = Qt.ItemDataRole.UserRole


class EvidenceCard(Card):
    """The events of the clip; a click goes to one.

    Signals
    -------
    chosen(int)
        Onset of the event.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Comes from"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Events of this clip"))
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(ONSET_ROLE)))
        self.list.itemActivated.connect(lambda item: self.chosen.emit(item.data(ONSET_ROLE)))
        self._nothing = label(tr("No single event: the whole stretch is shown."), "table", "text3", wrap=True)
        self._nothing.setContentsMargins(12, 10, 12, 10)
        self.add(self._nothing)
        self.add(self.list, 1)

    def show_events(self, value: str, events: Sequence[Event], scheme: Scheme) -> None:
        """Show which events the clip is about."""
        assert self.header is not None
        self.header.title.setText(tr("{0} comes from", value) if value else tr("Comes from"))
        self._nothing.setVisible(not events)
        self.list.setVisible(bool(events))
        self.list.clear()
        for event in sorted(events, key=lambda one: one.on):
            place = scheme.places.get(event.code)
            title = place.code.title if place else event.code
            end = "" if event.off is None else f" – {clock(event.off)}"
            sure = f" · {tr('certainty')} {event.certainty}" if event.certainty else ""
            item = QListWidgetItem(f"{title} · {clock(event.on)}{end}{sure}")
            item.setData(ONSET_ROLE, event.on)
            self.list.addItem(item)


class VerdictCard(Card):
    """*Looks right*, *Flag…*, and what was said before.

    Signals
    -------
    right_asked(), flag_asked()
    """

    right_asked = Signal()
    flag_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What you say of this clip"))
        self.right = Button(tr("Looks right"), self.right_asked.emit, role="primary", icon="ok")
        self.flag = Button(tr("Flag…"), self.flag_asked.emit, icon="flag")
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(12, 10, 12, 6)
        for widget in (self.right, KeyCap("Y")):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.flag, KeyCap("F")):
            row.addWidget(widget)
        self.words = label("", "table", "text2", wrap=True)
        self.words.setContentsMargins(12, 0, 12, 10)
        self.add(buttons)
        self.add(self.words)
        self.body.addStretch(1)

    def show_check(self, check: ClipCheck | None, by: str) -> None:
        """Show what was said of the clip, or what saying something does."""
        if check is None:
            kept = tr("Checks are kept with your initials.")
            self.words.setText(kept + " " + tr("A flag leaves the value unchanged until the supervisor decides."))
            return
        said = tr("{0}: looks right.") if check.verdict == "ok" else tr("{0} flagged this for the supervisor.")
        self.words.setText(" ".join(part for part in (said.format(by), check.note, check.made[:10]) if part))


class AskFlag(Question):
    """What the supervisor should look at; the words may be left out."""

    def __init__(self, parent: QWidget, answer: Callable[[str], object]) -> None:
        super().__init__(parent, tr("Flag for the supervisor"))
        self._answer = answer
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("What to look at"))
        self.field.setPlaceholderText(tr("Such as: the approach begins a second earlier"))
        self.column.addWidget(label(tr("What should be looked at? No value changes by it."), "body", "text2"))
        self.column.addWidget(self.field)
        self.flag = Button(tr("Flag"), self.accept, role="primary")
        self.field.returnPressed.connect(self.accept)
        self.add_buttons(Button(tr("Cancel"), self.reject), self.flag)

    def accept(self) -> None:
        """Flag it."""
        super().accept()
        self._answer(self.field.text().strip())
