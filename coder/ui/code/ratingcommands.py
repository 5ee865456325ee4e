"""Commands of the forms about the whole session: ratings, and the certified rater's classification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.ui.commands import Command
from coder.ui.rating.classify import ClassifyDialog
from coder.ui.rating.scales import RatingDialog
from coder.ui.text import tr
from coder.ui.theme import theme_of

if TYPE_CHECKING:
    from coder.ui.code.bench import Bench

NOT_YOURS = "this coding is open for reading only"


def rating_commands(bench: Bench) -> list[Command]:
    """Return the forms the scheme has."""
    desk = bench.sitting.desk
    roles = next((person.roles for person in desk.study.study.people if person.id == desk.coding.coder), ())

    def read_only() -> str | None:
        return tr(NOT_YOURS) if desk.read_only or bench.clip is not None else None

    def rate() -> None:
        RatingDialog(bench.window(), theme_of(bench), desk, read_only).open()

    def not_certified() -> str | None:
        if "certified_rater" not in roles:
            return tr("only a certified rater enters it")
        return read_only()

    def classify() -> None:
        ClassifyDialog(bench.window(), theme_of(bench), desk, desk.coding.coder).open()

    found = []
    if desk.scheme.scales:
        found.append(
            Command("code.rate", tr("Rate the episodes…"), rate, "Ctrl+R", "Coding", keywords=("scales",), section=5)
        )
    if desk.scheme.classifications:
        title = tr("Attachment classification…")
        found.append(Command("code.classify", title, classify, "", "Coding", not_certified, section=5))
    return found
