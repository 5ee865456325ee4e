"""Ids that give nothing away, and who may see whose coding."""

import pytest

from coder.app.errors import AppError
from coder.app.identity import check_child_id, default_person, visible_coders
from coder.model.coding import Coding, PassRecord
from coder.model.study import Person, Study

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


def test_a_coder_sees_only_their_own_coding_while_the_study_is_blind():
    assert visible_coders(ANNA, True, [coding("anna"), coding("maria")]) == ["anna"]
    assert visible_coders(ANNA, False, [coding("anna"), coding("maria")]) == ["anna", "maria"]


def test_a_supervisor_sees_all_codings_but_not_where_they_still_code_themselves():
    assert visible_coders(MARIA, True, [coding("anna"), coding("maria")]) == ["anna", "maria"]
    assert visible_coders(MARIA, True, [coding("anna"), coding("maria", complete=False)]) == ["maria"]


def test_the_first_supervisor_is_whom_a_study_opens_as():
    assert default_person(Study(id="x", title="X", people=(ANNA, MARIA))) == MARIA
    assert default_person(Study(id="x", title="X", people=(ANNA,))) == ANNA
    assert default_person(Study(id="x", title="X")) is None
