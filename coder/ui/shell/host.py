"""The room of the pages: one at a time, with messages above and toasts and tasks over it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coder.app.studies import OpenStudy
from coder.ui.appearance import Looks
from coder.ui.commands import Command, CommandRegistry
from coder.ui.habits import Coder
from coder.ui.jobs import UiJobs
from coder.ui.memory import Memory
from coder.ui.overviews import Overviews
from coder.ui.page import Action, Page, PageServices, Problem
from coder.ui.pages import PageEntry
from coder.ui.shell.messages import MessageStack
from coder.ui.shell.tasks import TasksPanel
from coder.ui.shell.toast import Toast
from coder.ui.theme import give_theme


class PageHost(QWidget):
    """Builds a page when it is first shown, and keeps its commands registered while it is in front.

    Signals
    -------
    switched(Page)
        Another page has come to the front.
    context(str), facts(str), saved(str, str)
        What the page in front says for the bars.
    study_changed()
        A page changed something on disk.
    open_session(SessionRequest), open_clip(ClipRequest)
        A page asks for the Code page.
    """

    switched = Signal(object)
    context = Signal(str)
    facts = Signal(str)
    saved = Signal(str, str)
    study_changed = Signal()
    open_session = Signal(object)
    open_clip = Signal(object)

    def __init__(
        self,
        entries: Sequence[PageEntry],
        looks: Looks,
        commands: CommandRegistry,
        jobs: UiJobs,
        memory: Memory,
        coder: Coder,
    ) -> None:
        super().__init__()
        self.pages: dict[str, Page] = {}
        self._entries = {entry.page_id: entry for entry in entries}
        self._looks, self._commands, self._jobs, self._memory = looks, commands, jobs, memory
        self._coder = coder
        self._page_commands: list[Command] = []
        self._study: OpenStudy | None = None
        self.overviews = Overviews(jobs, self)
        self.messages = MessageStack()
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        self.toast = Toast(self)
        self.tasks = TasksPanel(self, jobs.stop)

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def has(self, page_id: str) -> bool:
        """Return whether there is such a page."""
        return page_id in self._entries

    def show_page(self, page_id: str) -> Page:
        """Bring a page to the front and give it the focus."""
        before = self._stack.currentWidget()
        page = self.pages.get(page_id) or self._build(self._entries[page_id])
        if page is before:
            return page
        if isinstance(before, Page):
            before.deactivated()
        self._stack.setCurrentWidget(page)
        self._commands.remove(self._page_commands)
        for layer in (self.messages, self.toast, self.tasks):
            give_theme(layer, page.theme)
        self.switched.emit(page)
        page.setFocus()
        page.activated()
        self._page_commands = page.commands()
        self._commands.add(*self._page_commands)
        return page

    def set_study(self, study: OpenStudy | None) -> None:
        """Show a study, or none, on every page that is built."""
        self._study = study
        if study is not None:
            self.overviews.read(study)
        for page in self.pages.values():
            page.set_study(study)

    def may_leave(self) -> bool:
        """Let every page write down what it holds; return whether the study may be left."""
        return all(page.can_close() for page in self.pages.values())

    def say(self, text: str, action: object = None) -> None:
        """Show a toast; ``action`` is an `Action` or None."""
        run: Action | None = action if isinstance(action, tuple) else None
        self.toast.say(text, run)

    def show_problem(self, problem: object) -> None:
        """Show a `Problem` above the page."""
        if isinstance(problem, Problem):
            self.messages.show_problem(problem)

    def _pass_on(self, page: Page, signal: SignalInstance, text: str) -> None:
        """Let only the page in front speak for the bars."""
        if page is self._stack.currentWidget():
            signal.emit(text)

    def _build(self, entry: PageEntry) -> Page:
        theme = self._looks.theme_for(entry.workspace)
        ids = frozenset(self._entries)
        services = PageServices(theme, self._commands, self._jobs, self._memory, self.overviews, self._coder, ids)
        page = entry.build(services)
        self.pages[entry.page_id] = page
        page.context_changed.connect(lambda text: self._pass_on(page, self.context, text))
        page.status_changed.connect(lambda text: self._pass_on(page, self.facts, text))
        page.save_changed.connect(self.saved)
        page.toast.connect(self.say)
        page.problem.connect(self.show_problem)
        page.solved.connect(self.messages.solve)
        page.open_session.connect(self.open_session)
        page.open_clip.connect(self.open_clip)
        page.study_changed.connect(self.study_changed)
        self._stack.addWidget(page)
        page.set_study(self._study)
        return page
