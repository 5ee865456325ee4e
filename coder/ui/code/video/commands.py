"""What the cameras can be told to do, with names and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from coder.ui.code.cameras import Arrangement
from coder.ui.commands import Command
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

GROUP: Final = "View/Cameras"
_LAYOUTS: Final[tuple[tuple[Arrangement, str], ...]] = (
    ("large", "One large, others beside it"),
    ("grid", "Two by two"),
    ("side", "Side by side"),
    ("one", "One alone"),
)


def video_commands(bench: Bench) -> list[Command]:
    """Return the commands of the cameras of an open session."""
    return [*_layouts(bench), *_pictures(bench), *_alignment(bench)]


def _only_one(bench: Bench) -> str | None:
    return None if len(bench.cameras.views) > 1 else tr("this session has one camera")


def _layouts(bench: Bench) -> list[Command]:
    room = bench.cameras
    only_one = partial(_only_one, bench)
    arranging = [
        Command(
            f"view.cameras.{way}",
            tr(title),
            partial(room.arrange, way),
            "",
            GROUP,
            only_one,
            keywords=("layout cameras arrange",),
            section=4,
            checked=lambda w=way: room.arrangement == w,  # type: ignore[misc]
        )
        for way, title in _LAYOUTS
    ]
    enlarging = [
        Command(
            f"view.camera.{n}",
            tr("Enlarge camera {0}", n),
            partial(room.enlarge, n - 1),
            f"Ctrl+Alt+{n}",
            GROUP,
            section=4,
        )
        for n in range(1, len(room.views) + 1)
    ]
    return [
        *arranging,
        Command("view.cameras", tr("Next layout"), room.next_arrangement, "Ctrl+Alt+L", GROUP, only_one, section=4),
        *enlarging,
        Command(
            "view.hold",
            tr("Keys to the next camera"),
            room.hold_next,
            "F9",
            GROUP,
            only_one,
            keywords=("take in hand choose camera",),
            section=4,
        ),
        Command(
            "view.second",
            tr("Cameras in a window of their own"),
            bench.second_screen.toggle,
            "Ctrl+Shift+D",
            GROUP,
            keywords=("second screen monitor detach",),
            section=4,
            checked=lambda: bench.second_screen.away,
        ),
    ]


def _pictures(bench: Bench) -> list[Command]:
    looking = bench.looking

    def whole() -> str | None:
        return tr("the whole picture is shown") if looking.view.sight.whole else None

    def command(name: str, title: str, run: Callable[[], object], keys: str, **more: object) -> Command:
        return Command(f"picture.{name}", title, run, keys, GROUP, section=5, **more)  # type: ignore[arg-type]

    pans = (("left", -1, 0), ("right", 1, 0), ("up", 0, -1), ("down", 0, 1))
    return [
        command("zoom_in", tr("Zoom into the picture"), partial(looking.zoom, 2), "Ctrl+Alt++, Ctrl+Alt+="),
        command("zoom_out", tr("Zoom out of the picture"), partial(looking.zoom, -2), "Ctrl+Alt+-"),
        command("whole", tr("Whole picture"), looking.show_whole, "Ctrl+Alt+0", why_not=whole),
        *(
            command(
                f"pan_{way}",
                tr("Look further {0}", tr(way)),
                partial(looking.pan, right, down),
                f"Ctrl+Alt+Shift+{way.title()}",
                why_not=lambda: tr("zoom into the picture first") if looking.view.sight.whole else None,
                repeats=True,
            )
            for way, right, down in pans
        ),
        command("turn", tr("Turn the picture by 90°"), looking.turn, "Ctrl+F9", keywords=("rotate",)),
        command(
            "panel",
            tr("Light and picture…"),
            looking.ask,
            "Shift+F9",
            keywords=("brightness contrast gamma deinterlace dark tape",),
        ),
        command("reset", tr("Picture as recorded"), looking.reset, "Ctrl+Shift+F9", keywords=("reset",)),
    ]


def _alignment(bench: Bench) -> list[Command]:
    align = bench.align

    def nudge(name: str, title: str, frames: int, keys: str) -> Command:
        run = partial(align.nudge, frames)
        return Command(f"camera.{name}", title, run, keys, GROUP, align.why_not, section=6, repeats=True)

    return [
        Command(
            "camera.align",
            tr("Align camera…"),
            align.begin,
            "Ctrl+Alt+S",
            GROUP,
            align.why_not,
            keywords=("synchronise sync offset same moment",),
            section=6,
        ),
        Command(
            "camera.lead",
            tr("Code from the camera in hand"),
            lambda: bench.unreadable.lead(bench.cameras.held),
            "",
            GROUP,
            bench.unreadable.why_not_lead,
            keywords=("reference use damaged unreadable",),
            section=6,
        ),
        nudge("earlier", tr("Camera one frame earlier"), -1, "Alt+Shift+Left"),
        nudge("later", tr("Camera one frame later"), 1, "Alt+Shift+Right"),
    ]


def fill_menu(menu: QMenu, commands: list[Command], run: Callable[[Command], object]) -> None:
    """Put the commands of the cameras into a menu, as they can run now."""
    menu.clear()
    section: int | None = None
    for command in sorted((c for c in commands if c.group == GROUP), key=lambda c: c.section):
        if section not in (None, command.section):
            menu.addSeparator()
        section = command.section
        keys = QKeySequence(command.shortcut.split(", ")[0]).toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(f"{command.title}\t{keys}" if keys else command.title)
        action.setEnabled(command.why_not() is None)
        if command.checked is not None:
            action.setCheckable(True)
            action.setChecked(command.checked())
        action.triggered.connect(lambda _=False, c=command: run(c))
