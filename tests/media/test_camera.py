"""A camera's own time lies on the session axis by its offset and rate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.media import CameraTime


def test_a_camera_that_started_late_shows_its_first_frame_at_its_offset() -> None:
    late = CameraTime(offset_ms=40)
    assert late.camera_ms(40) == 0
    assert late.camera_ms(0) == -40
    assert late.session_ms(0) == 40


def test_a_camera_with_a_fast_clock_counts_more_of_its_own_time() -> None:
    # (1 000 000 - 0) * 1.0001 = 1 000 100
    assert CameraTime(rate=1.0001).camera_ms(1_000_000) == pytest.approx(1_000_100, abs=1)


@given(st.integers(-100_000, 100_000), st.floats(0.5, 1.0), st.integers(-100_000, 2_000_000))
def test_a_frame_is_on_screen_at_the_session_time_of_its_start(offset: int, rate: float, on_ms: int) -> None:
    time = CameraTime(offset, rate)
    assert time.camera_ms(time.session_ms(on_ms)) == on_ms
    assert time.camera_ms(time.session_ms(on_ms) - 1) < on_ms
