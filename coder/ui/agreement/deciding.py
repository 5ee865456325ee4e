"""The buttons under the strip: step, take A, take B, edit, mark; and the edit of the consensus while it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from coder.agreement.rows import UNMATCHED
from coder.agreement.time_table import NONE_LABEL
from coder.app.agreement_view import Line
from coder.app.differences import Difference
from coder.model.coding import Decision
from coder.ui.agreement.draft import Draft
from coder.ui.agreement.edit_bar import EditBar
from coder.ui.agreement.settling import Settling, part_of
from coder.ui.text import tr
from coder.ui.widgets import Button, KeyCaps

if TYPE_CHECKING:
    from coder.ui.agreement.disagreements_card import DisagreementsCard


class Deciding(QWidget):
    """Carries out what a person decides about the chosen disagreement."""

    def __init__(self, card: DisagreementsCard) -> None:
        super().__init__()
        self._card = card
        self.draft: Draft | None = None
        self.take_a = Button("", lambda: self.press("A"), small=True)
        self.take_b = Button("", lambda: self.press("B"), small=True)
        self.edit = Button(tr("Edit consensus"), lambda: self.press("E"), role="primary", small=True)
        self.mark = Button(tr("Training example"), lambda: self.press("M"), small=True, icon="star")
        self.open_a = Button("", lambda: card.open(0), role="link", small=True)
        self.open_b = Button("", lambda: card.open(1), role="link", small=True)
        self.why = QLineEdit()
        self.why.setPlaceholderText(tr("Why (optional)"))
        self.why.setAccessibleName(tr("Why the next decision is made"))
        self.why.setMinimumWidth(120)
        self.why.setMaximumWidth(260)
        self.why.returnPressed.connect(lambda: card.list.setFocus())
        self.bar = EditBar()
        self._room = QStackedWidget()
        self._room.addWidget(self._buttons())
        self._room.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._room)
        column.addLayout(self._ways_out())
        self.bar.code_chosen.connect(self._choose_code)
        self.bar.saved.connect(self.save_edit)
        self.bar.left.connect(self.leave_edit)
        card.strip.drafted.connect(self._show_draft)
        card.strip.saved.connect(self.save_edit)
        card.strip.left.connect(self.leave_edit)

    def _buttons(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._card.previous)
        row.addWidget(self._card.next)
        row.addStretch(1)
        for button, key in ((self.take_a, "A"), (self.take_b, "B"), (self.edit, "E"), (self.mark, "M")):
            row.addWidget(button)
            row.addWidget(KeyCaps(key))
        return whole

    def _ways_out(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._card.position)
        row.addWidget(self.why, 1)
        row.addStretch(1)
        for button, keys in ((self.open_a, "Return"), (self.open_b, "Shift+Return")):
            row.addWidget(button)
            row.addWidget(KeyCaps(keys))
        return row

    def show_pair(self, coder_a: str, coder_b: str) -> None:
        """Say whom the buttons are about."""
        self.take_a.setText(tr("Take A · {0}", coder_a))
        self.take_b.setText(tr("Take B · {0}", coder_b))
        self.open_a.setText(tr("Open {0}'s coding", coder_a))
        self.open_b.setText(tr("Open {0}'s coding", coder_b))

    def refresh(self) -> None:
        """Enable what can be done."""
        card = self._card
        reason = card.settling.why_not(card.line, card.item)
        for button in (self.take_a, self.take_b, self.edit, self.mark):
            button.setEnabled(reason is None)
            button.setToolTip("" if reason is None else reason[:1].upper() + reason[1:] + ".")
        for button in (self.open_a, self.open_b):
            button.setEnabled(card.item is not None)
        marked = card.item is not None and bool(card.settling.marked(card.item))
        self.mark.setText(tr("Unmark example") if marked else tr("Training example"))

    def press(self, key: str) -> None:
        """Do what a key says."""
        card = self._card
        if key == "Space":
            card.play()
            return
        line, item = card.line, card.item
        if line is None or item is None:
            return
        if key in ("A", "B"):
            if item.agrees:
                card.said.emit(
                    tr("Both agree here, so there is nothing to decide. Edit changes it all the same."), None
                )
            else:
                card.settling.take(line, item, "a" if key == "A" else "b", self._take_why())
        elif key == "E":
            self.begin_edit()
        elif key == "M":
            card.settling.mark(line, item, example_code(line, item, card.settling))
        elif key == "Delete":
            card.settling.clear(line, item)

    def _take_why(self) -> str:
        text = self.why.text().strip()
        self.why.clear()
        return text

    def begin_edit(self) -> None:
        """Edit the consensus at the chosen disagreement."""
        card = self._card
        line, item, stretch = card.line, card.item, card.strip.stretch
        reason = card.settling.why_not(line, item)
        if line is None or item is None or stretch is None or reason is not None:
            card.said.emit((reason or "")[:1].upper() + (reason or "")[1:] + ".", None)
            return
        state = card.settling.state(item.session)
        assert state is not None
        part = part_of(line)
        bounds = state.joint(part.pass_.id).span_at(item.on_ms) or (item.on_ms, item.off_ms)
        self._show_draft(Draft.of(state, part, item, bounds))
        self._room.setCurrentWidget(self.bar)
        card.strip.setFocus()

    def _choose_code(self, code: str) -> None:
        if self.draft is not None:
            self._show_draft(self.draft.with_code(code))

    def _show_draft(self, draft: Draft) -> None:
        self.draft = draft
        self._card.strip.show_draft(draft)
        self.bar.show_draft(draft)

    def save_edit(self) -> None:
        """Let what was edited stand."""
        draft, card = self.draft, self._card
        line, item = card.line, card.item
        self.leave_edit()
        if draft is not None and line is not None and item is not None:
            card.settling.edit(line, item, draft.stretch, draft.pieces(), self._take_why())

    def leave_edit(self) -> None:
        """Go back to the buttons, whatever was edited."""
        if self.draft is not None:
            self.draft = None
            self._card.strip.show_draft(None)
            self._room.setCurrentIndex(0)


def example_code(line: Line, item: Difference, settling: Settling) -> str:
    """Return which code a stretch is an example of: what the consensus holds there, else coder A's, else B's."""
    state = settling.state(item.session)
    off_ms = max(item.off_ms, item.on_ms + 1)
    for piece in state.pieces(part_of(line)) if state is not None else ():
        end_ms = piece.off_ms or piece.on_ms + 1
        if piece.claim is not None and piece.on_ms < off_ms and end_ms > item.on_ms:
            return piece.claim.code
    nothing = (NONE_LABEL, UNMATCHED)
    return next((code for code in (item.code_a, item.code_b) if code not in nothing), line.channel.codes[0].id)


def decided_words(settling: Settling, line: Line, item: Difference) -> str:
    """Return who decided about a disagreement, and how; "" when nobody has."""
    return ". ".join(_words(decision) for decision in settling.decisions(line, item))


def _words(decision: Decision) -> str:
    took = {"a": tr("Took {0}", decision.coder_a), "b": tr("Took {0}", decision.coder_b), "edited": tr("Edited")}
    day = decision.at[:10]
    text = tr("{0}, decided by {1} on {2}", took[decision.took], decision.by, day)
    return f"{text}: {decision.why}" if decision.why else text
