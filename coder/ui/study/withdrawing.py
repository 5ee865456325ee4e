"""The command that withdraws the chosen child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.app.withdrawal import Withdrawn
from coder.ui.commands import Command
from coder.ui.page import Problem
from coder.ui.study.withdraw_dialog import WithdrawDialog
from coder.ui.text import tr

if TYPE_CHECKING:
    from coder.ui.study.page import StudyPage


def withdraw_command(page: StudyPage) -> Command:
    """Return the command; it runs for a supervisor and a child that is not withdrawn yet."""

    def why_not() -> str | None:
        chosen = page.view.chosen()
        if chosen is None or chosen.session.participant.release == "withdrawn":
            return tr("choose a session that is not withdrawn")
        return tr("a supervisor withdraws a child") if page.plan.isHidden() else None

    return Command(
        "study.withdraw",
        tr("Withdraw a child…"),
        lambda: ask_withdraw(page),
        "",
        "Coding/Plan",
        why_not,
        keywords=("consent remove delete",),
        section=7,
    )


def ask_withdraw(page: StudyPage) -> None:
    """Ask before everything recorded of the chosen child is removed."""
    chosen = page.view.chosen()
    if chosen is None or page.study is None:
        return
    child = chosen.session.participant.child
    WithdrawDialog(page.window(), page.theme, page.study, child, lambda gone: _tell(page, gone)).open()


def _tell(page: StudyPage, gone: Withdrawn) -> None:
    page.study_changed.emit()
    if gone.left:
        files = ", ".join(str(path) for path in gone.left)
        text = tr("Everything in the study is removed. Delete these recordings by hand: {0}", files)
        page.problem.emit(Problem(text, level="warn", key="withdrawn"))
    page.toast.emit(tr("{0} withdrawn. Recordings and codings are removed.", ", ".join(gone.sessions)), None)
