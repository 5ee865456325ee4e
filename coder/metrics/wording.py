"""What statuses, parts and flags mean, in words for tables and screens."""

from __future__ import annotations

from typing import Final

from coder.metrics.rows import Status

STATUSES: Final[dict[Status, str]] = {
    "ok": "measured",
    "zero": "measured, and none was seen",
    "event": "the latency ended in its event",
    "right_censored": "still going when observation ended",
    "competing:caregiver": "the caregiver picked the child up first",
    "competing:self_recovered": "the child calmed down without seeking",
    "na_no_distress": "no distress, so no opportunity",
    "na_already_contact": "in contact since before the clock would start",
    "na_no_exposure": "there was no such time, or nothing to divide by",
    "needs_initiator": "the coding does not say who began the deciding contact",
    "insufficient_obs": "too little of the time could be observed",
    "not_coded": "a needed pass was not coded",
    "not_run": "the episode was not held",
    "not_bound": "the scheme has no code for it",
}

PARTS: Final[dict[str, str]] = {
    "all": "everything",
    "reunion": "reunions only",
    "distress": "distress outside reunions",
    "at_entry": "distressed when the caregiver came",
    "within": "distress began with the caregiver there",
}

FLAGS: Final[dict[str, str]] = {
    "at_entry": PARTS["at_entry"],
    "within": PARTS["within"],
    "curtailed": "the episode is shorter than planned",
    "interval_censored": "unobserved time lies before the end, so the bounds differ",
    "left_cut": "the distress began before the first episode",
    "right_cut": "the end of the distress was not seen",
    "relapse": "not the first distress with the caregiver there",
    "no_hr": "no heart rate was recorded, so none was looked at",
    "hr_unread": "the heart rate recording could not be read or is not synchronised",
    "hr_lost": "more than a fifth of the time has no clean heart rate",
    "no_baseline": "less than a minute of clean heart rate at rest to compare with",
    "no_comfort": "no contact or comforting came to start the clock",
    "not_subtracted": "distress or being held was not coded, so it was not taken away",
}
"""Flags a row can carry; a row that is `not_bound` carries the names of the missing roles instead."""
