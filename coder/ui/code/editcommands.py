"""Commands of the timeline: selecting, copying, arranging the tracks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coder.ui.code.eventmenu import ask_copy_to, ask_paste_as
from coder.ui.commands import Command
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench


def timeline_commands(bench: Bench) -> list[Command]:
    """Return the commands for many events at once, and for the tracks."""
    return [*_selecting(bench), *_copying(bench), *_tracks(bench)]


def _selecting(bench: Bench) -> list[Command]:
    choosing, group = bench.choosing, "Edit/Select"

    def nothing() -> str | None:
        return None if bench.sitting.selection.ids else tr("nothing is selected")

    return [
        Command("code.select_track", tr("Select this track"), choosing.track, "Ctrl+A", group, binds=False),
        Command(
            "code.select_track_episode",
            tr("Select this track in this episode"),
            choosing.track_in_episode,
            "",
            group,
            nothing,
        ),
        Command(
            "code.select_code",
            tr("Select this code"),
            choosing.code,
            "Alt+A",
            group,
            nothing,
            binds=False,
        ),
        Command(
            "code.select_code_episode",
            tr("Select this code in this episode"),
            choosing.code_in_episode,
            "Alt+Shift+A",
            group,
            nothing,
            binds=False,
        ),
    ]


def _copying(bench: Bench) -> list[Command]:
    copying, sitting = bench.copying, bench.sitting

    def here() -> int:
        return bench.playback.position_ms

    def nothing() -> str | None:
        return None if sitting.selection.ids else tr("nothing is selected")

    def nothing_or_locked() -> str | None:
        return sitting.locked or nothing()

    def nothing_kept() -> str | None:
        return sitting.locked or (None if copying.kept else tr("nothing has been copied yet"))

    return [
        Command("code.copy", tr("Copy events"), copying.copy_aloud, "Ctrl+C", "Edit", nothing, section=1, binds=False),
        Command("code.cut", tr("Cut events"), copying.cut, "Ctrl+X", "Edit", nothing_or_locked, section=1, binds=False),
        Command(
            "code.paste",
            tr("Paste at the playhead"),
            lambda: copying.paste(here()),
            "Ctrl+V",
            "Edit",
            nothing_kept,
            section=1,
            binds=False,
        ),
        Command(
            "code.paste_as",
            tr("Paste as another code…"),
            partial(ask_paste_as, bench),
            "Ctrl+Shift+V",
            "Edit",
            nothing_kept,
            section=1,
            binds=False,
        ),
        Command(
            "code.copy_to",
            tr("Copy to another track…"),
            partial(ask_copy_to, bench),
            "Ctrl+Shift+C",
            "Edit",
            nothing_or_locked,
            section=1,
            binds=False,
        ),
    ]


def _tracks(bench: Bench) -> list[Command]:
    tracks, view, group = bench.tracks, bench.timeline, "View/Tracks"

    def switch(kind: str, title: str) -> Command:
        def on() -> bool:
            return kind in tracks.arrangement.extras

        return Command(
            f"view.track.{kind}",
            title,
            lambda: tracks.show_extra(kind, not on()),
            "",
            group,
            section=4,
            checked=on,
        )

    return [
        switch("audio", tr("Show audio")),
        switch("heart", tr("Show heart rate")),
        switch("motion", tr("Show motion")),
        Command("view.track.taller", tr("Taller track"), partial(tracks.taller, 1), "Ctrl+Alt+Up", group, section=4),
        Command(
            "view.track.flatter", tr("Flatter track"), partial(tracks.taller, -1), "Ctrl+Alt+Down", group, section=4
        ),
        Command("view.track.up", tr("Move track up"), partial(tracks.move, -1), "Alt+Shift+Up", group, section=4),
        Command("view.track.down", tr("Move track down"), partial(tracks.move, 1), "Alt+Shift+Down", group, section=4),
        Command("view.track.reset", tr("Tracks as at first"), tracks.as_at_first, "", group, section=4),
        Command(
            "view.page_back",
            tr("Earlier stretch"),
            partial(view.page, -1),
            "PgUp",
            "View",
            section=4,
            binds=False,
            repeats=True,
        ),
        Command(
            "view.page_on",
            tr("Later stretch"),
            partial(view.page, 1),
            "PgDown",
            "View",
            section=4,
            binds=False,
            repeats=True,
        ),
    ]
