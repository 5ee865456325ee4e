"""The commands of the Measures page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coder.ui.commands import Command
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.measures.page import MeasuresPage


def page_commands(page: MeasuresPage) -> list[Command]:
    """Return what can be done while the page is in front."""
    return [
        *_exports(page),
        *_of_a_number(page),
        *_of_the_table(page),
        *_of_the_definitions(page),
        *_of_the_pictures(page),
    ]


def _exports(page: MeasuresPage) -> list[Command]:
    def why_not() -> str | None:
        return page.why_hidden() or page.export.why_not()

    export, words = page.export, ("csv codebook save",)
    return [
        Command(
            "measures.export",
            tr("Export tables…"),
            export.ask_export,
            "Ctrl+E",
            "Data",
            why_not,
            words,
            icon="export",
            section=1,
        ),
        Command("measures.preview", tr("Preview export"), export.ask_preview, "", "Data", why_not, words, section=1),
    ]


def _of_a_number(page: MeasuresPage) -> list[Command]:
    """Return what the table does by keys of its own, for those who look for it in the menu."""

    def why_not() -> str | None:
        return page.why_hidden() or (None if page.evidence.derivation else tr("no number is chosen"))

    evidence, view = page.evidence, page.view
    listed = [
        ("measures.open", tr("Open this number in Code"), evidence.open_clip, "Return", "Data", "code"),
        ("measures.play", tr("Play the clip of this number"), evidence.open_clip, "Space", "Data", "play"),
        ("measures.previous", tr("Previous row"), lambda: view.step(-1), "Up", "Data", "up"),
        ("measures.next", tr("Next row"), lambda: view.step(1), "Down", "Data", "down"),
        ("measures.copy", tr("Copy with headings"), view.copy, "Ctrl+C", "Edit", "copy"),
        ("measures.flag", tr("Flag this value…"), page.flagger.ask, "", "Data", "flag"),
        ("measures.cite", tr("Copy citation"), evidence.copy_citation, "", "Edit", "copy"),
    ]
    return [
        Command(name, title, run, keys, menu, why_not, icon=icon, section=2, binds=False)
        for name, title, run, keys, menu, icon in listed
    ]


def _of_the_table(page: MeasuresPage) -> list[Command]:
    def toggle() -> None:
        page.filters.set_shape("overview" if page.filters.shape == "rows" else "rows")

    return [
        Command(
            "measures.rows",
            tr("Show all rows"),
            toggle,
            group="Data",
            why_not=page.why_hidden,
            icon="measures",
            section=3,
            checked=lambda: page.filters.shape == "rows",
        )
    ]


def _of_the_definitions(page: MeasuresPage) -> list[Command]:
    def why_not() -> str | None:
        return page.why_hidden() or (None if page.sessions else tr("nothing is measured yet"))

    listed = (
        ("measures.definitions", tr("Definitions"), page.toggle_definitions, "Ctrl+D"),
        ("measures.changes", tr("What changed against the defaults"), partial(page.show_definitions, "changes"), ""),
        ("measures.stability", tr("How stable a result is"), partial(page.show_definitions, "stability"), ""),
    )
    words = ("parameters presets sensitivity",)
    return [
        Command(name, title, run, keys, "Data", why_not, words, icon="settings", section=3)
        for name, title, run, keys in listed
    ]


def _of_the_pictures(page: MeasuresPage) -> list[Command]:
    waiting, cohort = page.pane.waiting, page.pane.cohort

    def toggle() -> None:
        on = not waiting.as_table
        for card in (waiting, cohort):
            card.show_as_table(on)

    def why_not() -> str | None:
        return page.why_hidden() or (None if waiting.plot.figure else tr("nothing is measured yet"))

    words = ("svg pdf png plot figure kaplan meier",)
    return [
        Command(
            "measures.tables",
            tr("Pictures as tables"),
            toggle,
            "Ctrl+Shift+L",
            "Data",
            why_not,
            ("plot data screen reader",),
            section=4,
            checked=lambda: waiting.as_table,
        ),
        Command(
            "measures.save_waiting",
            tr("Save the waiting curves…"),
            waiting.ask_save,
            "",
            "Data",
            why_not,
            words,
            section=4,
        ),
        Command(
            "measures.save_cohort",
            tr("Save the picture of all children…"),
            cohort.ask_save,
            "",
            "Data",
            why_not,
            words,
            section=4,
        ),
    ]
