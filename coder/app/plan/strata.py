"""What a sample can be spread over, so that it is like the study: condition, age, first coder, quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from coder.app.plan.draw import Candidate
from coder.model.session import Session

AGE, CODER, QUARTER = "age", "coder", "quarter"
COVARIATE = "covariate:"
"""Before the name of a covariate, such as ``covariate:condition``."""


def stratum_names(sessions: Iterable[Session]) -> list[str]:
    """Return what the sessions of a study can be spread over; covariates that tell few groups only."""
    sessions = list(sessions)
    names = sorted({name for session in sessions for name in session.participant.covariates})
    groups = [name for name in names if 1 < len({_value(s, name) for s in sessions}) <= max(2, len(sessions) // 2)]
    return [AGE, CODER, QUARTER, *(f"{COVARIATE}{name}" for name in groups)]


def candidates(sessions: Iterable[Session], firsts: Mapping[str, str], spread: Sequence[str]) -> list[Candidate]:
    """Return the sessions with their strata.

    Parameters
    ----------
    sessions : iterable of Session
        Those that can be drawn.
    firsts : mapping
        Session id → first coder.
    spread : sequence of str
        Names of `stratum_names`. The youngest half of the children and the oldest are two strata; an unknown age,
        coder or month is a stratum of its own.
    """
    sessions = list(sessions)
    ages = [s.participant.age_days for s in sessions if s.participant.age_days is not None]
    middle = median(ages) if ages else 0
    return [Candidate(s.id, tuple(_part(s, name, firsts, middle) for name in spread)) for s in sessions]


def _part(session: Session, name: str, firsts: Mapping[str, str], middle: float) -> str:
    if name == AGE:
        age = session.participant.age_days
        return "" if age is None else "older" if age > middle else "younger"
    if name == CODER:
        return firsts.get(session.id, "")
    if name == QUARTER:
        return quarter(session.recorded_on)
    return _value(session, name.removeprefix(COVARIATE))


def quarter(month: str) -> str:
    """Return ``2026-Q1`` for ``2026-03``; empty for anything else."""
    year, _, number = month.partition("-")
    return f"{year}-Q{(int(number) + 2) // 3}" if number.isdecimal() and 1 <= int(number) <= 12 else ""


def _value(session: Session, covariate: str) -> str:
    return str(session.participant.covariates.get(covariate, ""))
