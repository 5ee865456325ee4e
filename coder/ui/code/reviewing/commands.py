"""What can be told in review, with names; its keys are letters that the codes have outside review."""

from __future__ import annotations

from functools import partial

from coder.ui.code.reviewing.review import Review
from coder.ui.commands import Command
from coder.ui.text import tr


def review_commands(review: Review) -> list[Command]:
    """Return the commands of review."""
    listed = (
        ("review.next", tr("Next clip"), partial(review.step, 1), review.why_not, "N"),
        ("review.previous", tr("Previous clip"), partial(review.step, -1), review.why_not, "P"),
        ("review.right", tr("This clip looks right"), partial(review.say, "ok"), review.why_not, "Y"),
        ("review.flag", tr("Flag this clip for the supervisor…"), review.ask_flag, review.why_not, "F"),
        ("review.resume", tr("Back to the clips"), review.resume, review.why_no_resume, ""),
        ("review.flags", tr("Review flagged clips"), review.begin_flags, review.why_no_flags, ""),
    )
    return [
        Command(
            command_id,
            title,
            run,
            group="Data/Review",
            why_not=why_not,
            keywords=("review clip check flag",),
            hint=tr("{0} in review", key) if key else "",
            icon="visible",
            section=7,
        )
        for command_id, title, run, why_not, key in listed
    ]
