"""How the plan is put into words."""

from __future__ import annotations

from coder.app.plan.strata import AGE, CODER, COVARIATE, QUARTER
from coder.ui.text import tr

_STRATA = {AGE: "age", CODER: "first coder", QUARTER: "quarter of recording"}


def stratum_words(name: str) -> str:
    """Return what a sample is spread over, for people."""
    return tr(_STRATA[name]) if name in _STRATA else name.removeprefix(COVARIATE)


def hours_words(ms: float) -> str:
    """Return ``≈ 4.5 h``; below an hour in minutes."""
    minutes = ms / 60_000
    return tr("≈ {0} min", round(minutes)) if minutes < 60 else tr("≈ {0} h", f"{minutes / 60:.1f}")
