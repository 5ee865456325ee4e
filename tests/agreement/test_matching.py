"""Point events: the matching is the best there is, with the ties as written."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.agreement.errors import AgreementError
from coder.agreement.events import event_match
from coder.agreement.matching import match_times

times = st.lists(st.integers(0, 40), max_size=5).map(sorted)
events = st.lists(st.tuples(st.integers(0, 40), st.sampled_from("xy")), max_size=6)


def best_of_all(a: list[int], b: list[int], tol: int) -> tuple[int, int]:
    """Return (pairs, minus the sum of differences) of the best one-to-one matching, trying every one of them."""
    best = (0, 0)
    for k in range(1, min(len(a), len(b)) + 1):
        for mine in combinations(range(len(a)), k):
            for theirs in permutations(range(len(b)), k):
                apart = [abs(a[i] - b[j]) for i, j in zip(mine, theirs, strict=True)]
                if max(apart) <= tol:
                    best = max(best, (k, -sum(apart)))
    return best


def walk_from_the_start(a: list[int], b: list[int], tol: int) -> list[tuple[int, int]]:
    """Return the matching as the rule reads: the pair if that is best, else without A's event, else without B's."""

    @lru_cache(None)
    def value(i: int, j: int) -> tuple[int, int]:
        if i == len(a) or j == len(b):
            return 0, 0
        found = [value(i + 1, j), value(i, j + 1)]
        if abs(a[i] - b[j]) <= tol:
            found.append(with_pair(i, j))
        return max(found)

    def with_pair(i: int, j: int) -> tuple[int, int]:
        pairs, cost = value(i + 1, j + 1)
        return pairs + 1, cost - abs(a[i] - b[j])

    i = j = 0
    taken = []
    while i < len(a) and j < len(b):
        if abs(a[i] - b[j]) <= tol and with_pair(i, j) == value(i, j):
            taken.append((i, j))
            i, j = i + 1, j + 1
        elif value(i + 1, j) == value(i, j):
            i += 1
        else:
            j += 1
    return taken


@given(a=times, b=times, tol=st.integers(0, 12))
def test_no_other_matching_has_more_pairs_or_closer_ones(a: list[int], b: list[int], tol: int) -> None:
    found = match_times(a, b, tol)
    assert (len(found), -sum(abs(a[i] - b[j]) for i, j in found)) == best_of_all(a, b, tol)


@given(
    a=st.lists(st.integers(0, 60), max_size=14).map(sorted),
    b=st.lists(st.integers(0, 60), max_size=14).map(sorted),
    tol=st.integers(0, 15),
)
def test_ties_are_decided_as_written(a: list[int], b: list[int], tol: int) -> None:
    assert match_times(a, b, tol) == walk_from_the_start(a, b, tol)


@given(a=events, b=events, tol=st.integers(0, 12))
def test_the_index_is_twice_the_matched_share(a: list[tuple[int, str]], b: list[tuple[int, str]], tol: int) -> None:
    found = event_match(a, b, "xy", tol_ms=tol)
    n = len(a) + len(b)
    assert found.table.sum() == n
    assert found.f1.value == (None if not n else pytest.approx(2 * found.matched_same / n))
    assert found.matched_same + found.confused + found.omissions == len(a)
    assert found.matched_same + found.confused + found.commissions == len(b)


@given(a=events, b=events, tol=st.integers(0, 12))
def test_swapping_the_coders_swaps_omissions_and_commissions(
    a: list[tuple[int, str]], b: list[tuple[int, str]], tol: int
) -> None:
    one, two = event_match(a, b, "xy", tol_ms=tol), event_match(b, a, "xy", tol_ms=tol)
    assert one.f1.value == two.f1.value
    assert one.matched_same == two.matched_same
    # Which of equally good matchings is taken is decided from A's side, so the left-overs may pair differently only
    # in who is left, never in how many same-code pairs there are.
    assert one.omissions - two.commissions == two.confused - one.confused


@given(a=events, b=events, extra=st.lists(st.integers(0, 40), max_size=3))
def test_another_code_changes_no_pair_of_this_one(
    a: list[tuple[int, str]], b: list[tuple[int, str]], extra: list[int]
) -> None:
    more = [(time, "z") for time in extra]
    before, after = event_match(a, b, "xyz", tol_ms=5), event_match(a + more, b, "xyz", tol_ms=5)
    assert before.matched_same == after.matched_same


def test_a_difference_of_exactly_the_tolerance_matches() -> None:
    assert match_times([1000], [3000], 2000) == [(0, 0)]
    assert match_times([1000], [3001], 2000) == []


def test_two_codes_swapped_by_a_moment_are_still_two_agreements() -> None:
    found = event_match([(0, "x"), (100, "y")], [(0, "y"), (100, "x")], "xy", tol_ms=500)
    assert (found.matched_same, found.confused) == (2, 0)


def test_left_overs_of_different_codes_are_a_confusion() -> None:
    found = event_match([(0, "x")], [(100, "y")], "xy", tol_ms=500)
    assert found.confused == 1
    assert found.table.tolist() == [[0, 2, 0], [0, 0, 0], [0, 0, 0]]
    assert found.f1.value == 0


def test_shares_within_limits_count_same_code_pairs() -> None:
    a = [(0, "x"), (10_000, "x"), (20_000, "x"), (30_000, "x")]
    b = [(250, "x"), (9_499, "x"), (21_000, "x"), (31_001, "x")]
    within = event_match(a, b, "x", tol_ms=2000).dt.within
    assert {limit: stat.value for limit, stat in within.items()} == {250: 0.25, 500: 0.25, 1000: 0.75}


def test_an_unknown_code_is_said_with_its_time() -> None:
    with pytest.raises(AgreementError, match="'z' at 70 ms"):
        event_match([(70, "z")], [], "xy")
