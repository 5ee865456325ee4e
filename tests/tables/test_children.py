"""The tables with one row per child: which coding counts, and what happens to further sessions of the same child."""

from __future__ import annotations

from typing import Any

from coder.metrics import MEASURES, STATUSES
from coder.model.coding import Coding, PassRecord
from coder.model.session import Participant, Session
from coder.tables import ChosenCoding, Table, child_table, chosen_coder, covariate_table, holds_condition
from coder.tables.names import STATUS_ENDING
from tests.metrics.scenes import SCHEME, scene

REUNION = "ep5 0-60; ep8 60-120"
SCHEMES = (SCHEME.ref, "still-face@1")


def chosen(child: str, session: str, events: str, scheme: str = SCHEME.ref, age: int | None = None) -> ChosenCoding:
    seen = scene(REUNION, events)
    about = Session(id=session, scheme=scheme, participant=Participant(child=child, age_days=age))
    return ChosenCoding(about, "anna", seen.measured.rows)


def cells(table: Table, row: Any) -> dict[str, Any]:
    return {column.name: row.cells.get(column.key) if column.key else row.child for column in table.columns}


def test_each_number_is_a_column_with_its_status_beside_it() -> None:
    table, (row,) = child_table([chosen("c1", "s1", "approach 9")], SCHEMES, "abc")
    found = cells(table, row)
    assert (found["child"], found["session"], found["coder"], found["params"]) == ("c1", "s1", "anna", "abc")
    assert (found["m1_reunion_ep5"], found["m1_reunion_ep5_status"]) == (1.0, "ok")
    assert (found["m1_reunion_ep8"], found["m1_reunion_ep8_status"]) == (0.0, "zero")
    assert (found["m3_ep5"], found["m3_ep5_status"]) == (None, "na_no_distress")
    assert (found["bids_rate_session"], found["bids_rate_session_status"]) == (0.0, "zero")


def test_the_five_measures_have_short_names_and_the_part_all_none() -> None:
    table, _ = child_table([chosen("c1", "s1", "cry 70-90")], SCHEMES, "abc")
    names = {column.name for column in table.columns}
    assert {"m1_session", "m3_session", "m4_ep5", "m5_ep5"} <= names
    assert not any(name.startswith(tuple(MEASURES)) and "_all_" in name for name in names)
    assert not {"proximity_rate_session", "comfort_latency_session"} & names


def test_every_number_of_the_long_table_is_in_the_wide_one() -> None:
    one = chosen("c1", "s1", "cry 5-30; approach 9; smile 70-80")
    table, (row,) = child_table([one], SCHEMES, "abc")
    pairs = [c for c in table.columns if c.name + STATUS_ENDING in {other.name for other in table.columns}]
    assert len(pairs) == len(one.rows)
    assert sorted(filter(None, (row.cells[c.key] for c in pairs))) == sorted(r.value for r in one.rows if r.value)
    assert all(c.reason == c.name + STATUS_ENDING and c.definition for c in pairs)
    assert dict(table.column("m1_session_status").allowed) == STATUSES


def test_columns_follow_the_catalogue_and_episodes_their_numbers() -> None:
    table, _ = child_table([chosen("c1", "s1", "approach 9")], SCHEMES, "abc")
    names = [column.name for column in table.columns]
    wanted = ["m1_session", "m1_reunion_session", "m1_distress_session", "m1_reunion_ep5", "m1_reunion_ep8"]
    assert [name for name in names if name in wanted] == wanted
    assert names.index("bids_rate_session") < names.index("m3_session") < names.index("m4_session")


def test_a_second_session_of_a_child_has_columns_of_its_own() -> None:
    first, second = chosen("c1", "s2", "approach 9", age=300), chosen("c1", "s1", "approach 9; approach 20", age=400)
    table, (row,) = child_table([second, first], SCHEMES, "abc")
    found = cells(table, row)
    assert (found["session"], found["session_2"]) == ("s2", "s1")
    assert (found["m1_reunion_ep5"], found["m1_reunion_ep5_2"]) == (1.0, 2.0)
    assert found["m1_reunion_ep5_2_status"] == "ok"


def test_a_session_with_another_scheme_never_shares_a_column() -> None:
    rows = [chosen("c1", "s1", "approach 9"), chosen("c2", "s2", "approach 9; approach 20", "still-face@1")]
    table, (one, other) = child_table(rows, SCHEMES, "abc")
    assert cells(table, one)["m1_reunion_ep5"] == 1.0
    assert cells(table, other)["m1_reunion_ep5"] is None
    assert cells(table, other)["m1_reunion_ep5_still_face"] == 2.0


def test_revisions_of_a_scheme_are_the_same_procedure() -> None:
    rows = [chosen("c1", "s1", "approach 9"), chosen("c2", "s2", "approach 9", SCHEME.ref.replace("@1", "@2"))]
    table, (_, other) = child_table(rows, SCHEMES, "abc")
    assert cells(table, other)["m1_reunion_ep5"] == 1.0


def coding(coder: str, begun: bool = True) -> Coding:
    passes = (PassRecord(id="distress", coded=((0, 1000),)),) if begun else ()
    return Coding(session="s1", coder=coder, scheme=SCHEME.ref, passes=passes)


def test_the_consensus_counts_then_the_first_coder_who_has_begun() -> None:
    assert chosen_coder([coding("anna"), coding("consensus"), coding("maria")]) == "consensus"
    assert chosen_coder([coding("maria"), coding("anna")]) == "anna"
    assert chosen_coder([coding("anna", begun=False), coding("maria")]) == "maria"
    assert chosen_coder([coding("consensus", begun=False), coding("maria")]) == "maria"
    assert chosen_coder([coding("anna", begun=False)]) == "anna"
    assert chosen_coder([]) is None


def test_a_child_nobody_has_coded_is_in_the_table_without_numbers() -> None:
    uncoded = Session(id="s2", scheme=SCHEME.ref, participant=Participant(child="c2"))
    table, rows = child_table([chosen("c1", "s1", ""), ChosenCoding(uncoded, None, ())], SCHEMES, "abc")
    found = cells(table, rows[1])
    assert (found["child"], found["session"], found["coder"], found["m1_session"]) == ("c2", "s2", None, None)


def session(child: str, session_id: str = "s1", **covariates: Any) -> Session:
    about = Participant(child=child, age_days=covariates.pop("age_days", None), covariates=covariates)
    return Session(id=session_id, scheme=SCHEME.ref, participant=about)


def test_covariates_keep_their_kind() -> None:
    sessions = [
        session("c1", age_days=372, openness=3.5, siblings=2, first_born=True, group="x", mixed=1),
        session("c2", "s2", openness=4, siblings=None, first_born=False, mixed="one"),
    ]
    table, (one, other) = covariate_table(sessions, SCHEMES, with_condition=True)
    kinds = {column.name: column.type for column in table.columns}
    assert kinds == {
        "child": "text",
        "session": "text",
        "age_days": "integer",
        "release": "text",
        "openness": "number",
        "siblings": "integer",
        "first_born": "integer",
        "group": "text",
        "mixed": "text",
    }
    assert cells(table, one) | {"child": 0} == {
        "child": 0,
        "session": "s1",
        "age_days": 372,
        "release": "lab",
        "openness": 3.5,
        "siblings": 2,
        "first_born": 1,
        "group": "x",
        "mixed": "1",
    }
    assert (cells(table, other)["siblings"], cells(table, other)["first_born"]) == (None, 0)
    assert dict(table.column("first_born").allowed) == {"0": "no", "1": "yes"}


def test_a_covariate_of_any_name_gets_a_valid_one_and_keeps_its_own_as_label() -> None:
    given = {"Big-Five: Offenheit": 1, "big_five_offenheit": 2, "session": "mine", "child": "yours", "2nd": 1, "": 0}
    about = Participant(child="c1", covariates=given)
    sessions = [Session(id="s1", scheme=SCHEME.ref, participant=about)]
    table, (row,) = covariate_table(sessions, SCHEMES, with_condition=True)
    columns = {column.label: column.name for column in table.columns if column.definition.startswith("A covariate")}
    assert columns == {
        "Big-Five: Offenheit": "Big_Five_Offenheit",
        "big_five_offenheit": "big_five_offenheit_2",
        "session": "session_2",
        "child": "child_2",
        "2nd": "v_2nd",
        "": "v",
    }
    assert row.cells["session_2"] == "mine" and row.cells["session"] == "s1"


def test_the_condition_stays_in_a_blind_study_however_it_is_written() -> None:
    sessions = [session("c1", condition="A", Condition="B", conditional=1)]
    assert holds_condition(sessions[0])
    blind, _ = covariate_table(sessions, SCHEMES, with_condition=False)
    lifted, _ = covariate_table(sessions, SCHEMES, with_condition=True)
    assert {c.name for c in lifted.columns} - {c.name for c in blind.columns} == {"condition", "Condition_2"}
    assert "conditional" in {column.name for column in blind.columns}


def test_covariates_of_a_second_session_stand_beside_those_of_the_first() -> None:
    sessions = [session("c1", age_days=300, group="x"), session("c1", "s2", age_days=700, group="y")]
    table, (row,) = covariate_table(sessions, SCHEMES, with_condition=True)
    found = cells(table, row)
    assert (found["age_days"], found["age_days_2"], found["group"], found["group_2"]) == (300, 700, "x", "y")


def test_a_number_too_large_to_be_exact_stays_a_text() -> None:
    table, (row,) = covariate_table([session("c1", code=2**60)], SCHEMES, with_condition=True)
    assert (table.column("code").type, row.cells["code"]) == ("text", str(2**60))


def test_a_study_without_sessions_has_tables_without_rows() -> None:
    table, rows = covariate_table([], SCHEMES, with_condition=True)
    assert [column.name for column in table.columns] == ["child", "session", "age_days", "release"] and rows == []
    assert child_table([], SCHEMES, "abc")[1] == []
