"""Span sets against plain Python sets of milliseconds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.errors import ModelError
from coder.model.spans import EMPTY, Spans

times = st.integers(-15, 60)
pairs = st.lists(st.tuples(times, st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=8)
sets = pairs.map(Spans.of)


def grid(spans: Spans) -> set[int]:
    return {time for on, off in spans for time in range(on, off)}


def window(on: int, off: int) -> set[int]:
    return set(range(on, off))


@given(pairs)
def test_a_set_holds_the_milliseconds_of_its_pairs(given_pairs: list[tuple[int, int]]) -> None:
    assert grid(Spans.of(given_pairs)) == {time for on, off in given_pairs for time in range(on, off)}


@given(sets)
def test_spans_are_sorted_and_never_touch(spans: Spans) -> None:
    assert (np.diff(spans.edges) > 0).all()
    assert len(spans.edges) == 2 * len(spans)
    assert spans.length == len(grid(spans))
    assert spans.lengths.tolist() == [off - on for on, off in spans]


def test_spans_that_touch_are_one_span() -> None:
    assert list(Spans.of([(10, 20), (0, 10)])) == [(0, 20)]


def test_a_span_must_end_after_it_begins() -> None:
    with pytest.raises(ModelError, match="30 to 30"):
        Spans.of([(0, 10), (30, 30)])


@given(pairs, pairs)
def test_sets_with_the_same_milliseconds_are_equal_however_they_were_given(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    first, second = Spans.of(one), Spans.of(other)
    assert (first == second) == (grid(first) == grid(second))
    assert Spans.of(reversed(one)) == first
    assert hash(Spans.of(reversed(one))) == hash(first)


@given(sets, sets)
def test_union_intersection_and_difference(a: Spans, b: Spans) -> None:
    assert grid(a | b) == grid(a) | grid(b)
    assert grid(a & b) == grid(a) & grid(b)
    assert grid(a - b) == grid(a) - grid(b)
    for result in (a | b, a & b, a - b):
        assert (np.diff(result.edges) > 0).all()


@given(sets, times, times)
def test_complement_and_clip_stay_in_the_window(spans: Spans, on: int, off: int) -> None:
    assert grid(spans.complement(on, off)) == window(on, off) - grid(spans)
    assert grid(spans.clip(on, off)) == window(on, off) & grid(spans)
    assert (np.diff(spans.clip(on, off).edges) > 0).all()


@given(sets, times, times)
def test_questions_about_a_window(spans: Spans, on: int, off: int) -> None:
    assert spans.meets(on, off) == bool(window(on, off) & grid(spans))
    assert spans.length_within(on, off) == len(window(on, off) & grid(spans))


@given(sets, st.integers(0, 14))
def test_gaps_shorter_than_the_limit_join_their_neighbours(spans: Spans, gap: int) -> None:
    joined = grid(spans)
    for (_, off), (on, _) in zip(list(spans), list(spans)[1:], strict=False):
        joined |= window(off, on) if on - off < gap else set()
    assert grid(spans.merge_gaps(gap)) == joined


@given(sets, st.integers(0, 14))
def test_short_spans_are_dropped_and_a_span_of_just_the_length_stays(spans: Spans, least: int) -> None:
    assert list(spans.drop_short(least)) == [(on, off) for on, off in spans if off - on >= least]


@given(sets, st.integers(0, 9), st.integers(0, 9))
def test_growing_reaches_out_on_both_sides(spans: Spans, before: int, after: int) -> None:
    assert grid(spans.grow(before, after)) == {t for on, off in spans for t in range(on - before, off + after)}


@given(sets, times)
def test_membership_and_the_span_around_a_time(spans: Spans, time: int) -> None:
    assert (time in spans) == (time in grid(spans))
    assert spans.contains([time]).tolist() == [time in grid(spans)]
    around = [(on, off) for on, off in spans if on <= time < off]
    assert spans.span_at(time) == (around[0] if around else None)


@given(sets)
def test_where_keeps_the_spans_that_are_asked_for(spans: Spans) -> None:
    keep = np.arange(len(spans)) % 2 == 0
    assert list(spans.where(keep)) == list(spans)[::2]


def test_from_arrays_ignores_empty_spans() -> None:
    assert list(Spans.from_arrays(np.array([5, 1, 9]), np.array([5, 3, 8]))) == [(1, 3)]


@given(sets)
def test_nothing_changes_with_the_empty_set(spans: Spans) -> None:
    assert spans | EMPTY == spans == EMPTY | spans
    assert spans - EMPTY == spans
    assert not len(spans & EMPTY)
    assert not len(EMPTY - spans)


def test_a_set_of_a_million_spans_is_combined_at_once() -> None:
    on = np.arange(1_000_000, dtype=np.int64) * 10
    many, shifted = Spans.from_arrays(on, on + 4), Spans.from_arrays(on + 2, on + 6)
    assert (many & shifted).length == 2_000_000
    assert (many | shifted).length == 6_000_000
    assert (many - shifted).length == 2_000_000


def test_a_set_reads_as_what_makes_it() -> None:
    assert repr(Spans.of([(0, 5), (7, 9)])) == "Spans.of([(0, 5), (7, 9)])"
