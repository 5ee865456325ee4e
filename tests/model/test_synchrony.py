"""A device's clock on the session axis."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.errors import ModelError
from coder.model.heart import HeartSignal, on_session_axis
from coder.model.synchrony import fit_clock


def times(*ms: int) -> np.ndarray:
    return np.array(ms, dtype=np.int64)


def test_one_anchor_shifts_the_clock_and_leaves_its_pace() -> None:
    clock = fit_clock([(5_000, 1_200)])
    assert (clock.a, clock.b, clock.residuals_ms) == (1.0, -3_800.0, (0.0,))
    assert clock.session_ms(times(0, 5_000, 65_000)).tolist() == [-3_800, 1_200, 61_200]


def test_two_anchors_give_the_drift() -> None:
    # 1 000 000 ms of the device are 1 000 050 ms of the session: 50 parts per million slow
    clock = fit_clock([(0, 1_000), (1_000_000, 1_001_050)])
    assert clock.a == pytest.approx(1.000_05)
    assert clock.b == pytest.approx(1_000)
    assert clock.drift_ppm == pytest.approx(50)
    assert clock.max_residual_ms == 0
    assert clock.session_ms(times(500_000)).tolist() == [501_025]


def test_three_anchors_are_fitted_by_least_squares() -> None:
    # device 0, 100, 200; session 0, 106, 200. Means 100 and 102; products (-100)(-102) + 0 + 100 * 98 = 20 000;
    # squares 20 000; a = 1, b = 2; fitted 2, 102, 202; residuals -2, +4, -2
    clock = fit_clock([(0, 0), (100, 106), (200, 200)])
    assert (clock.a, clock.b) == (pytest.approx(1), pytest.approx(2))
    assert clock.residuals_ms == pytest.approx((-2, 4, -2))
    assert clock.max_residual_ms == pytest.approx(4)


def test_residuals_keep_the_order_in_which_the_anchors_were_given() -> None:
    assert fit_clock([(100, 106), (200, 200), (0, 0)]).residuals_ms == pytest.approx((4, -2, -2))


def test_large_device_times_lose_no_precision() -> None:
    since_1970 = 900_000_000_000
    clock = fit_clock([(since_1970, 0), (since_1970 + 600_000, 600_006), (since_1970 + 1_200_000, 1_200_012)])
    assert clock.max_residual_ms < 0.01
    assert clock.session_ms(times(since_1970 + 300_000)).tolist() == [300_003]


@pytest.mark.parametrize(
    ("anchors", "words"),
    [
        ([], "There is no anchor"),
        ([(0, 5), (0, 9)], "contradict"),
        ([(0, 5), (100, 5)], "contradict"),
        ([(0, 500), (100, 400)], "contradict"),
        ([(0, 5), (50, 55), (50, 55)], "contradict"),
        ([(0, 0), (60, 60_000)], r"1 s of the device lasts 1e\+03 s. Check that both times are in ms."),
        ([(0, 0), (60_000, 60)], "1 s of the device lasts 0.001 s"),
    ],
)
def test_anchors_that_fix_no_clock_are_refused(anchors: list[tuple[int, int]], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        fit_clock(anchors)


@given(
    st.lists(st.integers(0, 2_000_000), min_size=2, max_size=6, unique=True).filter(lambda d: max(d) - min(d) > 10_000),
    st.floats(0.999, 1.001),
    st.integers(-100_000, 100_000),
)
def test_any_anchors_on_a_line_give_back_the_line(device: list[int], a: float, b: int) -> None:
    anchors = sorted({(d, round(a * d + b)) for d in device})
    if len({s for _, s in anchors}) < len(anchors):
        return
    clock = fit_clock(anchors)
    # rounding an anchor to a whole ms moves it by half a ms at most
    assert clock.max_residual_ms <= 1
    assert np.abs(clock.session_ms(times(*device)) - (a * times(*device) + b)).max() <= 1.5


def test_a_signal_moves_to_the_session_axis_and_stays_as_it_is() -> None:
    signal = HeartSignal(times(0, 1_000), np.array([120.0, 121.0]), beat_based=False, dropped=3)
    moved = on_session_axis(signal, fit_clock([(0, 1_200)]))
    assert moved.times_ms.tolist() == [1_200, 2_200]
    assert (moved.bpm.tolist(), moved.dropped, len(moved)) == ([120.0, 121.0], 3, 2)
