"""The command of the Code page that synchronises the heart rate of the open session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.model.changes import SetPhysiology
from coder.ui.commands import Command
from coder.ui.heart.dialog import HeartDialog
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.code.page import CodePage


def heart_commands(page: CodePage) -> list[Command]:
    """Return the command while a session is open."""
    bench = page.bench
    if bench is None:
        return []
    sitting = bench.sitting

    def write(change: SetPhysiology) -> None:
        sitting.desk.do(change)
        page.toast.emit(tr("Heart rate synchronised."), (tr("Undo"), sitting.undo))

    def ask() -> None:
        page.heart_dialog = HeartDialog(
            page.window(),
            page.theme,
            page.services.jobs,
            sitting.desk.study,
            sitting.session,
            bench.playback.position_ms,
            write,
        )
        page.heart_dialog.open()

    def why_not() -> str | None:
        return tr("this coding is read-only") if sitting.desk.read_only else None

    words = ("physiology anchor polar empatica ecg edf",)
    return [
        Command("code.heart", tr("Synchronise heart rate…"), ask, "", "Coding", why_not, words, icon="heart", section=5)
    ]
