"""Ids that give nothing away, and who may see whose coding."""

import pytest

from coder.app.errors import AppError
from coder.app.identity import check_child_id, default_person, visible_coders
from coder.model.coding import Coding, PassRecord
from coder.model.plan import Assignment, Reliability
from coder.model.scheme import Pass, Scheme
from coder.model.study import Person, Settings, Study

ANNA = Person(id="anna", roles=("coder",))
MARIA = Person(id="maria", roles=("coder", "supervisor"))


@pytest.mark.parametrize("text", ["c017", "C011", " s-12 ", "2231", "fam.07"])
def test_ids_of_letters_and_digits_are_kept(text):
    assert check_child_id(text) == text.strip()


@pytest.mark.parametrize("text", ["2024-03-17", "17.03.2024", "20240317", "3-7-24"])
def test_an_id_that_looks_like_a_date_is_refused(text):
    with pytest.raises(AppError, match="looks like a date"):
        check_child_id(text)


@pytest.mark.parametrize("text", ["Anna", "anna_k", "Smith-Jones"])
def test_an_id_that_looks_like_a_name_is_refused(text):
    with pytest.raises(AppError, match="looks like a name"):
        check_child_id(text)


@pytest.mark.parametrize("text", ["", "a b", "../c1", "ä1", "x" * 41])
def test_an_id_that_is_no_safe_file_name_is_refused(text):
    with pytest.raises(AppError, match="cannot be a child ID"):
        check_child_id(text)


def coding(coder: str, complete: bool = True) -> Coding:
    record = PassRecord(id="distress", coded=((0, 10),), complete=complete)
    return Coding(session="s1", coder=coder, scheme="x@1", passes=(record,))


TWO_PASSES = Scheme(
    id="x", revision=1, title="X", passes=(Pass(id="distress", title="Distress"), Pass(id="gaze", title="Gaze"))
)


def sees(someone: Person, blind: bool, *codings: Coding, plan: tuple[Assignment, ...] = ()) -> list[str]:
    study = Study(id="x", title="X", settings=Settings(blind=blind), reliability=Reliability(assignments=plan))
    return visible_coders(someone, study, {"x@1": TWO_PASSES}, "s1", codings)


def test_a_coder_sees_only_their_own_coding_while_the_study_is_blind():
    assert sees(ANNA, True, coding("anna"), coding("maria")) == ["anna"]
    assert sees(ANNA, False, coding("anna"), coding("maria")) == ["anna", "maria"]


def test_a_supervisor_sees_all_codings_but_not_where_they_still_code_themselves():
    assert sees(MARIA, True, coding("anna"), coding("maria")) == ["anna", "maria"]
    assert sees(MARIA, True, coding("anna"), coding("maria", complete=False)) == ["maria"]


@pytest.mark.parametrize("blind", [True, False])
def test_an_independent_second_coder_sees_nobody_elses_coding_before_they_begin(blind: bool):
    plan = (Assignment(session="s1", coder="maria", turn="second"),)
    assert sees(MARIA, blind, coding("anna"), plan=plan) == []
    assert sees(MARIA, blind, coding("anna")) == ["anna"]


@pytest.mark.parametrize("blind", [True, False])
def test_an_independent_second_coder_sees_nobody_elses_coding_until_every_assigned_pass_is_complete(blind: bool):
    whole = (Assignment(session="s1", coder="maria", turn="second"),)
    assert sees(MARIA, blind, coding("anna"), coding("maria"), plan=whole) == ["maria"]
    one_pass = (Assignment(session="s1", coder="maria", turn="second", passes=("distress",)),)
    assert sees(MARIA, blind, coding("anna"), coding("maria"), plan=one_pass) == ["anna", "maria"]


def test_an_assignment_of_another_session_hides_nothing_here():
    plan = (Assignment(session="s2", coder="maria", turn="second"),)
    assert sees(MARIA, False, coding("anna"), plan=plan) == ["anna"]


def test_the_first_supervisor_is_whom_a_study_opens_as():
    assert default_person(Study(id="x", title="X", people=(ANNA, MARIA))) == MARIA
    assert default_person(Study(id="x", title="X", people=(ANNA,))) == ANNA
    assert default_person(Study(id="x", title="X")) is None
