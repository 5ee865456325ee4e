"""Groups of children: by episode, by condition, and who has no number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder.app.results.cohort import NO_CONDITION, by_condition, by_episode, middle, waiting
from coder.app.results.kept import CodingMeasures, Value
from coder.app.results.reading import SessionMeasures
from coder.app.values import shown
from coder.metrics.survival import Median
from tests.metrics.scenes import scene


def coded(*scenes: str, conditions: str = "") -> list[tuple[SessionMeasures, CodingMeasures]]:
    """Return a session per scene of a reunion of two minutes; conditions are single letters, "." for unknown."""
    found = []
    for number, events in enumerate(scenes):
        measured = scene("ep4 0-60; ep5 60-180", events).measured
        rows = [replace(row, session=f"s{number}", child=f"c{number}") for row in measured.rows]
        coding = CodingMeasures("anna", True, tuple(Value(row, shown(row)) for row in rows), measured.opportunities)
        condition = conditions[number : number + 1].replace(".", "") or None
        found.append((SessionMeasures(f"s{number}", f"c{number}", codings=(coding,), condition=condition), coding))
    return found


CALM_AFTER_10, CALM_AFTER_20, NEVER_CALM, NO_CRY = "cry 50-70", "cry 50-80", "cry 50-180", ""


def test_a_group_by_episode_holds_a_row_per_coding() -> None:
    (group,) = by_episode(coded(CALM_AFTER_10, CALM_AFTER_20, NO_CRY), "calm_latency", ["ep5"])
    assert (group.name, group.numbers) == ("Ep 5", [10_000, 20_000])
    assert group.missing == {"no distress": 1}


def test_the_curve_of_a_group_says_who_is_censored_and_who_is_left_out() -> None:
    (group,) = by_episode(coded(CALM_AFTER_10, CALM_AFTER_20, NEVER_CALM, NO_CRY), "calm_latency", ["ep5"])
    found = waiting(group)
    # three waits: 10 s, 20 s, and 120 s without the event; two thirds, then one third
    assert found.curve.times_ms.tolist() == [10_000, 20_000, 120_000]
    assert found.curve.survival.tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 3])
    assert (found.n_censored, found.waits.left_out) == (1, {"na_no_distress": 1})
    assert isinstance(found.curve.median, Median)
    assert found.curve.median.value == 20_000


def test_conditions_are_compared_within_one_episode() -> None:
    groups = by_condition(coded(CALM_AFTER_10, CALM_AFTER_20, NEVER_CALM, conditions="ba."), "calm_latency", "ep5")
    assert [(group.name, group.numbers) for group in groups] == [("a", [20_000]), ("b", [10_000]), (NO_CONDITION, [])]


def test_the_middle_half_needs_four_numbers() -> None:
    assert middle([]) is None
    assert middle([3, 1, 2]) == (2, None, None)
    # quartiles of 1 … 5 by linear interpolation
    assert middle([5, 1, 4, 2, 3]) == (3, 2, 4)
