"""What can be wrong in a study's head."""

from __future__ import annotations

from collections.abc import Iterator

from coder.model.checks.problem import Problem, used_twice, warning
from coder.model.plan import Reliability
from coder.model.study import Study


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
    for name, value in (
        ("The double-coded share", plan.double_coded_share),
        ("The criterion for the lower end of an interval", plan.criterion_lower),
        ("The criterion for a single code", plan.criterion_code),
        ("The criterion for F1", plan.criterion_f1),
    ):
        if not 0 <= value <= 1:
            yield Problem("reliability", f"{name} lies between 0 and 1, not at {value}.")
    if plan.seed < 0:
        yield Problem("reliability", f"The seed is 0 or more, not {plan.seed}.")
    if plan.training_tapes < 1:
        yield Problem("reliability", f"Certification needs at least one training tape, not {plan.training_tapes}.")
    for name, value in (("kappa", plan.criterion_kappa), ("ICC", plan.criterion_icc)):
        if not -1 <= value <= 1:
            yield Problem("reliability", f"The criterion for {name} lies between −1 and 1, not at {value}.")
    yield from _planned(plan)


def _planned(plan: Reliability) -> Iterator[Problem]:
    firsts = [a.session for a in plan.assignments if a.turn == "first" and not a.passes]
    yield from used_twice("first coder of session", firsts)
    yield from used_twice("training tape", (tape.session for tape in plan.training))
    for a in plan.assignments:
        if plan.assigned(a.session, a.coder) is not a:
            yield Problem("reliability", f"{a.coder} is assigned to {a.session} twice. Keep one of the two.")
