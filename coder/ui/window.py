"""The main window: bars and rail around the pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QWidget
from shiboken6 import isValid

from coder.app.studies import OpenStudy
from coder.ui.appearance import Looks
from coder.ui.clips import ClipQueue, ClipRequest, SessionRequest, ShowsSessions, TakesVideos
from coder.ui.commands import Command, CommandRegistry
from coder.ui.continuing import NextCoding, next_coding
from coder.ui.finder.dialog import Finder
from coder.ui.habits import Coder
from coder.ui.jobs import UiJobs
from coder.ui.memory import Memory
from coder.ui.page import Page, Problem
from coder.ui.pages import PAGES
from coder.ui.shell.commands import recent_commands, window_commands
from coder.ui.shell.explain import explain_blind, explain_saving
from coder.ui.shell.helping import Helping
from coder.ui.shell.host import PageHost
from coder.ui.shell.lookup import code_commands, session_commands
from coder.ui.shell.menus import CommandMenus
from coder.ui.shell.rail import Rail
from coder.ui.shell.statusbar import StatusBar
from coder.ui.shell.studies import Studies
from coder.ui.shell.topbar import TopBar
from coder.ui.shell.words import blind_words, person_words
from coder.ui.text import tr
from coder.ui.theme import Theme

MINIMUM_PX = (1280, 760)
USUAL_PX = (1600, 1000)


class MainWindow(QMainWindow):
    """The window; what it remembers goes to ``memory``."""

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.memory = memory or Memory()
        self.looks = Looks(self.memory, self)
        self.coder = Coder(self.memory, self)
        self.commands = CommandRegistry(self)
        self.jobs = UiJobs(self)
        self._stop_tasks = False
        self._study_commands: list[Command] = []
        self._recent_commands: list[Command] = []
        self.setWindowTitle(tr("Secure Base Coder"))
        self.setMinimumSize(*MINIMUM_PX)
        self._build()
        self.studies = Studies(self)
        self.helping = Helping(self)
        self.commands.add(*window_commands(self))
        self._menus = CommandMenus(self, self.topbar.menus, self.commands, self.run_command)
        self._refresh_recent()
        self._menus.rebuild()
        shape = self.memory.shape("window")
        if shape is None or not self.restoreGeometry(shape):
            self.resize(*USUAL_PX)
        self.show_page(PAGES[0].page_id)

    def _build(self) -> None:
        chrome = self.looks.chrome
        self.host = PageHost(PAGES, self.looks, self.commands, self.jobs, self.memory, self.coder)
        self.tasks = self.host.tasks
        self.topbar = TopBar(chrome, self.open_palette, self.open_help)
        self.setMenuWidget(self.topbar)
        self.rail = Rail(
            chrome,
            [(e.page_id, tr(e.title), e.icon, f"{tr(e.tip)} (Alt+{n})") for n, e in enumerate(PAGES, 1)],
            self.show_page,
            [
                ("tasks", tr("Tasks"), "tasks", tr("Running and finished tasks (Ctrl+Shift+T)"), self.tasks.toggle),
                (
                    "settings",
                    tr("Settings"),
                    "settings",
                    tr("Look, keys, who works (Ctrl+,)"),
                    lambda: self.open_settings(),
                ),
            ],
        )
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.host, 1)
        self.setCentralWidget(centre)
        self.status = StatusBar(chrome)
        self.setStatusBar(self.status)
        self._connect()

    def _connect(self) -> None:
        host, bar = self.host, self.status
        host.context.connect(self.topbar.context.setText)
        host.facts.connect(bar.facts.say)
        host.saved.connect(bar.saved.say)
        host.switched.connect(self._switched)
        host.study_changed.connect(self._study_changed)
        host.open_session.connect(self.open_session)
        host.open_clip.connect(self.open_clip)
        host.overviews.loaded.connect(self._show_lookup)
        self.coder.keys_changed.connect(lambda: self.commands.use_keys(self.coder.keys.commands))
        host.overviews.watching.changed.connect(self._show_alerts)
        self.jobs.reported.connect(bar.show_job)
        self.jobs.reported.connect(self.tasks.show_job)
        bar.on_click(bar.task, self.tasks.toggle)
        bar.on_click(bar.blind, lambda: explain_blind(self))
        bar.on_click(bar.identity, lambda: self.open_settings(tr("Person") if self.studies.study else ""))
        bar.on_click(bar.scheme, lambda: self.show_page("scheme"))
        bar.on_click(bar.saved, lambda: explain_saving(self))

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.host.page

    def current_theme(self) -> Theme:
        """Return the theme of the page in front."""
        return self.page.theme

    def show_page(self, page_id: str) -> Page:
        """Bring a page to the front."""
        return self.host.show_page(page_id)

    def _switched(self, page: Page) -> None:
        self.rail.choose(page.page_id)
        self.status.facts.say("")
        self.topbar.context.setText(self._study_title())

    def _study_title(self) -> str:
        return self.studies.study.study.title if hasattr(self, "studies") and self.studies.study else ""

    def show_study(self, study: OpenStudy) -> None:
        """Show a study, as the person who works on it, everywhere."""
        self.host.messages.solve("open")
        self.setWindowTitle(tr("{0} – Secure Base Coder", study.study.title))
        self.topbar.context.setText(study.study.title)
        self.host.set_study(study)
        self.coder.become(study.identity or "")
        self._refresh_recent()
        self._show_facts(study)

    def _show_facts(self, study: OpenStudy) -> None:
        bar = self.status
        bar.saved.say(tr("All changes saved"), "chrome.ok")
        bar.blind.say(blind_words(study))
        bar.identity.say(person_words(study.person) if study.person else tr("Nobody chosen"))
        bar.scheme.say(", ".join(f"{s.title} v{s.revision}" for s in study.schemes.values()) or tr("No scheme"))
        self._show_lookup()

    def _show_lookup(self) -> None:
        """Put the study's sessions and codes into the palette."""
        self.commands.remove(self._study_commands)
        study = self.studies.study
        if study is not None:
            sessions = session_commands(self, study, self.host.overviews.items)
            self._study_commands = [*sessions, *code_commands(self, study)]
            self.commands.add(*self._study_commands)

    def _show_alerts(self) -> None:
        """Show on the rail how many pairs of coders drift apart."""
        watch = self.host.overviews.watching.found
        drifts = watch.drifts if watch else ()
        words = ", ".join(f"{d.target} ({d.coder_a}, {d.coder_b})" for d in drifts)
        self.rail.buttons["agreement"].show_badge(len(drifts), tr("Recalibrate: {0}", words))

    def _study_changed(self) -> None:
        if self.studies.study is not None:
            self.host.set_study(self.studies.study)
            self._show_facts(self.studies.study)

    def _refresh_recent(self) -> None:
        self.commands.remove(self._recent_commands)
        self._recent_commands = recent_commands(self, self.memory.recent_studies())
        self.commands.add(*self._recent_commands)

    def open_session(self, request: SessionRequest) -> None:
        """Open a session on the Code page."""
        page: ShowsSessions = self.show_page("code")  # type: ignore[assignment]
        page.show_session(request)

    def open_clip(self, clip: ClipRequest | ClipQueue) -> None:
        """Show a stretch of a session, or several one after the other, on the Code page."""
        came_from = self.page.page_id
        page: ShowsSessions = self.show_page("code")  # type: ignore[assignment]
        page.show_clip(clip, came_from)

    def next_coding(self) -> NextCoding | None:
        """Return where the person goes on coding."""
        study = self.studies.study
        return next_coding(self.memory, study, self.host.overviews.items) if study else None

    def continue_coding(self) -> None:
        """Go on coding where the person stopped."""
        found = self.next_coding()
        if found is not None:
            self.open_session(found.request)

    def add_videos(self) -> None:
        """Ask for a new session's videos."""
        page: TakesVideos = self.show_page("study")  # type: ignore[assignment]
        page.ask_add()

    def run_command(self, command: Command) -> None:
        """Run a command, or say why it cannot run."""
        reason = command.why_not()
        if reason is not None:
            self.host.say(f"{command.title.rstrip('…')}: {reason}.")
            return
        command.run()

    def open_palette(self) -> None:
        """Open the command palette; the focus returns to where it was."""
        before = QApplication.focusWidget() or self.page
        finder = Finder(
            self,
            self.current_theme(),
            self.commands.all(),
            self.memory.recent_commands(),
            self.page.found,
            self._run_found,
        )
        self.finder = finder
        finder.rejected.connect(lambda: QTimer.singleShot(0, self, lambda: self._give_focus_back(before)))
        finder.open()

    def _give_focus_back(self, widget: QWidget) -> None:
        self.activateWindow()
        if isValid(widget):
            widget.setFocus()

    def _run_found(self, command: Command) -> None:
        self.memory.add_recent_command(command.id)
        self.run_command(command)

    def focus_search(self) -> None:
        """Put the focus where a person searches within the page."""
        self.page.focus_search()

    def next_pane(self) -> None:
        """Move the focus to the next of rail, page and bars."""
        panes: list[QWidget] = [self.page, self.rail, self.topbar, self.status]
        focus = QApplication.focusWidget()
        here = next((n for n, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        panes[(here + 1) % len(panes)].setFocus()
        self.focusNextChild() if panes[(here + 1) % len(panes)] is not self.page else self.page.setFocus()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to how the window was, maximised or not."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def open_settings(self, section: str = "") -> None:
        """Open the settings, at a section if one is named."""
        from coder.ui.shell.settings import SettingsDialog

        theme = self.current_theme()
        self.settings = SettingsDialog(self, theme, self.looks, self.coder, self.commands, self.studies)
        if section:
            self.settings.show_section(section)
        self.settings.open()

    def open_help(self) -> None:
        """Say what the page is for and list its keys."""
        self.key_card = self.helping.page()

    def open_key_card(self) -> None:
        """List all active keys."""
        self.key_card = self.helping.keys()

    def show_problem(self, problem: Problem) -> None:
        """Show a message above the page."""
        self.host.show_problem(problem)

    def solve(self, key: str) -> None:
        """Take a message away."""
        self.host.messages.solve(key)

    def may_leave(self) -> bool:
        """Return whether the open study may be left now."""
        return self.host.may_leave()

    def _ask_to_stop(self) -> None:
        count = self.jobs.worth_telling
        running = tr("1 task is running.") if count == 1 else tr("{0} tasks are running.", count)

        def stop() -> None:
            self._stop_tasks = True
            self.close()

        text = tr("{0} Closing stops it; finished parts are kept.", running)
        self.show_problem(Problem(text, ((tr("Close"), stop), (tr("Stay"), lambda: None)), level="warn", key="tasks"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the pages write everything down, remember the window, stop the tasks."""
        if self.jobs.worth_telling and not self._stop_tasks:
            event.ignore()
            self._ask_to_stop()
            return
        if not self.may_leave():
            event.ignore()
            return
        self.memory.set_shape("window", self.saveGeometry())
        self.page.deactivated()
        self.jobs.close()
        event.accept()
