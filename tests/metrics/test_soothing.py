"""M4, ease of soothing, the share in distress and the way back to play."""

from __future__ import annotations

import pytest

from tests.metrics.scenes import scene


def test_time_to_calm_runs_from_entry_to_the_end_of_distress() -> None:
    row = scene("ep4 0-60; ep5 60-120", "cry 40-80").row("calm_latency", "ep5")
    assert (row.status, row.value, row.lower_ms, row.upper_ms, row.flags) == (
        "event",
        20_000,
        20_000,
        20_000,
        ("at_entry",),
    )


@pytest.mark.parametrize(("off", "status"), [("45", "event"), ("45.001", "right_censored")])
def test_calm_is_an_event_only_when_its_full_time_was_seen(off: str, status: str) -> None:
    row = scene("ep5 0-60; ep6 60-90", f"cry 20-{off}").row("calm_latency")
    assert row.status == status


def test_calm_not_confirmed_is_censored_at_the_end_of_distress() -> None:
    row = scene("ep5 0-60; ep6 60-90", "cry 20-50").row("calm_latency")
    assert (row.status, row.value, row.lower_ms, row.upper_ms) == ("right_censored", None, 30_000, None)


def test_distress_that_outlasts_the_caregiver_is_censored_at_the_parting() -> None:
    row = scene("ep5 0-60; ep6 60-90", "cry 20-80").row("calm_latency")
    assert (row.status, row.lower_ms) == ("right_censored", 40_000)


def test_unobserved_distress_leaves_calm_unconfirmed() -> None:
    assert scene("ep5 0-60", "cry 20-30; distress_u 44-50").row("calm_latency").status == "right_censored"
    assert scene("ep5 0-60", "cry 20-30; distress_u 45-50").row("calm_latency").status == "event"


def test_unobserved_time_never_censors_the_interval_of_calm() -> None:
    row = scene("ep5 0-60", "cry 20-25; distress_u 25-27; cry 27-30").row("calm_latency")
    assert (row.value, row.lower_ms, row.flags) == (10_000, 10_000, ("within",))


def test_a_later_distress_in_the_same_spell_is_a_relapse() -> None:
    first, second = scene("ep5 0-120", "cry 5-20; cry 60-70").opportunities("calm_latency")
    assert (first.flags, second.flags) == ((), ("relapse",))


def test_a_distress_in_the_next_spell_is_no_relapse() -> None:
    rows = scene("ep5 0-60; ep6 60-90; ep8 90-150", "cry 5-20; cry 100-110").opportunities("calm_latency")
    assert [row.flags for row in rows] == [(), ()]


def test_one_distress_over_two_spells_is_two_opportunities() -> None:
    rows = scene("ep3 0-60; ep4 60-90; ep5 90-150", "cry 50-100").opportunities("calm_latency")
    assert [(row.t0, row.time, row.status) for row in rows] == [
        (50_000, 10_000, "right_censored"),
        (90_000, 10_000, "event"),
    ]


@pytest.mark.parametrize(("clock", "t0"), [("contact", 10_000), ("comfort", 12_000)])
def test_the_clock_can_start_with_contact_or_comforting(clock: str, t0: int) -> None:
    measured = scene("ep5 0-60", "cry 5-30; held 10-20; comforts 12-25", soothe_from=clock)
    (row,) = measured.opportunities("calm_latency")
    assert (row.t0, row.time) == (t0, 30_000 - t0)


def test_contact_that_is_there_already_starts_the_clock_at_once() -> None:
    (row,) = scene("ep5 0-60", "held 2-20; cry 5-30", soothe_from="contact").opportunities("calm_latency")
    assert (row.t0, row.time) == (5_000, 25_000)


def test_no_comfort_is_no_exposure() -> None:
    measured = scene("ep5 0-60", "cry 5-30; comforts 30-40", soothe_from="comfort")
    (row,) = measured.opportunities("calm_latency")
    assert (row.status, row.flags, row.t0, row.time, row.event) == (
        "na_no_exposure",
        ("no_comfort",),
        5_000,
        None,
        None,
    )
    assert measured.row("calm_latency").exposure_ms == 25_000


def test_a_clock_that_no_role_is_bound_for_is_not_bound() -> None:
    (row,) = scene("ep5 0-60", roles={"comfort": ()}, soothe_from="comfort").rows("calm_latency")
    assert (row.status, row.flags) == ("not_bound", ("comfort",))


def test_time_to_calm_needs_no_proximity_coding_from_the_reunion_on() -> None:
    assert scene("ep5 0-60", "cry 5-30", coded={"proximity": ""}).row("calm_latency").status == "event"


def test_a_reunion_that_was_not_held_is_not_run_but_play_is_not_asked_for() -> None:
    rows = {row.episode: row.status for row in scene("ep5 0-60").rows("calm_latency")}
    assert rows == {"session": "na_no_distress", "ep5": "na_no_distress", "ep8": "not_run"}


def test_share_in_distress_counts_raw_distress_and_not_the_calm_between() -> None:
    row = scene("ep5 0-60", "cry 5-15; cry 25-35").row("distress_prop", "ep5")
    assert (row.value, row.n, row.exposure_ms) == (pytest.approx(20 / 60), 2, 60_000)


def test_share_in_distress_is_of_observed_time() -> None:
    row = scene("ep5 0-60", "cry 5-15; distress_u 20-40").row("distress_prop", "ep5")
    assert (row.value, row.exposure_ms) == (0.25, 40_000)


def test_a_fuss_too_short_for_distress_is_no_share() -> None:
    assert scene("ep5 0-60", "fuss 5-7.999").row("distress_prop", "ep5").status == "zero"


def test_only_reunions_have_a_share_in_distress() -> None:
    assert {row.episode for row in scene("ep2 0-60; ep5 60-120").rows("distress_prop")} == {"ep5", "ep8"}


def test_return_to_play_is_the_first_exploration_of_three_seconds() -> None:
    row = scene("ep5 0-60", "manipulates 5-7.999; manipulates 20-23").row("to_play", "ep5")
    assert (row.status, row.value, row.lower_ms, row.upper_ms, row.n, row.exposure_ms) == (
        "event",
        20_000,
        20_000,
        20_000,
        1,
        60_000,
    )


def test_exploring_since_before_the_reunion_is_a_latency_of_zero() -> None:
    row = scene("ep4 0-60; ep5 60-120", "manipulates 50-70").row("to_play", "ep5")
    assert (row.status, row.value) == ("event", 0)


def test_no_return_to_play_is_right_censored_at_the_end() -> None:
    row = scene("ep5 0-60", "manipulates 5-7").row("to_play", "ep5")
    assert (row.status, row.lower_ms, row.upper_ms) == ("right_censored", 60_000, None)


def test_play_that_may_have_begun_unseen_is_interval_censored() -> None:
    row = scene("ep5 0-60", "manipulates 30-40", coded={"exploration": "0-10 20-60"}).row("to_play", "ep5")
    assert (row.value, row.lower_ms, row.upper_ms, row.flags) == (30_000, 10_000, 30_000, ("interval_censored",))


@pytest.mark.parametrize(("until", "status"), [("30", "right_censored"), ("29.999", "insufficient_obs")])
def test_no_play_seen_in_less_than_half_the_reunion_is_insufficient(until: str, status: str) -> None:
    row = scene("ep5 0-60; ep6 60-70", coded={"exploration": f"0-{until}"}).row("to_play", "ep5")
    assert row.status == status
    assert (row.lower_ms is None) == (status == "insufficient_obs")


def test_play_in_the_caregivers_arms_is_no_return() -> None:
    assert scene("ep5 0-60", "held 0-30; manipulates 10-34").row("to_play", "ep5").value == 30_000


def test_being_held_that_was_not_coded_is_not_subtracted() -> None:
    row = scene("ep5 0-60", "held 0-30; manipulates 10-34", coded={"proximity": ""}).row("to_play", "ep5")
    assert (row.value, row.flags) == (10_000, ("not_subtracted",))
