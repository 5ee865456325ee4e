"""Distress episodes, spells, and what later measures take from them."""

from __future__ import annotations

from tests.metrics.scenes import scene


def episodes_of(*args: object, **rest: object) -> list[tuple[int, int]]:
    found = scene(*args, **rest).opportunities("comfort_latency")
    return [(row.de_on, row.de_off) for row in found]


def test_distress_with_less_than_calm_between_is_one_episode() -> None:
    assert episodes_of("ep2 0-120", "cry 10-20; fuss 34.999-40") == [(10_000, 40_000)]


def test_calm_of_just_its_length_parts_two_episodes() -> None:
    assert episodes_of("ep2 0-120", "cry 10-20; fuss 35-40") == [(10_000, 20_000), (35_000, 40_000)]


def test_an_episode_needs_enough_raw_distress_in_total() -> None:
    # 1 s + 1.5 s of raw distress, 14 s of calm between: 2.5 s in all
    assert episodes_of("ep2 0-120", "cry 10-11; cry 25-26.5") == []
    assert episodes_of("ep2 0-120", "cry 10-11; cry 25-27") == [(10_000, 27_000)]


def test_the_strict_preset_asks_for_ten_seconds() -> None:
    assert episodes_of("ep2 0-120", "cry 10-19.999", de_min=10_000) == []


def test_distress_joins_across_episodes() -> None:
    assert episodes_of("ep4 0-60; ep5 60-120", "cry 40-58; cry 65-70") == [(40_000, 70_000)]


def test_distress_that_began_before_the_session_is_left_cut_and_no_signal() -> None:
    measured = scene("ep2 10-120", "cry 5-20; attends 12")
    assert measured.opportunities("comfort_latency")[0].flags == ("left_cut",)
    assert measured.row("attend_prop").n == 0


def test_distress_left_open_is_right_cut() -> None:
    assert scene("ep2 0-60", "cry 20-").opportunities("comfort_latency")[0].flags == ("right_cut",)


def test_distress_that_ends_where_it_can_no_longer_be_seen_is_right_cut() -> None:
    assert scene("ep2 0-60", "cry 20-30; distress_u 30-40").opportunities("comfort_latency")[0].flags == ("right_cut",)


def test_a_door_gap_of_two_seconds_stays_in_the_spell() -> None:
    (row,) = scene("ep2 0-60; ep3 62-120", "cry 50-70").opportunities("comfort_latency")
    assert (row.spell_on, row.spell_off) == (0, 120_000)


def test_a_longer_gap_parts_two_spells() -> None:
    rows = scene("ep2 0-60; ep3 62.001-120", "cry 50-70").opportunities("comfort_latency")
    assert [(row.spell_on, row.spell_off) for row in rows] == [(0, 60_000), (62_001, 120_000)]


def test_an_episode_without_the_caregiver_parts_two_spells_however_short() -> None:
    rows = scene("ep3 0-60; ep4 60-61; ep5 61-120", "cry 50-70").opportunities("comfort_latency")
    assert [(row.spell_on, row.spell_off) for row in rows] == [(0, 60_000), (61_000, 120_000)]


def test_distress_with_no_caregiver_there_gives_no_opportunity() -> None:
    assert episodes_of("ep4 0-60", "cry 10-30") == []
