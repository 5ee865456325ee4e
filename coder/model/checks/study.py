"""What can be wrong in a study's head."""

from __future__ import annotations

from collections.abc import Iterator

from coder.model.checks.problem import Problem, used_twice, warning
from coder.model.study import Reliability, Study


def study_problems(study: Study) -> list[Problem]:
    """Return everything wrong in the head of a study."""
    return [*_people(study), *used_twice("scheme", study.schemes), *_reliability(study.reliability)]


def _people(study: Study) -> Iterator[Problem]:
    yield from used_twice("person", (person.id for person in study.people))
    for person in study.people:
        if not person.roles:
            yield warning(f"person {person.id}", "This person has no role.")
        if person.id == "consensus":
            yield Problem("person consensus", "This id is kept for the agreed record of two coders.")


def _reliability(plan: Reliability) -> Iterator[Problem]:
    if not 0 <= plan.double_coded_share <= 1:
        yield Problem("reliability", f"The double-coded share lies between 0 and 1, not at {plan.double_coded_share}.")
    if plan.seed < 0:
        yield Problem("reliability", f"The seed is 0 or more, not {plan.seed}.")
    for name, value in (("kappa", plan.criterion_kappa), ("ICC", plan.criterion_icc)):
        if not -1 <= value <= 1:
            yield Problem("reliability", f"The criterion for {name} lies between −1 and 1, not at {value}.")
