"""Names of columns that SPSS, Stata and R take."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.tables import Column, Table
from coder.tables.names import abbreviated, natural, valid_name, with_short_names

VALID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@given(st.text(max_size=90), st.lists(st.text(max_size=5)), st.integers(12, 64))
def test_any_text_becomes_a_valid_name_that_is_not_taken(text: str, taken: list[str], longest: int) -> None:
    name = valid_name(text, taken, longest)
    assert VALID.fullmatch(name) and len(name) <= longest
    assert name.lower() not in {other.lower() for other in taken}


@pytest.mark.parametrize("word", ["by", "With", "if", "str5", "long", "TRUE", "all"])
def test_a_word_that_a_package_keeps_for_itself_is_no_name(word: str) -> None:
    assert valid_name(word) == f"v_{word}"


def test_a_name_that_is_fine_stays_as_it_is() -> None:
    assert valid_name("m1_reunion_ep5") == "m1_reunion_ep5"
    assert abbreviated("m1_reunion_ep5_status", 32) == "m1_reunion_ep5_status"


def test_a_name_loses_vowels_from_its_end_and_keeps_the_ending_of_a_status() -> None:
    assert abbreviated("exploration_inhibition_session", 28) == "exploration_inhibition_sessn"
    assert abbreviated("exploration_inhibition_session_status", 32) == "exploration_inhibitn_sssn_status"


@given(st.lists(st.from_regex(r"[a-z]{20,40}_ep[0-9]", fullmatch=True), min_size=1, max_size=8, unique=True))
def test_shortened_names_differ_from_each_other_and_name_the_reasons_beside_them(names: list[str]) -> None:
    columns = tuple(Column(name, "number", name, reason=f"{name}_status") for name in names)
    statuses = tuple(Column(f"{name}_status", "text", name) for name in names)
    short = with_short_names(Table("t", "row", columns + statuses), 20)
    found = [column.name for column in short.columns]
    assert len({name.lower() for name in found}) == len(found)
    assert all(len(name) <= 20 for name in found)
    assert [column.source for column in short.columns] == [column.name for column in columns + statuses]
    assert all(column.reason in found for column in short.columns[: len(names)])


def test_names_with_numbers_are_sorted_by_number() -> None:
    assert sorted(["ep10", "ep2", "session", "ep1"], key=natural) == ["ep1", "ep2", "ep10", "session"]
