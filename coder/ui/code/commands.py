"""Everything the Code page can be told to do, with names and keys.

Keys without Ctrl, Alt or F-number are handled by the page itself (``binds`` false): they share the keyboard with the
letters of the codes and must not reach them through the window's shortcuts while somebody is typing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coder.ui.code.editcommands import timeline_commands
from coder.ui.code.passcommands import pass_commands
from coder.ui.code.ratingcommands import rating_commands
from coder.ui.code.video.commands import video_commands
from coder.ui.commands import Command
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

Run = Callable[[], object]
WhyNot = Callable[[], "str | None"]


def bench_commands(bench: Bench) -> list[Command]:
    """Return the commands that exist while a session is open."""
    return [
        *_playing(bench),
        *_travelling(bench),
        *_editing(bench),
        *timeline_commands(bench),
        *pass_commands(bench),
        *_finding(bench),
        *_bookmarks(bench),
        *_viewing(bench),
        *video_commands(bench),
        *rating_commands(bench),
    ]


def plain(command_id: str, title: str, run: Run, key: str, group: str, **more: object) -> Command:
    """Return a command whose key the page handles itself."""
    return Command(command_id, title, run, key, group, binds=False, **more)  # type: ignore[arg-type]


def _playing(bench: Bench) -> list[Command]:
    travel = bench.travel
    return [
        plain("play.toggle", tr("Play or pause"), travel.toggle, "Space", "Playback", icon="play"),
        plain("play.forward", tr("Shuttle forward"), partial(travel.shuttle, 1), "L", "Playback"),
        plain("play.back", tr("Shuttle back"), partial(travel.shuttle, -1), "J", "Playback"),
        plain("play.stop", tr("Stop"), travel.stop, "K", "Playback"),
        plain("play.faster", tr("Faster"), partial(travel.faster, 1), "Shift+Up", "Playback", section=1),
        plain("play.slower", tr("Slower"), partial(travel.faster, -1), "Shift+Down", "Playback", section=1),
        plain("play.again", tr("Back 2 s and play"), travel.back_and_play, "Backspace", "Playback", section=1),
        Command(
            "play.replay",
            tr("Last 3 s once more at half speed"),
            bench.replay.begin,
            "Ctrl+Backspace",
            "Playback",
            keywords=("replay slow again",),
            section=1,
        ),
        Command("play.loop", tr("Loop selection"), travel.loop_selection, "F5", "Playback", section=1),
        Command("play.loop_episode", tr("Loop episode"), travel.loop_episode, "Shift+F5", "Playback", section=1),
        Command(
            "play.mute",
            tr("Sound"),
            bench.sound.switch,
            "Ctrl+Alt+M",
            "Playback",
            lambda: bench.sound.reason or None,
            keywords=("mute volume quiet",),
            section=2,
            checked=lambda: bench.sound.on,
        ),
        *(
            Command(
                f"play.{name}",
                title,
                partial(bench.sound.louder, by),
                keys,
                "Playback",
                lambda: bench.sound.reason or None,
                section=2,
                repeats=True,
            )
            for name, title, by, keys in (
                ("louder", tr("Louder"), 0.1, "Alt+Up"),
                ("quieter", tr("Quieter"), -0.1, "Alt+Down"),
            )
        ),
    ]


def _travelling(bench: Bench) -> list[Command]:
    travel, group = bench.travel, "Playback/Go to"
    return [
        plain("play.frame_back", tr("Back one frame"), partial(travel.frame, -1), "Left", group, repeats=True),
        plain("play.frame_on", tr("On one frame"), partial(travel.frame, 1), "Right", group, repeats=True),
        plain("play.second_back", tr("Back 1 s"), partial(travel.seconds, -1), "Shift+Left", group, repeats=True),
        plain("play.second_on", tr("On 1 s"), partial(travel.seconds, 1), "Shift+Right", group, repeats=True),
        plain("play.five_back", tr("Back 5 s"), partial(travel.seconds, -5), "Ctrl+Alt+Left", group, repeats=True),
        plain("play.five_on", tr("On 5 s"), partial(travel.seconds, 5), "Ctrl+Alt+Right", group, repeats=True),
        Command("play.door_before", tr("Previous door event"), partial(travel.door, -1), "Ctrl+Left", group),
        Command("play.door_after", tr("Next door event"), partial(travel.door, 1), "Ctrl+Right", group),
        Command("play.reunion_before", tr("Previous reunion"), partial(travel.reunion, -1), "Ctrl+Shift+Left", group),
        Command("play.reunion_after", tr("Next reunion"), partial(travel.reunion, 1), "Ctrl+Shift+Right", group),
        plain("play.event_before", tr("Previous event"), partial(travel.to_event, -1), "Up", group, repeats=True),
        plain("play.event_after", tr("Next event"), partial(travel.to_event, 1), "Down", group, repeats=True),
        plain("play.home", tr("Start of the episode"), travel.episode_start, "Home", group),
        plain("play.end", tr("Where the pass is coded through"), travel.coded_through, "End", group),
        Command("play.gap_after", tr("Next gap"), partial(travel.gap, 1), "F8", group),
        Command("play.gap_before", tr("Previous gap"), partial(travel.gap, -1), "Shift+F8", group),
        Command("play.goto", tr("Go to time or frame…"), bench.ask_where, "Ctrl+G", group, icon="goto"),
    ]


def _editing(bench: Bench) -> list[Command]:
    sitting, edit = bench.sitting, bench.editing

    def here() -> int:
        return bench.playback.position_ms

    def no_selection() -> str | None:
        return None if sitting.selection.ids else tr("nothing is selected")

    def locked() -> str | None:
        return sitting.locked

    def any_selected() -> str | None:
        return sitting.locked or no_selection()

    def one_selected() -> str | None:
        return sitting.locked or (None if sitting.selection.only else tr("select one event first"))

    return [
        Command("code.undo", tr("Undo"), sitting.undo, "Ctrl+Z", "Edit", bench.why_no_undo, icon="undo", repeats=True),
        Command(
            "code.redo",
            tr("Redo"),
            sitting.redo,
            "Ctrl+Shift+Z, Ctrl+Y",
            "Edit",
            bench.why_no_redo,
            icon="redo",
            repeats=True,
        ),
        plain("code.delete", tr("Delete event"), edit.delete, "Del", "Edit", why_not=no_selection, section=1),
        Command("code.split", tr("Split at the playhead"), lambda: edit.split(here()), "F4", "Coding", locked),
        Command("code.merge", tr("Merge with neighbour"), edit.merge, "Ctrl+M", "Coding", one_selected),
        Command(
            "code.onset", tr("Onset to playhead"), lambda: edit.edge_to("on", here()), "F2", "Coding", one_selected
        ),
        Command(
            "code.offset", tr("Offset to playhead"), lambda: edit.edge_to("off", here()), "F3", "Coding", one_selected
        ),
        Command(
            "code.nudge_back",
            tr("Edge back one frame"),
            partial(edit.nudge, -1),
            "Alt+Left",
            "Coding",
            any_selected,
            repeats=True,
        ),
        Command(
            "code.nudge_on",
            tr("Edge on one frame"),
            partial(edit.nudge, 1),
            "Alt+Right",
            "Coding",
            any_selected,
            repeats=True,
        ),
        plain(
            "code.end_here",
            tr("End the running state"),
            bench.keywork.end_here,
            "Return, Enter",
            "Coding",
            why_not=locked,
        ),
        plain(
            "code.hide_all",
            tr("Nothing can be seen"),
            bench.keywork.hide_all,
            "Shift+U",
            "Coding",
            why_not=locked,
            keywords=("unobservable",),
        ),
        plain(
            "code.last_key",
            tr("Back to the last key"),
            bench.keywork.go_back,
            "Shift+Backspace",
            "Edit",
            why_not=bench.keywork.why_no_stamp,
            section=1,
        ),
        plain("code.escape", tr("Clear selection"), bench.escape, "Esc", "Edit", section=1),
    ]


def _bookmarks(bench: Bench) -> list[Command]:
    marks, words = bench.bookmarks, ("bookmark note remember private",)
    listed = (
        ("bookmark.set", tr("Set a bookmark"), marks.set_here, "Ctrl+B"),
        ("bookmark.list", tr("Bookmarks"), marks.show_list, "Ctrl+Shift+B"),
        ("bookmark.next", tr("Next bookmark"), partial(marks.step, 1), ""),
        ("bookmark.previous", tr("Previous bookmark"), partial(marks.step, -1), ""),
        ("bookmark.review", tr("Review bookmarks"), marks.review, ""),
    )
    return [
        Command(name, title, run, key, "Coding/Bookmarks", marks.why_not, words, section=4, icon="flag")
        for name, title, run, key in listed
    ]


def _finding(bench: Bench) -> list[Command]:
    find = bench.finding
    words = ("find search hit query",)
    return [
        Command(
            "find.next",
            tr("Next hit"),
            partial(find.step, 1),
            "Ctrl+Down",
            "Edit",
            find.why_not,
            words,
            section=5,
            repeats=True,
        ),
        Command(
            "find.previous",
            tr("Previous hit"),
            partial(find.step, -1),
            "Ctrl+Up",
            "Edit",
            find.why_not,
            words,
            section=5,
            repeats=True,
        ),
        Command("find.review", tr("Review all hits"), find.review, "", "Edit", find.why_not, words, section=5),
        Command(
            "find.all", tr("Select all hits"), find.select_all, "Ctrl+Shift+F", "Edit", find.why_not, words, section=5
        ),
    ]


def _viewing(bench: Bench) -> list[Command]:
    view = bench.timeline
    return [
        Command("view.snap", tr("Snap"), bench.toggle_snap, "F6", "View", section=4, checked=lambda: view.snapping),
        Command(
            "view.follow",
            tr("Follow playhead"),
            bench.toggle_follow,
            "",
            "View",
            section=4,
            checked=lambda: view.following,
        ),
        Command("view.fit_episode", tr("Fit episode"), bench.fit_episode, "F7", "View", section=4),
        Command("view.fit_session", tr("Fit session"), bench.fit_session, "Shift+F7", "View", section=4),
        Command(
            "view.zoom_in", tr("Zoom in"), partial(view.zoom, 1), "Ctrl++, Ctrl+=", "View", section=4, repeats=True
        ),
        Command("view.zoom_out", tr("Zoom out"), partial(view.zoom, -1), "Ctrl+-", "View", section=4, repeats=True),
        Command(
            "view.list",
            tr("Event list"),
            bench.toggle_list,
            "Ctrl+Shift+L",
            "View",
            section=4,
            checked=lambda: bench.shows_list,
        ),
        Command(
            "view.overlay",
            tr("Text over the video"),
            bench.toggle_overlay,
            "F12",
            "View",
            section=4,
            checked=lambda: bench.pictures.written_over,
        ),
    ]
