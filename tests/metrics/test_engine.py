"""What holds for all measures: the worked example, the order of rows, statuses and evidence."""

from __future__ import annotations

import pickle
from dataclasses import fields
from typing import get_args

import pytest

from coder.metrics import DEFAULTS, FAMILIES, FIVE, MEASURES, MeasureRow, OpportunityRow, Status, measure
from coder.metrics.wording import FLAGS, STATUSES
from tests.metrics.scenes import Scene, scene

WORKED = {
    "episodes": "ep1 0-30; ep2 30-210; ep3 210-390; ep4 390-480 planned=180; ep5 480-660; ep6 660-700 planned=180; "
    "ep7 700-760 planned=180; ep8 760-940",
    "events": "cry 400-478; cry 485-512; fuss 520-526; cry 665-790; approach 481; approach 482.5; approach 489; "
    "approach 762; approach 900; held 491-560 by=caregiver; held 763-850 by=child",
}


@pytest.fixture(scope="module")
def worked() -> Scene:
    return scene(**WORKED)


def test_worked_example_two_distress_episodes(worked: Scene) -> None:
    # gaps 7 s and 8 s are shorter than calm; the gap from 526 s to 665 s is not
    found = {(row.de_on, row.de_off) for row in worked.measured.opportunities}
    assert found == {(400_000, 526_000), (665_000, 790_000)}


def test_worked_example_seeking(worked: Scene) -> None:
    # W = Ep 5 + Ep 8 = 360 s; 482.5 s is 1.5 s after 481 s; 4 / 6 min, 2 / 3 min, 2 / 3 min
    assert worked.row("proximity_rate").exposure_ms == 360_000
    assert worked.row("proximity_rate").value == pytest.approx(4 / 6)
    assert worked.row("proximity_rate", "ep5", "reunion").value == pytest.approx(2 / 3)
    assert worked.row("proximity_rate", "ep8", "reunion").value == pytest.approx(2 / 3)


def test_worked_example_comfort(worked: Scene) -> None:
    assert worked.row("comfort_latency", "ep5").value == 481_000 - 480_000
    assert worked.row("comfort_latency", "ep8").value == 762_000 - 760_000
    assert [row.part for row in worked.opportunities("comfort_latency")] == ["at_entry", "at_entry"]


def test_worked_example_soothing(worked: Scene) -> None:
    # 526 + 15 <= 660 and 790 + 15 <= 940: both confirmed
    assert worked.row("calm_latency", "ep5").value == 526_000 - 480_000
    assert worked.row("calm_latency", "ep8").value == 790_000 - 760_000
    assert worked.row("distress_prop", "ep5").value == pytest.approx((27 + 6) / 180)


def test_worked_example_soothing_from_contact() -> None:
    from_contact = scene(**WORKED, soothe_from="contact")
    assert from_contact.row("calm_latency", "ep5").value == 526_000 - 491_000
    assert from_contact.row("calm_latency", "ep8").value == 790_000 - 763_000


def test_rows_come_by_measure_then_session_then_episodes_then_those_not_held(worked: Scene) -> None:
    names = [row.measure for row in worked.measured.rows]
    assert list(dict.fromkeys(names)) == list(MEASURES)
    seeking = [(row.episode, row.part) for row in scene("ep3 0-60; ep5 60-120", "cry 5-20").rows("bids_rate")]
    assert seeking == [
        ("session", "all"),
        ("session", "reunion"),
        ("session", "distress"),
        ("ep3", "distress"),
        ("ep5", "reunion"),
        ("ep8", "reunion"),
    ]


def test_a_row_is_told_apart_by_episode_measure_and_part(worked: Scene) -> None:
    keys = [(row.episode, row.measure, row.part) for row in worked.measured.rows]
    assert len(keys) == len(set(keys))


def test_every_row_names_session_child_coder_and_parameters(worked: Scene) -> None:
    for row in (*worked.measured.rows, *worked.measured.opportunities):
        assert (row.session, row.child, row.coder, row.params) == ("s1", "c1", "anna", DEFAULTS.params)


def test_a_value_is_there_exactly_for_the_statuses_that_have_one(worked: Scene) -> None:
    for row in worked.measured.rows:
        assert (row.value is None) == (row.status not in ("ok", "zero", "event"))
        assert (row.n is None) == (row.exposure_ms is None) == (row.status in ("not_coded", "not_run", "not_bound"))
        assert row.unit == MEASURES[row.measure].unit


def test_flags_and_statuses_have_words(worked: Scene) -> None:
    assert list(STATUSES) == list(get_args(Status))
    for row in (*worked.measured.rows, *worked.measured.opportunities):
        assert row.status == "not_bound" or set(row.flags) <= set(FLAGS)


def test_the_five_measures_can_be_asked_for_alone(worked: Scene) -> None:
    alone = measure(worked.tracks, families=FIVE)
    assert {MEASURES[row.measure].family for row in alone.rows} == set(FIVE)
    assert set(FAMILIES) == {one.family for one in MEASURES.values()}
    assert alone.opportunities == worked.measured.opportunities


def test_a_session_without_episodes_gives_reasons_and_no_numbers() -> None:
    everything = dict.fromkeys(("distress", "proximity", "exploration", "gaze", "affect", "caregiver"), "0-60")
    measured = scene("", "cry 5-30; approach 9; smile 40-41", coded=everything).measured
    coded = [row for row in measured.rows if row.flags != ("no_hr",)]
    assert {row.status for row in coded} == {"na_no_exposure", "not_run", "not_bound"}
    assert measured.opportunities == ()


def test_nothing_coded_gives_no_zero() -> None:
    passes = dict.fromkeys(("distress", "proximity", "exploration", "gaze", "affect", "caregiver"), "")
    rows = scene("ep2 0-60; ep5 60-120", "smile 5-6; approach 70", coded=passes).measured.rows
    assert {row.status for row in rows} == {"not_coded", "not_run", "not_bound"}


def test_evidence_names_events_of_the_coding_and_stretches_of_time(worked: Scene) -> None:
    for row in worked.measured.rows:
        assert set(row.evidence.events) <= {f"e{i}" for i in range(1, 12)}
        assert all(on < off for on, off in row.evidence.spans)
    assert str(worked.row("distress_prop", "ep5").evidence) == "e2;e3;485000-512000;520000-526000"


def test_rows_can_be_sent_to_another_process(worked: Scene) -> None:
    assert pickle.loads(pickle.dumps(worked.measured)) == worked.measured


def test_columns_are_in_the_order_of_the_tables() -> None:
    assert " ".join(field.name for field in fields(MeasureRow)) == (
        "session child coder episode measure part value unit n exposure_ms status lower_ms upper_ms flags evidence "
        "params"
    )
    assert " ".join(field.name for field in fields(OpportunityRow)) == (
        "session child coder measure episode part de_on de_off spell_on spell_off t0 time event cause status lower "
        "upper flags evidence params"
    )
