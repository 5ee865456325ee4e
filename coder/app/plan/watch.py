"""What a supervisor keeps an eye on: the lowest agreement of each session, and pairs of coders that drift apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coder.agreement.rows import ALL_EPISODES, DriftRow, SessionRow
from coder.app.agreement import study_agreement, study_options
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy


@dataclass(frozen=True, slots=True)
class LowestKappa:
    """The lowest kappa of a session's channels: its value, the channel and the two coders."""

    value: float
    channel: str
    coder_a: str
    coder_b: str


@dataclass(frozen=True, slots=True)
class Drift:
    """A pair whose agreement in a channel has left its limits downwards: time to recalibrate.

    ``session`` is the last one compared, ``z`` the moving average there, ``limit`` the limit it fell below.
    """

    target: str
    coder_a: str
    coder_b: str
    session: str
    z: float
    limit: float


@dataclass(frozen=True, slots=True)
class Watch:
    """What was found: session id → lowest kappa, and the drifts."""

    lowest: dict[str, LowestKappa]
    drifts: tuple[Drift, ...]


def watch_study(study: OpenStudy, progress: Progress | None = None) -> Watch:
    """Compare all coders this person may see; raises what `study_agreement` raises."""
    report = study_agreement(study, study_options(study), progress=progress)
    return Watch(lowest_kappas(report.sessions), drifting(report.drift))


def lowest_kappas(rows: Iterable[SessionRow]) -> dict[str, LowestKappa]:
    """Return session id → lowest kappa over channels and pairs; sessions in which none is defined are left out."""
    lowest: dict[str, LowestKappa] = {}
    for row in rows:
        whole = row.family == "state" and row.stat == "kappa" and not row.code and row.scope == ALL_EPISODES
        if not whole or row.value is None or not row.coder_a:
            continue
        before = lowest.get(row.session)
        if before is None or row.value < before.value:
            lowest[row.session] = LowestKappa(row.value, row.target, row.coder_a, row.coder_b)
    return lowest


def drifting(rows: Iterable[DriftRow]) -> tuple[Drift, ...]:
    """Return the pairs and channels whose newest point lies below its limits."""
    newest = {(row.target, row.coder_a, row.coder_b): row for row in rows}
    return tuple(
        Drift(row.target, row.coder_a, row.coder_b, row.session, row.z, row.lo)
        for row in newest.values()
        if row.signal == "low" and row.z is not None and row.lo is not None
    )
