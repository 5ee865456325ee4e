"""M3, comfort seeking."""

from __future__ import annotations

import pytest

from coder.metrics import MeasureRow
from tests.metrics.scenes import scene

MEASURE = "comfort_latency"


def session_row(*args: object, **rest: object) -> MeasureRow:
    return scene(*args, **rest).row(MEASURE)


@pytest.mark.parametrize("seeking", ["approach 9", "bid 9", "held 9-20 by=child", "touching 9-20 by=child"])
def test_the_first_approach_bid_or_own_contact_ends_the_wait(seeking: str) -> None:
    row = session_row("ep5 0-60", f"cry 5-25; {seeking}")
    assert (row.status, row.value, row.lower_ms, row.upper_ms) == ("event", 4_000, 4_000, 4_000)


def test_seeking_at_once_is_a_latency_of_zero_and_an_event() -> None:
    row = session_row("ep5 0-60", "cry 5-25; approach 5")
    assert (row.status, row.value) == ("event", 0)


def test_picked_up_first_is_a_competing_end() -> None:
    row = session_row("ep5 0-60", "cry 5-25; held 8-20 by=caregiver; approach 9")
    assert (row.status, row.value, row.lower_ms, row.upper_ms) == ("competing:caregiver", None, 3_000, None)


def test_contact_without_an_initiator_needs_one() -> None:
    row = session_row("ep5 0-60", "cry 5-25; held 8-20; approach 9")
    assert (row.status, row.value, row.lower_ms, row.upper_ms) == ("needs_initiator", None, None, None)


def test_contact_begun_by_the_stranger_needs_an_initiator_too() -> None:
    assert session_row("ep5 0-60", "cry 5-25; held 8-20 by=stranger").status == "needs_initiator"


def test_at_the_same_moment_the_child_comes_before_the_caregiver() -> None:
    assert session_row("ep5 0-60", "cry 5-25; held 8-20 by=caregiver; approach 8").status == "event"


def test_a_hand_over_inside_contact_is_no_onset() -> None:
    row = session_row("ep5 0-60", "touching 2-8 by=child; held 8-30 by=caregiver; cry 5-25")
    assert row.status == "na_already_contact"


def test_in_contact_since_before_the_clock_is_na_already_contact() -> None:
    row = session_row("ep5 0-60", "held 2-10 by=child; cry 5-25; approach 12")
    assert (row.status, row.value, row.lower_ms, row.n, row.exposure_ms) == (
        "na_already_contact",
        None,
        None,
        1,
        20_000,
    )


def test_contact_that_begins_with_the_clock_is_an_onset() -> None:
    assert session_row("ep5 0-60", "held 5-10 by=caregiver; cry 5-25").status == "competing:caregiver"


def test_contact_from_before_the_session_is_no_onset() -> None:
    assert session_row("ep5 10-60", "held 2-30 by=child; cry 2-25").status == "na_already_contact"


def test_distress_that_ends_without_seeking_is_self_recovered() -> None:
    row = session_row("ep5 0-60", "cry 5-25")
    assert (row.status, row.lower_ms, row.upper_ms) == ("competing:self_recovered", 20_000, None)


def test_distress_that_ends_with_the_spell_is_self_recovered() -> None:
    assert session_row("ep5 0-60; ep6 60-90", "cry 5-60").status == "competing:self_recovered"


def test_still_distressed_when_the_caregiver_leaves_is_right_censored() -> None:
    row = session_row("ep3 0-60; ep4 60-90", "cry 50-70")
    assert (row.status, row.value, row.lower_ms, row.upper_ms) == ("right_censored", None, 10_000, None)


def test_a_cry_left_open_is_right_censored() -> None:
    assert session_row("ep5 0-60", "cry 50-").status == "right_censored"


def test_seeking_after_distress_is_no_event() -> None:
    assert session_row("ep5 0-60", "cry 5-25; approach 25").status == "competing:self_recovered"


def test_distress_brought_along_is_timed_from_the_entry() -> None:
    measured = scene("ep4 0-60; ep5 60-120", "cry 40-80; approach 50; approach 63")
    row = measured.row(MEASURE)
    assert (row.value, row.flags) == (3_000, ("at_entry",))
    assert measured.opportunities(MEASURE)[0].part == "at_entry"


def test_distress_that_begins_with_the_caregiver_there_is_within() -> None:
    assert session_row("ep5 0-60", "cry 5-25").flags == ("within",)


def test_unobserved_time_before_the_event_censors_the_interval() -> None:
    # proximity cannot be seen from 8 s on; the bid at 12 s can: between 3 s and 7 s
    row = session_row("ep5 0-60", "cry 5-25; proximity_u 8-10; bid 12")
    assert (row.status, row.value, row.lower_ms, row.upper_ms) == ("event", 7_000, 3_000, 7_000)
    assert row.flags == ("within", "interval_censored")


def test_unobserved_time_before_a_competing_end_lowers_the_bound() -> None:
    row = session_row("ep5 0-60", "cry 5-25; proximity_u 8-10")
    assert (row.status, row.lower_ms, row.upper_ms) == ("competing:self_recovered", 3_000, None)


def test_unobserved_time_after_the_event_does_not_matter() -> None:
    assert session_row("ep5 0-60", "cry 5-25; approach 7; proximity_u 8-10").flags == ("within",)


@pytest.mark.parametrize(("until", "status"), [("15", "competing:self_recovered"), ("15.001", "insufficient_obs")])
def test_more_than_half_unobserved_and_no_event_is_insufficient(until: str, status: str) -> None:
    row = session_row("ep5 0-60", f"cry 5-25; proximity_u 5-{until}")
    assert row.status == status
    assert (row.lower_ms is None) == (status == "insufficient_obs")


def test_a_door_gap_is_not_unobserved_time_and_seeking_in_it_counts() -> None:
    row = session_row("ep2 0-60; ep3 62-120", "cry 55-70; approach 61")
    assert (row.status, row.value, row.flags) == ("event", 6_000, ("within",))


def test_no_distress_is_no_opportunity() -> None:
    row = session_row("ep5 0-60")
    assert (row.status, row.n, row.exposure_ms, row.lower_ms) == ("na_no_distress", 0, 0, None)


def test_distress_without_the_caregiver_is_no_exposure_in_the_session() -> None:
    measured = scene("ep4 0-60; ep5 60-120", "cry 10-50")
    assert measured.row(MEASURE).status == "na_no_exposure"
    assert measured.row(MEASURE, "ep5").status == "na_no_distress"


def test_distress_outside_all_episodes_is_never_scored() -> None:
    assert session_row("ep2 0-60; ep5 120-180", "cry 70-90").status == "na_no_distress"


def test_a_caregiver_who_was_never_there_is_no_exposure() -> None:
    assert session_row("ep4 0-60").status == "na_no_exposure"


def test_an_episode_into_which_distress_runs_on_has_no_opportunity_of_its_own() -> None:
    measured = scene("ep2 0-60; ep3 60-120", "cry 50-70")
    assert measured.row(MEASURE, "ep2").n == 1
    assert (measured.row(MEASURE, "ep3").status, measured.row(MEASURE, "ep3").n) == ("na_no_exposure", 0)


def test_an_episode_in_which_distress_was_not_coded_is_insufficient() -> None:
    measured = scene("ep2 0-60; ep3 60-120", coded={"distress": "0-60"})
    assert measured.row(MEASURE, "ep2").status == "na_no_distress"
    assert measured.row(MEASURE, "ep3").status == "insufficient_obs"


def test_a_row_is_the_first_opportunity_and_n_counts_all() -> None:
    measured = scene("ep2 0-60; ep5 60-120", "cry 5-15; approach 7; cry 35-45; cry 70-80; approach 71")
    assert (measured.row(MEASURE).value, measured.row(MEASURE).n) == (2_000, 3)
    assert (measured.row(MEASURE, "ep2").value, measured.row(MEASURE, "ep2").n) == (2_000, 2)
    assert (measured.row(MEASURE, "ep5").value, measured.row(MEASURE, "ep5").n) == (1_000, 1)


def test_a_clock_that_starts_in_a_door_gap_belongs_to_the_next_episode() -> None:
    assert scene("ep2 0-60; ep3 62-120", "cry 61-70").opportunities(MEASURE)[0].episode == "ep3"


def test_not_coded_gives_rows_but_no_opportunities() -> None:
    measured = scene("ep5 0-60", "cry 5-25", coded={"proximity": ""})
    assert {row.status for row in measured.rows(MEASURE)} == {"not_coded", "not_run"}
    assert measured.opportunities(MEASURE) == []


def test_not_bound_is_one_row_and_no_opportunity() -> None:
    measured = scene("ep5 0-60", "cry 5-25", roles={"bid": ()})
    assert [(row.status, row.flags) for row in measured.rows(MEASURE)] == [("not_bound", ("bid",))]
    assert measured.opportunities(MEASURE) == []


def test_evidence_names_the_deciding_event_the_distress_and_the_stretch() -> None:
    row = session_row("ep5 0-60", "cry 5-25; approach 9")
    assert str(row.evidence) == "e2;e1;5000-9000"


@pytest.mark.parametrize(
    ("events", "event", "cause", "time"),
    [
        ("cry 5-25; approach 9", 1, None, 4_000),
        ("cry 5-25; held 8-20 by=caregiver", 2, "caregiver", 3_000),
        ("cry 5-25", 2, "self_recovered", 20_000),
        ("cry 50-", 0, None, 10_000),
        ("cry 5-25; held 8-20", None, None, None),
    ],
)
def test_opportunities_speak_the_language_of_survival_models(
    events: str, event: int | None, cause: str | None, time: int | None
) -> None:
    (row,) = scene("ep5 0-60", events).opportunities(MEASURE)
    assert (row.event, row.cause, row.time) == (event, cause, time)
