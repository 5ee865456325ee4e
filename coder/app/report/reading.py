"""What a report needs of a study, read once: sessions, who coded how much, the numbers that speak for each child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.agreement import AgreementReport, Options
from coder.app.agreement import study_agreement, withdrawn_children
from coder.app.corpus import CodedSession, coded_sessions
from coder.app.jobs import Progress
from coder.app.overview import PassProgress, pass_progress
from coder.app.report.figures import RasterRow
from coder.app.report.raster import raster_row
from coder.app.results.reading import condition_of
from coder.app.studies import OpenStudy
from coder.metrics import MeasureRow, Parameters, measure
from coder.metrics.context import Context
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.tables import chosen_coder


@dataclass(frozen=True, slots=True)
class ReportSession:
    """One session of the report.

    Attributes
    ----------
    progress : dict
        Coder → pass id → how far they are, for the codings that may be seen.
    coder : str or None
        Whose coding speaks for the child; None when there is none.
    rows : tuple of MeasureRow
        That coding's measures.
    raster : RasterRow or None
        What happened when, by that coding.
    condition : str or None
        None while the study is blind.
    """

    session: Session
    scheme: Scheme
    progress: Mapping[str, Mapping[str, PassProgress]]
    coder: str | None = None
    rows: tuple[MeasureRow, ...] = ()
    raster: RasterRow | None = None
    condition: str | None = None
    heart_problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyMaterial:
    """All a report is made of.

    ``withdrawn`` is how many children are left out because their consent is withdrawn; ``unseen`` how many sessions
    have codings that the person may not see yet.
    """

    study: OpenStudy
    parameters: Parameters
    sessions: tuple[ReportSession, ...]
    agreement: AgreementReport
    withdrawn: int
    unseen: int
    children: tuple[str, ...] = field(default=())


def read_material(
    study: OpenStudy, parameters: Parameters, options: Options, everyone: bool, progress: Progress
) -> StudyMaterial:
    """Read a study for its report.

    Parameters
    ----------
    study, parameters, options
        The study and how its measures and its agreement are computed.
    everyone : bool
        True reads every coding (command line); False keeps to what the person may see.
    progress : Progress
        Told session by session; may raise `Cancelled`.

    Raises
    ------
    StoreError, AppError, AgreementError
        When a file cannot be read, or an error in it would make numbers wrong.
    """
    read = list(coded_sessions(study, everyone, progress))
    gone = withdrawn_children(item.session for item in read)
    kept = [item for item in read if item.session.participant.child not in gone]
    hidden = sum(len(study.folder.coders(item.session.id)) > len(item.codings) for item in kept)
    return StudyMaterial(
        study,
        parameters,
        tuple(_session(study, item, parameters) for item in kept),
        study_agreement(study, options, everyone, progress),
        len(gone),
        hidden,
        tuple(dict.fromkeys(item.session.participant.child for item in kept)),
    )


def _session(study: OpenStudy, item: CodedSession, parameters: Parameters) -> ReportSession:
    made = {coding.coder: pass_progress(item.scheme, item.session, coding) for coding in item.codings}
    condition = None if study.study.settings.blind else condition_of(item.session)
    tracks = {coding.coder: one for coding, one in item.readable()}
    coder = chosen_coder(coding for coding in item.codings if coding.coder in tracks)
    if coder is None:
        return ReportSession(item.session, item.scheme, made, condition=condition)
    heart = item.heart
    return ReportSession(
        item.session,
        item.scheme,
        made,
        coder,
        measure(tracks[coder], parameters, heart=heart.heart).rows,
        raster_row(Context(tracks[coder], parameters)),
        condition,
        heart.problems,
    )
