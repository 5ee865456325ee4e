"""C1, Ainsworth intervals."""

from __future__ import annotations

import pytest

from tests.metrics.scenes import scene


def test_a_bin_counts_if_the_behaviour_touches_it_at_all() -> None:
    # [14.999, 15.001) touches the bins 0-15 and 15-30 of four: 12 × 2 / 4
    row = scene("ep2 0-60", "smile 14.999-15.001").row("interval_smile", "ep2")
    assert (row.value, row.n, row.exposure_ms, row.unit) == (6.0, 2, 60_000, "per_3min")


def test_a_behaviour_that_ends_with_a_bin_does_not_touch_the_next() -> None:
    assert scene("ep2 0-60", "smile 10-15").row("interval_smile", "ep2").n == 1


def test_bins_run_from_the_start_of_the_episode() -> None:
    row = scene("ep1 0-10; ep2 10-70", "smile 26-27").row("interval_smile", "ep2")
    assert str(row.evidence) == "e1;25000-40000"


@pytest.mark.parametrize(("off", "bins_ms"), [("67.5", 67_500), ("67.499", 60_000)])
def test_a_last_bin_under_half_its_length_is_dropped(off: str, bins_ms: int) -> None:
    assert scene(f"ep2 0-{off}").row("interval_smile", "ep2").exposure_ms == bins_ms


@pytest.mark.parametrize(("seen_until", "bins_ms"), [("22.5", 30_000), ("22.499", 15_000)])
def test_a_bin_observed_for_less_than_half_is_dropped(seen_until: str, bins_ms: int) -> None:
    row = scene("ep2 0-60; ep3 60-70", coded={"affect": f"0-{seen_until}"}).row("interval_smile", "ep2")
    assert row.exposure_ms == bins_ms


def test_no_bin_left_is_insufficient_and_no_bin_at_all_no_exposure() -> None:
    measured = scene("ep1 0-7; ep2 7-60", coded={"affect": "50-52"})
    assert measured.row("interval_smile", "ep1").status == "na_no_exposure"
    assert measured.row("interval_smile", "ep2").status == "insufficient_obs"


def test_every_episode_has_its_row() -> None:
    assert [r.episode for r in scene("ep2 0-60; ep4 60-120").rows("interval_distress")] == ["ep2", "ep4"]


def test_raw_distress_counts_however_short() -> None:
    assert scene("ep2 0-60", "fuss 5-6").row("interval_distress", "ep2").n == 1


def test_manipulation_and_locomotion_are_the_first_and_the_other_channels() -> None:
    measured = scene("ep2 0-60", "manipulates 5-6; moves 20-35")
    assert (measured.row("interval_manipulatory", "ep2").n, measured.row("interval_locomotor", "ep2").n) == (1, 2)


def test_points_count_too() -> None:
    measured = scene("ep2 0-60", "shows 15; shows 29.999", roles={"explore_visual": ("shows",)})
    assert measured.row("interval_visual", "ep2").n == 1


def test_not_bound_and_not_coded() -> None:
    (row,) = scene("ep2 0-60").rows("interval_visual")
    assert (row.episode, row.status, row.flags) == ("session", "not_bound", ("explore_visual",))
    (row,) = scene("ep2 0-60", roles={"explore": ("manipulates",)}).rows("interval_locomotor")
    assert (row.status, row.flags) == ("not_bound", ("explore",))
    assert scene("ep2 0-60", coded={"affect": ""}).row("interval_smile", "ep2").status == "not_coded"
