"""The plan for reliability: what is coded twice, by whom, who trains on what, and who is certified."""

from __future__ import annotations

from typing import Literal

from coder.model.record import Id, Record, Whole

DrawUnit = Literal["sessions", "episodes"]
Turn = Literal["first", "second"]


class Pick(Record, frozen=True, kw_only=True):
    """One session drawn to be coded twice; without ``episodes`` the whole of it."""

    session: Id
    episodes: tuple[Id, ...] = ()


class Draw(Record, frozen=True, kw_only=True):
    """What one draw added to the sample, and what is needed to repeat it.

    ``drawn_on`` is an ISO date, ``by`` the person who drew, ``strata`` what the draw was spread over.
    """

    drawn_on: str
    by: str = ""
    seed: Whole = 1
    share: float = 0.25
    unit: DrawUnit = "sessions"
    strata: tuple[str, ...] = ()
    picks: tuple[Pick, ...] = ()


class Assignment(Record, frozen=True, kw_only=True):
    """Who codes what; without ``passes`` every pass. Whoever is ``second`` codes independently of the first."""

    session: Id
    coder: Id
    turn: Turn = "first"
    passes: tuple[Id, ...] = ()


class TrainingTape(Record, frozen=True, kw_only=True):
    """A session people train on, and whose coding of it is the master."""

    session: Id
    master: Id


class Certificate(Record, frozen=True, kw_only=True):
    """A coder has met the criterion in a pass, on these training tapes; a later one for the same pass replaces it."""

    coder: Id
    pass_id: Id
    certified_on: str
    by: str = ""
    sessions: tuple[Id, ...] = ()


class Reliability(Record, frozen=True, kw_only=True):
    """The plan for double coding and the criteria to meet.

    Criteria are those of certification: pooled kappa, the lower end of its interval, the agreement on a code that
    occurred (p_pos), F1 of point events, ICC of scales, and how many training tapes are needed.
    """

    criterion_kappa: float = 0.7
    criterion_icc: float = 0.8
    criterion_lower: float = 0.6
    criterion_code: float = 0.6
    criterion_f1: float = 0.75
    training_tapes: Whole = 10
    double_coded_share: float = 0.25
    seed: Whole = 1
    draws: tuple[Draw, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    training: tuple[TrainingTape, ...] = ()
    certificates: tuple[Certificate, ...] = ()

    @property
    def drawn(self) -> dict[str, Pick]:
        """Session id → what of it is coded twice; the first draw of a session holds."""
        picks: dict[str, Pick] = {}
        for draw in self.draws:
            for pick in draw.picks:
                picks.setdefault(pick.session, pick)
        return picks

    def assigned(self, session_id: str, coder: str) -> Assignment | None:
        """Return what this coder is to code of a session, None when nothing."""
        return next((a for a in self.assignments if (a.session, a.coder) == (session_id, coder)), None)
