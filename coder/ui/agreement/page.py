"""The Agreement page: is the coding reliable, and where not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from coder.app.agreement_view import DoubleCoded, Line, PairFigures, verdict
from coder.app.ratings_view import PairRatings, RatedLine
from coder.app.studies import OpenStudy
from coder.app.writer import SaveState
from coder.ui.agreement import words
from coder.ui.agreement.choices import Choices, ChoicesCard, left_out
from coder.ui.agreement.commands import page_commands
from coder.ui.agreement.comparer import Comparer
from coder.ui.agreement.disagreements_card import DisagreementsCard
from coder.ui.agreement.drift_card import DriftCard
from coder.ui.agreement.export import Exporter
from coder.ui.agreement.lines_view import LinesView
from coder.ui.agreement.matrix_card import MatrixCard
from coder.ui.agreement.ratings_card import RatingsCard
from coder.ui.agreement.ratings_table import RatingsView
from coder.ui.code.saving import save_words
from coder.ui.commands import Command
from coder.ui.page import KeyGroup, Page, PageServices, Problem
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, Chip, EmptyState, HeaderBar, SegmentedButtons

NO_STUDY = "No study is open."
BLIND = "You can see this when you and the second coder have finished."
NO_PAIRS = "No session is coded by two people yet."
READING = "Comparing the coders…"
PROBLEM = "agreement.compare"
CODES, RATINGS = "codes", "ratings"
_ROOMY_PX, _BELOW_PX, _LOW_BELOW_PX = 760, 336, 286


class AgreementPage(Page):
    """Pairs and choices at the left, channels and the matrix beside them, disagreements below."""

    page_id = "agreement"
    title = "Agreement"
    icon_name = "agreement"
    purpose = (
        "How far two coders agree, and where not. Choose a channel, click a cell of the matrix to list what lies in "
        "it, and settle disagreements below: A or B takes a coder's record, E edits the consensus."
    )

    def __init__(self, services: PageServices) -> None:
        super().__init__(services)
        self._study: OpenStudy | None = None
        self._identity: str | None = None
        self._figures: PairFigures | None = None
        self._low = False
        self.comparer = Comparer(services.jobs, self)
        self.exporter = Exporter(self, services.jobs, self.toast.emit, self.problem.emit, self.solved.emit)
        self.heading = HeaderBar(tr("Agreement"), role="title")
        self.blind_chip = Chip(tr("Hidden from coders until they have finished"), icon="visible")
        self.export_button = Button(tr("Export tables…"), self.ask_export, icon="export", tip=tr("Ctrl+E"))
        self.view = SegmentedButtons(
            [(CODES, tr("Codes")), (RATINGS, tr("Ratings and measures"))], CODES, tr("What is compared")
        )
        self.heading.add(self.view, self.blind_chip, self.export_button)
        self.choices = ChoicesCard(self.theme)
        self.table = Card()
        self.lines = LinesView(self.theme)
        self.matrix = MatrixCard(self.theme)
        self.drift = DriftCard()
        self.ratings_table, self.ratings, self.limits = Card(), RatingsView(self.theme), RatingsCard()
        self.centre, self.side = QStackedWidget(), QStackedWidget()
        self.disagreements = DisagreementsCard(self.theme, services.jobs)
        self._build()
        self._connect()
        self.theme.changed.connect(self._set_least_widths)
        self._set_least_widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the tracks of the disagreements are low, so that the matrix keeps its room."""
        low = self.height() < self.theme.px(_ROOMY_PX)
        if low != self._low:
            self._low = low
            self.disagreements.strip.set_low(low)
            below = _LOW_BELOW_PX if low else _BELOW_PX
            self.rows.setSizes([max(self.rows.height() - below, below), below])
        super().resizeEvent(event)

    def _set_least_widths(self) -> None:
        for part, least in ((self.choices, 252), (self.centre, 584), (self.side, 330)):
            part.setMinimumWidth(self.theme.px(least))

    def _build(self) -> None:
        self.table.setAccessibleName(tr("Agreement by channel"))
        self.table.add(self.lines, 1)
        self.ratings_table.setAccessibleName(self.ratings.accessibleName())
        self.ratings_table.add(self.ratings, 1)
        for middle in (self.table, self.ratings_table):
            self.centre.addWidget(middle)
        for shown in (self.matrix, self.drift, self.limits):
            self.side.addWidget(shown)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.choices, self.centre, self.side):
            self.columns.addWidget(widget)
        self.columns.setSizes([252, 748, 488])
        for place, stretch in enumerate((0, 3, 2)):
            self.columns.setStretchFactor(place, stretch)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.addWidget(self.columns)
        self.rows.addWidget(self.disagreements)
        self.rows.setSizes([526, _BELOW_PX])
        self.rows.setStretchFactor(0, 1)
        self.rows.setStretchFactor(1, 0)
        for splitter, name in ((self.columns, "agreement.columns"), (self.rows, "agreement.rows")):
            splitter.setHandleWidth(12)
            splitter.setChildrenCollapsible(False)
            shape = self.services.memory.shape(name)
            if shape is not None:
                splitter.restoreState(shape)
        run = self.services.commands.run
        self._no_study = EmptyState("agreement", tr(NO_STUDY), (tr("Open study…"), lambda: run("file.open")))
        self._blind = EmptyState("hidden", tr(BLIND))
        self._no_pairs = EmptyState("agreement", tr(NO_PAIRS), (tr("Show sessions"), lambda: run("view.study")))
        self._reading = EmptyState("agreement", tr(READING))
        self._failed = EmptyState("warn", tr("The coders could not be compared."), (tr("Try again"), self.reload))
        self._room = QStackedWidget()
        for state in (self._no_study, self._blind, self._no_pairs, self._reading, self._failed, self.rows):
            self._room.addWidget(state)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 0, 12, 12)
        outer.setSpacing(4)
        outer.addWidget(self.heading)
        outer.addWidget(self._room, 1)

    def _connect(self) -> None:
        self.comparer.read.connect(self._show_material)
        self.comparer.compared.connect(self._show_figures)
        self.comparer.lowest_found.connect(self.choices.show_lowest)
        self.comparer.failed.connect(self._show_failed)
        self.choices.changed.connect(self._compare)
        self.lines.chosen.connect(self._show_line)
        self.lines.opened.connect(lambda: self.disagreements.list.setFocus())
        self.matrix.asked.connect(self.disagreements.show_cell)
        self.matrix.time_asked.connect(lambda: self.show_over_time(True))
        self.drift.left.connect(lambda: self.show_over_time(False))
        self.view.chosen.connect(self.show_view)
        self.comparer.rated.connect(self._show_ratings)
        self.ratings.chosen.connect(self._show_rated)
        for card in (self.drift, self.limits):
            card.said.connect(lambda text: self.toast.emit(text, None))
            card.failed.connect(self.problem)
        self.matrix.heat.cleared.connect(self.disagreements.clear_cell)
        self.matrix.session_asked.connect(self.disagreements.show_session)
        self.disagreements.session_shown.connect(self.matrix.dots.show_session)
        self.disagreements.cell_cleared.connect(self.matrix.heat.clear_choice)
        self.disagreements.clip_asked.connect(self.open_clip)
        self.disagreements.said.connect(self.toast)
        settling = self.disagreements.settling
        settling.problem.connect(self.problem)
        settling.solved.connect(self.solved)
        settling.changed.connect(lambda _: self._say_status())
        settling.saving.connect(self._show_saving)

    def set_study(self, study: OpenStudy | None) -> None:
        """Show the coders of another study, or of the same one anew; to someone who only codes, nothing."""
        identity = study.identity if study else None
        if study is not self._study or identity != self._identity:
            self.comparer.forget()
            self._figures = None
            self.disagreements.settling.show(None, None)
        self._study, self._identity = study, identity
        self.disagreements.study = study
        if study is None or not study.sees_results:
            self.comparer.forget()
            self._figures = None
            self._show_state(self._no_study if study is None else self._blind)
            return
        self.reload()

    def reload(self) -> None:
        """Read what has changed on disk, and compare anew."""
        if self._study is None or not self._study.sees_results:
            return
        if self._figures is None:
            self._show_state(self._reading)
        self.comparer.load(self._study)

    def _show_state(self, state: QWidget) -> None:
        self._room.setCurrentWidget(state)
        shown = state is self.rows
        self.export_button.setVisible(shown)
        blind = self._study is not None and self._study.study.settings.blind
        self.blind_chip.setVisible(shown and blind)
        self.view.setVisible(shown)
        if not shown:
            self.heading.quiet.setText("")
        self._say_status()

    @property
    def figures(self) -> PairFigures | None:
        """The figures that are shown, None while there are none."""
        return self._figures

    @property
    def _criterion(self) -> float:
        return self._study.study.reliability.criterion_kappa if self._study else 0.7

    @property
    def _seed(self) -> int:
        return self._study.study.reliability.seed if self._study else 1

    def _show_material(self, found: DoubleCoded) -> None:
        self.choices.show_material(found, self._criterion)
        if found.pairs:
            self._compare(self.choices.choices)
            return
        self._figures = None
        self._no_pairs.line.setText(" ".join(left_out(found)) or tr(NO_PAIRS))
        self._show_state(self._no_pairs)

    def _compare(self, choices: Choices) -> None:
        self._set_stale(True)
        self.comparer.compare(choices, self._seed)

    def _set_stale(self, stale: bool) -> None:
        for part in (self.lines, self.matrix, self.disagreements, self.ratings):
            part.set_stale(stale)

    def _show_figures(self, figures: PairFigures) -> None:
        self._figures = figures
        self.solved.emit(PROBLEM)
        self._set_stale(False)
        self.lines.show_figures(figures, self._criterion)
        pair = figures.coders.pair
        sessions = words.counted(len(figures.sessions), tr("1 session"), tr("{0} sessions"))
        self.heading.quiet.setText(
            tr("{0} and {1}, {2} coded twice, independently", pair.coder_a, pair.coder_b, sessions)
        )
        self._show_state(self.rows)
        if self.view.value == RATINGS:
            self._rate()

    def show_view(self, view: str) -> None:
        """Show the codes, or the ratings and measures."""
        self.view.set_value(view)
        self.centre.setCurrentWidget(self.ratings_table if view == RATINGS else self.table)
        self.side.setCurrentWidget(self.limits if view == RATINGS else self.matrix)
        if view == RATINGS:
            self._rate()

    def show_over_time(self, on: bool) -> None:
        """Show the chosen channel over time, or who called it what."""
        if self.view.value == RATINGS:
            self.show_view(CODES)
        self.side.setCurrentWidget(self.drift if on else self.matrix)

    def show_as_tables(self, on: bool) -> None:
        """Show what the plots show as tables, or the plots again."""
        for card in (self.drift, self.limits):
            card.show_as_table(on)

    def _rate(self) -> None:
        if self._figures is not None:
            self.ratings.set_stale(True)
            self.comparer.rate(self._figures.coders, self._seed)

    def _show_ratings(self, found: PairRatings) -> None:
        assert self._study is not None
        plan = self._study.study.reliability
        self.ratings.set_stale(False)
        self.ratings.show_ratings(found, plan.criterion_icc, plan.criterion_kappa)

    def _show_rated(self, line: RatedLine) -> None:
        if self._figures is not None:
            self.limits.show_line(self._figures.coders, line)

    def _show_line(self, line: Line) -> None:
        if self._figures is not None:
            current = self._figures.line(line.key)
            if current is not None:
                self.matrix.show_line(self._figures, current, self._criterion)
                self.drift.show_line(self._figures, current, self._criterion)
                self.disagreements.show_line(self._figures, current)

    def _show_failed(self, reason: str) -> None:
        self._set_stale(False)
        text = tr("The coders could not be compared. {0} Nothing was changed.", reason)
        self.problem.emit(Problem(text, ((tr("Try again"), self.reload),), key=PROBLEM))
        if self._figures is None:
            self._show_state(self._failed)

    def ask_export(self) -> None:
        """Ask for a folder and write the tables of all pairs, counted as chosen on this page."""
        if self._study is not None and self._figures is not None:
            self.exporter.ask(self._study, self.choices.choices.options(self._seed))

    def commands(self) -> list[Command]:
        """Return the commands of this page."""
        return page_commands(self)

    def key_card(self) -> list[KeyGroup]:
        """Return the keys that are no commands."""
        return [
            (
                tr("Tables and matrix"),
                [
                    ("↑ ↓", tr("Previous or next row")),
                    ("← →", tr("Previous or next cell, dot or span")),
                    ("Enter", tr("Channel: go to its disagreements. Cell: list what lies in it")),
                    ("Esc", tr("Matrix: list all disagreements again")),
                ],
            ),
            (
                tr("While the consensus is edited"),
                [
                    ("← →", tr("Move the edge by a frame, with Shift by 1 s")),
                    ("↑ ↓", tr("The other edge")),
                    ("Enter, Esc", tr("Save, or leave it as it was")),
                    (tr("letter"), tr("The code of that key")),
                ],
            ),
        ]

    def activated(self) -> None:
        """Look for what has changed, and say what is shown."""
        if not self.comparer.busy:
            self.reload()
        self._say_status()
        (self.lines if self._figures is not None else self).setFocus()

    def deactivated(self) -> None:
        """Remember the splitters, and let others work on the consensus."""
        self._let_go()
        self.services.memory.set_shape("agreement.columns", self.columns.saveState())
        self.services.memory.set_shape("agreement.rows", self.rows.saveState())

    def can_close(self) -> bool:
        """Write the consensus down; return whether the study may be left now."""
        return self._let_go()

    def _let_go(self) -> bool:
        """Close recording and consensus; return whether everything is on disk."""
        card = self.disagreements
        card.deciding.leave_edit()
        card.moment.close_recording()
        closed = card.settling.close()
        if closed and card.settling.touched:
            card.settling.touched = False
            self.study_changed.emit()
        return closed

    def _show_saving(self, state: SaveState) -> None:
        text, tone = save_words(state)
        self.save_changed.emit(text, tone)

    def focus_search(self) -> None:
        """Go to the channels, where typing finds one by its name."""
        self.lines.setFocus()

    def _say_status(self) -> None:
        self.context_changed.emit(self._study.study.title if self._study else "")
        figures, criterion = self._figures, self._criterion
        if figures is None:
            self.status_changed.emit("")
            return
        judged = [verdict(line, criterion) for line in figures.lines]
        below, held = judged.count("below"), sum(word in ("below", "spans", "meets") for word in judged)
        self.status_changed.emit(
            tr("{0} of {1} channels below κ {2}", below, held, words.figure(criterion)) if held else ""
        )
