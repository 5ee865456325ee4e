"""The commands of the Agreement page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from coder.ui.commands import Command
from coder.ui.text import tr
from coder.ui.widgets.plot_card import PlotCard

if TYPE_CHECKING:
    from coder.ui.agreement.page import AgreementPage

SHIFTED_MS: Final = 1000
"""Boundaries no further apart than this can be settled all at once."""


def page_commands(page: AgreementPage) -> list[Command]:
    """Return the commands that exist while the page is in front."""
    return [*_general(page), *_views(page), *_deciding(page)]


def _views(page: AgreementPage) -> list[Command]:
    def nothing() -> str | None:
        return None if page.figures is not None else tr("no coders are compared")

    def no_picture(card: PlotCard) -> str | None:
        return nothing() or (None if card.plot.figure is not None else tr("there is no such picture yet"))

    group, drift, limits = "View", page.drift, page.limits
    saving = ("svg pdf png plot figure",)
    return [
        Command("agreement.codes", tr("Agreement on codes"), lambda: page.show_view("codes"), "", group, nothing),
        Command("agreement.ratings", tr("Agreement on ratings and measures"), lambda: page.show_view("ratings"), "",
                group, nothing, keywords=("icc scales bland altman class",)),
        Command("agreement.over_time", tr("Agreement over time"),
                lambda: page.show_over_time(page.side.currentWidget() is not drift), "", group, nothing,
                keywords=("drift ewma recalibrate",), checked=lambda: page.side.currentWidget() is drift),
        Command("agreement.tables", tr("Pictures as tables"), lambda: page.show_as_tables(not drift.as_table),
                "Ctrl+Shift+L", group, nothing, keywords=("plot data screen reader",),
                checked=lambda: drift.as_table),
        Command("agreement.save_drift", tr("Save the chart over time…"), drift.ask_save, "", "Data",
                lambda: no_picture(drift), saving, section=1),
        Command("agreement.save_limits", tr("Save the plot of both coders' values…"), limits.ask_save, "", "Data",
                lambda: no_picture(limits), saving, section=1),
    ]  # fmt: skip


def _general(page: AgreementPage) -> list[Command]:
    steps = page.disagreements

    def nothing() -> str | None:
        return None if page.figures is not None else tr("no coders are compared")

    def no_item() -> str | None:
        return None if steps.item is not None else tr("no disagreement is chosen")

    def no_cell() -> str | None:
        return None if steps.cell is not None else tr("all are shown already")

    group = "Data"
    return [
        Command("agreement.export", tr("Export agreement tables…"), page.ask_export, "Ctrl+E", group, nothing,
                keywords=("csv codebook kappa",), icon="export"),
        Command("agreement.next", tr("Next session"), lambda: steps.step_session(1), "Alt+Right", group, nothing,
                icon="right", section=1, repeats=True),
        Command("agreement.previous", tr("Previous session"), lambda: steps.step_session(-1), "Alt+Left", group,
                nothing, icon="left", section=1, repeats=True),
        Command("agreement.open_a", tr("Open the disagreement in coder A's coding"), lambda: steps.open(0),
                "Return", group, no_item, icon="play", section=2, binds=False),
        Command("agreement.open_b", tr("Open the disagreement in coder B's coding"), lambda: steps.open(1),
                "Shift+Return", group, no_item, icon="play", section=2, binds=False),
        Command("agreement.all", tr("Show all disagreements"), steps.clear_cell, "", group, no_cell, section=2),
    ]  # fmt: skip


def _deciding(page: AgreementPage) -> list[Command]:
    card = page.disagreements

    def cannot() -> str | None:
        return card.settling.why_not(card.line, card.item)

    def no_session() -> str | None:
        return None if card.session_id else tr("no session is shown")

    def key(name: str, title: str, press: str, icon: str = "") -> Command:
        run = partial(card.press, press)
        return Command(f"agreement.{name}", title, run, press, "Coding", cannot, icon=icon, section=3, binds=False)

    def boundaries() -> None:
        card.settling.settle_boundaries(card.session_id, SHIFTED_MS)

    def undo(redo: bool) -> None:
        card.settling.undo(card.session_id, redo)

    return [
        key("play", tr("Play the span"), "Space", "play"),
        key("take_a", tr("Take coder A"), "A"),
        key("take_b", tr("Take coder B"), "B"),
        key("edit", tr("Edit the consensus"), "E"),
        key("mark", tr("Mark as training example"), "M", "star"),
        key("clear", tr("Clear this decision"), "Delete"),
        Command("agreement.begin", tr("Write what both agree on into the consensus"),
                lambda: card.settling.begin(card.session_id), "", "Coding", no_session, section=3),
        Command("agreement.boundaries", tr("Put shifted boundaries up to 1 s in the middle"),
                boundaries, "", "Coding", no_session, section=3),
        Command("agreement.undo", tr("Undo the last decision"), lambda: undo(False), "Ctrl+Z", "Edit", no_session,
                icon="undo", repeats=True),
        Command("agreement.redo", tr("Redo the decision"), lambda: undo(True), "Ctrl+Shift+Z", "Edit", no_session,
                icon="redo", repeats=True),
    ]  # fmt: skip
