"""A value as a person reads it, with the words that say why there is none."""

from __future__ import annotations

from typing import Final

from coder.app.evidence.reads import open_pass, seen_share, seen_time
from coder.app.values import Shown, heart_words, shown
from coder.metrics import MeasureRow
from coder.metrics.context import Context
from coder.model.timecode import seconds_text

PENDING: Final = "pending"
"""What stands in place of a value that waits for a pass to be coded."""


def stated(row: MeasureRow, context: Context) -> Shown:
    """Return how a row is shown: its value, and words beside or instead of it.

    A dash says that the measure does not apply; a value that was not looked for, or could not be seen, has no dash.
    """
    if heart_words(row):
        return shown(row)
    if row.status == "not_coded":
        number = open_pass(row, context.tracks, context.parameters)
        return Shown(PENDING, "not coded" if number is None else f"pass {number} open")
    if row.status == "insufficient_obs":
        return Shown("", f"too little seen ({_seen_words(row, context)})")
    found = shown(row)
    return found._replace(value="") if row.status == "needs_initiator" else found


def _seen_words(row: MeasureRow, context: Context) -> str:
    """Return the share that was seen, or the time where the share would be enough but the time is short."""
    share = seen_share(row, context)
    if share >= context.parameters.min_obs_prop:
        return seconds_text(seen_time(row, context).length)
    return f"{share:.0%}".replace("%", " %")
