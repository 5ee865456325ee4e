"""M2, secure base behaviour."""

from __future__ import annotations

import pytest

from tests.metrics.scenes import scene


def test_secure_base_time_is_exploration_within_reach_of_a_check_back() -> None:
    # X = [0, 100); the check at 50 reaches [20, 80)
    row = scene("ep2 0-120", "manipulates 0-100; shows 50").row("sb_time", "ep2")
    assert (row.value, row.n, row.exposure_ms, row.unit) == (60_000, 1, 120_000, "ms")


def test_reaches_that_overlap_count_once() -> None:
    assert scene("ep2 0-120", "manipulates 0-100; shows 50; shows 60").row("sb_time", "ep2").value == 70_000


@pytest.mark.parametrize(("pause", "spans"), [("12.999", 1), ("13", 2)])
def test_pauses_in_manipulation_are_joined_below_three_seconds(pause: str, spans: int) -> None:
    measured = scene("ep2 0-60", f"manipulates 0-10; manipulates {pause}-30")
    assert measured.row("x_time", "ep2").n == spans


@pytest.mark.parametrize(("pause", "spans"), [("10.999", 1), ("11", 2)])
def test_pauses_in_locomotion_are_joined_below_one_second(pause: str, spans: int) -> None:
    assert scene("ep2 0-60", f"moves 0-10; moves {pause}-30").row("x_time", "ep2").n == spans


def test_distress_and_being_held_are_no_exploration() -> None:
    # of [0, 50): held [10, 15) and cry [20, 30) go
    row = scene("ep2 0-60", "manipulates 0-50; held 10-15; cry 20-30").row("x_time", "ep2")
    assert (row.value, row.n) == (35_000, 3)


def test_touching_is_not_being_held() -> None:
    assert scene("ep2 0-60", "manipulates 0-50; touching 10-15").row("x_time", "ep2").value == 50_000


def test_a_fuss_too_short_for_distress_takes_nothing_away() -> None:
    assert scene("ep2 0-60", "manipulates 0-50; fuss 10-12").row("x_time", "ep2").value == 50_000


@pytest.mark.parametrize(("at", "n"), [("15", 1), ("15.001", 0), ("9.999", 1)])
def test_a_check_back_may_follow_exploration_by_five_seconds(at: str, n: int) -> None:
    assert scene("ep2 0-60", f"manipulates 0-10; shows {at}").row("checks", "ep2").n == n


def test_a_look_shorter_than_its_least_length_does_not_count() -> None:
    measured = scene("ep2 0-60", "manipulates 0-50; look_caregiver 10-10.299; look_caregiver 20-20.3")
    assert measured.row("checks", "ep2").evidence.events == ("e3",)


def test_looks_with_a_short_pause_are_one_look() -> None:
    measured = scene("ep2 0-60", "manipulates 0-50; look_caregiver 10-11; look_face 11.999-13; look_face 14-15")
    assert measured.row("checks", "ep2").evidence.events == ("e2", "e4")


def test_a_look_and_showing_at_the_same_moment_are_one_check_back() -> None:
    assert scene("ep2 0-60", "manipulates 0-50; look_caregiver 10-11; shows 10").row("checks", "ep2").n == 1


def test_a_look_that_began_before_the_session_is_no_check_back() -> None:
    assert scene("ep2 10-60", "manipulates 10-50; look_caregiver 5-20").row("checks", "ep2").n == 0


def test_a_check_back_outside_the_base_episode_does_not_count() -> None:
    row = scene("ep2 0-60; ep3 60-90", "manipulates 0-90; shows 70").row("checks", "ep2")
    assert row.status == "zero"


def test_rate_is_per_minute_of_exploration() -> None:
    row = scene("ep2 0-120", "manipulates 0-30; shows 5; shows 10").row("check_rate", "ep2")
    assert (row.value, row.exposure_ms) == (4.0, 30_000)  # 2 / 0.5 min


def test_gap_is_the_median_time_between_successive_check_backs() -> None:
    row = scene("ep2 0-120", "manipulates 0-100; shows 10; shows 20; shows 50; shows 90").row("check_gap", "ep2")
    assert (row.value, row.n) == (30_000, 3)  # 10, 30, 40


def test_one_check_back_has_no_gap() -> None:
    row = scene("ep2 0-120", "manipulates 0-100; shows 10").row("check_gap", "ep2")
    assert (row.status, row.n) == ("na_no_exposure", 0)


def test_longest_exploration_names_its_stretch() -> None:
    row = scene("ep2 0-120", "manipulates 0-20; manipulates 40-70; moves 100-110").row("x_longest", "ep2")
    assert (row.value, str(row.evidence)) == (30_000, "e2;40000-70000")


def test_no_exploration_is_zero_and_gives_no_rate() -> None:
    measured = scene("ep2 0-60", "shows 5")
    zero = {"sb_time", "sb_prop", "x_time", "x_prop", "x_longest", "checks"}
    assert {name for name in zero if measured.row(name, "ep2").status == "zero"} == zero
    assert measured.row("check_rate", "ep2").status == "na_no_exposure"


def test_observed_means_that_both_exploring_and_looking_can_be_seen() -> None:
    row = scene("ep2 0-60", "manipulates 0-60; gaze_u 0-20").row("x_time", "ep2")
    assert (row.value, row.exposure_ms) == (40_000, 40_000)


def test_too_little_observed_holds_for_every_number() -> None:
    measured = scene("ep2 0-60", "manipulates 0-60; gaze_u 0-31")
    rows = [
        row for row in measured.measured.rows if row.episode == "ep2" and row.measure.startswith(("sb", "x_", "ch"))
    ]
    assert {row.status for row in rows} == {"insufficient_obs"}
    assert len(rows) == 8


def test_play_without_the_caregiver_is_no_exposure() -> None:
    assert (
        scene("ep4 0-60", "manipulates 0-60", base_episodes="separation").row("x_time", "ep4").status
        == "na_no_exposure"
    )


@pytest.mark.parametrize("lost", ["distress", "proximity"])
def test_what_was_not_coded_is_not_subtracted_and_flagged(lost: str) -> None:
    row = scene("ep2 0-60", "manipulates 0-50; held 10-15; cry 20-30", coded={lost: ""}).row("x_time", "ep2")
    assert row.flags == ("not_subtracted",)
    assert row.value == {"distress": 45_000, "proximity": 40_000}[lost]


def test_what_the_scheme_does_not_bind_is_not_subtracted_and_flagged() -> None:
    row = scene("ep2 0-60", "manipulates 0-50; held 10-15", roles={"held": ()}).row("x_time", "ep2")
    assert (row.value, row.flags) == (50_000, ("not_subtracted",))


def test_base_episodes_are_chosen_by_kind_or_id() -> None:
    measured = scene("ep2 0-60; ep3 60-120; ep5 120-180", base_episodes="reunion,ep3")
    assert [row.episode for row in measured.rows("sb_time")] == ["ep3", "ep5", "ep8"]
    assert measured.row("sb_time", "ep8").status == "not_run"


def test_not_coded_and_not_bound() -> None:
    assert scene("ep2 0-60", coded={"gaze": ""}).row("sb_time", "ep2").status == "not_coded"
    (row,) = scene("ep2 0-60", roles={"explore": (), "check_back": ()}).rows("sb_time")
    assert (row.status, row.flags) == ("not_bound", ("explore", "check_back"))
