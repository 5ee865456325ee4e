"""The rows an agreement report gives: fields are the columns of the tables, in order. None is an empty cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from coder.agreement.disagreements import Kind
from coder.agreement.stat import CiMethod, Reason, WarningCode

Family = Literal["state", "event", "interval", "scale", "class", "measure"]
Signal = Literal["none", "low", "high"]
EventKind = Literal["match", "confusion", "only_a", "only_b"]

FAMILIES: Final[tuple[Family, ...]] = ("state", "event", "interval", "scale", "class", "measure")
ALL_EPISODES: Final = "all"
"""The scope that holds every episode."""
UNMATCHED: Final = "(unmatched)"
"""The row or column of events and annotations that only one coder has."""


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One figure of one pair of coders, pooled over their sessions (table `agreement`).

    ``code`` is empty for figures over all codes, ``scope`` is ``all`` or an episode id, both coders are empty for
    figures over all coders. ``params`` is JSON.
    """

    family: Family
    target: str
    code: str
    scope: str
    coder_a: str
    coder_b: str
    stat: str
    value: float | None
    reason: Reason | None
    ci_lo: float | None
    ci_hi: float | None
    ci_method: CiMethod | None
    ci_reason: Reason | None
    n_units: int
    unit: str
    n_sessions: int
    n_clusters: int
    warnings: tuple[WarningCode, ...]
    params: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One figure of one pair of coders in one session (table `agreement_sessions`)."""

    session: str
    child: str
    coding_day: str
    family: Family
    target: str
    code: str
    scope: str
    coder_a: str
    coder_b: str
    stat: str
    value: float | None
    reason: Reason | None
    n_units: int
    unit: str
    n_sessions: int
    n_clusters: int
    warnings: tuple[WarningCode, ...]
    params: str


@dataclass(frozen=True, slots=True)
class ConfusionRow:
    """One cell above zero of a table of codes; ``session`` is empty when pooled (table `agreement_confusion`)."""

    family: Family
    target: str
    code: str
    scope: str
    session: str
    coder_a: str
    coder_b: str
    row: str
    col: str
    amount: int
    unit: Literal["ms", "count"]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One pair of events, or one event that only one coder has (table `agreement_events`); times in session ms."""

    session: str
    target: str
    coder_a: str
    coder_b: str
    kind: EventKind
    code_a: str
    code_b: str
    id_a: str
    id_b: str
    t_a: int | None
    t_b: int | None
    dt: int | None


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """One stretch in which two coders' codes differ (table `agreement_disagreements`); times in session ms.

    ``ids_a`` and ``ids_b`` are the events behind the codes, joined by ``;``. ``share`` and ``gain`` are of the
    session and channel.
    """

    session: str
    target: str
    coder_a: str
    coder_b: str
    on: int
    off: int
    code_a: str
    code_b: str
    ids_a: str
    ids_b: str
    length: int
    share: float
    gain: float | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class DriftRow:
    """One session on the chart of a pair of coders, in order of coding (table `agreement_drift`).

    ``y`` is kappa of states, F1 of points, or the mean difference of ratings; ``z`` its moving average, ``lo`` and
    ``hi`` the limits of that. Without a baseline ``z``, ``lo``, ``hi`` and ``signal`` are None.
    """

    target: str
    coder_a: str
    coder_b: str
    t: int
    session: str
    coding_day: str
    y: float
    z: float | None
    lo: float | None
    hi: float | None
    signal: Signal | None


@dataclass(frozen=True, slots=True)
class CoderRow:
    """One coder and one code beside the other coders (table `agreement_coders`).

    ``n_units`` is what the coder shares with anybody, in ms or classifications; ``rise`` is how much alpha rises
    without the coder; the shares are of these units.
    """

    target: str
    coder: str
    n_units: int
    alpha_without: float | None
    rise: float | None
    code: str
    share: float | None
    others_share: float | None
