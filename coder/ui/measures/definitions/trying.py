"""Trying other parameters: which set is shown, what it changes against the defaults, how stable results are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from coder.app.errors import AppError
from coder.app.jobs import Job, Progress
from coder.app.results.changed import Comparison, compare
from coder.app.results.kept import Value
from coder.app.results.reading import MeasureReader, SessionMeasures
from coder.app.results.stability import Grid, Stability, stability
from coder.metrics import DEFAULTS, MetricsError, Parameters
from coder.metrics.rows import SESSION
from coder.model.errors import ModelError
from coder.store import StoreError
from coder.ui.jobs import UiJobs
from coder.ui.measures.definitions.card import DefinitionsCard, departures_words
from coder.ui.measures.lines import episodes_measured, main_episodes
from coder.ui.text import tr
from coder.ui.theme import Theme

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy

EXPECTED: Final = (AppError, MetricsError, ModelError, StoreError)


class Trying(QObject):
    """Knows the set that is shown and computes what is asked about it, off the window's thread.

    Signals
    -------
    changed()
        Another set is to be shown.
    """

    changed = Signal()

    def __init__(self, theme: Theme, jobs: UiJobs, parent: QObject) -> None:
        super().__init__(parent)
        self.card = DefinitionsCard(theme)
        self._jobs = jobs
        self._study: OpenStudy | None = None
        self._studys = DEFAULTS
        self._tried: Parameters | None = None
        self._sessions: tuple[SessionMeasures, ...] = ()
        self._defaults: MeasureReader | None = None
        self._asked = 0
        self.stability_job: Job[Stability] | None = None
        self.card.wanted.connect(self.want)
        self.card.tab_changed.connect(lambda _tab: self._compare())
        self.card.stability.asked.connect(self._ask_stability)

    @property
    def parameters(self) -> Parameters:
        """The set that is shown."""
        return self._tried or self._studys

    @property
    def tries(self) -> bool:
        """Whether the set that is shown is not the study's."""
        return self._tried is not None

    @property
    def keeps(self) -> bool:
        """Whether measures with the set that is shown are worth keeping."""
        return self.parameters in (self._studys, DEFAULTS)

    def show_study(self, study: OpenStudy, studys: Parameters) -> None:
        """Take over what the study says; a set that is tried stays."""
        if study is not self._study:
            self.forget()
        self._study, self._studys = study, studys
        if self._tried == studys:
            self._tried = None
        self.card.show_study(study, studys, self.parameters)

    def forget(self) -> None:
        """Let go of the study and of what was tried in it."""
        self._study = self._tried = self._defaults = None
        self._sessions = ()
        self._asked += 1
        if self.stability_job is not None:
            self.stability_job.stop()

    def want(self, parameters: Parameters) -> None:
        """Try another set."""
        self._tried = None if parameters == self._studys else parameters
        self.card.form.show_parameters(self.parameters)
        self.changed.emit()

    def words(self) -> str:
        """Return what is tried, or what the study sets, in words."""
        departs = departures_words(self.parameters)
        if self.tries:
            return tr("Trying: {0}", "; ".join(departs) or tr("the defaults"))
        return tr("Set by the study: {0}", "; ".join(departs)) if departs else ""

    def show_sessions(self, sessions: tuple[SessionMeasures, ...]) -> None:
        """Compare what is measured now with the defaults, if that is looked at."""
        self._sessions = sessions
        self._compare()

    def choose(self, value: Value | None) -> None:
        """Propose the chosen number's measure for the look at stability."""
        if value is not None:
            self.card.stability.show_base(self.parameters, value.row.measure)

    def _compare(self) -> None:
        study, sessions = self._study, self._sessions
        if study is None or not sessions or self.card.tab != "changes" or not self.card.isVisible():
            return
        self._asked += 1
        asked, parameters = self._asked, self.parameters
        departs = departures_words(parameters)
        if not departs:
            self.card.changes.show_comparison(Comparison((), 0), ())
            return
        if self._defaults is None:
            self._defaults = MeasureReader(study, DEFAULTS)
        reader = self._defaults
        self.card.changes.show_waiting()

        def work(progress: Progress) -> Comparison:
            return compare(reader.read(progress), sessions)

        def done(found: Comparison) -> None:
            if asked == self._asked:
                self.card.changes.show_comparison(found, departs)

        self._jobs.run(tr("Comparing with the defaults"), work, done, self._failed)

    def _ask_stability(self, grid: Grid, measure: str) -> None:
        study, base, view = self._study, self.parameters, self.card.stability
        if study is None or self.stability_job is not None:
            return
        with_rows = frozenset(episodes_measured(self._sessions, measure))
        counted = with_rows & main_episodes(self._sessions) or with_rows - {SESSION} or with_rows

        def over() -> None:
            self.stability_job = None
            view.show_busy(False)

        def done(found: Stability) -> None:
            over()
            view.show_stability(found)

        def failed(error: Exception) -> None:
            over()
            if not isinstance(error, EXPECTED):
                raise error
            view.show_stopped(str(error))

        def stopped() -> None:
            over()
            view.show_stopped(tr("Stopped. Nothing was changed."))

        view.show_busy(True)
        self.stability_job = self._jobs.run(
            tr("How stable {0} is", view.measure.currentText().lower()),
            lambda progress: stability(study, base, grid, measure, counted, progress),
            done,
            failed,
            stopped,
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, EXPECTED):
            raise error
        self.card.changes.sentence.setText(str(error))
