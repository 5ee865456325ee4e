"""Times as people read and type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.errors import ModelError
from coder.model.timecode import clock, parse_clock, seconds_text, timecode


def test_time_on_video_has_hours_and_milliseconds():
    assert timecode(588_320) == "00:09:48.320"
    assert timecode(-40) == "-00:00:00.040"


def test_time_in_a_session_has_hours_only_when_there_are_any():
    assert clock(588_320) == "9:48.320"
    assert clock(3_600_000 + 588_320, decimals=1) == "1:09:48.3"
    assert clock(59_999, decimals=0) == "0:59"


def test_durations_are_seconds():
    assert seconds_text(5_240) == "5.2 s"


@pytest.mark.parametrize(
    ("text", "ms"), [("9:48.3", 588_300), ("588.32", 588_320), ("1:09:48", 4_188_000), (" 0:07,5 ", 7_500)]
)
def test_typed_times_are_understood(text, ms):
    assert parse_clock(text) == ms


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "9:48.3201", "-5"])
def test_what_is_no_time_is_refused_with_an_example(text):
    with pytest.raises(ModelError, match="9:48"):
        parse_clock(text)


@given(st.integers(0, 10**9))
def test_every_shown_time_can_be_typed_back(ms):
    assert parse_clock(clock(ms)) == ms
    assert parse_clock(timecode(ms)) == ms
