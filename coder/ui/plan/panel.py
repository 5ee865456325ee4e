"""What supervisors have on the Study page: the reliability sample, the workload, and the dialogs behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coder.app.overview import SessionOverview
from coder.app.plan.pace import Pace, paces
from coder.app.plan.sample import first_coders, sampled, unassigned, workloads
from coder.app.studies import OpenStudy
from coder.model.plan import Draw
from coder.ui.commands import Command
from coder.ui.page import PageServices
from coder.ui.plan.assign_dialog import AssignDialog
from coder.ui.plan.draw_dialog import DrawDialog
from coder.ui.plan.log_dialog import LogDialog
from coder.ui.plan.sample_card import SampleCard
from coder.ui.plan.workload_card import WorkloadCard
from coder.ui.shell.dialogs import FormDialog
from coder.ui.text import tr


class PlanPanel(QWidget):
    """The plan of the open study.

    Signals
    -------
    changed()
        The plan on disk is another.
    said(str)
        A result in the past tense.

    Parameters
    ----------
    services : PageServices
    chosen : callable
        Returns the sessions chosen in the table.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, services: PageServices, chosen: Callable[[], list[SessionOverview]]) -> None:
        super().__init__()
        self._services, self._chosen = services, chosen
        self._study: OpenStudy | None = None
        self._paces: dict[str, Pace] = {}
        self._paced: OpenStudy | None = None
        self.dialog: FormDialog | None = None
        self.sample = SampleCard(self.ask_draw, self.ask_assign, self.show_log)
        self.work = WorkloadCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.sample)
        column.addWidget(self.work, 1)
        self.hide()

    @property
    def _overviews(self) -> Sequence[SessionOverview]:
        return self._services.overviews.items

    def show_study(self, study: OpenStudy | None) -> None:
        """Show the plan of this study, to a supervisor and nobody else."""
        self._study = study
        supervises = study is not None and study.person is not None and "supervisor" in study.person.roles
        self.setVisible(supervises)
        if study is not None and supervises:
            self.sample.show_sample(study.study.reliability, sampled(study.study.reliability, self._overviews))
            self._show_work()
            self._learn_paces(study)

    def _show_work(self) -> None:
        assert self._study is not None
        plan, overviews = self._study.study.reliability, self._overviews
        coders = [person.id for person in self._study.people() if "coder" in person.roles]
        left = unassigned(overviews, first_coders(plan, overviews))
        self.work.show_work(workloads(plan, overviews, coders), self._paces, left)

    def _learn_paces(self, study: OpenStudy) -> None:
        """Reckon everybody's pace in the background, once for each study."""
        if self._paced is study:
            return
        self._paced, self._paces = study, {}

        def done(found: dict[str, Pace]) -> None:
            if self._paced is study and self._study is study:
                self._paces = found
                self._show_work()

        self._services.jobs.run(tr("Reckoning the pace of coding"), lambda progress: paces(study, progress), done)

    def commands(self) -> list[Command]:
        """Return what the palette and the menu offer about the plan."""
        entries = (
            ("plan.draw", tr("Draw the reliability sample…"), self.ask_draw, "double coding share random"),
            ("plan.assign", tr("Assign coders…"), self.ask_assign, "second coder workload"),
            ("plan.training", tr("Training and certification…"), self.ask_training, "master gold certify"),
            ("plan.log", tr("Log of the study"), self.show_log, "diary journal decisions"),
        )
        return [
            Command(name, title, run, "", "Coding/Plan", self._why_not, keywords=(words,), section=6)
            for name, title, run, words in entries
        ]

    def _why_not(self) -> str | None:
        if self._study is None:
            return tr("no study is open")
        return None if not self.isHidden() else tr("a supervisor plans who codes what")

    def ask_draw(self) -> None:
        """Ask for what a draw needs."""
        if self._study is None:
            return
        overviews = [o for o in self._overviews if not o.trouble]
        firsts = first_coders(self._study.study.reliability, overviews)
        sessions = [o.session for o in overviews]
        self._open(DrawDialog(self.window(), self._services.theme, self._study, sessions, firsts, self._drawn))

    def _drawn(self, draw: Draw) -> None:
        done = tr("{0} sessions drawn.", len(draw.picks))
        self._done(done if draw.unit == "sessions" else tr("Parts of {0} tapes drawn.", len(draw.picks)))

    def ask_assign(self) -> None:
        """Ask who codes the chosen sessions."""
        if self._study is None:
            return
        firsts = first_coders(self._study.study.reliability, self._overviews)
        chosen = [o for o in self._chosen() if not o.trouble]
        scheme = next((o.scheme for o in (*chosen, *self._overviews) if not o.trouble), None)
        passes = scheme.passes if scheme else ()
        ids = [o.session.id for o in chosen]
        self._open(AssignDialog(self.window(), self._services.theme, self._study, ids, firsts, passes, self._done))

    def ask_training(self) -> None:
        """Show training tapes and certificates."""
        if self._study is None:
            return
        from coder.ui.plan.training_dialog import TrainingDialog  # statistics are not needed to open the page

        chosen = next(iter(self._chosen()), None)
        self._open(
            TrainingDialog(
                self.window(),
                self._services.theme,
                self._study,
                self._services.jobs,
                self._overviews,
                chosen,
                self.changed.emit,
            )
        )

    def show_log(self) -> None:
        """Show who decided what."""
        if self._study is not None:
            self._open(LogDialog(self.window(), self._services.theme, self._study))

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _done(self, text: str) -> None:
        self.changed.emit()
        self.said.emit(text)
