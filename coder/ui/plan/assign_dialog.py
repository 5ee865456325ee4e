"""Giving sessions to coders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from coder.app.errors import AppError
from coder.app.plan.planning import assign, assign_seconds, unassign
from coder.app.studies import OpenStudy
from coder.model.scheme import Pass
from coder.store import StoreError
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Choice, FlowRow, label

BY_TURNS = "by turns"


class AssignDialog(FormDialog):
    """Who codes the chosen sessions; or second coders by turns for the drawn ones that have none.

    ``done`` gets a sentence in the past tense.
    """

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        study: OpenStudy,
        sessions: Sequence[str],
        firsts: Mapping[str, str],
        passes: Sequence[Pass],
        done: Callable[[str], object],
    ) -> None:
        super().__init__(host, theme, tr("Assign coders"), tr("Assign"))
        self._study, self._sessions, self._firsts, self._done = study, list(sessions), firsts, done
        plan = study.study.reliability
        seconds = {a.session for a in plan.assignments if a.turn == "second"}
        self.waiting = [session for session in plan.drawn if session not in seconds]
        self.what = Choice()
        chosen = tr("session {0}", sessions[0]) if len(sessions) == 1 else tr("{0} chosen sessions", len(sessions))
        if sessions:
            self.what.addItem(chosen, "first")
            self.what.addItem(tr("{0}, as independent second coder", chosen), "second")
            self.what.addItem(tr("{0}: take them away", chosen), "nobody")
        if self.waiting:
            self.what.addItem(tr("{0} drawn sessions without a second coder, by turns", len(self.waiting)), BY_TURNS)
            self.what.setCurrentIndex(self.what.count() - 1)
        self.row(tr("What"), self.what)
        self.coder = Choice()
        self.coders = [person.id for person in study.people() if "coder" in person.roles]
        for coder in self.coders:
            self.coder.addItem(coder, coder)
        self.row(
            tr("Coder"), self.coder, tr("A second coder sees no other coding of the session until theirs is done.")
        )
        self.passes = {pass_.id: QCheckBox(f"{n} {pass_.title}".replace("&", "&&")) for n, pass_ in enumerate(passes)}
        self._passes = QWidget()
        flow = FlowRow(self._passes)
        for box in self.passes.values():
            box.setChecked(True)
            flow.addWidget(box)
        self._passes_name = label(tr("Passes"), "table", "text2")
        self.form.addWidget(self._passes_name)
        self.form.addWidget(self._passes)
        self.form.addStretch(1)
        self.what.currentIndexChanged.connect(self._show_fields)
        self._show_fields()
        self.what.setFocus()

    def _show_fields(self) -> None:
        by_turns = self.what.currentData() == BY_TURNS
        self.coder.setEnabled(not by_turns)
        for widget in (self._passes, self._passes_name):
            widget.setVisible(not by_turns and self.what.currentData() != "nobody")

    def submit(self) -> None:
        """Assign, or say why not."""
        try:
            said = self._assign()
        except (AppError, StoreError) as error:
            self.say_wrong(str(error), self.what)
            return
        self.accept()
        self._done(said)

    def _assign(self) -> str:
        what, coder = self.what.currentData(), self.coder.currentData()
        if what is None:
            raise AppError(tr("Choose sessions in the table first, or draw a sample."))
        if what == BY_TURNS:
            given = assign_seconds(self._study, self._firsts, self.coders)
            if not given:
                raise AppError(tr("Nobody is left who does not code these sessions already. Add a coder."))
            return tr("{0} sessions have a second coder now.", len(given))
        if coder is None:
            raise AppError(tr("This study has no coders yet. Add a person first."))
        if what == "nobody":
            unassign(self._study, self._sessions, coder)
            return tr("{0} sessions taken away from {1}.", len(self._sessions), coder)
        wanted = [pass_id for pass_id, box in self.passes.items() if box.isChecked()]
        if not wanted:
            raise AppError(tr("Choose at least one pass."))
        assign(self._study, self._sessions, coder, what, () if len(wanted) == len(self.passes) else wanted)
        return tr("{0} sessions assigned to {1}.", len(self._sessions), coder)
