"""Lists of inter-beat intervals."""

from __future__ import annotations

import pytest

from tests.exchange.conftest import Read, Refused


@pytest.mark.parametrize("text", ["500\n480\n600\n", "0.5\n.48\n.6\n", "RR [ms]\n500\n480\n600\n"])
def test_one_interval_a_line_in_ms_or_s(read: Read, text: str) -> None:
    signal = read(text, "ibi")
    assert signal.times_ms.tolist() == [0, 500, 980]
    assert signal.bpm.tolist() == pytest.approx([120, 125, 100])
    assert signal.beat_based


@pytest.mark.parametrize(
    "text",
    [
        "500,500\n1000,500\n1480,480\n2580,1100\n",
        "0.5 0.5\n1.0 0.5\n1.48 0.48\n2.58 1.1\n",
        "0.5;500\n1.0;500\n1.48;480\n2.58;1100\n",
        "time,ibi_ms\n0.5,500\n1.0,500\n1.48,480\n2.58,1100\n",
        "Time (s)\tRR (s)\n0.5\t0.5\n1.0\t0.5\n1.48\t0.48\n2.58\t1.1\n",
    ],
)
def test_a_time_column_says_when_each_interval_ended(read: Read, text: str) -> None:
    signal = read(text, "ibi")
    assert signal.times_ms.tolist() == [0, 500, 1000, 1480]
    assert signal.bpm.tolist() == pytest.approx([120, 120, 125, 60_000 / 1100])


def test_beats_that_were_lost_leave_a_gap(read: Read) -> None:
    # the beat at 5.0 s is 0.5 s after one at 4.5 s that has no row
    signal = read("0.5,0.5\n1.0,0.5\n5.0,0.5\n5.5,0.5\n6.0,0.5\n", "ibi")
    assert signal.times_ms.tolist() == [0, 500, 4500, 5000, 5500]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("50\n60\n55\n", "The intervals are neither in ms nor in s: half of them are above 55."),
        ("500\n\nx\n", "line 3: “x” is not a number."),
        ("500\nnan\n500\n", "line 2: An interval is missing"),
        ("1,2,3\n", "line 1: The line has 3 numbers."),
        ("beats\n500\n", "line 1: The heading does not name one column of intervals."),
        ("1,500\n100001,500\n200001,500\n", "The times fit the intervals neither in ms nor in s."),
        ("500\n", "fewer than two"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(refused: Refused, text: str, words: str) -> None:
    assert words in refused(text, "ibi")
