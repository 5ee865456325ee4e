"""What is wrong in a study, and no numbers where that would make them wrong.

An event of an unknown code would not be counted, time in episodes that overlap would count twice. So the command line
computes nothing before such an error is mended; `securebase check` lists all of them. A recording that is missing or
not synchronised stops nothing: what needs it has a status of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from coder.app.errors import AppError
from coder.app.heart import heart_problems
from coder.app.studies import OpenStudy
from coder.metrics import MetricsError, Parameters
from coder.model.checks import Problem, coding_problems, scheme_problems, timeline_problems
from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.study import Study
from coder.store import FileProblem, StoreError, StudyFolder, check_study, load

HEAD = "study.json"


def all_problems(path: Path) -> list[FileProblem]:
    """Return every problem of the study at ``path``, also those of its parameters and of recordings of heart rate.

    Nothing is raised.
    """
    found = check_study(path)
    head = path if path.name == HEAD else path / HEAD
    try:
        settings = settings_problems(load(Study, head))
    except StoreError:
        return found  # which the check of the files has told
    own = [FileProblem(HEAD, problem.place, problem.text) for problem in settings]
    first = sum(problem.file == HEAD for problem in found)
    told = [*found[:first], *own, *found[first:]]
    return [*told, *_unusable_hearts(head.parent, told)]


def _unusable_hearts(root: Path, told: Iterable[FileProblem]) -> Iterator[FileProblem]:
    """Yield recordings of heart rate that are there but cannot be used; files that are missing are told already."""
    missing = {problem.file for problem in told if problem.place.startswith("physiology")}
    try:
        study = OpenStudy.open(root)
    except (StoreError, AppError):
        return
    for text in heart_problems(study):
        session_id, _, sentence = text.partition(": ")
        file = study.folder.session_path(session_id).relative_to(study.folder.root).as_posix()
        if file not in missing:
            yield FileProblem(file, "physiology", sentence, "warning")


def settings_problems(study: Study) -> list[Problem]:
    """Return what is wrong in the parameters a study sets."""
    problems = []
    for name, value in study.settings.parameters.items():
        try:
            Parameters.of({name: value})
        except MetricsError as error:
            problems.append(Problem("settings.parameters", str(error)))
    return problems


def refuse_unsound(folder: StudyFolder, session: Session, scheme: Scheme, codings: Iterable[Coding]) -> None:
    """Raise `AppError` for the first error in a scheme, a session's episodes or its codings, naming file and place."""
    _refuse(folder.root / "schemes" / f"{scheme.ref}.json", scheme_problems(scheme))
    _refuse(folder.session_path(session.id), timeline_problems(session))
    for coding in codings:
        path, own = folder.coding_path(session.id, coding.coder), folder.schemes.get(coding.scheme)
        if own is None:
            _refuse(path, [Problem("scheme", f"The study does not use the scheme {coding.scheme}.")])
        else:
            _refuse(path, coding_problems(coding, own, session))


def _refuse(path: Path, problems: Iterable[Problem]) -> None:
    for problem in problems:
        if problem.severity == "error":
            raise AppError(
                f"{path}, {problem.place}: {problem.text} Correct it first; securebase check lists every problem."
            )
