"""The measures of a whole study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coder.app.corpus import CodedSession, coded_sessions
from coder.app.errors import AppError
from coder.app.jobs import Progress
from coder.app.soundness import HEAD, settings_problems
from coder.app.studies import OpenStudy
from coder.metrics import Measured, MeasureRow, OpportunityRow, Parameters, measure


@dataclass(frozen=True, slots=True)
class StudyMeasures:
    """All rows of a study, session by session and coder by coder, and the parameters they were computed with."""

    rows: tuple[MeasureRow, ...]
    opportunities: tuple[OpportunityRow, ...]
    parameters: Parameters


def study_parameters(study: OpenStudy, overrides: Mapping[str, object] | None = None) -> Parameters:
    """Return the study's parameters: the defaults, then the study's settings, then ``overrides``.

    Raises
    ------
    AppError
        When a setting of the study cannot be.
    MetricsError
        When an override cannot be.
    """
    for problem in settings_problems(study.study):
        raise AppError(f"{study.folder.root / HEAD}, {problem.place}: {problem.text}")
    return Parameters.of({**study.study.settings.parameters, **(overrides or {})})


def study_measures(
    study: OpenStudy, parameters: Parameters, everyone: bool = False, progress: Progress | None = None
) -> StudyMeasures:
    """Measure every coding of the study; see `coded_sessions` for what ``everyone`` means and what is raised."""
    rows: list[MeasureRow] = []
    opportunities: list[OpportunityRow] = []
    for item in coded_sessions(study, everyone, progress):
        measured = measure_session(item, parameters)
        rows.extend(measured.rows)
        opportunities.extend(measured.opportunities)
    return StudyMeasures(tuple(rows), tuple(opportunities), parameters)


def measure_session(item: CodedSession, parameters: Parameters) -> Measured:
    """Measure every coding of one session, coder by coder."""
    measured = [measure(tracks, parameters, heart=item.heart.heart) for _, tracks in item.readable()]
    return Measured(
        tuple(row for one in measured for row in one.rows), tuple(row for one in measured for row in one.opportunities)
    )
