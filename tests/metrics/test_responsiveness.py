"""C2, caregiver responsiveness."""

from __future__ import annotations

import pytest

from tests.metrics.scenes import scene


def test_signals_are_bids_and_onsets_of_distress() -> None:
    row = scene("ep2 0-60", "bid 5; cry 20-30").row("attend_prop")
    assert (row.value, row.status, row.n, row.exposure_ms) == (0, "zero", 2, 60_000)


@pytest.mark.parametrize(("second", "n"), [("7.999", 1), ("8", 2)])
def test_a_signal_close_to_the_last_one_kept_repeats_it(second: str, n: int) -> None:
    assert scene("ep2 0-60", f"bid 5; bid {second}").row("attend_prop").n == n


def test_who_acts_has_noticed_and_understood() -> None:
    measured = scene("ep2 0-60", "bid 5; acts 6")
    assert [measured.row(f"{stage}_prop").value for stage in ("attend", "understand", "act")] == [1, 1, 1]
    assert measured.row("attend_latency").status == "na_no_exposure"
    assert measured.row("act_latency").value == 1_000


def test_who_notices_need_not_act() -> None:
    measured = scene("ep2 0-60", "bid 5; attends 6")
    assert [measured.row(f"{stage}_prop").value for stage in ("attend", "understand", "act")] == [1, 0, 0]


@pytest.mark.parametrize(("at", "answered"), [("5", 1), ("14.999", 1), ("15", 0)])
def test_an_answer_comes_within_ten_seconds(at: str, answered: int) -> None:
    assert scene("ep2 0-60", f"bid 5; acts {at}").row("act_prop").value == answered


def test_an_answer_after_the_next_signal_belongs_to_that_one() -> None:
    row = scene("ep2 0-60", "bid 5; bid 10; acts 11").row("act_prop")
    assert (row.value, str(row.evidence)) == (0.5, "e1;e2;e3")


def test_an_answer_after_the_parting_is_none() -> None:
    assert scene("ep3 0-60; ep4 60-120", "bid 55; acts 61").row("act_prop").value == 0


def test_the_median_of_latencies_takes_the_middle_of_two() -> None:
    row = scene("ep2 0-60", "bid 5; acts 6; bid 20; acts 24").row("act_latency")
    assert (row.value, row.n) == (2_500, 2)


def test_an_answer_at_once_is_a_median_of_zero_and_ok() -> None:
    row = scene("ep2 0-60", "bid 5; acts 5").row("act_latency")
    assert (row.value, row.status) == (0, "ok")


def test_a_signal_while_the_caregiver_is_away_is_none() -> None:
    assert scene("ep3 0-60; ep4 60-120", "bid 70").row("attend_prop").status == "na_no_exposure"


def test_an_episode_counts_its_own_signals() -> None:
    measured = scene("ep2 0-60; ep3 60-120", "bid 5; acts 6; bid 70")
    assert (measured.row("act_prop").value, measured.row("act_prop", "ep2").value) == (0.5, 1)
    assert measured.row("act_prop", "ep3").status == "zero"


def test_a_caregiver_who_could_not_be_seen_is_insufficient() -> None:
    measured = scene("ep2 0-60; ep3 60-120", "bid 70", coded={"caregiver": "0-60"})
    assert measured.row("act_prop", "ep3").status == "insufficient_obs"
    assert measured.row("act_prop", "ep2").status == "na_no_exposure"


def test_not_coded_and_not_bound() -> None:
    assert scene("ep2 0-60", coded={"caregiver": ""}).row("act_prop").status == "not_coded"
    (row,) = scene("ep2 0-60", roles={"understand": ()}).rows("attend_latency")
    assert (row.status, row.flags) == ("not_bound", ("understand",))
