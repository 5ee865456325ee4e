"""One adult couple from keys to rows; every number is worked out beside it."""

from __future__ import annotations

import pytest

from tests.metrics.scenes import Scene
from tests.schemes.sessions import measured

EPISODES = "ep1 0-60; ep2 60-180; ep3 180-360; ep4 360-420; ep5 420-600"

# The partner is out of the room in ep4, from 360 to 420 s.
EVENTS = """
none 0; upset 200; none 230; strained 380; none 455
near 0; touching 215 by=caregiver; near 240-360; apart 420; embrace 432 by=child; near 470
asks 206; hints 424; approach 428
no_exploration 0; tries 70; no_exploration 170; considers 300; no_exploration 340; tries 465; no_exploration 560
available 0; occupied 100; available 130; availability_u 340-360; detached 420; available 440
encourages 75; intrudes 110; assists 160; encourages 178; encourages 310; intrudes 520; intrudes 530
no_comfort 0; comforts 215; no_comfort 240-360; no_comfort 420; comforts 431; no_comfort 460
attends 202; understands 208; acts 214; acts 431
"""
WITH_PARTNER = dict.fromkeys(("seeking", "availability", "support", "response"), "0-360 420-600")


def couple(**parameters: object) -> Scene:
    return measured("adult-support", EPISODES, EVENTS, WITH_PARTNER, **parameters)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return couple()


def test_availability_is_the_partners_share_of_the_time_it_could_be_seen(scene: Scene) -> None:
    # ep2: available [60, 100) and [130, 180), 90 of 120 s; ep3: 340 to 360 cannot be seen; ep5: from 440, 160 of 180 s
    assert scene.row("availability_prop", "ep2").value == 90 / 120
    talk = scene.row("availability_prop", "ep3")
    assert (talk.value, talk.exposure_ms) == (1, 160_000)
    assert scene.row("availability_prop", "ep5").value == pytest.approx(160 / 180)


def test_encouragement_and_intrusion_are_rates_per_minute(scene: Scene) -> None:
    # ep2 lasts 2 min: encouraged at 75 and 178, intruded on at 110; ep3 and ep5 last 3 min
    assert scene.row("encouragement_rate", "ep2").value == 2 / 2
    assert scene.row("encouragement_rate", "ep3").value == pytest.approx(1 / 3)
    assert scene.row("intrusion_rate", "ep2").value == 1 / 2
    assert scene.row("intrusion_rate", "ep3").status == "zero"
    assert scene.row("intrusion_rate", "ep5").value == pytest.approx(2 / 3)


def test_a_partner_who_is_out_of_the_room_is_neither_available_nor_not(scene: Scene) -> None:
    for measure in ("availability_prop", "encouragement_rate", "intrusion_rate"):
        assert scene.row(measure, "ep4").status == "insufficient_obs"


def test_responsiveness_is_about_distress_and_both_kinds_of_seeking(scene: Scene) -> None:
    # Signals: upset from 200, asks 206, hints 424; the distress from 380 begins with the partner away.
    # 200: noticed at 202, before the next signal at 206. 206: read at 208, answered at 214. 424: answered at 431.
    assert (scene.row("attend_prop").value, scene.row("attend_prop").n) == (1, 3)
    assert scene.row("understand_prop").value == pytest.approx(2 / 3)
    assert scene.row("act_prop").value == pytest.approx(2 / 3)
    assert scene.row("act_prop", "ep3").value == 1 / 2
    assert scene.row("attend_latency").value == 2_000
    assert scene.row("act_latency").value == (8_000 + 7_000) / 2


def test_time_from_distress_to_seeking_starts_when_the_partner_is_there(scene: Scene) -> None:
    # ep3: upset at 200, asks at 206. ep5: strained since 380, partner back at 420, hints at 424.
    talk, waiting = scene.row("comfort_latency", "ep3"), scene.row("comfort_latency", "ep5")
    assert (talk.status, talk.value, talk.flags) == ("event", 6_000, ("within",))
    assert (waiting.status, waiting.value, waiting.flags) == ("event", 4_000, ("at_entry",))


def test_time_to_calm_runs_from_distress_or_from_the_partners_return(scene: Scene) -> None:
    # ep3: 200 to 230; ep5: 420 to 455; both followed by more than 15 s of calm.
    assert [one.time for one in scene.opportunities("calm_latency")] == [30_000, 35_000]
    assert [one.status for one in scene.opportunities("calm_latency")] == ["event", "event"]
    share = scene.row("distress_prop", "ep5")
    assert share.value == pytest.approx(35 / 180)


def test_time_to_calm_can_run_from_the_first_comfort() -> None:
    # comforted from 215 until 230, and from 431 until 455
    soothed = couple(soothe_from="comfort").opportunities("calm_latency")
    assert [one.time for one in soothed] == [15_000, 24_000]


def test_closeness_is_sought_in_distress_and_after_the_return(scene: Scene) -> None:
    # Time under stress with the partner: [200, 230) and ep5, 30 + 180 s = 3.5 min; one approach, two bids.
    approaches, bids = scene.row("proximity_rate"), scene.row("bids_rate")
    assert (approaches.n, approaches.exposure_ms) == (1, 210_000)
    assert approaches.value == pytest.approx(1 / 3.5)
    assert bids.value == pytest.approx(2 / 3.5)


def test_exploring_with_support_is_exploring_near_encouragement_or_help(scene: Scene) -> None:
    # ep2: tries [70, 170). Support at 75 and 160 counts; 178 comes 8 s after the end, too late.
    # Within 30 s of 75: [70, 105); of 160: [130, 170): 35 + 40 = 75 s.
    assert scene.row("x_time", "ep2").value == 100_000
    assert scene.row("sb_time", "ep2").value == 75_000
    assert scene.row("sb_prop", "ep2").value == 75 / 120
    assert scene.row("checks", "ep2").value == 2
    assert scene.row("check_rate", "ep2").value == pytest.approx(2 / (100 / 60))
    assert scene.row("check_gap", "ep2").value == 85_000


def test_exploration_lost_to_distress_counts_trying_and_thinking_ahead(scene: Scene) -> None:
    # ep2, ep3 and ep5: 480 s. Distress and the 30 s after it: [200, 260) and [420, 485), 125 s; calm 355 s.
    # Embraced until 470, so [470, 485) explores in distress; calm: [70, 170), [300, 340), [485, 560) = 215 s.
    row = scene.row("exploration_inhibition")
    assert (row.exposure_ms, row.n) == (480_000, 2)
    assert row.value == pytest.approx(215 / 355 - 15 / 125)


def test_time_to_play_is_time_to_the_next_exploration(scene: Scene) -> None:
    # back at 420, exploring outside the embrace from 470
    assert scene.row("to_play", "ep5").value == 50_000


def test_positive_interaction_is_no_part_of_the_set(scene: Scene) -> None:
    (row,) = scene.rows("positive_rate")
    assert (row.status, row.flags) == ("not_bound", ("smile", "vocalise", "gaze_partner", "partner_gaze"))
