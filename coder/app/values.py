"""Measures as people read them: a value, and a word when there is more to say than the value."""

from __future__ import annotations

from typing import Final, NamedTuple

from coder.metrics import MeasureRow, Status

DASH: Final = "–"

WORDS: Final[dict[Status, str]] = {
    "ok": "",
    "zero": "",
    "event": "",
    "right_censored": "not by the end",
    "competing:caregiver": "picked up first",
    "competing:self_recovered": "calmed alone",
    "na_no_distress": "no distress",
    "na_already_contact": "already in contact",
    "na_no_exposure": "no opportunity",
    "needs_initiator": "who began contact?",
    "insufficient_obs": "too little seen",
    "not_coded": "pending",
    "not_run": "not held",
    "not_bound": "not in the scheme",
}
"""What a status is called beside or in place of a value; nothing where the value says it all."""

_CENSORED: Final[dict[str, str]] = {
    "comfort_latency": "did not seek",
    "calm_latency": "not calm by the end",
    "hr_recovery": "HR not down by the end",
    "to_play": "did not play",
}

_HEART: Final[dict[str, str]] = {
    "no_hr": "no HR",
    "hr_unread": "HR not readable",
    "no_baseline": "no HR at rest",
    "hr_lost": "HR lost",
}
"""Flag → why there is no recovery of the heart."""


class Shown(NamedTuple):
    """A value as text, and words beside it (empty when the value says it all)."""

    value: str
    words: str

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


def shown(row: MeasureRow) -> Shown:
    """Return how a row is shown: times in seconds, rates per minute, shares in percent; "≥" before censored times."""
    if row.value is not None:
        return Shown(number(row.value, row.unit), "")
    if row.status == "right_censored" or row.status.startswith("competing:"):
        words = _CENSORED.get(row.measure, "") if row.status == "right_censored" else ""
        return Shown(f"≥ {number(row.lower_ms or 0, 'ms')}", words or WORDS[row.status])
    if words := heart_words(row):
        return Shown("", words)
    if row.status.startswith("not_"):
        return Shown("", WORDS[row.status])
    return Shown(DASH, WORDS[row.status])


def heart_words(row: MeasureRow) -> str:
    """Return why a row has no recovery of the heart, when that lies in the recording; else nothing."""
    return next((_HEART[flag] for flag in row.flags if flag in _HEART), "")


def number(value: float, unit: str) -> str:
    """Return a value in the unit people read: ms as seconds with one decimal, shares as whole percent."""
    if unit == "ms":
        return f"{value / 1000:.1f}"
    if unit == "prop":
        return f"{100 * value:.0f} %"
    if unit == "count":
        return f"{value:.0f}"
    return f"{value:.1f}"


def coefficient(value: float | None) -> str:
    """Return a coefficient with two decimals and no leading zero, or a dash when it is undefined."""
    if value is None:
        return DASH
    text = f"{value:.2f}"
    return text.replace("0.", ".", 1).replace("-", "−") if abs(value) < 1 else text.replace("-", "−")
