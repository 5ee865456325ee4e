"""C3, exploration inhibition, and the three numbers of C4, the adult support task."""

from __future__ import annotations

import msgspec
import pytest

from coder.model.scheme import Channel, Code, Pass
from tests.metrics.scenes import SCHEME, Scene, scene


def inhibition(events: str, **rest: object) -> object:
    return scene("ep2 0-120", events, **rest).row("exploration_inhibition")


def test_inhibition_is_exploration_when_calm_minus_exploration_in_distress() -> None:
    # distress [40, 50) with 30 s after it; calm [0, 40) + [80, 120): 40 of 80 s; distress 10 of 40 s
    row = inhibition("cry 40-50; manipulates 0-40; manipulates 60-70")
    assert (row.value, row.n, row.exposure_ms, row.status) == (pytest.approx(40 / 80 - 10 / 40), 1, 120_000, "ok")


def test_no_difference_is_ok_and_no_zero() -> None:
    row = inhibition("cry 40-50")
    assert (row.value, row.status) == (0, "ok")


@pytest.mark.parametrize(("after", "status"), [(5_000, "ok"), (4_999, "na_no_distress")])
def test_under_ten_seconds_of_distress_is_no_distress(after: int, status: str) -> None:
    assert inhibition("cry 40-45", after_distress=after).status == status


@pytest.mark.parametrize(("off", "status"), [("80", "ok"), ("80.001", "na_no_exposure")])
def test_under_ten_seconds_of_calm_is_no_exposure(off: str, status: str) -> None:
    assert inhibition(f"cry 0-{off}").status == status


def test_too_little_observed_comes_first() -> None:
    assert inhibition("cry 0-100", coded={"exploration": "0-59"}).status == "insufficient_obs"


def test_inhibition_needs_distress_and_says_when_being_held_was_not_taken_away() -> None:
    assert inhibition("cry 40-50", coded={"distress": ""}).status == "not_coded"
    assert inhibition("cry 40-50", roles={"distress": ()}).flags == ("distress",)
    assert inhibition("cry 40-50", coded={"proximity": ""}).flags == ("not_subtracted",)


def test_no_positive_episode_is_no_exposure() -> None:
    assert scene("ep1 0-60").row("exploration_inhibition").status == "na_no_exposure"


def support(events: str, **rest: object) -> Scene:
    partner = Pass(
        id="partner",
        title="Partner",
        channels=(
            Channel(id="there", title="There", kind="state", codes=(Code(id="available", key="a", title="Available"),)),
            Channel(
                id="acts_on",
                title="Acts",
                kind="point",
                codes=(Code(id="encourages", key="b", title=""), Code(id="intrudes", key="c", title="")),
            ),
        ),
    )
    roles = {"availability": ("available",), "encouragement": ("encourages",), "intrusion": ("intrudes",)}
    scheme = msgspec.structs.replace(SCHEME, passes=(*SCHEME.passes, partner))
    return scene("ep2 0-60", events, roles=roles, scheme=scheme, **rest)


def test_availability_is_a_share_and_encouragement_and_intrusion_are_rates() -> None:
    measured = support("available 0-10; available 20-40; encourages 5; encourages 6; intrudes 7")
    available = measured.row("availability_prop", "ep2")
    assert (available.value, available.n, available.unit) == (0.5, 2, "prop")
    assert measured.row("encouragement_rate", "ep2").value == 2
    assert measured.row("intrusion_rate", "ep2").value == 1


def test_support_needs_some_observed_time_and_no_least_time() -> None:
    assert support("", coded={"partner": "0-1"}).row("intrusion_rate", "ep2").status == "zero"
    assert support("", coded={"partner": "70-80"}).row("intrusion_rate", "ep2").status == "insufficient_obs"
    assert support("", coded={"partner": ""}).row("intrusion_rate", "ep2").status == "not_coded"


def test_a_scheme_for_children_binds_no_support() -> None:
    (row,) = scene("ep2 0-60").rows("availability_prop")
    assert (row.status, row.flags) == ("not_bound", ("availability",))
