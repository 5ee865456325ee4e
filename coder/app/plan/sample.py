"""How far the reliability sample and each coder's work are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coder.app.identity import CONSENSUS
from coder.app.overview import SessionOverview
from coder.model.plan import Assignment, Reliability

State = Literal["single", "open", "done"]
_NOBODY = ""


@dataclass(frozen=True, slots=True)
class SampledSession:
    """One session of the study as the sample sees it.

    Attributes
    ----------
    first, second : str
        Who codes it; empty when nobody does yet.
    state : {"single", "open", "done"}
        Not drawn; drawn and not coded by both yet; coded by both.
    """

    session: str
    first: str
    second: str
    state: State


@dataclass(frozen=True, slots=True)
class Workload:
    """A coder's passes, counted over their sessions.

    ``left_ms`` is how much tape is still to be coded, pass by pass.
    """

    coder: str
    done: int
    begun: int
    left: int
    left_ms: int


def first_coders(plan: Reliability, overviews: Iterable[SessionOverview]) -> dict[str, str]:
    """Return session id → first coder: who is assigned first, else who has coded most of it and is not its second."""
    firsts = {a.session: a.coder for a in plan.assignments if a.turn == "first"}
    for overview in overviews:
        session = overview.session.id
        second = _second(plan.assignments, session)
        coders = [c for c in overview.coders if c != second and overview.share_of(c) > 0]
        if session not in firsts and coders:
            firsts[session] = max(coders, key=overview.share_of)
    return firsts


def sampled(plan: Reliability, overviews: Sequence[SessionOverview]) -> list[SampledSession]:
    """Return every session with its coders and whether it is drawn and done, in the order given."""
    firsts = first_coders(plan, overviews)
    return [_sampled(plan, overview, firsts.get(overview.session.id, _NOBODY)) for overview in overviews]


def _sampled(plan: Reliability, overview: SessionOverview, first: str) -> SampledSession:
    session = overview.session.id
    second = _second(plan.assignments, session) or next((c for c in overview.coders if c != first), _NOBODY)
    if session not in plan.drawn:
        return SampledSession(session, first, second, "single")
    both = bool(first and second) and all(_finished(plan, overview, coder) for coder in (first, second))
    return SampledSession(session, first, second, "done" if both else "open")


def _second(assignments: Iterable[Assignment], session: str) -> str:
    return next((a.coder for a in assignments if a.session == session and a.turn == "second"), _NOBODY)


def assigned_passes(plan: Reliability, overview: SessionOverview, coder: str) -> list[str]:
    """Return the passes a coder is to code: those assigned, or those begun where nothing is assigned."""
    assignment = plan.assigned(overview.session.id, coder)
    if assignment is None:
        progress = overview.progress.get(coder, {})
        return [pass_id for pass_id, p in progress.items() if p.share > 0 or p.complete]
    return list(assignment.passes) or [pass_.id for pass_ in overview.scheme.passes]


def _finished(plan: Reliability, overview: SessionOverview, coder: str) -> bool:
    progress = overview.progress.get(coder, {})
    passes = assigned_passes(plan, overview, coder)
    return bool(passes) and all(p in progress and progress[p].complete for p in passes)


def workloads(plan: Reliability, overviews: Iterable[SessionOverview], coders: Iterable[str]) -> list[Workload]:
    """Return what each coder has done and has left, in the order of ``coders``; withdrawn children do not count."""
    counted = [o for o in overviews if o.session.participant.release != "withdrawn"]
    return [_workload(plan, counted, coder) for coder in coders if coder != CONSENSUS]


def _workload(plan: Reliability, overviews: Iterable[SessionOverview], coder: str) -> Workload:
    done = begun = left = left_ms = 0
    for overview in overviews:
        length = sum(e.off - e.on for e in overview.session.episodes)
        progress = overview.progress.get(coder, {})
        for pass_id in assigned_passes(plan, overview, coder):
            now = progress.get(pass_id)
            if now is not None and now.complete:
                done += 1
                continue
            share = now.share if now is not None else 0.0
            begun, left = begun + (share > 0), left + (share == 0)
            left_ms += round((1 - share) * length)
    return Workload(coder, done, begun, left, left_ms)


def unassigned(overviews: Iterable[SessionOverview], firsts: Mapping[str, str]) -> int:
    """Return how many passes nobody codes yet: all passes of sessions without a first coder."""
    return sum(
        len(o.scheme.passes)
        for o in overviews
        if o.session.id not in firsts and o.session.participant.release != "withdrawn"
    )
