"""The Measures page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from coder.app.errors import AppError
from coder.app.evidence import episode_name
from coder.app.measures import study_parameters
from coder.app.results.kept import Value
from coder.app.results.reading import SessionMeasures, codings_of, has_measures, same_measures
from coder.metrics import DEFAULTS, MetricsError, OpportunityRow
from coder.metrics.context import Context
from coder.ui.commands import Command
from coder.ui.measures.actions import page_commands
from coder.ui.measures.cohort.pane import CohortPane
from coder.ui.measures.columns import overview_columns, row_columns
from coder.ui.measures.definitions.trying import Trying
from coder.ui.measures.evidence_card import EvidenceCard
from coder.ui.measures.export_card import ExportCard
from coder.ui.measures.filters import FilterBar
from coder.ui.measures.flagging import Flagger
from coder.ui.measures.keeping import Keeper
from coder.ui.measures.lines import (
    AnyLine,
    Filters,
    coders_of,
    episodes_measured,
    has_heart,
    is_bound,
    main_episodes,
    overview_lines,
    row_lines,
)
from coder.ui.measures.view import MeasuresView
from coder.ui.measures.words import HIDDEN, NOTHING_CODED, NOTICE, complete_words, count_words, left_out_words
from coder.ui.page import Page, PageServices, Problem
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, Chip, EmptyState, HeaderBar, Rule, label

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy

LOOK_AGAIN_MS = 1_500
MOST_WORDS = 60


class MeasuresPage(Page):
    """The five observed measures, and where each comes from.

    Signals
    -------
    shown()
        The tables show what is on disk.
    """

    page_id = "measures"
    title = "Measures"
    icon_name = "measures"
    purpose = (
        "The five observed measures per child and episode. Walk the table with the arrow keys: the card at the right "
        "says where the chosen number comes from. Enter shows its stretch and its events in Code, and Space plays it."
    )

    shown = Signal()

    def __init__(self, services: PageServices) -> None:
        super().__init__(services)
        self._study: OpenStudy | None = None
        self._in_front = False
        self._can_code = "code" in services.page_ids
        self.sessions: tuple[SessionMeasures, ...] = ()
        self._opportunities: dict[tuple[str, str], tuple[OpportunityRow, ...]] = {}
        self._total = 0
        self.keeper = Keeper(services.jobs, self)
        self.heading = HeaderBar(tr("Measures"), tr("Five observed measures per child and episode"), role="title")
        self.notice = Chip(tr(NOTICE), "plain", "info")
        self.filters = FilterBar()
        self.view = MeasuresView(self.theme)
        self.left_out = label("", "table", "text2", wrap=True)
        self.evidence = EvidenceCard(self.theme, self._can_code)
        self.pane = CohortPane(self)
        self.trying = Trying(self.theme, services.jobs, self)
        self.tried = Chip("", "warn", "info")
        self.tried.hide()
        self.definitions_button = Button(tr("Definitions"), self.toggle_definitions, tip=tr("Parameters (Ctrl+D)"))
        self.heading.add(self.tried, self.pane.groups, self.notice, self.definitions_button)
        self.flagger = Flagger(self, self.evidence, lambda: self._study)
        self.export = ExportCard(self.theme, services.jobs)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AGAIN_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        table = Card()
        table.setAccessibleName(tr("Measures"))
        table.add(self.filters)
        table.add(Rule())
        self._table_or_empty = QStackedWidget()
        self._table_or_empty.addWidget(self.view)
        self._table_or_empty.addWidget(
            EmptyState("search", tr("No rows match."), (tr("Clear filters"), self.filters.clear))
        )
        table.add(self._table_or_empty, 1)
        self.left_out.setContentsMargins(12, 6, 12, 8)
        table.add(self.left_out)
        self.right = QStackedWidget()
        self.right.addWidget(self.evidence)
        self.right.addWidget(self.trying.card)
        self.columns = _splitter(Qt.Orientation.Horizontal, (table, self.right), (900, 590))
        bottom = (self.pane.waiting, self.pane.cohort, self.export)
        self.bottom = _splitter(Qt.Orientation.Horizontal, bottom, (500, 600, 390))
        self.rows = _splitter(Qt.Orientation.Vertical, (self.columns, self.bottom), (560, 340))
        self._shaped = {"columns": self.columns, "bottom": self.bottom, "rows": self.rows}
        for name, splitter in self._shaped.items():
            shape = self.services.memory.shape(f"measures.{name}")
            if shape is not None:
                splitter.restoreState(shape)
        self._build_room()

    def _build_room(self) -> None:
        run = self.services.commands.run
        self._nothing = EmptyState("measures", tr("No study is open."), (tr("Open study…"), lambda: run("file.open")))
        self._hidden = EmptyState("hidden", tr(HIDDEN))
        self._uncoded = EmptyState("measures", tr(NOTHING_CODED), (tr("Show progress"), lambda: run("view.study")))
        self._first = EmptyState("hourglass", tr("Measuring the study…"))
        self.room = QStackedWidget()
        for widget in (self._nothing, self._hidden, self._uncoded, self._first, self.rows):
            self.room.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 0, 12, 12)
        outer.setSpacing(4)
        outer.addWidget(self.heading)
        outer.addWidget(self.room, 1)

    def _connect(self) -> None:
        self._soon.timeout.connect(self.refresh)
        self.filters.changed.connect(self._show_lines)
        self.view.chosen.connect(self._show_evidence)
        self.view.opened.connect(self.evidence.open_clip)
        self.view.played.connect(self.evidence.open_clip)
        self.view.copied.connect(self._say_copied)
        self.evidence.step_asked.connect(self.view.step)
        self.evidence.cited.connect(lambda _: self.toast.emit(tr("Citation copied."), None))
        self.keeper.measured.connect(self._show_sessions)
        self.keeper.failed.connect(self._say_failed)
        self.keeper.busy.connect(lambda busy: self._count(tr("Updating…") if busy else ""))
        self.trying.changed.connect(self.refresh)
        card = self.trying.card
        card.closed.connect(self.toggle_definitions)
        card.changes.chosen.connect(self.choose)
        card.study_changed.connect(self._study_written)
        card.said.connect(lambda text: self.toast.emit(text, None))
        card.failed.connect(self.problem)
        self.pane.cohort.dots.value_clicked.connect(self.choose)
        self.pane.cohort.dots.session_clicked.connect(self._choose_session)
        for picture in (self.pane.waiting, self.pane.cohort):
            picture.said.connect(lambda text: self.toast.emit(text, None))
            picture.failed.connect(self.problem)
        self.export.said.connect(self.toast)
        self.export.failed.connect(self.problem)
        self.export.solved.connect(lambda: self.solved.emit("measures.export"))
        if self._can_code:
            self.evidence.clip_asked.connect(self.open_clip)
            self.evidence.session_asked.connect(self.open_session)

    def set_study(self, study: OpenStudy | None) -> None:
        """Show another study, or the same one as somebody else or with what changed in it."""
        if study is not self._study:
            self.sessions = ()
            self.keeper.forget()
            self.trying.forget()
            self.filters.clear()
        self._study = study
        self.refresh()

    @property
    def sees(self) -> bool:
        """Whether there is a study, and its person may see measures."""
        return self._study is not None and self._study.sees_results

    def refresh(self) -> None:
        """Compute what changed; what is shown stays until then. Nothing is computed for someone who may not see it."""
        study = self._study
        if study is None or not study.sees_results:
            self.sessions = ()
            self.keeper.forget()
            self.evidence.show_nothing()
            self.pane.forget()
            self.trying.forget()
            self._show_tried()
            self.export.show_study(None, None)
            self.room.setCurrentWidget(self._nothing if study is None else self._hidden)
            self._say_status()
            return
        if not self._in_front:
            return
        try:
            parameters = study_parameters(study)
        except (AppError, MetricsError) as error:
            self._say_failed(str(error))
            return
        if not self.sessions:
            self.room.setCurrentWidget(self._first)
        self.trying.show_study(study, parameters)
        self._show_tried()
        self.export.show_study(study, self.trying.parameters)
        self.keeper.refresh(study, self.trying.parameters, self.trying.keeps)

    def _show_sessions(self, sessions: tuple[SessionMeasures, ...]) -> None:
        if not same_measures(self.sessions, sessions):
            self._take(sessions)
        self.solved.emit("measures.failed")
        self.room.setCurrentWidget(self.rows if has_measures(sessions) else self._uncoded)
        self.shown.emit()

    def _take(self, sessions: tuple[SessionMeasures, ...]) -> None:
        self.sessions = sessions
        self._opportunities = {(s.session_id, c.coder): c.opportunities for s, c in codings_of(sessions)}
        self._offer_filters()
        self._show_lines()
        self.left_out.setText(" ".join(left_out_words(sessions)))
        self.left_out.setVisible(bool(self.left_out.text()))
        self.trying.show_sessions(sessions)

    def toggle_definitions(self) -> None:
        """Show the definitions in place of the evidence, or the evidence again."""
        card = self.trying.card
        opens = self.right.currentWidget() is not card
        self.right.setCurrentWidget(card if opens else self.evidence)
        if opens:
            card.show_tab(card.tab)
            card.form.preset.setFocus()
        else:
            self.view.setFocus()

    def show_definitions(self, tab: str) -> None:
        """Show one view of the definitions."""
        if self.right.currentWidget() is not self.trying.card:
            self.toggle_definitions()
        self.trying.card.show_tab(tab)

    def _show_tried(self) -> None:
        """Say beside the title what departs from the defaults; what is only tried stands out."""
        words = self.trying.words() if self.sees else ""
        shorter = words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
        self.tried.show_text(shorter, "warn" if self.trying.tries else "plain", "info")
        self.tried.setToolTip(words)
        self.tried.setVisible(bool(words))

    def _study_written(self) -> None:
        self.refresh()
        self.study_changed.emit()

    def _offer_filters(self) -> None:
        assert self._study is not None
        schemes = self._study.schemes
        of_session = {session.scheme for session in self.sessions}
        scheme = next((schemes[ref] for ref in schemes if ref in of_session), None)
        names = {e: episode_name(scheme, e) if scheme else e for e in episodes_measured(self.sessions)}
        usual = main_episodes(self.sessions) if self.filters.shape == "overview" else frozenset(names)
        self.filters.offer(coders_of(self.sessions), names, usual)

    def _show_lines(self) -> None:
        """Show what the filters leave; the value that was chosen stays chosen, in whichever table."""
        if self._study is None:
            return
        before, filters = self.view.value(), self.filters.filters()
        make = overview_lines if self.filters.shape == "overview" else row_lines
        lines: list[AnyLine] = list(make(self.sessions, filters))
        self._total = len(lines) if filters == Filters() else len(list(make(self.sessions, Filters())))
        with_coder = len({line.coder for line in lines}) > 1
        if self.filters.shape == "overview":
            bound = (is_bound(self.sessions, measure) for measure in ("positive_rate", "availability_prop"))
            columns = overview_columns(with_coder, has_heart(self.sessions), *bound)
        else:
            columns = row_columns(with_coder)
        reshaped = bool(columns) and [c.id for c in columns] != [c.id for c in self.view.table.columns]
        if reshaped and self.sessions:
            self._offer_filters()
        self.view.show_lines(columns, lines)
        if reshaped and before is not None:
            self.choose(before)
        self.pane.show_sessions(self.sessions, filters, self.keeper.parameters or DEFAULTS)
        self._table_or_empty.setCurrentIndex(0 if lines else 1)
        self._count("")
        self._say_status()

    def _choose_session(self, session_id: str, coder: str) -> None:
        """Choose the first line of a session, in the column that is chosen."""
        value, lines = self.view.value(), self.view.table.lines
        line = next((line for line in lines if (line.session_id, line.coder) == (session_id, coder)), None)
        if line is not None:
            self.view.choose(line.key, value.row.measure if value is not None else "")

    def choose(self, value: Value) -> None:
        """Choose a number in the table that is shown."""
        row = value.row
        if not self.view.choose((row.session, row.coder, row.episode, row.measure, row.part), "value"):
            self.view.choose((row.session, row.coder, row.episode), row.measure)

    def _count(self, note: str) -> None:
        words = count_words(self._total, len(self.view.table.lines))
        self.filters.count.setText(" · ".join(part for part in (note, words) if part))

    def _show_evidence(self, value: Value | None) -> None:
        self.pane.choose(value)
        self.trying.choose(value)
        if value is None:
            self.evidence.show_nothing()
            return
        session_id, coder = value.row.session, value.row.coder
        context = self.keeper.held(session_id, coder)
        if context is not None:
            self._explain(value, context)
        else:
            self.evidence.show_reading()
            self.keeper.fetch(session_id, coder, lambda found: self._arrived(value, found))

    def _arrived(self, value: Value, context: Context | None) -> None:
        """Show evidence that had to be read, unless another number was chosen meanwhile."""
        if self.view.value() is value:
            if context is None:
                self.evidence.show_nothing()
            else:
                self._explain(value, context)

    def _explain(self, value: Value, context: Context) -> None:
        found = self._opportunities.get((value.row.session, value.row.coder), ())
        self.evidence.show_value(value, context, found)

    def _say_copied(self, count: int) -> None:
        self.toast.emit(tr("1 row copied.") if count == 1 else tr("{0} rows copied.", count), None)

    def _say_failed(self, text: str) -> None:
        words = tr("Measures could not be computed. {0} Codes are safe.", text)
        self.problem.emit(Problem(words, ((tr("Try again"), self.refresh),), key="measures.failed"))

    def _say_status(self) -> None:
        self.context_changed.emit(self._study.study.title if self._study else "")
        self.status_changed.emit(complete_words(self.view.table.lines) if self.sees and self.sessions else "")

    def activated(self) -> None:
        """Compute what was coded meanwhile; give the keys to the table.

        A slow disk may still be writing the last edit, so the page looks once more a little later.
        """
        self._in_front = True
        self.refresh()
        self._soon.start()
        self._say_status()
        self.view.setFocus()

    def deactivated(self) -> None:
        """Remember the columns."""
        self._in_front = False
        self._soon.stop()
        for name, splitter in self._shaped.items():
            self.services.memory.set_shape(f"measures.{name}", splitter.saveState())

    def event(self, event: QEvent) -> bool:
        """Look again when the person comes back to the window: others may have coded meanwhile."""
        if event.type() == QEvent.Type.WindowActivate and self._in_front:
            self.refresh()
        return super().event(event)

    def focus_search(self) -> None:
        """Find a child ID."""
        self.filters.text.setFocus()
        self.filters.text.selectAll()

    def commands(self) -> list[Command]:
        """Return the commands of the page."""
        return page_commands(self)

    def why_hidden(self) -> str | None:
        """Return why no measures are shown, or None when they are."""
        if self._study is None:
            return tr("no study is open")
        return None if self._study.sees_results else tr("measures are hidden while the study is blind")


def _splitter(direction: Qt.Orientation, parts: Sequence[QWidget], sizes: Sequence[int]) -> QSplitter:
    made = QSplitter(direction)
    for place, (part, size) in enumerate(zip(parts, sizes, strict=True)):
        made.addWidget(part)
        made.setStretchFactor(place, size)
    made.setSizes(list(sizes))
    made.setHandleWidth(12)
    made.setChildrenCollapsible(False)
    return made
