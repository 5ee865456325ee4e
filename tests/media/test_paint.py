"""A key is stamped with the frame that was on screen when it went down."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coder.media import EventTime, Frame, PaintHistory, Quality

MS = 1_000_000


def _frame(number: int, quality: Quality = "good") -> Frame:
    return Frame(np.zeros((1, 1, 4), dtype=np.uint8), number, number * 40, number * 40 + 40, quality)


def _number(history: PaintHistory, ns: int) -> int | None:
    painted = history.at(ns)
    return None if painted is None else painted.number


def test_a_key_between_two_paintings_saw_the_earlier_frame() -> None:
    history = PaintHistory()
    history.record(1000 * MS, _frame(10))
    history.record(1040 * MS, _frame(11))
    assert _number(history, 1039 * MS) == 10
    assert _number(history, 1040 * MS) == 11
    assert _number(history, 9000 * MS) == 11


def test_before_anything_was_painted_nothing_can_be_stamped() -> None:
    history = PaintHistory()
    assert history.at(5) is None
    history.record(1000, _frame(1))
    assert history.at(999) is None
    history.clear()
    assert history.at(2000) is None


def test_a_repaint_of_the_same_frame_keeps_its_first_moment() -> None:
    history = PaintHistory()
    history.record(1000, _frame(3))
    history.record(2000, _frame(3))
    painted = history.at(2500)
    assert painted is not None
    assert painted.shown_ns == 1000


def test_an_approximate_frame_stays_known_as_one_until_the_exact_one_is_painted() -> None:
    history = PaintHistory()
    history.record(1000, _frame(3, "approximate"))
    history.record(2000, _frame(3))
    assert [history.at(t).exact for t in (1500, 2500)] == [False, True]


def test_going_backwards_the_newest_painting_counts() -> None:
    history = PaintHistory()
    for at, number in enumerate([7, 6, 5]):
        history.record(at * 100, _frame(number))
    assert _number(history, 150) == 6


def test_only_the_last_paintings_are_kept() -> None:
    history = PaintHistory(kept=3)
    for at in range(10):
        history.record(at, _frame(at))
    assert history.at(6) is None
    assert _number(history, 7) == 7


@given(st.integers(0, 2**31), st.lists(st.integers(0, 200), min_size=1, max_size=20))
def test_event_time_never_errs_by_more_than_the_quickest_handling(boot_ms: int, delays: list[int]) -> None:
    clock = EventTime()
    for count, delay in enumerate(delays):
        happened = 10_000 + 300 * count
        found = clock.event_ns(boot_ms + happened, (happened + delay) * MS)
        assert found - happened * MS == min(delays[: count + 1]) * MS


def test_an_event_without_a_stamp_happened_when_it_was_handled() -> None:
    assert EventTime().event_ns(0, 123 * MS) == 123 * MS


def test_a_window_system_clock_that_starts_over_is_followed() -> None:
    clock = EventTime()
    clock.event_ns(2**32 - 1000, 5_000 * MS)
    assert clock.event_ns(500, 6_500 * MS) == 6_500 * MS
