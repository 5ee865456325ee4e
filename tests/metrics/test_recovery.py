"""P1, heart rate recovery: artefacts, filter, baseline, and every way an opportunity can end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coder.metrics import Heart, HeartRate, read_heart_rate
from coder.metrics.heart_rate import Baseline, artefacts
from coder.model.heart import HeartSignal
from tests.metrics.scenes import Scene, scene

PLAY = "ep2 0-100; ep4 100-160; ep5 160-340"
CRY = "cry 150-180"
"""Distress from before the reunion at 160 s until 180 s: the clock starts at 160 s."""


def signal(*stretches: str, step: float = 1.0) -> HeartSignal:
    """Entries a second apart: ``0-100 120`` is 120 bpm from 0 s up to 100 s, ``120,122`` alternates."""
    times: list[float] = []
    rates: list[float] = []
    for stretch in stretches:
        span, levels = stretch.split()
        on, off = map(float, span.split("-"))
        own = np.arange(on, off, step)
        times += own.tolist()
        rates += [float(levels.split(",")[place % len(levels.split(","))]) for place in range(len(own))]
    order = np.argsort(times, kind="stable")
    at_ms = np.rint(np.array(times)[order] * 1000).astype(np.int64)
    return HeartSignal(at_ms, np.array(rates)[order], beat_based=False)


def heart(*stretches: str, resting: HeartSignal | None = None) -> Heart:
    return Heart(read_heart_rate(signal(*stretches)), read_heart_rate(resting) if resting else None)


def measured(recorded: Heart | None, episodes: str = PLAY, events: str = CRY, **rest: Any) -> Scene:
    return scene(episodes, events, heart=recorded, **rest)


def clean(read: HeartRate) -> list[tuple[int, int]]:
    return list(read.clean)


def test_rates_no_heart_has_are_artefacts() -> None:
    bpm = np.array([39.9, 40.0, 240.0, 240.1, 0.0, -1.0])
    far = np.arange(6, dtype=np.int64) * 60_000
    assert artefacts(far, bpm).tolist() == [True, False, False, True, True, True]


def test_a_change_of_more_than_thirty_percent_from_beat_to_beat_is_an_artefact() -> None:
    # 120 * 1.3 = 156 and 120 * 0.7 = 84 are just allowed
    second = np.array([0, 1000], dtype=np.int64)
    found = [bool(artefacts(second, np.array([120.0, bpm]))[1]) for bpm in (156.0, 156.1, 84.0, 83.9)]
    assert found == [False, True, False, True]


def test_entries_more_than_two_seconds_apart_are_no_neighbouring_beats() -> None:
    bpm = np.array([120.0, 180.0])
    assert artefacts(np.array([0, 2000]), bpm).tolist() == [False, True]
    assert artefacts(np.array([0, 2001]), bpm).tolist() == [False, False]


def test_a_rate_after_one_that_cannot_be_is_not_compared_with_it() -> None:
    assert artefacts(np.arange(3) * 1000, np.array([120.0, 0.0, 121.0])).tolist() == [False, True, False]


def test_the_filter_is_the_median_over_five_seconds_to_each_side() -> None:
    # at 5 s the eleven entries 0 … 10 s: 100 … 110, median 105; at 0 s the six entries 0 … 5 s: median 102.5
    read = read_heart_rate(HeartSignal(np.arange(11) * 1000, 100.0 + np.arange(11), beat_based=False))
    assert read.bpm[5] == 105
    assert read.bpm[0] == 102.5
    assert read.bpm[10] == 107.5


def test_artefacts_are_left_out_before_the_median_is_taken() -> None:
    # 120 and 130 in turn around a 0 at 5 s: at 4 s the entries 0 … 9 s but 5 s are 120 (0, 2, 4, 6, 8 s) five times
    # and 130 four times
    bpm = np.where(np.arange(11) % 2, 130.0, 120.0)
    bpm[5] = 0
    read = read_heart_rate(HeartSignal(np.arange(11) * 1000, bpm, beat_based=False))
    assert read.times.tolist() == [0, 1000, 2000, 3000, 4000, 6000, 7000, 8000, 9000, 10_000]
    assert read.bpm[4] == 120


def test_a_short_spike_does_not_pass_the_filter() -> None:
    assert set(read_heart_rate(signal("0-20 120", "20-24 150", "24-40 120")).bpm.tolist()) == {120.0}


def test_an_entry_stands_for_two_seconds_if_none_follows() -> None:
    assert clean(read_heart_rate(signal("0-10 120", "20-30 120"))) == [(0, 11_000), (20_000, 31_000)]


def test_a_signal_with_rare_entries_stands_for_twice_their_distance() -> None:
    rare = read_heart_rate(signal("0-30 120", "60-90 120", step=4.0))
    # entries at 0, 4, … 28 s and 60, … 88 s: each stands 4 s, the last of a run 8 s
    assert clean(rare) == [(0, 36_000), (60_000, 96_000)]


def test_an_artefact_is_not_clean_but_the_filtered_rate_is_known_through_it() -> None:
    read = read_heart_rate(signal("0-10 120", "10-11 250", "11-20 120"))
    assert clean(read) == [(0, 10_000), (11_000, 21_000)]
    assert list(read.known) == [(0, 24_000)]


def test_the_filtered_rate_is_known_for_five_seconds_into_a_gap() -> None:
    read = read_heart_rate(signal("0-10 120", "30-40 120"))
    # the last entries are at 9 s and 39 s
    assert list(read.known) == [(0, 14_000), (30_000, 44_000)]


def test_the_baseline_is_mean_and_sd_of_the_filtered_rate() -> None:
    # 60 s at 110 and 60 s at 130 filter to themselves: 60 values 10 below and 60 values 10 above a mean of 120;
    # the median changes between 59 s and 60 s, where five of eleven and six of eleven entries are 130.
    # SD = sqrt(120 * 100 / 119) = 10.0419
    read = read_heart_rate(signal("0-60 110", "60-120 130"))
    base = read.baseline()
    assert base is not None
    assert base.mean == pytest.approx(120)
    assert base.sd == pytest.approx(10.0419, abs=1e-4)
    assert base.limit == pytest.approx(130.0419, abs=1e-4)


@pytest.mark.parametrize(("off", "status"), [("59", "event"), ("58", "insufficient_obs")])
def test_the_baseline_needs_sixty_seconds_of_clean_signal(off: str, status: str) -> None:
    # entries from 0 s to 58 s or 57 s, of which the last stands for 2 s: 60 s or 59 s of clean signal in Ep 2
    row = measured(heart(f"0-{off} 120", "160-340 120")).row("hr_recovery", "ep5")
    assert row.status == status
    assert ("no_baseline" in row.flags) == (status == "insufficient_obs")


def test_distress_in_play_is_no_part_of_the_baseline() -> None:
    # without the cry at 130 bpm the baseline is 120 ± 0, so 121 in the reunion is no rest; with it the limit is higher
    rates = ("0-70 120", "70-100 130", "100-160 150", "160-340 121")
    assert measured(heart(*rates), events=f"cry 64-100; {CRY}").opportunities("hr_recovery")[-1].status == (
        "right_censored"
    )
    assert measured(heart(*rates)).row("hr_recovery", "ep5").status == "event"


def test_a_recording_at_rest_gives_the_baseline_instead() -> None:
    # Ep 2 would give 140, so 130 in the reunion were rest; the recording at rest gives 120
    rates = ("0-160 140", "160-340 130")
    assert measured(heart(*rates)).row("hr_recovery", "ep5").status == "event"
    at_rest = measured(heart(*rates, resting=signal("0-120 120")))
    assert at_rest.row("hr_recovery", "ep5").status == "right_censored"


def test_a_recording_at_rest_that_is_too_short_is_not_replaced_by_play() -> None:
    row = measured(heart("0-340 120", resting=signal("0-30 120"))).row("hr_recovery", "ep5")
    assert (row.status, row.flags) == ("insufficient_obs", ("at_entry", "no_baseline"))


def test_a_constant_rate_is_at_rest_with_itself() -> None:
    assert measured(heart("0-340 120.1")).row("hr_recovery", "ep5").value == 0


def test_the_limit_is_mean_plus_one_sd() -> None:
    assert Baseline(120, 4.5).limit == 124.5


def test_recovery_is_the_first_moment_from_which_the_rate_stays_low_for_the_calm_time() -> None:
    # Ep 2 at 120 ± 0. From 160 s 150 bpm, from 200 s 120 bpm. The median of the eleven entries around t is 120 as soon
    # as six of them are: 195 … 205 s hold six of 120 (200 … 205 s), so t = 200 s; 200 - 160 = 40 s
    done = measured(heart("0-160 120", "160-200 150", "200-340 120"))
    row = done.row("hr_recovery", "ep5")
    assert (row.status, row.value, row.lower_ms, row.upper_ms) == ("event", 40_000, 40_000, 40_000)
    assert (row.n, row.exposure_ms, row.unit, row.flags) == (1, 180_000, "ms", ("at_entry",))
    assert row.evidence.spans == ((160_000, 200_000),)
    assert row.evidence.events == ("e1",)
    (opportunity,) = done.opportunities("hr_recovery")
    assert (opportunity.t0, opportunity.time, opportunity.event, opportunity.part) == (160_000, 40_000, 1, "at_entry")
    assert (opportunity.spell_on, opportunity.spell_off, opportunity.episode) == (160_000, 340_000, "ep5")


def test_recovery_may_come_long_after_the_cry_and_is_never_merged_with_calm() -> None:
    done = measured(heart("0-160 120", "160-300 150", "300-340 120"))
    assert done.row("calm_latency", "ep5").value == 20_000
    assert done.row("hr_recovery", "ep5").value == 140_000


def test_a_rate_that_rises_again_within_the_calm_time_has_not_recovered() -> None:
    # 120 from 200 s to 213 s is shorter than 15 s: only the stretch from 240 s on counts; 240 - 160 = 80 s
    row = measured(heart("0-160 120", "160-200 150", "200-213 120", "213-240 150", "240-340 120")).row(
        "hr_recovery", "ep5"
    )
    assert (row.status, row.value) == ("event", 80_000)


@pytest.mark.parametrize(("off", "status"), [(215, "event"), (214, "right_censored")])
def test_the_calm_time_lies_inside_the_spell(off: int, status: str) -> None:
    # low from 200 s on: 15 s of it end at 215 s
    row = measured(
        heart("0-160 120", "160-200 150", "200-340 120"), f"ep2 0-100; ep4 100-160; ep5 160-{off}; ep6 {off}-340"
    ).row("hr_recovery", "ep5")
    assert row.status == status
    assert row.exposure_ms == (off - 160) * 1000


def test_a_heart_that_never_slows_is_censored_at_the_end_of_the_spell() -> None:
    row = measured(heart("0-160 120", "160-400 150")).row("hr_recovery", "ep5")
    assert (row.status, row.value, row.lower_ms, row.upper_ms) == ("right_censored", None, 180_000, None)


def test_a_signal_that_ends_censors_at_its_last_clean_moment() -> None:
    # the last entry, at 319 s, stands until 321 s: 161 s after the clock began; the rest is 19 of 180 s, under a fifth
    row = measured(heart("0-160 120", "160-320 150")).row("hr_recovery", "ep5")
    assert (row.status, row.lower_ms, row.flags) == ("right_censored", 161_000, ("at_entry",))


def test_a_later_distress_in_the_same_spell_is_a_relapse_with_a_clock_of_its_own() -> None:
    # the first is over at 200 s; at the second, from 250 s, the rate is high until 290 s
    done = measured(
        heart("0-160 120", "160-200 150", "200-250 120", "250-290 150", "290-340 120"),
        events=f"{CRY}; cry 250-270",
    )
    first, second = done.opportunities("hr_recovery")
    assert (first.time, first.flags) == (40_000, ())
    assert (second.t0, second.time, second.part, second.flags) == (250_000, 40_000, "within", ("relapse",))
    assert done.row("hr_recovery").n == 2


def test_a_heart_at_rest_from_the_start_has_recovered_at_once() -> None:
    row = measured(heart("0-340 120")).row("hr_recovery", "ep5")
    assert (row.status, row.value) == ("event", 0)


def test_the_clock_starts_with_contact_when_that_is_asked_for() -> None:
    done = measured(
        heart("0-160 120", "160-200 150", "200-340 120"), events=f"{CRY}; held 170-190", soothe_from="contact"
    )
    assert done.row("hr_recovery", "ep5").value == 30_000


def test_no_contact_is_no_opportunity_for_the_heart_either() -> None:
    row = measured(heart("0-340 120"), soothe_from="contact").row("hr_recovery", "ep5")
    assert (row.status, row.flags) == ("na_no_exposure", ("at_entry", "no_comfort"))


@pytest.mark.parametrize(("off", "status"), [(276, "event"), (277, "insufficient_obs")])
def test_more_than_a_fifth_without_clean_signal_is_too_much(off: int, status: str) -> None:
    # 180 s of window: 36 s are just a fifth. Artefacts from 240 s on, long after recovery
    row = measured(heart("0-160 120", "160-200 150", "200-240 120", f"240-{off} 250", f"{off}-340 120")).row(
        "hr_recovery", "ep5"
    )
    assert row.status == status
    assert ("hr_lost" in row.flags) == (status == "insufficient_obs")


def test_signal_that_is_not_there_counts_like_artefacts() -> None:
    # no entry from 240 s to 279 s: the one at 239 s stands until 241 s, so 38 s of 180 s are lost
    row = measured(heart("0-160 120", "160-240 150", "279-340 120")).row("hr_recovery", "ep5")
    assert (row.status, row.value, row.lower_ms, row.n) == ("insufficient_obs", None, None, 1)
    assert row.flags == ("at_entry", "hr_lost")


def test_a_gap_before_recovery_moves_the_lower_bound() -> None:
    # no entry from 180 s to 199 s, 19 s: the rate is known until 184 s, 24 s after the clock began; low from 200 s on
    row = measured(heart("0-160 120", "160-180 150", "199-200 150", "200-340 120")).row("hr_recovery", "ep5")
    assert (row.status, row.value, row.upper_ms) == ("event", 39_000, 39_000)
    assert row.lower_ms == 24_000
    assert row.flags == ("at_entry", "interval_censored")


def test_a_gap_breaks_the_calm_time() -> None:
    # low from 200 s; the entries at 206 s and 217 s are 11 s apart, so the rate is unknown from 211 s to 217 s
    row = measured(heart("0-160 120", "160-200 150", "200-207 120", "217-340 120")).row("hr_recovery", "ep5")
    assert (row.value, row.lower_ms) == (57_000, 51_000)


def test_no_baseline_and_lost_signal_are_both_told() -> None:
    row = measured(heart("0-30 120", "160-200 150")).row("hr_recovery", "ep5")
    assert (row.status, row.flags) == ("insufficient_obs", ("at_entry", "no_baseline", "hr_lost"))


def test_rows_are_of_the_session_and_the_episodes_with_the_caregiver() -> None:
    done = measured(heart("0-340 120"))
    assert [(row.episode, row.status) for row in done.rows("hr_recovery")] == [
        ("session", "event"),
        ("ep2", "na_no_distress"),
        ("ep5", "event"),
    ]


def test_without_heart_rate_the_rows_say_that_none_was_recorded() -> None:
    done = measured(None)
    assert [(row.episode, row.status, row.flags) for row in done.rows("hr_recovery")] == [
        (episode, "not_coded", ("no_hr",)) for episode in ("session", "ep2", "ep5")
    ]
    assert all(row.n is None and row.exposure_ms is None for row in done.rows("hr_recovery"))
    assert done.opportunities("hr_recovery") == []


def test_heart_rate_that_could_not_be_read_is_told_apart_from_none() -> None:
    assert {row.flags for row in measured(Heart(None)).rows("hr_recovery")} == {("hr_unread",)}


def test_distress_that_was_not_coded_gives_no_recovery() -> None:
    done = measured(heart("0-340 120"), coded={"distress": ""})
    assert {(row.status, row.flags) for row in done.rows("hr_recovery")} == {("not_coded", ())}


def test_a_scheme_without_distress_gives_one_row() -> None:
    (row,) = measured(heart("0-340 120"), roles={"distress": ()}).rows("hr_recovery")
    assert (row.episode, row.status, row.flags) == ("session", "not_bound", ("distress",))


def test_a_shortened_reunion_is_flagged() -> None:
    done = measured(heart("0-340 120"), "ep2 0-100; ep4 100-160; ep5 160-240 planned=180; ep6 240-340")
    assert "curtailed" in done.row("hr_recovery", "ep5").flags
    assert "curtailed" in done.opportunities("hr_recovery")[0].flags
