"""Training tapes, and whether a coder meets the criterion on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from coder.app.errors import AppError
from coder.app.overview import SessionOverview
from coder.app.plan.planning import certify, revoke, set_training
from coder.app.plan.standing import Finding, Standing, standings
from coder.app.studies import OpenStudy
from coder.app.values import coefficient
from coder.store import StoreError
from coder.ui.agreement.words import briefly
from coder.ui.jobs import UiJobs
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr
from coder.ui.theme import Theme
from coder.ui.widgets import Button, Chip, Choice, Rule, ScrollColumn, label


class TrainingDialog(FormDialog):
    """Which sessions people train on, and who is certified for which pass."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        study: OpenStudy,
        jobs: UiJobs,
        overviews: Sequence[SessionOverview],
        chosen: SessionOverview | None,
        changed: Callable[[], object],
    ) -> None:
        super().__init__(host, theme, tr("Training and certification"), "", width_px=860)
        self._study, self._jobs, self._overviews, self._chosen = study, jobs, overviews, chosen
        self._changed = changed
        self._asked = 0
        self.tapes = label("", "body", wrap=True)
        self.form.addWidget(self.tapes)
        self.form.addLayout(self._tape_row())
        self.form.addWidget(Rule())
        self.coder = Choice()
        for person in study.people():
            if "coder" in person.roles:
                self.coder.addItem(person.id, person.id)
        self.row(tr("Coder"), self.coder, tr("Compared with the masters, pass by pass. Both must be complete."))
        self.standings: list[Standing] = []
        self.certify_buttons: dict[str, Button] = {}
        self._list = ScrollColumn(tr("Standing per pass"))
        self._list.setMinimumHeight(theme.px(340))
        self.form.addWidget(self._list, 1)
        self.coder.currentIndexChanged.connect(self.compare)
        self._show_tapes()
        self.compare()

    def _tape_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.master = Choice()
        self.master.setAccessibleName(tr("Master coding"))
        overview = self._chosen
        coders = list(overview.progress) if overview else []
        for coder in coders:
            self.master.addItem(coder, coder)
        session = overview.session.id if overview else ""
        self.mark = Button(tr("Make {0} a training tape", session), self._mark, small=True)
        self.unmark = Button(tr("{0} is no training tape", session), self._unmark, small=True)
        row.addWidget(label(tr("Master coding"), "table", "text2"))
        row.addWidget(self.master)
        row.addWidget(self.mark)
        row.addWidget(self.unmark)
        row.addStretch(1)
        for widget in (self.master, self.mark):
            widget.setEnabled(bool(coders))
        return row

    def _show_tapes(self) -> None:
        tapes = self._study.study.reliability.training
        names = ", ".join(f"{tape.session} ({tape.master})" for tape in tapes)
        self.tapes.setText(tr("Training tapes with their masters: {0}.", names or tr("none yet")))
        chosen = self._chosen.session.id if self._chosen else ""
        self.unmark.setVisible(chosen in {tape.session for tape in tapes})

    def _mark(self) -> None:
        self._change(lambda: set_training(self._study, self._session(), self.master.currentData()))

    def _unmark(self) -> None:
        self._change(lambda: set_training(self._study, self._session(), None))

    def _session(self) -> str:
        return self._chosen.session.id if self._chosen else ""

    def _change(self, do: Callable[[], object]) -> None:
        try:
            do()
        except (AppError, StoreError) as error:
            self.say_wrong(str(error))
            return
        self.say_wrong("")
        self._show_tapes()
        self._changed()
        self.compare()

    def compare(self) -> None:
        """Compare the chosen coder with the masters, in the background."""
        coder = self.coder.currentData()
        if coder is None or not self._study.study.reliability.training:
            self._show([])
            return
        self._asked += 1
        asked = self._asked

        def done(found: list[Standing]) -> None:
            if isValid(self) and asked == self._asked:
                self._show(found)

        def failed(error: Exception) -> None:
            if isValid(self):
                self.say_wrong(str(error))

        self._jobs.run(
            tr("Comparing {0} with the masters", coder),
            lambda progress: standings(self._study, coder, progress),
            done,
            failed,
        )

    def _show(self, found: list[Standing]) -> None:
        self.standings = found
        self.certify_buttons = {}
        self._list.fill(self._fill)

    def _fill(self, column: QVBoxLayout) -> None:
        if not self.standings:
            text = tr("Nothing to compare: choose a training tape that this coder has coded as well.")
            column.addWidget(label(text, "body", "text2", wrap=True))
        for standing in self.standings:
            column.addWidget(self._row(standing))
            column.addWidget(Rule())
        column.addStretch(1)

    def _row(self, standing: Standing) -> QWidget:
        widget = QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(4, 8, 4, 8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(standing.title, "section"), 0, 0)
        tapes = tr("{0} of {1} tapes", len(standing.tapes), standing.tapes_needed)
        grid.addWidget(label(tapes, "table", "text2"), 0, 1)
        grid.addWidget(_chip(standing), 0, 2)
        grid.addWidget(self._button(standing), 0, 3)
        missed = [finding_words(finding) for finding in standing.findings if not finding.met]
        words = tr("Below: {0}.", "; ".join(missed)) if missed else ""
        if standing.certificate is not None:
            made = standing.certificate
            words = f"{tr('Certified on {0} by {1}.', made.certified_on, made.by)} {words}"
        text = label(words.strip(), "table", "text2", wrap=True)
        text.setVisible(bool(words))
        grid.addWidget(text, 1, 0, 1, 4)
        return widget

    def _button(self, standing: Standing) -> Button:
        coder, pass_id = standing.coder, standing.pass_id
        if standing.certificate is not None:
            button = Button(
                tr("Take back"), lambda: self._change(lambda: revoke(self._study, coder, pass_id)), small=True
            )
        else:
            do = lambda: certify(self._study, coder, pass_id, standing.tapes)  # noqa: E731
            button = Button(tr("Certify"), lambda: self._change(do), small=True)
            button.setEnabled(standing.meets)
        button.setAccessibleName(f"{button.text()}: {standing.title}")
        self.certify_buttons[pass_id] = button
        return button


def _chip(standing: Standing) -> Chip:
    if standing.certificate is not None:
        return Chip(tr("certified"), "ok", "ok")
    if standing.meets:
        return Chip(tr("meets the criterion"), "info")
    return Chip(tr("not yet"), "plain")


def finding_words(finding: Finding) -> str:
    """Return ``Cry: agreement on the code .33, needs .60``, or why there is no figure."""
    if finding.value is None:
        why = briefly(finding.reason) if finding.reason else tr("undefined")
        return tr("{0}: {1}: {2}", finding.what, tr(finding.figure), why)
    value = coefficient(finding.value)
    return tr("{0}: {1} {2}, needs {3}", finding.what, tr(finding.figure), value, coefficient(finding.criterion))
