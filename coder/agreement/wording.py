"""Reasons, warnings and kinds of interval in words: the same in tables, in JSON, in reports and on screen.

Each is a clause that can stand in brackets; `sentence` makes a sentence of it.
"""

from __future__ import annotations

from typing import Final

from coder.agreement.rows import Family
from coder.agreement.stat import CiMethod, Reason, WarningCode

REASONS: Final[dict[Reason, str]] = {
    "NO_DATA": "nothing here was coded by both",
    "NO_VARIATION": "both used one and the same category throughout, so there is nothing to tell apart",
    "CODE_UNUSED": "neither coder used this code",
    "SINGLE_CATEGORY": "there is a single category; two are needed",
    "NO_EVENTS": "neither coder recorded an event",
    "ONE_CODER_EMPTY": "only one of the coders recorded events",
    "NO_MATCHES": "no event of one coder matches one of the other",
    "SINGLE_CODE_STRUCTURAL_ZERO": "with one code in use kappa says nothing: moments without an event are not counted",
    "NO_PAIRABLE_UNITS": "nothing was coded by two people",
    "TOO_FEW_UNITS": "there are too few children",
    "TOO_FEW_RATERS": "fewer than two people coded",
    "NO_BETWEEN_VARIANCE": "the children do not differ",
    "CI_DEGENERATE": "an interval cannot be computed from these data",
    "BCA_DEGENERATE": "the resamples of children do not vary around the value",
    "BOOTSTRAP_UNSTABLE": "in more than 5 % of the resamples the figure is undefined",
    "TOO_FEW_SESSIONS": "fewer than five children have data, and an interval needs five",
    "TOO_FEW_BLOCKS": "the session is too short for an interval",
    "BASELINE_NO_VARIATION": "the first sessions are all alike",
    "BASELINE_TOO_SHORT": "there are too few sessions to start from",
    "NO_DEFINED_SESSIONS": "the figure is undefined in every session",
    "NO_DEFINED_PAIRS": "the figure is undefined for every pair",
    "NOT_INDEPENDENT": "the codings or units are not independent: one is a copy, or one child gave several units",
}

WARNINGS: Final[dict[WarningCode, str]] = {
    "SMALL_CELL": "little data: fewer than 5 occurrences or 10 s by one of the coders",
    "FEW_CLUSTERS": "the interval comes from fewer than ten children",
    "SKEWED_MARGINS": "the code is very rare or very common, so kappa can be low though coders agree; look at AC1 too",
    "GAPS": "more than 2 % of the time was left out because somebody had coded nothing there",
    "DEGENERATE_MARGIN": "one coder used a single code throughout, so kappa is 0 whatever the other did",
    "NEGATIVE": "agreement is below what chance gives",
    "UNBALANCED": "not every coder coded every child",
}

CI_METHODS: Final[dict[CiMethod, str]] = {
    "percentile": "percentile bootstrap over children",
    "bca": "bias-corrected and accelerated bootstrap over children",
    "f": "F distribution",
    "fce": "Fleiss, Cohen and Everitt's standard error",
    "lin": "Lin's standard error",
    "t": "t distribution",
}

FAMILIES: Final[dict[Family, str]] = {
    "state": "states, by time",
    "event": "points, matched within a tolerance",
    "interval": "states as annotations, linked by overlap",
    "scale": "rating scales",
    "class": "classifications",
    "measure": "measures computed from each coding",
}


def sentence(clause: str) -> str:
    """Return a clause as a sentence."""
    return f"{clause[:1].upper()}{clause[1:]}."
