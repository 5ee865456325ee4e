"""The agreement of a study's coders."""

from __future__ import annotations

from collections.abc import Iterable

from coder.agreement import AgreementReport, MeasureValue, Options, agreement_report
from coder.app.corpus import CodedSession, coded_sessions
from coder.app.jobs import Progress
from coder.app.measures import measure_session, study_parameters
from coder.app.studies import OpenStudy
from coder.metrics import LATENCIES
from coder.metrics.rows import SESSION
from coder.model.session import Session


def study_options(study: OpenStudy, pair: tuple[str, str] | None = None, seed: int | None = None) -> Options:
    """Return the study's settings for agreement; ``seed`` overrides that of its reliability plan."""
    return Options(pair=pair, seed=study.study.reliability.seed if seed is None else seed)


def study_agreement(
    study: OpenStudy, options: Options, everyone: bool = False, progress: Progress | None = None
) -> AgreementReport:
    """Compare the coders of a study; children whose consent is withdrawn are left out.

    Parameters
    ----------
    study : OpenStudy
        The study and who looks at it.
    options : Options
        Pair, tolerances, seed.
    everyone : bool
        True compares all codings (command line); False leaves out sessions this person still codes independently.
    progress : Progress, optional
        Told session by session while reading; may raise `Cancelled`.

    Raises
    ------
    StoreError, AppError, AgreementError
        When a file cannot be read, or the pair asked for shares no session.
    """
    read = list(coded_sessions(study, everyone, progress))
    gone = withdrawn_children(item.session for item in read)
    items = [item for item in read if item.session.participant.child not in gone]
    codings = [coding for item in items for coding in item.codings]
    sessions = [item.session for item in items]
    return agreement_report(codings, sessions, study.schemes.values(), options, _measure_values(items, study))


def _measure_values(items: Iterable[CodedSession], study: OpenStudy) -> list[MeasureValue]:
    """Return what each coder's coding gives as measures of the whole session."""
    parameters = study_parameters(study)
    return [
        MeasureValue(row.session, row.coder, row.measure, row.part, row.value, row.status, row.measure in LATENCIES)
        for item in items
        for row in measure_session(item, parameters).rows
        if row.episode == SESSION
    ]


def withdrawn_children(sessions: Iterable[Session]) -> frozenset[str]:
    """Return the children whose consent is withdrawn in any of their sessions."""
    return frozenset(s.participant.child for s in sessions if s.participant.release == "withdrawn")
