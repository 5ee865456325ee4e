"""One still-face session from keys to rows; every number is worked out beside it."""

from __future__ import annotations

import pytest

from tests.metrics.scenes import Scene
from tests.schemes.sessions import measured

EPISODES = "ep1 0-30; ep2 30-150; ep3 150-270; ep4 270-285; ep5 285-405"

# The caregiver is turned away from 270 to 285 s.
EVENTS = """
none 0; fuss 200; none 210; fuss 240; cry 250; none 320
no_contact 0-270; no_contact 285; touching 288 by=caregiver; no_contact 400
bid 204; invites 215; approach 252; approach 300; bid 310
no_play 0; plays_together 40; no_play 140; plays_object 220; no_play 235; plays_together 340; no_play 400
no_self_comfort 0; mouths 222; no_self_comfort 238
look_things 0; look_face 40; look_things 70; look_face 100; look_things 130; look_face 150; look_around 160
look_face 335; look_other 336
affect_neutral 0; smile 50; affect_neutral 52; smile 80; affect_neutral 83; smile 155; affect_neutral 156
affect_negative 200; affect_neutral 210; affect_negative 240; affect_neutral 320
smile 345; affect_neutral 346; smile 360; affect_neutral 362; smile 370; affect_neutral 371
silent 0; vocalise_caregiver 60; silent 61; vocalise_caregiver 90; silent 92; vocalise_other 120; silent 121
vocalise_caregiver 350; silent 351
cg_looks_face 0-270; cg_looks_face 285
cg_positive 0; cg_neutral 150-270; cg_positive 285
no_comfort 0-270; no_comfort 285; comforts 314; no_comfort 330
attends 311; understands 312; acts 314
"""


def still_face(**parameters: object) -> Scene:
    return measured("still-face", EPISODES, EVENTS, **parameters)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return still_face()


def test_positive_interaction_falls_in_the_still_face_and_comes_back(scene: Scene) -> None:
    # Each 2 min. Smiles 2, 1, 3; voice 3, 0, 1; eye contact 2 (from 40 and 100), 1 (from 150), 1 (from 335).
    rows = scene.rows("positive_rate")
    assert [(row.episode, row.value) for row in rows] == [("ep2", 7 / 2), ("ep3", 2 / 2), ("ep5", 5 / 2)]
    assert scene.row("voc_rate", "ep3").status == "zero"
    # looking at each other for [40, 70) and [100, 130), then for [150, 160)
    assert scene.row("eye_prop", "ep2").value == 60 / 120
    assert scene.row("eye_prop", "ep3").value == pytest.approx(10 / 120)


def test_comfort_can_be_sought_from_a_still_caregiver(scene: Scene) -> None:
    # Upset at 200, bid at 204; upset again at 240, straining forward at 252.
    first, second, _ = scene.opportunities("comfort_latency")
    assert (first.episode, first.status, first.time) == ("ep3", "event", 4_000)
    assert (second.episode, second.status, second.time) == ("ep3", "event", 12_000)


def test_the_clocks_start_anew_with_the_reunion(scene: Scene) -> None:
    # Still upset at 285; the caregiver touches first, at 288; calm at 320.
    sought, calmed = scene.row("comfort_latency", "ep5"), scene.row("calm_latency", "ep5")
    assert (sought.status, sought.lower_ms, sought.flags) == ("competing:caregiver", 3_000, ("at_entry",))
    assert (calmed.status, calmed.value, calmed.flags) == ("event", 35_000, ("at_entry",))


def test_without_the_turn_back_the_reunion_has_no_clock_of_its_own() -> None:
    joined = measured("still-face", "ep2 30-150; ep3 150-285; ep5 285-405", EVENTS)
    # the distress from 240 to 320 is then one stretch with the caregiver
    assert [one.time for one in joined.opportunities("calm_latency")] == [10_000, 80_000]


def test_calming_alone_in_the_still_face_has_rows_of_its_own(scene: Scene) -> None:
    # [200, 210) ends with calm; the distress from 240 lasts beyond the still face, which ends at 270
    first, second, _ = scene.opportunities("calm_latency")
    assert (first.status, first.time) == ("event", 10_000)
    assert (second.status, second.time, second.flags) == ("right_censored", 30_000, ("relapse",))


def test_reunion_shows_what_is_left_of_distress_and_when_play_comes_back(scene: Scene) -> None:
    # upset until 320 of [285, 405); plays from 340
    assert scene.row("distress_prop", "ep5").value == pytest.approx(35 / 120)
    assert scene.row("to_play", "ep5").value == 55_000


def test_seeking_counts_straining_forward_and_bids_but_no_invitations(scene: Scene) -> None:
    # Stress with the caregiver: [200, 210), [240, 270) and ep5, 160 s. Straining at 252 counts, at 300 it is touched.
    row = scene.row("proximity_rate")
    assert (row.n, row.exposure_ms) == (1, 160_000)
    assert row.value == pytest.approx(1 / (160 / 60))
    # bids at 204 and 310; the invitation at 215 is none
    assert scene.row("bids_rate").value == pytest.approx(2 / (160 / 60))
    assert scene.row("bids_rate", "ep3", "distress").exposure_ms == 40_000
    assert scene.row("bids_rate", "ep5", "reunion").value == 1 / 2


def test_a_kept_still_face_answers_nothing_and_the_reunion_shows_the_caregivers_own_way(scene: Scene) -> None:
    # Still face: signals at 200, 204 and 240, none answered. Reunion: bid at 310, answered at 314.
    still, reunion = scene.row("act_prop", "ep3"), scene.row("act_prop", "ep5")
    assert (still.status, still.n) == ("zero", 3)
    assert (reunion.value, reunion.n) == (1, 1)
    assert scene.row("act_latency", "ep5").value == 4_000
    assert scene.row("act_prop").value == 1 / 4


def test_play_lost_to_distress_leaves_the_still_face_out_when_asked_to() -> None:
    # ep2 and ep5: 240 s; distress and the 30 s after it [285, 350): 65 s, calm 175 s.
    # Plays [40, 140) and [350, 400) in calm, 150 s; [340, 350) after distress.
    row = still_face(positive_episodes=("ep2", "ep5")).row("exploration_inhibition")
    assert row.exposure_ms == 240_000
    assert row.value == pytest.approx(150 / 175 - 10 / 65)


def test_secure_base_behaviour_is_not_measured_in_a_seat(scene: Scene) -> None:
    (row,) = scene.rows("sb_time")
    assert (row.status, row.flags) == ("not_bound", ("check_back",))
