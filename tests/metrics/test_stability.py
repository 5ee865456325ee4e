"""Results under other settings: rank correlation against scipy's, flips and ranges by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from coder.metrics.rows import MeasureRow
from coder.metrics.stability import Outcome, key_of, outcome, spearman
from tests.metrics.scenes import scene


def rows(*seconds: float | None) -> dict[tuple[str, str, str, str], MeasureRow]:
    """Return a row of time to calm per child; None was never calm."""
    calm = scene("ep5 0-60", "cry 5-10").row("calm_latency", "ep5")
    found = []
    for child, value in enumerate(seconds):
        status = "right_censored" if value is None else "event"
        found.append(replace(calm, session=f"s{child}", value=value, status=status))
    return {key_of(row): row for row in found}


def test_the_same_setting_agrees_with_itself() -> None:
    found = rows(1, 2, 3, None)
    assert outcome(found, found) == Outcome(3, 2, 1, 3, pytest.approx(1), 3, 0)


def test_a_turned_order_has_a_correlation_of_minus_one() -> None:
    assert outcome(rows(1, 2, 3), rows(30, 20, 10)).rank_correlation == pytest.approx(-1)


def test_a_number_that_comes_or_goes_flips_and_is_no_pair() -> None:
    found = outcome(rows(1, 2, 3, 4, None), rows(1, 2, 3, None, 5))
    assert (found.flips, found.pairs, found.n) == (2, 3, 4)
    assert (found.median, found.lowest, found.highest) == (2.5, 1, 5)


def test_a_row_that_is_there_under_one_setting_only_flips() -> None:
    assert outcome(rows(1, 2), rows(1, 2, 3)).flips == 1
    assert outcome(rows(1, 2, 3), rows(1, 2)).flips == 1


def test_two_pairs_or_equal_numbers_have_no_correlation() -> None:
    assert spearman([1, 2], [1, 2]) is None
    assert spearman([1, 1, 1], [1, 2, 3]) is None


def test_nothing_measured_has_no_median() -> None:
    assert outcome(rows(None), rows(None)) == Outcome(0, None, None, None, None, 0, 0)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=30))
def test_the_rank_correlation_equals_scipys(pairs: list[tuple[int, int]]) -> None:
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found = spearman(one, other)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(spearmanr(one, other).statistic, abs=1e-12)
