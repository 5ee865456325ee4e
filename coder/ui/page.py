"""The base of the five workspaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coder.model.scheme import Scheme
from coder.ui.commands import Command, CommandRegistry
from coder.ui.habits import Coder
from coder.ui.jobs import UiJobs
from coder.ui.memory import Memory
from coder.ui.overviews import Overviews
from coder.ui.text import tr
from coder.ui.theme import Theme, give_theme

if TYPE_CHECKING:
    from coder.app.studies import OpenStudy

Action = tuple[str, Callable[[], object]]
"""A button: its label, verb and object, and what it does."""

KeyGroup = tuple[str, list[tuple[str, str]]]
"""A heading, and keys with what they do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A message bar: what happened, what is safe, what to do.

    ``key`` names the problem, so that saying it again replaces the bar; ``detail`` is shown on request.
    """

    text: str
    actions: tuple[Action, ...] = ()
    detail: str = ""
    level: Literal["info", "warn", "danger"] = "danger"
    key: str = ""


@dataclass(frozen=True, slots=True)
class PageServices:
    """What the window lends to every page; ``page_ids`` are those that exist."""

    theme: Theme
    commands: CommandRegistry
    jobs: UiJobs
    memory: Memory
    overviews: Overviews
    coder: Coder
    page_ids: frozenset[str]


class Page(QWidget):
    """One workspace. A page says who it is by ``page_id``, ``title``, ``icon_name`` and ``purpose`` (shown by F1).

    Signals
    -------
    context_changed(str)
        Text for the right of the top bar, such as "C014 · Pass 2 · coder MK".
    status_changed(str)
        Facts for the status bar.
    save_changed(str, str)
        The save state in words, and its tone: "ok" or "warn".
    toast(str, object)
        A result in the past tense, and an `Action` or None.
    problem(object)
        A `Problem`; `solved(str)` takes the bar of that key away.
    open_clip(ClipRequest or ClipQueue), open_session(SessionRequest)
        Requests to the Code page.
    study_changed()
        Something on disk changed that other pages show.
    """

    page_id = ""
    title = ""
    icon_name = ""
    purpose = ""

    context_changed = Signal(str)
    status_changed = Signal(str)
    save_changed = Signal(str, str)
    toast = Signal(str, object)
    problem = Signal(object)
    solved = Signal(str)
    open_clip = Signal(object)
    open_session = Signal(object)
    study_changed = Signal()

    def __init__(self, services: PageServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.theme = services.theme
        give_theme(self, services.theme)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", True)
        self.setAccessibleName(tr(self.title))

    def set_study(self, study: OpenStudy | None) -> None:
        """Show another study, or none."""

    def activated(self) -> None:
        """The page has come to the front; it says its context and status again."""

    def deactivated(self) -> None:
        """Another page has come to the front."""

    def commands(self) -> list[Command]:
        """Return the commands that exist while the page is in front."""
        return []

    def found(self, _text: str) -> list[Command]:
        """Return commands that answer what was typed in the palette, such as ":9:48.3", while this page is in front."""
        return []

    def key_card(self) -> list[KeyGroup]:
        """Return the keys that are active on this page and are no commands, such as those of the codes."""
        return []

    def scheme_at_hand(self) -> Scheme | None:
        """Return the scheme this page is about at present, or None."""
        return None

    def focus_search(self) -> None:
        """Ctrl+F: put the focus where a person searches within the page."""

    def can_close(self) -> bool:
        """Write everything down; return whether the study may be left now."""
        return True
