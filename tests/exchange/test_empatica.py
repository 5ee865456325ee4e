"""The two files of an Empatica E4 that hold the heart."""

from __future__ import annotations

import pytest

from tests.exchange.conftest import Read, Refused


def test_heart_rate_comes_once_a_second_from_the_start_in_the_file(read: Read) -> None:
    signal = read("1528708580.00\n1.000000\n118.00\n119.50\n121.00\n", "e4")
    assert signal.times_ms.tolist() == [0, 1000, 2000]
    assert signal.bpm.tolist() == [118, 119.5, 121]
    assert not signal.beat_based


def test_intervals_keep_the_gaps_where_no_beat_was_found(read: Read) -> None:
    # beats at 10.5 s and 11.0 s, then at 20.0 s: they begin at 10.0, 10.5 and 19.4 s
    signal = read("1528708570.000000, IBI\n10.5,0.5\n11.0,0.5\n20.0,0.6\n", "e4")
    assert signal.times_ms.tolist() == [10_000, 10_500, 19_400]
    assert signal.bpm.tolist() == pytest.approx([120, 120, 100])
    assert signal.beat_based


def test_the_day_of_the_recording_is_not_kept(read: Read) -> None:
    assert read("1528708580.00\n1.000000\n118\n119\n", "e4").times_ms[0] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1528708580.00\n4.000000\n0.1\n0.2\n", "line 2: The file has 4 values a second; HR.csv has 1."),
        ("1528708580.00, 1528708580.00, 1528708580.00\n32, 32, 32\n1,2,3\n", "neither heart rate nor inter-beat"),
        ("time_ms,bpm\n0,120\n", "line 1: The file does not begin with the start of a recording."),
        ("1528708580.00\n1.000000\n118\nx\n", "line 4: “x” is not a number."),
        ("1528708580.00, IBI\n10.5\n", "line 2: The line has 1 of 2 columns."),
        ("1528708580.00\n", "There is no data"),
        ("1528708580.00\n1.0\n", "fewer than two"),
    ],
)
def test_what_is_not_heart_rate_is_refused(refused: Refused, text: str, words: str) -> None:
    assert words in refused(text, "e4")
