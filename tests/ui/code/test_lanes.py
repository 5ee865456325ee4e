"""What is found and painted equals what a search through all events finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.coding import Event
from coder.model.scheme import Channel, Code
from coder.ui.code.timeline.lanes import FOREVER, Lane, lane_of
from coder.ui.code.timeline.raster import Inks, crowded, state_pixels
from coder.ui.code.timeline.scale import Scale
from coder.ui.code.timeline.snap import snapped
from coder.ui.code.timeline.ticks import step_for, ticks

CODES = tuple(Code(id=c, key=c, title=c) for c in "abu")
EXCLUSIVE = Channel(id="x", title="X", kind="state", exclusive=True, unobservable="u", codes=CODES)
FREE = Channel(id="y", title="Y", kind="state", codes=CODES)
POINTS = Channel(id="p", title="P", kind="point", codes=CODES)
FILLS = Inks(np.array([0xFF0000AA, 0xFF00BB00, 0], np.uint32), np.array([False, False, True]), 0xFFCCCCCC)

states = st.lists(
    st.tuples(st.sampled_from("abu"), st.integers(0, 500), st.one_of(st.none(), st.integers(1, 200))), max_size=25
)


def events_of(drawn: list[tuple[str, int, int | None]]) -> list[Event]:
    return [Event(id=f"e{n}", code=c, on=on, off=None if d is None else on + d) for n, (c, on, d) in enumerate(drawn)]


def runs_at(lane: Lane, ms: int) -> set[str]:
    places = [lane.at(ms, row) for row in range(lane.rows)]
    return {lane.ids[place] for place in places if place is not None}


@given(states, st.integers(0, 800))
def test_the_states_at_a_time_are_those_whose_span_holds_it(drawn: list, ms: int) -> None:
    events = events_of(drawn)
    expected = {e.id for e in events if e.on <= ms < (FOREVER if e.off is None else e.off)}
    assert runs_at(lane_of(FREE, events), ms) == expected


@given(states, st.integers(0, 800))
def test_in_an_exclusive_channel_the_latest_begun_state_holds(drawn: list, ms: int) -> None:
    events = sorted(events_of(drawn), key=lambda e: e.on)
    begun = [e for e in events if e.on <= ms]
    last = begun[-1] if begun else None
    expected = {last.id} if last is not None and ms < (FOREVER if last.off is None else last.off) else set()
    assert runs_at(lane_of(EXCLUSIVE, events_of(drawn)), ms) == expected


@given(states, st.integers(0, 700), st.integers(1, 300))
def test_only_a_narrow_range_is_searched_and_nothing_in_view_is_missed(drawn: list, left: int, span: int) -> None:
    lane = lane_of(FREE, events_of(drawn))
    found = lane.between(left, left + span)
    meeting = [i for i in range(len(lane)) if lane.on[i] <= left + span and lane.off[i] >= left]
    assert set(meeting) <= set(range(found.start, found.stop))


@given(states, st.floats(0, 400), st.sampled_from([0.05, 0.3, 1.0, 4.0]))
def test_every_column_shows_the_state_at_its_middle(drawn: list, left: float, zoom: float) -> None:
    closed = [(c, on, d or 7) for c, on, d in drawn]
    lane = lane_of(EXCLUSIVE, events_of(closed))
    scale = Scale(left, zoom, 120, 1000)
    image = state_pixels(lane, scale, FILLS, 9)
    assert image.shape == (9, 120)
    for x in range(120):
        ms = left + (x + 0.5) / zoom
        edges = np.concatenate((lane.on, lane.off))
        if len(edges) and np.abs(edges - ms).min() * zoom < 2.1:
            continue
        place = lane.at(int(ms))
        shown = image[4, x]
        if place is None:
            assert shown == 0
        elif lane.code[place] == 2:
            assert shown in (0, 0xFFCCCCCC)
        else:
            assert shown == FILLS.fills[lane.code[place]]


def test_states_narrower_than_a_pixel_are_still_seen_and_the_longest_wins() -> None:
    events = [
        Event(id="e0", code="a", on=5_000, off=5_004),
        Event(id="e1", code="b", on=5_004, off=5_020),
        Event(id="e2", code="a", on=5_020, off=5_022),
    ]
    image = state_pixels(lane_of(EXCLUSIVE, events), Scale(0, 0.01, 100, 10_000), FILLS, 5)
    assert image[2, 50] == 0xFF00BB00
    assert np.count_nonzero(image[2]) == 1


def test_cannot_be_seen_is_hatched_and_never_filled() -> None:
    image = state_pixels(lane_of(EXCLUSIVE, [Event(id="e", code="u", on=0, off=100)]), Scale(0, 1, 60, 100), FILLS, 12)
    inside = image[1:-1, :50]
    assert set(np.unique(inside)) == {0, 0xFFCCCCCC}
    assert 0.1 < (inside != 0).mean() < 0.25


def test_points_too_close_for_their_shapes_become_strokes() -> None:
    events = [Event(id=f"e{n}", code="a", on=on) for n, on in enumerate((100, 102, 400))]
    roomy, tight = crowded(lane_of(POINTS, events), Scale(0, 1, 500, 500))
    assert roomy.tolist() == [2]
    assert tight.tolist() == [0, 1]


@given(st.integers(0, 20_000), st.floats(0.3, 4), st.floats(0, 900))
def test_zooming_keeps_the_time_under_the_cursor(left: int, factor: float, x: float) -> None:
    scale = Scale(float(left), 0.05, 1000, 60_000)
    zoomed = scale.zoomed(factor, x)
    here = scale.left_ms + x / scale.px_per_ms
    within = zoomed.left_ms > -1 and zoomed.right_ms < 60_000
    assert not within or zoomed.left_ms + x / zoomed.px_per_ms == pytest.approx(here, abs=0.01)


@given(st.integers(-5_000, 90_000))
def test_the_view_never_leaves_the_session(left: int) -> None:
    moved = Scale(0.0, 0.05, 1000, 60_000).starting_at(left)
    assert moved.left_ms >= -0.1 * moved.span_ms - 1e-6
    assert moved.right_ms <= 60_000 + 0.1 * moved.span_ms + 1e-6


def test_marks_of_the_ruler_are_round_and_far_enough_apart() -> None:
    for zoom in np.geomspace(0.0005, 2.0, 40):
        step = step_for(float(zoom))
        assert step.major * zoom >= 72 or step.major == 6 * 3_600_000
        assert step.major % step.minor == 0
    assert [t.text for t in ticks(0, 2_000, 0.1) if t.text] == ["0:00", "0:01", "0:02"]


def test_an_edge_snaps_to_what_is_near_and_else_to_a_frame() -> None:
    targets = np.array([1_000, 5_000])

    def to_frame(ms: int) -> int:
        return ms // 40 * 40

    assert snapped(1_050, targets, 60, to_frame) == 1_000
    assert snapped(1_070, targets, 60, to_frame) == 1_040
    assert snapped(4_990, targets[:0], 60, to_frame) == 4_960
