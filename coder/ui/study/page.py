"""The Study page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from coder.app.overview import SessionOverview
from coder.app.studies import OpenStudy
from coder.model.session import Session
from coder.store import known_place
from coder.ui.clips import SessionRequest
from coder.ui.commands import Command
from coder.ui.continuing import next_coding
from coder.ui.locating import Locator
from coder.ui.page import Page, PageServices, Problem
from coder.ui.plan.panel import PlanPanel
from coder.ui.proxies import proxy_tasks
from coder.ui.study.add_dialog import AddSessionDialog
from coder.ui.study.add_files import VIDEO_SUFFIXES
from coder.ui.study.attention import AttentionCard, Need, drift_needs, needs
from coder.ui.study.continue_card import ContinueCard
from coder.ui.study.detail import DetailCard
from coder.ui.study.filters import FilterBar
from coder.ui.study.media_state import MediaStates
from coder.ui.study.poster import Stills
from coder.ui.study.recording_commands import recording_commands
from coder.ui.study.sessions_view import SessionsView
from coder.ui.study.table import Filters
from coder.ui.study.withdrawing import withdraw_command
from coder.ui.text import tr
from coder.ui.widgets import Button, Card, EmptyState, HeaderBar, Rule

NO_SESSIONS = "No sessions yet. Videos stay where they are; only links are stored."
NO_STUDY = "No study is open."
_NARROW_PX, _RIGHT_NARROW_PX, _RIGHT_PX, _MARGIN_PX = 1376, 300, 400, 12


class StudyPage(Page):
    """Sessions and their progress at the left, what to do next at the right."""

    page_id = "study"
    title = "Study"
    icon_name = "study"
    purpose = (
        "What exists, who does what, what needs care. Choose a session with the arrow keys and press Enter to code "
        "it. Drop videos anywhere on this page to add a session."
    )

    def __init__(self, services: PageServices) -> None:
        super().__init__(services)
        self._study: OpenStudy | None = None
        self._can_code = "code" in services.page_ids
        self._wanted = ""
        self._narrow = False
        self.setAcceptDrops(True)
        self.stills = Stills(services.jobs)
        self.locator = Locator(self, services.jobs, self._located, self.problem.emit)
        self.heading = HeaderBar(tr("Study"), role="title")
        self.add_button = Button(tr("Add videos…"), self.ask_add, icon="add", tip=tr("Ctrl+I, or drop files here"))
        self.heading.add(self.add_button)
        self.filters = FilterBar()
        self.view = SessionsView(self.theme)
        self.detail = DetailCard(self.stills, MediaStates(services.jobs), self._can_code)
        self.go_on = ContinueCard()
        self.attention = AttentionCard(self._attend)
        self.plan = PlanPanel(services, self.view.all_chosen)
        self.plan.changed.connect(self.study_changed)
        self.plan.said.connect(lambda text: self.toast.emit(text, None))
        proxies = proxy_tasks(services.jobs)
        proxies.said.connect(lambda text: self.toast.emit(text, None))
        proxies.changed.connect(lambda: self._show_detail(self.view.chosen()))
        self._build()
        self.filters.changed.connect(self._filter)
        self.view.selected.connect(self._show_detail)
        self.view.opened.connect(self.open_chosen)
        self.detail.open_session.connect(self.open_chosen)
        self.go_on.go_on.connect(lambda: services.commands.run("coding.continue"))
        services.overviews.loaded.connect(self._show_overviews)
        services.overviews.watching.changed.connect(self._show_watch)

    @property
    def study(self) -> OpenStudy | None:
        """The study that is shown."""
        return self._study

    def _build(self) -> None:
        sessions = Card()
        sessions.setAccessibleName(tr("Sessions"))
        sessions.add(self.filters)
        sessions.add(Rule())
        self._table_or_empty = QStackedWidget()
        self._table_or_empty.addWidget(self.view)
        no_match = EmptyState("search", tr("No rows match."), (tr("Clear filters"), self.filters.clear))
        self._table_or_empty.addWidget(no_match)
        sessions.add(self._table_or_empty, 1)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.rows.addWidget(sessions)
        self.rows.addWidget(self.detail)
        self.rows.setSizes([540, 300])
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.go_on)
        column.addWidget(self.plan, 1)
        column.addWidget(self.attention, 1)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.addWidget(self.rows)
        self.columns.addWidget(right)
        self.columns.setSizes([1080, 400])
        self.columns.setStretchFactor(0, 1)
        self.columns.setStretchFactor(1, 0)
        for splitter, name in ((self.rows, "study.rows"), (self.columns, "study.columns")):
            splitter.setHandleWidth(12)
            splitter.setChildrenCollapsible(False)
            shape = self.services.memory.shape(name)
            if shape is not None:
                splitter.restoreState(shape)
        self._no_sessions = EmptyState("study", tr(NO_SESSIONS), (tr("Add videos…"), self.ask_add))
        self._no_study = self._welcome()
        self._room = QStackedWidget()
        for widget in (self.columns, self._no_sessions, self._no_study):
            self._room.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, _MARGIN_PX)
        outer.setSpacing(4)
        outer.addWidget(self.heading)
        outer.addWidget(self._room, 1)

    def _welcome(self) -> EmptyState:
        run = self.services.commands.run
        return EmptyState(
            "study",
            tr(NO_STUDY),
            (tr("Open sample study"), lambda: run("file.sample")),
            (tr("Open study…"), lambda: run("file.open")),
            (tr("New study…"), lambda: run("file.new")),
        )

    def set_study(self, study: OpenStudy | None) -> None:
        """Show another study, or the same one anew."""
        if study is not self._study:
            self.filters.clear()
        self._study = study
        self.add_button.setVisible(study is not None)
        if study is None:
            self.plan.show_study(None)
            self.heading.quiet.setText("")
            self._room.setCurrentWidget(self._no_study)
        else:
            self.heading.quiet.setText(study.study.title)

    def _show_overviews(self) -> None:
        study, overviews = self._study, self.services.overviews.items
        if study is None:
            return
        chosen = self._wanted or self.view.chosen_id()
        self._wanted = ""
        self._room.setCurrentWidget(self.columns if overviews else self._no_sessions)
        count = tr("1 session") if len(overviews) == 1 else tr("{0} sessions", len(overviews))
        self.heading.quiet.setText(f"{study.study.title} · {count}")
        coders = sorted({coder for overview in overviews for coder in overview.coders})
        self.filters.set_coders(coders, study.sees_results)
        self.view.show_sessions(study, overviews, chosen, self.services.overviews.watching.found)
        self._filter(self.filters.filters())
        self.plan.show_study(study)
        self._show_needs()
        self._show_continue()
        self._say_status()

    def _show_needs(self) -> None:
        watch = self.services.overviews.watching.found
        drifts = drift_needs(watch, self._study.schemes.values()) if watch and self._study else []
        own = self._study.identity if self._study else None
        self.attention.show_needs([*drifts, *needs(self.services.overviews.items, own)], self._can_code)

    def _show_watch(self) -> None:
        """Show what the comparison of the coders has found."""
        if self._study is not None:
            items, watch = self.services.overviews.items, self.services.overviews.watching.found
            self.view.show_sessions(self._study, items, self.view.chosen_id(), watch)
            self._filter(self.filters.filters())
            self._show_needs()

    def _show_continue(self) -> None:
        found = None
        if self._study is not None and self._can_code:
            found = next_coding(self.services.memory, self._study, self.services.overviews.items)
        self.go_on.show_next(found)
        if found is None or self._study is None:
            return
        reference = found.overview.session.reference
        if reference is not None and reference.id not in found.overview.missing_media:
            poster = self.go_on.poster
            file = known_place(self._study.folder, reference)
            if file is not None:
                self.stills.ask(file, lambda still: poster.show_image(still.image))

    def _filter(self, filters: Filters) -> None:
        self.view.set_filters(filters)
        shown, total = self.view.shown(), len(self.services.overviews.items)
        self.filters.count.setText(
            tr("{0} sessions", total) if shown == total else tr("{0} sessions · {1} shown", total, shown)
        )
        self._table_or_empty.setCurrentIndex(0 if shown or not total else 1)

    def _show_detail(self, overview: SessionOverview | None) -> None:
        if self._study is not None:
            self.detail.show_session(self._study, overview)

    def open_chosen(self) -> None:
        """Open the chosen session in Code."""
        overview = self.view.chosen()
        if overview is None or self._study is None or not self._can_code:
            return
        if overview.trouble:
            self._explain(overview)
        elif overview.session.participant.release == "withdrawn":
            self.toast.emit(tr("{0} is withdrawn and closed.", overview.session.participant.child), None)
        else:
            self._open(overview.session.id)

    def _open(self, session_id: str, pass_id: str = "") -> None:
        if self._study is not None:
            self.open_session.emit(SessionRequest(session_id, self._study.identity or "", pass_id))

    def _explain(self, overview: SessionOverview) -> None:
        text = tr(
            "Session {0} cannot be read. Nothing was changed. Put the file right or restore it.", overview.session.id
        )
        self.problem.emit(Problem(text, detail=overview.trouble, key=f"trouble.{overview.session.id}"))

    def _attend(self, need: Need) -> None:
        if need.kind == "drift":
            self.services.commands.run("view.agreement")
            return
        self.filters.clear()
        self.view.choose(need.session_id)
        overview = self.services.overviews.of(need.session_id)
        match need.kind:
            case "open_pass" | "no_episodes" | "unsynchronised":
                self._open(need.session_id, need.subject)
            case "missing" if self._study is not None:
                self.locator.ask(self._study, need.session_id, need.subject)
            case "unreadable" if overview is not None:
                self._explain(overview)
            case _:
                self.view.setFocus()

    def _located(self, text: str) -> None:
        self.study_changed.emit()
        self.toast.emit(text, None)

    def ask_add(self) -> None:
        """Ask for a new session."""
        self.add_files([])

    def add_files(self, files: list[Path]) -> None:
        """Ask for what else a session of these files needs."""
        if self._study is None:
            self.toast.emit(tr("Open or make a study first."), None)
            return
        self.dialog = AddSessionDialog(self, self.theme, self._study, self.services.jobs, files, self._added)
        self.dialog.open()

    def _added(self, session: Session) -> None:
        self._wanted = session.id
        self.study_changed.emit()
        action = (tr("Open in Code"), lambda: self._open(session.id)) if self._can_code else None
        self.toast.emit(tr("Session {0} added.", session.id), action)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, nothing else."""
        if self._study is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin a session with the videos dropped here."""
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        videos = [file for file in dropped if file.suffix.lower() in VIDEO_SUFFIXES]
        if videos:
            event.acceptProposedAction()
            self.add_files(videos)
        else:
            names = ", ".join(file.name for file in dropped[:3])
            text = tr("{0}: no video. Nothing was added. Drop video files such as .mp4 or .mov.", names)
            self.problem.emit(Problem(text, level="warn", key="drop"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the right column narrow in a narrow window."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW_PX
        if narrow != self._narrow:
            self._narrow = narrow
            right = self.theme.px(_RIGHT_NARROW_PX if narrow else _RIGHT_PX)
            self.go_on.set_compact(narrow)
            self.columns.setSizes([max(1, event.size().width() - 2 * _MARGIN_PX - right), right])

    def activated(self) -> None:
        """Say what is shown."""
        self._show_continue()
        self._say_status()
        self.view.setFocus()

    def deactivated(self) -> None:
        """Remember the splitters."""
        self.services.memory.set_shape("study.rows", self.rows.saveState())
        self.services.memory.set_shape("study.columns", self.columns.saveState())

    def commands(self) -> list[Command]:
        """Return what can be done with the sessions and the plan."""
        return [*self.plan.commands(), *recording_commands(self), withdraw_command(self)]

    def _say_status(self) -> None:
        overviews = self.services.overviews.items if self._study else []
        complete = sum(all(p.complete for p in o.progress[c].values()) for o in overviews for c in o.coders)
        codings = sum(len(o.coders) for o in overviews)
        self.status_changed.emit(tr("{0} of {1} codings complete", complete, codings) if codings else "")
        self.context_changed.emit(self._study.study.title if self._study else "")

    def focus_search(self) -> None:
        """Find a child ID."""
        self.filters.text.setFocus()
        self.filters.text.selectAll()
