"""The commands of the window itself, there whatever page is in front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.ui.commands import Command
from coder.ui.memory import Appearance
from coder.ui.pages import PAGES
from coder.ui.report.asking import ReportMaker
from coder.ui.shell.explain import about
from coder.ui.shell.settings.look import APPEARANCES
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.window import MainWindow

_SIZES = (90, 100, 110, 125, 150)


def window_commands(window: MainWindow) -> list[Command]:
    """Return the commands of the window."""
    return [*_file(window), *_edit(window), *_view(window), *_coding(window), *_help(window)]


def recent_commands(window: MainWindow, folders: list[Path]) -> list[Command]:
    """Return one command per study opened before."""
    return [
        Command(
            f"file.recent.{number}",
            f"{folder.name} ({folder.parent})",
            lambda f=folder: window.studies.open_folder(f),  # type: ignore[misc]
            group="File/Recent studies",
            keywords=("open recent study",),
            hint=tr("recent study"),
            icon="open",
            section=1,
        )
        for number, folder in enumerate(folders)
    ]


def _file(window: MainWindow) -> list[Command]:
    studies = window.studies
    return [
        Command("file.new", tr("New study…"), studies.ask_new, "Ctrl+Shift+N", "File", icon="add", section=1),
        Command("file.open", tr("Open study…"), studies.ask_open, "Ctrl+O", "File", icon="open", section=1),
        Command("file.sample", tr("Open sample study"), studies.open_sample, "", "File", icon="study", section=1),
        Command(
            "file.add",
            tr("Add videos…"),
            window.add_videos,
            "Ctrl+I",
            "File",
            _no_study(window),
            icon="media",
            section=2,
        ),
        Command(
            "file.person",
            tr("Add a person…"),
            studies.ask_person,
            "",
            "File",
            _no_study(window),
            keywords=("coder identity people",),
            icon="person",
            section=2,
        ),
        ReportMaker(window).command(),
        Command("file.settings", tr("Settings…"), window.open_settings, "Ctrl+,", "File", icon="settings", section=8),
        Command(
            "file.keys",
            tr("Change keys…"),
            lambda: window.open_settings(tr("Keys")),
            "",
            "File",
            keywords=("shortcut remap pedal",),
            icon="key",
            section=8,
        ),
        Command("file.quit", tr("Quit"), window.close, "Ctrl+Q", "File", keywords=("exit", "close"), section=9),
    ]


def _no_study(window: MainWindow) -> Callable[[], str | None]:
    return lambda: None if window.studies.study else tr("no study is open")


def _coding(window: MainWindow) -> list[Command]:
    """Return the way back to the work, where there is a Code page."""
    if not window.host.has("code"):
        return []

    def nothing() -> str | None:
        return None if window.next_coding() else tr("nothing is left to code")

    return [
        Command(
            "coding.continue",
            tr("Continue coding"),
            window.continue_coding,
            "Ctrl+Return",
            "Coding",
            nothing,
            icon="play",
            kind="Go to",
        )
    ]


def _edit(window: MainWindow) -> list[Command]:
    return [
        Command("edit.find", tr("Find in this page"), window.focus_search, "Ctrl+F", "Edit", icon="search", section=5),
    ]


def _view(window: MainWindow) -> list[Command]:
    pages = [
        Command(
            f"view.{entry.page_id}",
            tr("Go to {0}", tr(entry.title)),
            lambda p=entry.page_id: window.show_page(p),  # type: ignore[misc]
            f"Alt+{number}",
            "View",
            hint=tr(entry.tip),
            icon=entry.icon,
            section=1,
            kind="Go to",
        )
        for number, entry in enumerate(PAGES, 1)
    ]
    return [
        Command("view.palette", tr("Command palette"), window.open_palette, "Ctrl+K", "View", icon="search", section=0),
        *pages,
        *(_appearance(window, value, text) for value, text in APPEARANCES),
        *(_size(window, percent) for percent in _SIZES),
        Command("view.panes", tr("Go to next pane"), window.next_pane, "Ctrl+F6", "View", section=3, icon="right"),
        Command("view.tasks", tr("Tasks"), window.tasks.toggle, "Ctrl+Shift+T", "View", section=3, icon="tasks"),
        Command(
            "view.full",
            tr("Full screen"),
            window.toggle_full_screen,
            "F11",
            "View",
            section=3,
            icon="arrows-out",
            checked=window.isFullScreen,
        ),
    ]


def _appearance(window: MainWindow, value: Appearance, text: str) -> Command:
    return Command(
        f"view.look.{value}",
        tr(text),
        lambda: _choose(window, appearance=value),
        group="View/Appearance",
        keywords=("appearance theme dark light",),
        hint=tr("appearance"),
        icon="palette",
        section=2,
        checked=lambda: window.looks.look.appearance == value,
        kind="Settings",
    )


def _size(window: MainWindow, percent: int) -> Command:
    return Command(
        f"view.text.{percent}",
        tr("Text size {0} %", percent),
        lambda: _choose(window, text_percent=percent),
        group="View/Text size",
        icon="text",
        section=2,
        checked=lambda: window.looks.look.text_percent == percent,
        kind="Settings",
    )


def _choose(window: MainWindow, appearance: Appearance | None = None, text_percent: int = 0) -> None:
    look = window.looks.look
    window.looks.choose(
        replace(look, appearance=appearance or look.appearance, text_percent=text_percent or look.text_percent)
    )


def _help(window: MainWindow) -> list[Command]:
    return [
        Command("help.page", tr("Help for this page"), window.open_help, "F1", "Help", icon="help", section=1),
        Command("help.keys", tr("Key card"), window.open_key_card, "Shift+F1", "Help", icon="key", section=1),
        Command(
            "help.print_keys",
            tr("Print key card…"),
            lambda: window.helping.print_card(),
            "Ctrl+P",
            "Help",
            lambda: window.helping.why_no_card(),
            icon="key",
            section=1,
        ),
        Command(
            "help.save_keys",
            tr("Save key card as PDF…"),
            lambda: window.helping.save_card(),
            "",
            "Help",
            lambda: window.helping.why_no_card(),
            icon="key",
            section=1,
        ),
        Command("help.about", tr("About Secure Base Coder"), lambda: about(window), "", "Help", icon="info", section=2),
    ]
