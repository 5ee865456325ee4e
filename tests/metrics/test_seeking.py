"""M1, seeking proximity."""

from __future__ import annotations

import pytest

from tests.metrics.scenes import scene


def test_rate_counts_approaches_per_minute_of_reunion() -> None:
    row = scene("ep5 0-120", "approach 10; approach 20; approach 60").row("proximity_rate", "ep5", "reunion")
    assert (row.value, row.n, row.exposure_ms, row.unit) == (1.5, 3, 120_000, "per_min")  # 3 / 2 min


def test_approach_during_contact_is_not_counted() -> None:
    assert scene("ep5 0-60", "held 10-30; approach 20; approach 30").row("proximity_rate").evidence.events == ("e3",)


def test_approaches_in_quick_succession_are_one() -> None:
    # 12.999 s is less than 3 s after 10 s; 13 s is just 3 s after it; 15 s is 2 s after the last one kept
    row = scene("ep5 0-60", "approach 10; approach 12.999; approach 13; approach 15").row("proximity_rate")
    assert row.evidence.events == ("e1", "e3")


def test_an_approach_in_contact_does_not_stand_for_the_next_one() -> None:
    row = scene("ep5 0-60", "held 9-11; approach 10; approach 12").row("proximity_rate")
    assert row.evidence.events == ("e3",)


def test_approaches_at_the_same_moment_are_one() -> None:
    assert scene("ep5 0-60", "approach 10; approach 10", approach_gap=0).row("proximity_rate").n == 1


def test_bids_count_in_contact_too_and_are_never_merged() -> None:
    row = scene("ep5 0-60", "held 10-30; bid 20; bid 21").row("bids_rate")
    assert (row.value, row.n) == (2.0, 2)


def test_distress_with_the_caregiver_there_is_stress_outside_reunions() -> None:
    # DE [20, 60) in Ep 2; the approach at 61 s comes after it
    measured = scene("ep2 0-120", "cry 20-60; approach 30; approach 61")
    assert measured.row("proximity_rate", part="distress").n == 1
    assert measured.row("proximity_rate", "ep2", "distress").exposure_ms == 40_000


def test_calm_stretches_inside_a_distress_episode_are_stress() -> None:
    row = scene("ep2 0-120", "cry 20-40; cry 50-70; approach 45").row("proximity_rate", "ep2", "distress")
    assert (row.n, row.exposure_ms) == (1, 50_000)


def test_separation_is_no_window_although_the_child_is_distressed() -> None:
    measured = scene("ep4 0-60; ep5 60-120", "cry 0-60; approach 30")
    assert measured.row("proximity_rate").exposure_ms == 60_000
    assert not [row for row in measured.rows("proximity_rate") if row.episode == "ep4"]


def test_an_episode_that_no_stress_meets_has_no_row() -> None:
    assert not [row for row in scene("ep2 0-60; ep5 60-120").rows("proximity_rate") if row.episode == "ep2"]


def test_no_approach_seen_is_a_zero() -> None:
    row = scene("ep5 0-60").row("proximity_rate", "ep5", "reunion")
    assert (row.status, row.value, row.n) == ("zero", 0, 0)


def test_no_stress_at_all_is_na_no_exposure() -> None:
    row = scene("ep2 0-60").row("proximity_rate")
    assert (row.status, row.value, row.exposure_ms) == ("na_no_exposure", None, 0)


@pytest.mark.parametrize(("until", "status"), [("60", "zero"), ("59.999", "insufficient_obs")])
def test_half_of_the_window_must_be_observed(until: str, status: str) -> None:
    measured = scene("ep5 0-120", coded={"proximity": f"0-{until}"})
    assert measured.row("proximity_rate", "ep5", "reunion").status == status


def test_a_window_shorter_than_the_least_time_never_suffices() -> None:
    assert scene("ep5 0-29", "approach 3").row("proximity_rate").status == "insufficient_obs"


def test_what_was_counted_is_shown_even_where_too_little_was_observed() -> None:
    row = scene("ep5 0-29", "approach 3").row("proximity_rate")
    assert (row.value, row.n, row.exposure_ms) == (None, 1, 29_000)


def test_reunion_rows_need_no_distress_coding() -> None:
    measured = scene("ep2 0-60; ep5 60-120", "cry 0-50; approach 70", coded={"distress": ""})
    assert measured.row("proximity_rate", "ep5", "reunion").value == 1
    assert measured.row("proximity_rate", part="reunion").value == 1
    assert measured.row("proximity_rate").status == "not_coded"
    assert measured.row("proximity_rate", part="distress").status == "not_coded"


def test_not_coded_where_the_proximity_pass_was_not_coded() -> None:
    row = scene("ep5 0-60", "approach 5", coded={"proximity": ""}).row("proximity_rate", "ep5", "reunion")
    assert (row.status, row.value, row.n, row.exposure_ms) == ("not_coded", None, None, None)


def test_not_bound_names_the_role_and_is_one_row() -> None:
    (row,) = scene("ep5 0-60", roles={"approach": ()}).rows("proximity_rate")
    assert (row.episode, row.part, row.status, row.flags) == ("session", "all", "not_bound", ("approach",))


def test_reunion_rows_stand_where_the_scheme_binds_no_distress() -> None:
    measured = scene("ep5 0-60", "approach 5", roles={"distress": ()})
    assert (measured.row("proximity_rate").status, measured.row("proximity_rate").flags) == ("not_bound", ("distress",))
    assert measured.row("proximity_rate", "ep5", "reunion").value == 1


def test_a_reunion_that_was_not_held_is_not_run() -> None:
    row = scene("ep5 0-60").row("proximity_rate", "ep8", "reunion")
    assert (row.status, row.n, row.exposure_ms) == ("not_run", None, None)


def test_a_shortened_episode_is_flagged_curtailed() -> None:
    measured = scene("ep5 0-60 planned=180; ep8 60-120 planned=60")
    assert measured.row("proximity_rate", "ep5", "reunion").flags == ("curtailed",)
    assert measured.row("proximity_rate", "ep8", "reunion").flags == ()
    assert measured.row("proximity_rate").flags == ()
