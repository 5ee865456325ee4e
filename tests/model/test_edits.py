"""What a key press or a drag does to a coding."""

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.changes import apply, invert
from coder.model.coding import Coding, Event
from coder.model.edits import (
    add_coded,
    complete_pass,
    delete,
    end_state,
    merge,
    press_point,
    press_state,
    recode,
    remove_coded,
    reopen_pass,
    retime,
    set_modifier,
    set_rating,
    split,
    uncoded,
)
from coder.model.edits.common import channel_events
from coder.model.edits.events import near_double
from coder.model.edits.states import FOREVER, end_of
from coder.model.errors import ModelError
from coder.model.scheme import Scale
from coder.model.session import Episode, Participant, Session
from coder.model.spans import Spans


def coding(*events: tuple[str, int, int | None]) -> Coding:
    return Coding(
        session="s1",
        coder="anna",
        scheme="tiny@1",
        events=[Event(id=f"e{n}", code=code, on=on, off=off) for n, (code, on, off) in enumerate(events, 1)],
    )


def do(record: Coding, change) -> Coding:
    if change is not None:
        apply(record, change)
    return record


def spans(record: Coding) -> list[tuple[str, int, int | None]]:
    return sorted((e.code, e.on, e.off) for e in record.events)


def test_a_state_key_ends_the_running_state_and_starts_the_new_one(scheme):
    record = do(coding(("none", 0, None)), press_state(coding(("none", 0, None)), scheme, "cry", 500, frame=12))
    assert spans(record) == [("cry", 500, None), ("none", 0, 500)]
    assert record.events[-1].frame == 12


def test_the_same_key_again_does_nothing(scheme):
    assert press_state(coding(("cry", 0, None)), scheme, "cry", 500) is None


def test_a_state_key_inside_a_coded_stretch_takes_only_the_rest_of_that_stretch(scheme):
    record = coding(("none", 0, 1000), ("cry", 1000, 2000))
    do(record, press_state(record, scheme, "fuss", 400))
    assert spans(record) == [("cry", 1000, 2000), ("fuss", 400, 1000), ("none", 0, 400)]


def test_pressing_the_code_of_the_next_stretch_moves_its_onset(scheme):
    record = coding(("none", 0, 1000), ("cry", 1000, 2000))
    do(record, press_state(record, scheme, "cry", 400))
    assert spans(record) == [("cry", 400, 2000), ("none", 0, 400)]


def test_a_key_at_the_onset_of_a_state_recodes_it(scheme):
    record = coding(("none", 0, 1000), ("cry", 1000, 2000))
    do(record, press_state(record, scheme, "fuss", 1000))
    assert spans(record) == [("fuss", 1000, 2000), ("none", 0, 1000)]


def test_a_state_pressed_in_a_gap_ends_where_the_next_one_begins(scheme):
    record = coding(("none", 0, 100), ("cry", 1000, 2000))
    do(record, press_state(record, scheme, "fuss", 400))
    assert ("fuss", 400, 1000) in spans(record)


def test_in_a_channel_that_is_not_exclusive_the_key_starts_and_ends(scheme):
    record = coding()
    do(record, press_state(record, scheme, "babble", 100))
    do(record, press_state(record, scheme, "babble", 300))
    assert spans(record) == [("babble", 100, 300)]


def test_ending_an_open_state_closes_it(scheme):
    record = coding(("cry", 100, None))
    do(record, end_state(record, scheme, "distress", 700))
    assert spans(record) == [("cry", 100, 700)]


def test_a_shared_edge_moves_both_states(scheme):
    record = coding(("none", 0, 1000), ("cry", 1000, 2000))
    do(record, retime(record, scheme, "e2", 800, 2000))
    assert spans(record) == [("cry", 800, 2000), ("none", 0, 800)]


def test_no_edge_passes_a_neighbours_other_edge(scheme):
    record = coding(("none", 100, 1000), ("cry", 1000, 2000), ("fuss", 2000, 3000))
    do(record, retime(record, scheme, "e2", 0, 9000))
    assert spans(record) == [("cry", 101, 2999), ("fuss", 2999, 3000), ("none", 100, 101)]


def test_an_edge_stops_at_a_neighbour_it_does_not_touch(scheme):
    record = coding(("none", 0, 500), ("cry", 1000, 2000), ("fuss", 2500, 3000))
    do(record, retime(record, scheme, "e2", 0, 9000))
    assert ("cry", 500, 2500) in spans(record)


def test_deleting_a_state_gives_its_span_to_the_one_before(scheme):
    record = coding(("none", 0, 1000), ("cry", 1000, 2000), ("fuss", 2000, None))
    do(record, delete(record, scheme, ["e2"]))
    assert spans(record) == [("fuss", 2000, None), ("none", 0, 2000)]


def test_deleting_several_events_is_one_change_that_can_be_taken_back(scheme):
    record = coding(("none", 0, 1000), ("cry", 1000, 2000), ("babble", 5, 9))
    before = msgspec.json.encode(record)
    change = delete(record, scheme, ["e1", "e3"])
    apply(record, change)
    assert [e.id for e in record.events] == ["e2"]
    apply(record, invert(change))
    assert msgspec.json.encode(record) == before


def test_split_and_merge_take_each_other_back(scheme):
    record = coding(("cry", 0, 1000))
    do(record, split(record, scheme, "e1", 400))
    assert spans(record) == [("cry", 0, 400), ("cry", 400, 1000)]
    do(record, merge(record, scheme, "e2"))
    assert spans(record) == [("cry", 0, 1000)]


def test_a_split_outside_the_event_is_refused_with_the_time(scheme):
    with pytest.raises(ModelError, match=r"0:02\.000 is not inside"):
        split(coding(("cry", 0, 1000)), scheme, "e1", 2000)


def test_recoding_drops_modifiers_the_new_code_does_not_have(scheme):
    record = coding(("fuss", 0, 1000))
    do(record, set_modifier(record, scheme, "e1", "by", "child"))
    assert record.events[0].mods == {"by": "child"}
    do(record, recode(record, scheme, "e1", "cry"))
    assert (record.events[0].code, record.events[0].mods) == ("cry", {})


def test_a_value_a_modifier_does_not_have_is_refused(scheme):
    with pytest.raises(ModelError, match="child, caregiver"):
        set_modifier(coding(("fuss", 0, 1000)), scheme, "e1", "by", "stranger")


def test_a_code_of_another_channel_cannot_be_given(scheme):
    with pytest.raises(ModelError, match="another channel"):
        recode(coding(("fuss", 0, 1000)), scheme, "e1", "bid")


def test_two_equal_points_close_together_are_noticed(scheme):
    record = do(coding(), press_point(coding(), scheme, "bid", 1000))
    assert near_double(record, "bid", 1199) is record.events[0]
    assert near_double(record, "bid", 1200) is None
    assert near_double(record, "approach", 1000) is None


def session() -> Session:
    episodes = (
        Episode(id="ep1", kind="play", on=0, off=1000),
        Episode(id="ep2", kind="reunion", on=1200, off=2000),
    )
    return Session(id="s1", scheme="tiny@1", participant=Participant(child="c1"), episodes=episodes)


def test_completing_a_pass_codes_all_episodes_and_reopening_needs_a_reason(scheme):
    record = coding()
    assert uncoded(record, session(), "distress") == Spans.of([(0, 1000), (1200, 2000)])
    do(record, add_coded(record, "distress", Spans.of([(0, 400)])))
    do(record, complete_pass(record, session(), "distress", "2026-11-23T10:00:00Z"))
    assert record.pass_record("distress").coded == ((0, 1000), (1200, 2000))
    assert record.pass_record("distress").complete
    with pytest.raises(ModelError, match="why"):
        reopen_pass(record, "distress", " ")
    do(record, reopen_pass(record, "distress", "missed a fuss"))
    assert not record.pass_record("distress").complete
    do(record, remove_coded(record, "distress", Spans.of([(100, 300)])))
    assert uncoded(record, session(), "distress") == Spans.of([(100, 300)])


def test_a_pass_cannot_be_complete_before_the_episodes_are_marked():
    bare = msgspec.structs.replace(session(), episodes=())
    with pytest.raises(ModelError, match="episodes first"):
        complete_pass(coding(), bare, "distress", "")


def test_a_rating_outside_its_scale_is_refused(scheme):
    rated = msgspec.structs.replace(scheme, scales=(Scale(id="avoid", title="Avoidance", min=1, max=7),))
    with pytest.raises(ModelError, match="not between 1 and 7"):
        set_rating(coding(), rated, "avoid", "ep5", 8)
    record = do(coding(), set_rating(coding(), rated, "avoid", "ep5", 6))
    do(record, set_rating(record, rated, "avoid", "ep5", None))
    assert record.ratings == ()


ACTIONS = st.one_of(
    st.tuples(st.just("press"), st.sampled_from(["none", "fuss", "cry", "babble"]), st.integers(0, 60)),
    st.tuples(st.just("end"), st.just("distress"), st.integers(0, 60)),
    st.tuples(st.just("retime"), st.integers(0, 9), st.integers(0, 60), st.integers(0, 60)),
    st.tuples(st.just("delete"), st.integers(0, 9)),
    st.tuples(st.just("split"), st.integers(0, 9), st.integers(0, 60)),
    st.tuples(st.just("merge"), st.integers(0, 9)),
    st.tuples(st.just("recode"), st.integers(0, 9), st.sampled_from(["none", "fuss", "cry"])),
    st.tuples(st.just("point"), st.integers(0, 60)),
)


def intent(record, scheme, action):
    name, *rest = action
    if name == "press":
        return press_state(record, scheme, *rest)
    if name == "end":
        return end_state(record, scheme, *rest)
    if name == "point":
        return press_point(record, scheme, "bid", *rest)
    if not record.events:
        return None
    event_id = record.events[rest[0] % len(record.events)].id
    calls = {"retime": retime, "split": split, "merge": merge, "recode": recode}
    return delete(record, scheme, [event_id]) if name == "delete" else calls[name](record, scheme, event_id, *rest[1:])


def assert_exclusive(record, scheme):
    states = channel_events(record, scheme, "distress")
    for first, second in itertools.pairwise(states):
        assert first.on < second.on
        assert end_of(first, None) <= second.on
    assert all(e.off is None or e.off > e.on for e in states)


@given(st.lists(ACTIONS, max_size=25))
def test_whatever_is_pressed_states_of_an_exclusive_channel_never_overlap_and_all_can_be_undone(scheme, actions):
    record = coding()
    done = []
    start = msgspec.json.encode(record)
    for action in actions:
        try:
            change = intent(record, scheme, action)
        except ModelError:
            continue
        if change is not None:
            apply(record, change)
            done.append(change)
        assert_exclusive(record, scheme)
    for change in reversed(done):
        apply(record, invert(change))
    assert msgspec.json.encode(record) == start


@given(
    st.lists(st.tuples(st.sampled_from(["none", "fuss", "cry"]), st.integers(0, 60)), max_size=12),
    st.sampled_from(["none", "fuss", "cry"]),
    st.integers(0, 60),
)
def test_a_press_changes_only_the_rest_of_the_stretch_it_falls_in(scheme, presses, code, at):
    record = coding()
    for pressed in presses:
        do(record, press_state(record, scheme, *pressed))

    def grid():
        cells: list[str | None] = [None] * 80
        edges = set()
        states = channel_events(record, scheme, "distress")
        for event in states:
            end = min(FOREVER if event.off is None else event.off, 80)
            cells[event.on : end] = [event.code] * (end - event.on)
            edges |= {event.on, end}
        return cells, edges

    before, edges = grid()
    do(record, press_state(record, scheme, code, at))
    after, _ = grid()
    rest = min((edge for edge in edges if edge > at), default=80)
    expected = before[:at] + [code] * (rest - at) + before[rest:]
    assert after == expected
