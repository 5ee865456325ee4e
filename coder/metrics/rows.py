"""The rows a measurement gives: fields are the columns of the tables `measures` and `opportunities`, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Status = Literal[
    "ok",
    "zero",
    "event",
    "right_censored",
    "competing:caregiver",
    "competing:self_recovered",
    "na_no_distress",
    "na_already_contact",
    "na_no_exposure",
    "needs_initiator",
    "insufficient_obs",
    "not_coded",
    "not_run",
    "not_bound",
]

SESSION: Final = "session"
"""The episode of a row that speaks of the whole session."""

ALL: Final = "all"
"""The part of a row that has no parts."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a number came from, so that a click on it can show the clip.

    Attributes
    ----------
    events : tuple of str
        Ids of the coding's events.
    spans : tuple of (int, int)
        Stretches of session time ``[on, off)`` in ms.
    """

    events: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        """Return the text of a table cell, such as ``e3;e7;481000-482000``."""
        return ";".join((*self.events, *(f"{on}-{off}" for on, off in self.spans)))


NO_EVIDENCE: Final = Evidence()


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One number about one child in one episode or session, or the reason why there is none.

    ``value`` is None unless ``status`` is ``ok``, ``zero`` or ``event``; ``n`` and ``exposure_ms`` are None for the
    ``not_…`` statuses; ``lower_ms`` and ``upper_ms`` belong to latencies alone.
    """

    session: str
    child: str
    coder: str
    episode: str
    measure: str
    part: str
    value: float | None
    unit: str
    n: int | None
    exposure_ms: int | None
    status: Status
    lower_ms: int | None
    upper_ms: int | None
    flags: tuple[str, ...]
    evidence: Evidence
    params: str


@dataclass(frozen=True, slots=True)
class OpportunityRow:
    """One distress episode in one spell with the caregiver, in the form survival models read.

    All times are session ms, except ``time``, ``lower`` and ``upper``, which count from ``t0``. ``event`` is 1 for an
    event, 0 for right-censored, 2 for a competing end, whose ``cause`` is named; None for any other status.
    """

    session: str
    child: str
    coder: str
    measure: str
    episode: str
    part: Literal["at_entry", "within"]
    de_on: int
    de_off: int
    spell_on: int
    spell_off: int
    t0: int
    time: int | None
    event: Literal[0, 1, 2] | None
    cause: str | None
    status: Status
    lower: int | None
    upper: int | None
    flags: tuple[str, ...]
    evidence: Evidence
    params: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything measured on one coding."""

    rows: tuple[MeasureRow, ...]
    opportunities: tuple[OpportunityRow, ...] = ()
