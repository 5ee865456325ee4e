"""One play session from keys to rows; every number is worked out beside it."""

from __future__ import annotations

import pytest

from tests.metrics.scenes import Scene
from tests.schemes.sessions import measured

EPISODES = "ep1 0-30; ep2 30-150; ep3 150-270; ep4 270-360; ep5 360-480"
EVENTS = """
none 0; fuss 380; cry 384; none 420
near 0; held 394 by=child; near 430
bid 386; approach 390
no_manipulation 0; manipulates 40; no_manipulation 140; manipulates 160; no_manipulation 240
manipulates 280; no_manipulation 350; manipulates 440; no_manipulation 470
no_locomotion 0; moves 60; no_locomotion 70
no_task 0; on_task 150; no_task 270; refuses 370; off_task 430
look_toys 0; look_face 60; look_toys 62; shows 144
affect_neutral 0; smile 60; affect_neutral 63; smile 200; affect_neutral 202; affect_negative 380; affect_neutral 420
silent 0; vocalise_other 80; silent 82; vocalise_caregiver 144; silent 146
cg_looks_child 0; cg_looks_face 55; cg_looks_child 61
cg_neutral 0; cg_positive 60; cg_neutral 70
available 0; busy 275; available 345
encourages 170; encourages 210; intrudes 230
no_comfort 0; comforts 393; no_comfort 425
attends 382; acts 393
"""


def play(**parameters: object) -> Scene:
    return measured("structured-play", EPISODES, EVENTS, **parameters)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return play()


def test_secure_base_behaviour_is_measured_in_all_three_play_episodes(scene: Scene) -> None:
    assert [row.episode for row in scene.rows("sb_time")] == ["ep2", "ep3", "ep4"]


def test_looks_shows_and_words_to_the_caregiver_check_back(scene: Scene) -> None:
    # ep2: explores [40, 140), moving at 60 to 70 included. Look at 60; at 144, 4 s after, a show and a word at once.
    # Within 30 s of 60: [40, 90); of 144: [114, 140): 50 + 26 = 76 s.
    assert scene.row("x_time", "ep2").value == 100_000
    assert scene.row("checks", "ep2").value == 2
    assert scene.row("sb_time", "ep2").value == 76_000
    assert scene.row("sb_prop", "ep2").value == pytest.approx(76 / 120)
    assert scene.row("check_rate", "ep2").value == pytest.approx(2 / (100 / 60))
    assert scene.row("check_gap", "ep2").value == 84_000


def test_an_infant_who_never_looks_back_explores_without_base(scene: Scene) -> None:
    # ep4: explores [280, 350) beside the busy caregiver
    assert scene.row("x_time", "ep4").value == 70_000
    assert scene.row("sb_time", "ep4").status == "zero"


def test_positive_interaction_adds_smiles_voice_and_eye_contact(scene: Scene) -> None:
    # ep2, 2 min: smile at 60; voice at 80 and 144; both look at the other's face [60, 61): 0.5 + 1 + 0.5
    assert scene.row("smile_rate", "ep2").value == 1 / 2
    assert scene.row("voc_rate", "ep2").value == 2 / 2
    assert scene.row("eye_rate", "ep2").value == 1 / 2
    assert scene.row("positive_rate", "ep2").value == 2
    # ep3, 2 min: one smile
    assert scene.row("positive_rate", "ep3").value == 1 / 2
    assert [row.episode for row in scene.rows("positive_rate")] == ["ep2", "ep3", "ep5"]


def test_distress_at_clean_up_gives_seeking_comfort_and_calm(scene: Scene) -> None:
    # upset [380, 420), 40 s: bid at 386, approach at 390, picked up on own asking at 394
    sought, calmed = scene.row("comfort_latency", "ep5"), scene.row("calm_latency", "ep5")
    assert (sought.status, sought.value) == ("event", 6_000)
    assert (calmed.status, calmed.value) == ("event", 40_000)
    seeking = scene.row("proximity_rate", "ep5", "distress")
    assert (seeking.n, seeking.exposure_ms) == (1, 40_000)
    assert seeking.value == pytest.approx(1 / (40 / 60))


def test_there_is_no_reunion_to_be_measured(scene: Scene) -> None:
    assert scene.row("proximity_rate", part="reunion").status == "na_no_exposure"
    assert scene.rows("distress_prop") == []


def test_the_busy_caregiver_is_less_available(scene: Scene) -> None:
    # ep4, 90 s: available [270, 275) and [345, 360)
    assert scene.row("availability_prop", "ep4").value == pytest.approx(20 / 90)


def test_encouragement_and_intrusion_are_rates_per_minute_of_the_task(scene: Scene) -> None:
    assert scene.row("encouragement_rate", "ep3").value == 2 / 2
    assert scene.row("intrusion_rate", "ep3").value == 1 / 2


def test_a_signal_is_noticed_when_it_is_answered(scene: Scene) -> None:
    # Signals: upset at 380, noticed at 382 before the next; bid at 386, answered at 393.
    assert (scene.row("attend_prop").value, scene.row("attend_prop").n) == (1, 2)
    assert scene.row("act_prop").value == 1 / 2
    assert scene.row("attend_latency").value == 2_000
    assert scene.row("act_latency").value == 7_000


def test_exploration_is_lost_to_distress(scene: Scene) -> None:
    # ep2, ep3 and ep5: 360 s; distress and the 30 s after it [380, 450): 70 s, calm 290 s.
    # Explores [40, 140), [160, 240) and [450, 470) in calm, 200 s; [440, 450) after distress.
    row = scene.row("exploration_inhibition")
    assert row.exposure_ms == 360_000
    assert row.value == pytest.approx(200 / 290 - 10 / 70)
