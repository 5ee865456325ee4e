"""Exports of Polar devices."""

from __future__ import annotations

import pytest

from tests.exchange.conftest import Read, Refused

FLOW = (
    "Name,Sport,Date,Start time,Duration,Total distance (km),Average heart rate (bpm)\n"
    "Somebody,Other indoor,29-08-2026,22:00:00,00:00:04,0,112\n"
    "\n"
    "Sample rate,Time,HR (bpm),Speed (km/h),Pace (min/km)\n"
)


def test_the_loggers_heart_rate_counts_from_its_first_line(read: Read) -> None:
    signal = read(
        "Phone timestamp;HR [bpm];HRV [ms];Breathing interval [rpm];\n"
        "2026-04-24T23:59:59.500;118;;;\n"
        "2026-04-25T00:00:00.498;119;;;\n"
        "2026-04-25T00:00:01.503;121;;;\n",
        "polar",
    )
    assert signal.times_ms.tolist() == [0, 998, 2003]
    assert signal.bpm.tolist() == [118, 119, 121]


def test_intervals_under_one_stamp_end_one_after_the_other(read: Read) -> None:
    # 0.9 s after the first stamp two beats arrive: the last ended then, the other 500 ms before
    signal = read(
        "Phone timestamp;RR-interval [ms]\n"
        "2026-04-24T14:10:16.000;500\n"
        "2026-04-24T14:10:17.000;480\n"
        "2026-04-24T14:10:17.000;500\n",
        "polar",
    )
    # ends 0, 500, 1000; beginnings -500, 20, 500
    assert signal.times_ms.tolist() == [-500, 20, 500]
    assert signal.bpm.tolist() == pytest.approx([120, 125, 120])
    assert signal.beat_based


def test_intervals_stamped_too_early_stay_in_order(read: Read) -> None:
    signal = read(
        "Phone timestamp;RR-interval [ms]\n"
        "2026-04-24T14:10:16.000;500\n"
        "2026-04-24T14:10:16.100;800\n"
        "2026-04-24T14:10:17.000;500\n"
        "2026-04-24T14:10:17.500;500\n",
        "polar",
    )
    # ends 0, 100, 1000, 1500; beginnings -500, -700, 500, 1000: the second is moved behind the first
    assert signal.times_ms.tolist() == [-500, -499, 500, 1000]


def test_pulse_intervals_are_read_rather_than_the_rate_beside_them(read: Read) -> None:
    signal = read(
        "Phone timestamp;PP-interval [ms];error estimate [ms];blocker;contact;contact;hr [bpm]\n"
        "2026-04-24T14:10:16.000;500;10;0;1;1;0\n"
        "2026-04-24T14:10:16.500;500;10;0;1;1;0\n",
        "polar",
    )
    assert (signal.bpm.tolist(), signal.beat_based) == ([120, 120], True)


def test_polar_flow_counts_from_the_start_of_the_training(read: Read) -> None:
    signal = read(FLOW + "1,00:00:00,,0.0,\n,00:00:01,118,0.0,\n,00:00:02,119,0.0,\n,01:00:03,121,0.0,\n", "polar")
    assert signal.times_ms.tolist() == [1000, 2000, 3_603_000]
    assert (signal.bpm.tolist(), signal.dropped) == ([118, 119, 121], 1)


def test_nothing_about_the_person_comes_out_in_an_error(refused: Refused) -> None:
    assert "Somebody" not in refused(FLOW + "1,00:00:00,fast,,\n", "polar")
    assert "Somebody" not in refused(FLOW.replace("HR (bpm)", "HRM") + "1,00:00:00,118,,\n", "polar")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("time_ms,bpm\n0,120\n", "This is no heart rate or intervals of the Polar Sensor Logger or Polar Flow."),
        ("Phone timestamp;HR [bpm]\nnoon;120\n", "line 2: “noon” is not a time."),
        (FLOW + "1,00:61,118,0,\n", "line 5: “00:61” is not a time."),
        (
            "Phone timestamp;HR [bpm]\n2026-04-24T14:10:16.000;120\n2026-04-24T14:10:10.000;120\n",
            "line 3: The time goes back here",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(refused: Refused, text: str, words: str) -> None:
    assert words in refused(text, "polar")
