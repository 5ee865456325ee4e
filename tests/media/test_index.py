"""Milliseconds and frame numbers are two views of the same table."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coder.media import FrameIndex

ticks = st.sampled_from([Fraction(1, 1000), Fraction(1, 90000), Fraction(1001, 30000), Fraction(1, 600)])


@st.composite
def indexes(draw: st.DrawFn) -> FrameIndex:
    tick = draw(ticks)
    longest = max(1, int(Fraction(3, 10) / tick))
    gaps = draw(st.lists(st.integers(1, longest), min_size=1, max_size=40))
    start = draw(st.integers(-(2**33), 2**33))
    pts = start + np.cumsum([0, *gaps])
    return FrameIndex(pts[:-1].astype(np.int64), tick, int(pts[-1]))


@given(indexes())
def test_a_frame_is_found_at_its_own_start(index: FrameIndex) -> None:
    for number in range(len(index)):
        found = index.number_at(index.on_ms(number))
        assert found >= number
        assert index.on_ms(found) == index.on_ms(number)


@given(indexes())
def test_a_millisecond_earlier_an_earlier_frame_is_on_screen(index: FrameIndex) -> None:
    for number in range(1, len(index)):
        assert index.number_at(index.on_ms(number) - 1) < number


@given(indexes())
def test_a_frame_never_comes_on_before_its_time_stamp(index: FrameIndex) -> None:
    for number in range(len(index)):
        exact_ms = (int(index.pts[number]) - int(index.pts[0])) * index.tick_s * 1000
        assert exact_ms - Fraction(1, 2) <= index.on_ms(number) < exact_ms + 1


@given(indexes(), st.integers(-10_000, 1_000_000))
def test_times_outside_show_the_first_or_the_last_frame(index: FrameIndex, ms: int) -> None:
    if ms < 0:
        assert index.number_at(ms) == 0
    if ms >= index.length_ms:
        assert index.number_at(ms) == len(index) - 1


def test_ntsc_frames_begin_at_the_millisecond_after_their_time_stamp() -> None:
    # 1001/30000 s = 33.37 ms, 66.73 ms, 100.1 ms; a whole ms shows a frame once its stamp has passed
    index = FrameIndex(np.arange(4, dtype=np.int64) * 1001, Fraction(1, 30000), 4004)
    assert [index.on_ms(n) for n in range(4)] == [0, 34, 67, 101]
    assert [index.number_at(ms) for ms in (33, 34, 66, 67, 100, 101)] == [0, 1, 1, 2, 2, 3]
    assert index.length_ms == 134


def test_a_time_stamp_rounded_up_by_less_than_half_a_tick_counts_as_reached() -> None:
    # ticks of 0.999001 ms: tick 508 lies at 507.49 ms, within half a tick of 507
    index = FrameIndex(np.array([0, 508], dtype=np.int64), Fraction(999_001, 10**9), 600)
    assert index.number_at(507) == 1
    assert index.number_at(506) == 0


def test_where_a_tick_is_a_whole_frame_nothing_is_rounded() -> None:
    index = FrameIndex(np.arange(3, dtype=np.int64), Fraction(1, 25), 3)
    assert [index.number_at(ms) for ms in (39, 40, 79, 80)] == [0, 1, 1, 2]
