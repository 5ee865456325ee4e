"""Changes of a study's plan: drawing, assigning, training tapes, certificates. A supervisor makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from coder.app.errors import AppError
from coder.app.identity import CONSENSUS
from coder.app.plan.draw import draw_episodes, draw_sessions, rotate, sample_size
from coder.app.plan.strata import candidates
from coder.app.studies import OpenStudy
from coder.model.plan import Assignment, Certificate, Draw, DrawUnit, Pick, Reliability, TrainingTape
from coder.model.session import Session


def draw_more(
    study: OpenStudy,
    sessions: Iterable[Session],
    firsts: Mapping[str, str],
    *,
    share: float,
    unit: DrawUnit = "sessions",
    strata: Sequence[str] = (),
    seed: int = 1,
) -> Draw:
    """Draw sessions (or parts of tapes) to be coded twice, add them to the plan and return the draw.

    Parameters
    ----------
    study : OpenStudy
    sessions : iterable of Session
        All sessions of the study; withdrawn ones and training tapes are never drawn.
    firsts : mapping
        Session id → first coder, for a draw spread over coders.
    share : float
        Share of the sessions, or of each child's tape, to be coded twice.
    unit : {"sessions", "episodes"}
    strata : sequence of str
        Names of `coder.app.plan.strata.stratum_names`.
    seed : int
        Decides the draw; the same seed and study give the same draw.

    Raises
    ------
    AppError
        When nothing is left to draw, or the person is no supervisor.
    StoreError
        When the study cannot be written.
    """
    plan = _plan_for_change(study)
    if not 0 < share <= 1:
        raise AppError("Choose a share above 0 and up to 100 %.")
    training = {tape.session for tape in plan.training}
    usable = [s for s in sessions if s.participant.release != "withdrawn" and s.id not in training]
    picks = _picks(plan, usable, firsts, share, unit, strata, seed)
    if not picks:
        raise AppError("Nothing is left to draw: the sample has this size already.")
    draw = Draw(
        drawn_on=_today(), by=study.identity or "", seed=seed, share=share, unit=unit, strata=tuple(strata), picks=picks
    )
    done = f"drew {_count(len(picks), unit)} to be coded twice, share {share:.0%}, seed {seed}"
    _save(study, replace(plan, double_coded_share=share, seed=seed, draws=(*plan.draws, draw)), done)
    return draw


def _picks(
    plan: Reliability,
    usable: Sequence[Session],
    firsts: Mapping[str, str],
    share: float,
    unit: DrawUnit,
    strata: Sequence[str],
    seed: int,
) -> tuple[Pick, ...]:
    if unit == "episodes":
        held = (session for session in usable if session.id not in plan.drawn and session.episodes)
        return tuple(draw_episodes(session.id, session.episodes, share, seed) for session in held)
    size = sample_size(len(usable), share)
    added = draw_sessions(candidates(usable, firsts, strata), plan.drawn, size, seed)
    return tuple(Pick(session=session) for session in added)


def assign(
    study: OpenStudy, sessions: Iterable[str], coder: str, turn: str = "first", passes: Sequence[str] = ()
) -> None:
    """Let a coder code sessions, or some passes of them; what they were to code of these before is replaced.

    Raises
    ------
    AppError
        When the person is not in the study, or would code a session both first and second.
    StoreError
        When the study cannot be written.
    """
    plan = _plan_for_change(study)
    if coder not in {person.id for person in study.people() if "coder" in person.roles}:
        raise AppError(f"{coder} is not a coder of this study.")
    wanted = [_assignment(session, coder, turn, passes) for session in sessions]
    names = ", ".join(a.session for a in wanted)
    _save(study, replace(plan, assignments=_merged(plan.assignments, wanted)), f"{coder} codes {names} {turn}")


def assign_seconds(study: OpenStudy, firsts: Mapping[str, str], coders: Sequence[str]) -> dict[str, str]:
    """Give each drawn session without a second coder to whoever has least to do; return session → coder.

    ``firsts``: session id → first coder, who never codes the same session again.
    """
    plan = _plan_for_change(study)
    seconds = {a.session: a.coder for a in plan.assignments if a.turn == "second"}
    open_ = [session for session in plan.drawn if session not in seconds]
    load = Counter(seconds.values())
    given = rotate(open_, coders, {s: (c,) for s, c in firsts.items()}, load, plan.seed)
    wanted = [_assignment(session, coder, "second", ()) for session, coder in given.items()]
    if wanted:
        names = ", ".join(f"{session} {coder}" for session, coder in given.items())
        _save(study, replace(plan, assignments=_merged(plan.assignments, wanted)), f"second coders by turns: {names}")
    return given


def unassign(study: OpenStudy, sessions: Iterable[str], coder: str) -> None:
    """Take sessions away from a coder; what is coded stays."""
    plan, gone = _plan_for_change(study), set(sessions)
    kept = tuple(a for a in plan.assignments if a.coder != coder or a.session not in gone)
    _save(study, replace(plan, assignments=kept), f"{coder} no longer codes {', '.join(sorted(gone))}")


def set_training(study: OpenStudy, session: str, master: str | None) -> None:
    """Make a session a training tape with this person's (or the consensus) coding as master; None ends it."""
    plan = _plan_for_change(study)
    if master is not None and master not in study.folder.coders(session):
        who = "the consensus" if master == CONSENSUS else master
        raise AppError(f"There is no coding of {session} by {who} that could be the master.")
    others = tuple(tape for tape in plan.training if tape.session != session)
    tapes = others if master is None else (*others, TrainingTape(session=session, master=master))
    done = f"{session} is no training tape" if master is None else f"{session} is a training tape, master {master}"
    _save(study, replace(plan, training=tapes), done)


def certify(study: OpenStudy, coder: str, pass_id: str, sessions: Sequence[str]) -> Certificate:
    """Note that a coder has met the criterion in a pass on these training tapes; the newest certificate counts."""
    plan = _plan_for_change(study)
    made = Certificate(
        coder=coder, pass_id=pass_id, certified_on=_today(), by=study.identity or "", sessions=tuple(sessions)
    )
    done = f"certified {coder} for {pass_id} on {len(sessions)} tapes"
    _save(study, replace(plan, certificates=(*_without(plan, coder, pass_id), made)), done)
    return made


def revoke(study: OpenStudy, coder: str, pass_id: str) -> None:
    """Take a certificate back."""
    plan = _plan_for_change(study)
    _save(study, replace(plan, certificates=_without(plan, coder, pass_id)), f"took back {coder}'s {pass_id}")


def _without(plan: Reliability, coder: str, pass_id: str) -> tuple[Certificate, ...]:
    return tuple(c for c in plan.certificates if (c.coder, c.pass_id) != (coder, pass_id))


def _assignment(session: str, coder: str, turn: str, passes: Sequence[str]) -> Assignment:
    return Assignment(
        session=session, coder=coder, turn="second" if turn == "second" else "first", passes=tuple(passes)
    )


def _merged(old: Iterable[Assignment], new: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Return the assignments with new ones in; a whole session has one first coder, so an earlier one gives way."""
    same = {(a.session, a.coder) for a in new}
    first = {a.session for a in new if a.turn == "first" and not a.passes}
    kept = (a for a in old if (a.session, a.coder) not in same and not (a.turn == "first" and a.session in first))
    return (*kept, *new)


def _plan_for_change(study: OpenStudy) -> Reliability:
    if study.person is not None and "supervisor" not in study.person.roles:
        raise AppError("A supervisor plans who codes what. You work as somebody else now.")
    return study.study.reliability


def _save(study: OpenStudy, plan: Reliability, done: str) -> None:
    study.folder.save_study(replace(study.study, reliability=plan))
    study.write_diary(done)


def _count(n: int, unit: DrawUnit) -> str:
    return f"{n} sessions" if unit == "sessions" else f"parts of {n} tapes"


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
