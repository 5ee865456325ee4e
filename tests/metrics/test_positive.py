"""M5, positive interaction."""

from __future__ import annotations

import pytest

from tests.metrics.scenes import scene


def test_rates_count_onsets_per_observed_minute() -> None:
    row = scene("ep2 0-120", "smile 10-20; smile 30-31; smile 60-90").row("smile_rate", "ep2")
    assert (row.value, row.n, row.exposure_ms, row.unit) == (1.5, 3, 120_000, "per_min")


@pytest.mark.parametrize(("on", "n"), [("20.149", 1), ("20.15", 2)])
def test_smiles_with_a_flicker_between_are_one(on: str, n: int) -> None:
    assert scene("ep2 0-60", f"smile 10-20; smile {on}-30").row("smile_rate", "ep2").n == n


@pytest.mark.parametrize(("on", "n"), [("20.999", 1), ("21", 2)])
def test_vocalisations_with_a_breath_between_are_one(on: str, n: int) -> None:
    assert scene("ep2 0-60", f"vocalises 10-20; vocalises {on}-30").row("voc_rate", "ep2").n == n


def test_a_vocalisation_that_begins_in_distress_does_not_count() -> None:
    row = scene("ep2 0-60", "cry 10-20; vocalises 12-14; vocalises 20-21").row("voc_rate", "ep2")
    assert row.evidence.events == ("e3",)


def test_a_vocalisation_in_the_calm_inside_a_distress_episode_counts() -> None:
    assert scene("ep2 0-60", "cry 10-20; cry 25-30; vocalises 22-23").row("voc_rate", "ep2").n == 1


def test_smiles_count_in_distress() -> None:
    assert scene("ep2 0-60", "cry 10-20; smile 12-14").row("smile_rate", "ep2").n == 1


def test_a_bout_that_began_before_the_episode_is_no_onset_in_it() -> None:
    measured = scene("ep2 0-60; ep3 60-120", "smile 50-70; smile 80-81")
    assert (measured.row("smile_rate", "ep2").n, measured.row("smile_rate", "ep3").n) == (1, 1)


def test_a_bout_that_begins_with_the_episode_is_an_onset() -> None:
    assert scene("ep2 0-60; ep3 60-120", "smile 60-70").row("smile_rate", "ep3").n == 1


def test_a_bout_from_before_the_session_is_no_onset_but_fills_time() -> None:
    measured = scene("ep2 10-70", "smile 5-40")
    assert measured.row("smile_rate", "ep2").status == "zero"
    assert measured.row("smile_prop", "ep2").value == 0.5


@pytest.mark.parametrize(("off", "n"), [("30.5", 1), ("30.499", 0)])
def test_eye_contact_is_mutual_gaze_of_half_a_second(off: str, n: int) -> None:
    row = scene("ep2 0-60", f"look_face 20-{off}; cg_looks_face 30-40").row("eye_rate", "ep2")
    assert row.n == n


def test_eye_contact_begins_with_the_second_look_whoevers_it_is() -> None:
    child_last = scene("ep2 0-60", "cg_looks_face 10-40; look_face 20-30").row("eye_rate", "ep2")
    caregiver_last = scene("ep2 0-60", "look_face 10-40; cg_looks_face 20-30").row("eye_rate", "ep2")
    assert child_last.evidence.events == caregiver_last.evidence.events == ("e2",)


def test_eye_contact_from_before_the_session_is_no_onset() -> None:
    measured = scene("ep2 10-70", "look_face 5-20; cg_looks_face 5-25")
    assert (measured.row("eye_rate", "ep2").n, measured.row("eye_prop", "ep2").value) == (0, pytest.approx(10 / 60))


def test_eye_contact_begun_by_a_first_look_at_the_start_is_an_onset() -> None:
    assert scene("ep2 10-70", "look_face 5-20; cg_looks_face 10-25").row("eye_rate", "ep2").n == 1


def test_shares_are_of_observed_time() -> None:
    row = scene("ep2 0-60", "look_face 0-30; cg_looks_face 0-10; gaze_u 30-50").row("eye_prop", "ep2")
    assert (row.value, row.exposure_ms) == (0.25, 40_000)


def test_points_are_onsets_and_fill_no_time() -> None:
    measured = scene("ep2 0-60", "smile 10-16; shows 10; shows 30", roles={"smile": ("smile", "shows")})
    assert (measured.row("smile_rate", "ep2").n, measured.row("smile_prop", "ep2").value) == (2, 0.1)


def test_positive_rate_is_the_sum_and_rests_on_the_least_time() -> None:
    events = "smile 5-6; vocalises 7-8; look_face 10-12; cg_looks_face 10-12; gaze_u 40-60"
    row = scene("ep2 0-60", events).row("positive_rate", "ep2")
    assert (row.value, row.n, row.exposure_ms) == (pytest.approx(1 + 1 + 1.5), 3, 40_000)


def test_positive_rate_takes_the_first_missing_status() -> None:
    measured = scene("ep2 0-60", "gaze_u 0-31; vocalises 5-6", coded={"caregiver": "0-60"})
    assert measured.row("smile_rate", "ep2").status == "zero"
    row = measured.row("positive_rate", "ep2")
    assert (row.status, row.value, row.n, row.exposure_ms) == ("insufficient_obs", None, 1, 29_000)


def test_positive_rate_without_a_role_is_not_bound() -> None:
    (row,) = scene("ep2 0-60", roles={"partner_gaze": ()}).rows("positive_rate")
    assert (row.status, row.flags) == ("not_bound", ("partner_gaze",))


def test_vocalisations_without_distress_coding_are_flagged() -> None:
    measured = scene("ep2 0-60", "cry 10-20; vocalises 12-13", coded={"distress": ""})
    assert (measured.row("voc_rate", "ep2").n, measured.row("voc_rate", "ep2").flags) == (1, ("not_subtracted",))
    assert measured.row("positive_rate", "ep2").flags == ("not_subtracted",)
    assert measured.row("smile_rate", "ep2").flags == ()


def test_positive_episodes_are_those_of_the_parameters() -> None:
    measured = scene("ep1 0-60; ep2 60-120", positive_episodes="intro")
    assert [row.episode for row in measured.rows("smile_rate")] == ["ep1"]


def test_planned_positive_episodes_that_were_not_held_are_not_run() -> None:
    rows = {row.episode: row.status for row in scene("ep2 0-60").rows("eye_prop")}
    assert rows == {"ep2": "zero", "ep3": "not_run", "ep5": "not_run", "ep8": "not_run"}
