"""Kaplan–Meier: by hand, and against scipy's."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from coder.metrics.rows import Status
from coder.metrics.survival import Curve, Median, cumulative_incidence, kaplan_meier, waits_of
from tests.metrics.scenes import scene

SECOND = 1000


@dataclass(frozen=True)
class Row:
    """As much of a row as a survival curve reads."""

    status: Status
    lower_ms: int | None = None
    upper_ms: int | None = None


def curve(events: str = "", censored: str = "") -> Curve:
    """Return the curve of times in seconds."""
    seen, cut = ([int(float(text) * SECOND) for text in times.split()] for times in (events, censored))
    return kaplan_meier(np.array(seen + cut, dtype=np.int64), np.array([True] * len(seen) + [False] * len(cut), bool))


def test_the_curve_steps_down_by_the_share_of_those_still_at_risk() -> None:
    # 5 at risk, one event: 4/5; one censored at 2 s; 3 at risk, one event: 4/5 × 2/3; the last two events: 0
    found = curve(events="1 3 4 5", censored="2")
    assert found.times_ms.tolist() == [1000, 2000, 3000, 4000, 5000]
    assert found.at_risk.tolist() == [5, 4, 3, 2, 1]
    assert found.survival.tolist() == pytest.approx([4 / 5, 4 / 5, 8 / 15, 4 / 15, 0])
    assert (found.n, found.n_events) == (5, 4)


def test_events_at_the_same_time_are_one_step() -> None:
    # 4 at risk, two events: 2/4
    found = curve(events="1 1 2 3")
    assert found.survival.tolist() == pytest.approx([1 / 2, 1 / 4, 0])
    assert found.events.tolist() == [2, 1, 1]


def test_censored_at_the_time_of_an_event_is_still_at_risk_for_it() -> None:
    # 3 at risk at 1 s, one event: 2/3; one is left at 2 s
    found = curve(events="1 2", censored="1")
    assert found.at_risk.tolist() == [3, 1]
    assert found.survival.tolist() == pytest.approx([2 / 3, 0])


def test_all_censored_is_a_flat_curve_without_band_and_median() -> None:
    found = curve(censored="1 2 3")
    assert found.survival.tolist() == [1, 1, 1]
    assert np.isnan(found.lower).all()
    assert np.isnan(found.upper).all()
    assert found.median == Median(None, None, None)


def test_one_event_alone_is_the_median_and_has_no_interval() -> None:
    found = curve(events="7")
    assert found.survival.tolist() == [0]
    assert found.median == Median(7000, None, None)


def test_nothing_gives_an_empty_curve() -> None:
    found = curve()
    assert (found.n, found.n_events, found.median) == (0, 0, Median(None, None, None))
    assert found.still_at_risk([0, 5]) == [0, 0]


def test_the_median_is_the_first_time_at_or_below_one_half() -> None:
    # 4 events: 3/4, 2/4, 1/4, 0
    assert curve(events="1 2 3 4").median.value == 2000
    assert curve(events="1 2", censored="3 4").median.value == 2000
    assert curve(events="1", censored="3 4").median.value is None


def test_the_band_is_greenwoods_on_the_log_log_scale() -> None:
    # S = 9/10, Greenwood's sum = 1 / (10 × 9); log S = -0.1053605, so se = 0.1054093 / 0.1053605 = 1.000463;
    # 0.9 to the power of e^(1.959964 × 1.000463) and of its inverse
    found = curve(events="1", censored="2 2 2 2 2 2 2 2 2")
    assert found.lower[0] == pytest.approx(0.9 ** math.exp(1.959964 * 1.000463), abs=1e-6)
    assert found.upper[0] == pytest.approx(0.9 ** math.exp(-1.959964 * 1.000463), abs=1e-6)


def test_the_medians_interval_is_where_the_band_holds_one_half() -> None:
    found = curve(events=" ".join(map(str, range(1, 21))))
    held = [int(t) for t, low, high in zip(found.times_ms, found.lower, found.upper, strict=True) if low <= 0.5 < high]
    assert found.median.lower == held[0]
    assert found.median.upper == held[-1] + SECOND
    assert found.median.lower < found.median.value < found.median.upper


def test_numbers_at_risk_count_those_who_wait_until_that_moment() -> None:
    found = curve(events="1 3", censored="2 10")
    assert found.still_at_risk([0, 1000, 1001, 2000, 3000, 3001, 10_000, 10_001]) == [4, 4, 3, 3, 2, 1, 1, 0]


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60))
def test_curve_and_band_equal_scipys(waits: list[tuple[int, bool]]) -> None:
    times, flags = np.array([w[0] for w in waits], dtype=np.int64), np.array([w[1] for w in waits], dtype=bool)
    found = kaplan_meier(times, flags)
    theirs = ecdf(CensoredData(uncensored=times[flags], right=times[~flags])).sf
    assert found.times_ms.tolist() == theirs.quantiles.tolist()
    assert found.survival == pytest.approx(theirs.probabilities, abs=1e-12)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scipy says where the band is undefined
        band = theirs.confidence_interval(0.95, method="log-log")
    for ours, other in ((found.lower, band.low.probabilities), (found.upper, band.high.probabilities)):
        inside = (found.survival > 0) & (found.survival < 1)
        assert ours[inside] == pytest.approx(other[inside], abs=1e-9)


def test_a_wait_counts_as_an_event_where_both_bounds_are_the_same() -> None:
    found = waits_of([Row("event", 5000, 5000), Row("right_censored", 9000), Row("competing:caregiver", 2000)])
    assert found.times_ms.tolist() == [5000, 9000, 2000]
    assert found.is_event.tolist() == [True, False, False]
    assert found.competing.tolist() == [False, False, True]
    assert found.cut == 0


def test_an_event_behind_unobserved_time_is_censored_where_the_view_was_lost() -> None:
    found = waits_of([Row("event", 4000, 30_000), Row("event", 6000, 6000)])
    assert found.times_ms.tolist() == [4000, 6000]
    assert found.is_event.tolist() == [False, True]
    assert found.cut == 1


def test_rows_of_the_engine_are_read_as_they_are() -> None:
    # unobservable from 7 s to 9 s, approach at 12 s after a cry at 5 s: seen without a gap for 2 s
    measured = scene("ep5 0-60", "cry 5-25; proximity_u 7-9; approach 12")
    row = measured.row("comfort_latency", "ep5")
    assert (row.status, row.lower_ms, row.upper_ms) == ("event", 2000, 7000)
    assert waits_of([row]).times_ms.tolist() == [2000]


def test_why_somebody_has_no_time_is_counted() -> None:
    rows = [Row("na_no_distress"), Row("na_no_distress"), Row("insufficient_obs"), Row("event", 1000, 1000)]
    assert waits_of(rows).left_out == {"na_no_distress": 2, "insufficient_obs": 1}


def test_incidence_counts_only_those_who_were_not_taken_out_by_another_end() -> None:
    # 4 children: picked up at 1 s, sought at 2 s, picked up at 3 s, sought at 4 s.
    # Still waiting 3/4 at 2 s, of which 1 of 3 seeks: 1/4; still waiting 1/4 at 4 s, of which 1 of 1 seeks: 2/4.
    waits = waits_of(
        [
            Row("competing:caregiver", 1000),
            Row("event", 2000, 2000),
            Row("competing:caregiver", 3000),
            Row("event", 4000, 4000),
        ]
    )
    assert cumulative_incidence(waits).tolist() == pytest.approx([0, 1 / 4, 1 / 4, 2 / 4])
    # Kaplan–Meier alone would say that all had sought by 4 s
    assert kaplan_meier(waits.times_ms, waits.is_event).survival[-1] == 0


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=40))
def test_without_other_ends_incidence_is_one_minus_the_curve(pairs: list[tuple[int, bool]]) -> None:
    rows = [Row("event", t, t) if event else Row("right_censored", t) for t, event in pairs]
    waits = waits_of(rows)
    expected = 1 - kaplan_meier(waits.times_ms, waits.is_event).survival
    assert cumulative_incidence(waits) == pytest.approx(expected, abs=1e-12)
