"""The rows an agreement report gives: fields are the columns of the tables, in order. None is an empty cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from coder.agreement.disagreements import Kind
from coder.agreement.stat import CiMethod, Reason, WarningCode

Family = Literal["state", "event", "interval", "scale", "class", "measure"]
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
