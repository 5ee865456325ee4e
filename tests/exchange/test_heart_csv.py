"""Tables with a heading: what is recognised, what is left out, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.exchange import ExchangeError
from tests.exchange.conftest import Read, Refused


def test_times_in_ms_and_rates_are_read_as_they_stand(read: Read) -> None:
    signal = read("time_ms,bpm\n1000,127.2\n2000,127.5\n3500,128\n", "csv")
    assert signal.times_ms.tolist() == [1000, 2000, 3500]
    assert signal.bpm.tolist() == [127.2, 127.5, 128.0]
    assert (signal.times_ms.dtype, signal.bpm.dtype) == (np.int64, np.float64)
    assert (signal.beat_based, signal.dropped) == (False, 0)


@pytest.mark.parametrize(
    "text",
    [
        "time_s,hr\n1,120\n2.5,121\n",
        "Time [s];Heart rate (bpm)\n1,0;120,0\n2,5;121,0\n",
        "time_s\tHR\r\n1\t120\r\n2.5\t121\r\n",
        '\ufeff"Time (s)","HR (bpm)"\n"1","120"\n"2.5","121"\n',
        "\n\nmarker,bpm,time_ms\n,120,1000\nbell,121,2500\n\n",
        "time_ms,bpm,ibi_ms\n1000,120,1\n2500,121,1\n",
    ],
)
def test_headings_delimiters_and_decimal_commas_are_recognised(read: Read, text: str) -> None:
    signal = read(text, "csv")
    assert signal.times_ms.tolist() == [1000, 2500]
    assert signal.bpm.tolist() == [120, 121]


def test_text_as_spreadsheets_save_it_in_utf_16_is_read(read: Read) -> None:
    assert len(read("time_ms\tbpm\n0\t120\n1000\t121\n".encode("utf-16"), "csv")) == 2


def test_intervals_with_times_begin_at_the_beat_before(read: Read) -> None:
    # a beat at 1.0 s that ends an interval of 500 ms began at 0.5 s; 60 000 / 500 = 120 a minute
    signal = read("time_s,rr_ms\n1.0,500\n1.6,600\n", "csv")
    assert signal.times_ms.tolist() == [500, 1000]
    assert signal.bpm.tolist() == [120, 100]
    assert signal.beat_based


def test_intervals_without_times_follow_one_another_from_zero(read: Read) -> None:
    signal = read("ibi_s\n.5\n.6\n.48\n", "csv")
    assert signal.times_ms.tolist() == [0, 500, 1100]
    assert signal.bpm.tolist() == pytest.approx([120, 100, 125])


def test_entries_without_a_rate_are_left_out_and_counted(read: Read) -> None:
    signal = read("time_ms,bpm\n0,120\n1000,\n2000,NaN\n3000,n/a\n4000,inf\n,121\n6000,122\n", "csv")
    assert signal.times_ms.tolist() == [0, 6000]
    assert signal.dropped == 5


def test_rates_no_heart_has_stay_in_as_artefacts(read: Read) -> None:
    assert read("time_ms,bpm\n0,0\n1000,-1\n2000,300\n", "csv").bpm.tolist() == [0, -1, 300]


def test_a_second_entry_at_the_same_ms_is_left_out_and_counted(read: Read) -> None:
    signal = read("time_ms,bpm\n0,120\n0,130\n1000,121\n", "csv")
    assert (signal.bpm.tolist(), signal.dropped) == ([120, 121], 1)


def test_times_may_begin_below_zero(read: Read) -> None:
    assert read("time_ms,bpm\n-2000,120\n-1000,121\n", "csv").times_ms.tolist() == [-2000, -1000]


def test_a_signal_written_very_often_is_read_ten_times_a_second(read: Read) -> None:
    # 1 000 entries of 1 ms: one is kept of each tenth of a second
    text = "time_ms,bpm\n" + "".join(f"{ms},{100 + ms}\n" for ms in range(1000))
    signal = read(text, "csv")
    assert signal.times_ms.tolist() == list(range(0, 1000, 100))
    assert signal.bpm.tolist() == [100.0 + ms for ms in range(0, 1000, 100)]
    assert signal.dropped == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "heart.txt: The file is empty."),
        ("\n  \n", "The file is empty."),
        ("time_ms,bpm\n", "There is no data under the heading."),
        ("time_ms,bpm\n0,120\n", "fewer than two"),
        ("time_ms,bpm\n0,120\n1000,fast\n", "heart.txt, line 3: “fast” is not a number."),
        ("time_ms,bpm\n0,120\n1_000,121\n", "line 3: “1_000” is not a number."),
        ("time_ms,bpm\n0,120\n\n1000\n", "line 4: The line has 1 of 2 columns."),
        ("time_ms,bpm\n1000,120\n2000,121\n500,122\n", "line 4: The time goes back here"),
        ("time_ms,bpm\n1000,120\n1e15,121\n", "line 3: The time 1e+15 ms is more than 31 years"),
        ("time,bpm\n0,120\n", "line 1: The column “time” does not say its unit."),
        ("bpm\n120\n121\n", "line 1: No column holds the time."),
        ("time_ms,gsr\n0,1\n1000,2\n", "line 1: No column holds a heart rate."),
        ("name,day\nA,B\n", "No column holds a heart rate."),
        ("0,120\n1000,121\n", "line 1: The table has no heading."),
        ("time_ms,time_s,bpm\n0,0,120\n", "The columns “time_ms” and “time_s” say the same thing."),
        ("time_ms,hr,bpm\n0,1,120\n", "The columns “hr” and “bpm” say the same thing."),
        ("ibi_ms\n500\n\n0\n600\n", "line 4: An interval is missing or not above 0"),
        ("ibi_ms\n500\n\n-5\n600\n", "line 4: An interval is missing or not above 0"),
        ("ibi\n50\n51\n", "The intervals are neither in ms nor in s"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(refused: Refused, text: str, words: str) -> None:
    assert words in refused(text, "csv")


def test_a_file_that_is_no_text_is_refused(refused: Refused) -> None:
    assert "line 2: This is not text in UTF-8." in refused(b"time_ms,bpm\n\xff\xfe\x00", "csv")
    assert "not a text file" in refused(b"time_ms,bpm\n\0\0", "csv")


def test_intervals_with_times_that_are_missing_are_left_out(read: Read) -> None:
    signal = read("time_ms,ibi_ms\n500,500\n1000,\n1500,0\n2000,500\n", "csv")
    assert (signal.times_ms.tolist(), signal.dropped) == ([0, 1500], 2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=200), st.text("time_ms,bpribs0123456789.;-\n\t ", max_size=120)))
@pytest.mark.parametrize("format_name", ["csv", "ibi", "e4", "polar"])
def test_any_content_ends_in_a_signal_or_one_sentence(read: Read, format_name: str, content: str | bytes) -> None:
    try:
        signal = read(content, format_name)
    except ExchangeError as error:
        assert str(error).endswith(".")
    else:
        assert len(signal) >= 2
        assert (np.diff(signal.times_ms) > 0).all()
        assert np.isfinite(signal.bpm).all()
