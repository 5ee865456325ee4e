"""Several events moved, deleted or copied at once are one change, and neighbours give way without gap or overlap."""

import itertools

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.changes import apply, invert
from coder.model.coding import Coding, Event
from coder.model.edits import copies, delete, heirs, move, paste, with_code
from coder.model.edits.common import channel_events
from coder.model.edits.states import end_of
from coder.model.errors import ModelError
from coder.model.wording import describe


def coding(*events: tuple[str, int, int | None]) -> Coding:
    found = [Event(id=f"e{n}", code=code, on=on, off=off) for n, (code, on, off) in enumerate(events, 1)]
    return Coding(session="s1", coder="anna", scheme="tiny@1", events=found)


def do(record: Coding, change) -> Coding:
    if change is not None:
        apply(record, change)
    return record


def spans(record: Coding) -> list[tuple[str, int, int | None]]:
    return sorted(((e.code, e.on, e.off) for e in record.events), key=lambda e: (e[1], e[0]))


def test_events_that_move_together_keep_lengths_and_distances(scheme):
    record = coding(("babble", 100, 200), ("approach", 500, None), ("babble", 900, 950))
    do(record, move(record, scheme, ["e1", "e2"], 40))
    assert spans(record) == [("babble", 140, 240), ("approach", 540, None), ("babble", 900, 950)]


def test_a_state_that_moves_takes_the_edges_it_shares_along(scheme):
    record = coding(("none", 0, 100), ("cry", 100, 200), ("fuss", 200, 300))
    do(record, move(record, scheme, ["e2"], 30))
    assert spans(record) == [("none", 0, 130), ("cry", 130, 230), ("fuss", 230, 300)]


def test_a_state_stops_before_it_would_swallow_its_neighbour_and_keeps_its_length(scheme):
    record = coding(("none", 0, 100), ("cry", 100, 200), ("fuss", 200, 300))
    do(record, move(record, scheme, ["e2"], 500))
    assert spans(record) == [("none", 0, 199), ("cry", 199, 299), ("fuss", 299, 300)]


def test_a_state_stops_at_a_neighbour_it_does_not_touch(scheme):
    record = coding(("none", 0, 100), ("cry", 150, 200))
    do(record, move(record, scheme, ["e2"], -500))
    assert spans(record) == [("none", 0, 100), ("cry", 100, 150)]


def test_what_cannot_move_holds_back_all_that_move_with_it(scheme):
    record = coding(("none", 10, 100), ("approach", 500, None))
    do(record, move(record, scheme, ["e1", "e2"], -50))
    assert spans(record) == [("none", 0, 90), ("approach", 490, None)]


def test_a_state_between_two_that_move_goes_along_with_both_edges(scheme):
    record = coding(("none", 100, 200), ("cry", 200, 210), ("fuss", 210, 300))
    do(record, move(record, scheme, ["e1", "e3"], 50))
    assert spans(record) == [("none", 150, 250), ("cry", 250, 260), ("fuss", 260, 350)]


def test_a_running_state_that_moves_goes_on_running(scheme):
    record = coding(("none", 0, 100), ("cry", 100, None))
    do(record, move(record, scheme, ["e2"], 60))
    assert spans(record) == [("none", 0, 160), ("cry", 160, None)]


def test_moving_several_is_said_in_words(scheme):
    record = coding(("none", 10, 100), ("approach", 500, None))
    assert describe(move(record, scheme, ["e1", "e2"], 40), scheme) == "2 events moved by +0.040 s"


def test_the_span_of_several_deleted_states_goes_to_the_state_before(scheme):
    record = coding(("none", 0, 100), ("cry", 100, 200), ("fuss", 200, 300), ("none", 300, None))
    assert [e.id for e in heirs(record, scheme, ["e2", "e3"])] == ["e1"]
    do(record, delete(record, scheme, ["e2", "e3"]))
    assert spans(record) == [("none", 0, 300), ("none", 300, None)]


def test_a_state_between_two_deleted_ones_takes_both_spans_over(scheme):
    record = coding(("none", 0, 100), ("cry", 100, 200), ("fuss", 200, 300))
    do(record, delete(record, scheme, ["e1", "e3"]))
    assert spans(record) == [("cry", 0, 300)]


def test_deleting_all_leaves_nothing(scheme):
    record = coding(("none", 0, 100), ("cry", 100, 200))
    do(record, delete(record, scheme, ["e1", "e2"]))
    assert record.events == []


def test_a_gap_that_was_there_stays_when_what_lies_before_it_is_deleted(scheme):
    record = coding(("none", 0, 100), ("cry", 100, 200), ("fuss", 250, 300))
    do(record, delete(record, scheme, ["e3"]))
    assert spans(record) == [("none", 0, 100), ("cry", 100, 200)]


def test_copies_keep_their_distances_where_they_are_put(scheme):
    record = coding(("approach", 100, None), ("bid", 130, None))
    do(record, paste(record, scheme, copies(record, scheme, ["e2", "e1"]), 1000))
    assert spans(record)[2:] == [("approach", 1000, None), ("bid", 1030, None)]


def test_a_copied_state_covers_what_lies_under_it(scheme):
    record = coding(("cry", 0, 100), ("none", 100, 400), ("fuss", 400, 500))
    do(record, paste(record, scheme, copies(record, scheme, ["e1"]), 350))
    assert spans(record) == [("cry", 0, 100), ("none", 100, 350), ("cry", 350, 450), ("fuss", 450, 500)]


def test_a_copy_in_the_middle_of_a_state_divides_it(scheme):
    record = coding(("cry", 0, 100), ("none", 100, None))
    do(record, paste(record, scheme, copies(record, scheme, ["e1"]), 200))
    assert spans(record) == [("cry", 0, 100), ("none", 100, 200), ("cry", 200, 300), ("none", 300, None)]


def test_a_state_under_a_copy_is_taken_away(scheme):
    record = coding(("cry", 0, 100), ("fuss", 100, 120), ("none", 120, 300))
    do(record, paste(record, scheme, copies(record, scheme, ["e1"]), 90))
    assert spans(record) == [("cry", 0, 90), ("cry", 90, 190), ("none", 190, 300)]


def test_a_copy_of_a_running_state_lasts_to_the_next_one(scheme):
    record = coding(("none", 300, 400), ("cry", 400, None))
    do(record, paste(record, scheme, copies(record, scheme, ["e2"]), 100))
    assert spans(record) == [("cry", 100, 300), ("none", 300, 400), ("cry", 400, None)]


def test_a_copy_in_another_track_takes_a_code_of_that_track(scheme):
    record = coding(("fuss", 50, 200))
    do(record, paste(record, scheme, with_code(copies(record, scheme, ["e1"]), scheme, "babble"), 50))
    assert spans(record) == [("babble", 50, 200), ("fuss", 50, 200)]


def test_a_state_becomes_a_point_at_its_onset_but_a_point_no_state(scheme):
    record = coding(("fuss", 50, 200), ("approach", 70, None))
    do(record, paste(record, scheme, with_code(copies(record, scheme, ["e1"]), scheme, "bid"), 50))
    assert ("bid", 50, None) in spans(record)
    with pytest.raises(ModelError, match="A point has no length"):
        with_code(copies(record, scheme, ["e2"]), scheme, "babble")


CODES = st.sampled_from(["none", "fuss", "cry", "babble"])
ACTIONS = st.one_of(
    st.tuples(st.just("move"), st.sets(st.integers(0, 9), min_size=1, max_size=4), st.integers(-30, 30)),
    st.tuples(st.just("delete"), st.sets(st.integers(0, 9), min_size=1, max_size=3)),
    st.tuples(st.just("paste"), st.sets(st.integers(0, 9), min_size=1, max_size=3), st.integers(0, 60)),
    st.tuples(st.just("as"), st.sets(st.integers(0, 9), min_size=1, max_size=3), st.integers(0, 60), CODES),
)


def made(record, scheme, action):
    name, places, *rest = action
    ids = sorted({record.events[place % len(record.events)].id for place in places})
    if name == "move":
        return move(record, scheme, ids, *rest)
    if name == "delete":
        return delete(record, scheme, ids)
    taken = copies(record, scheme, ids)
    return paste(record, scheme, with_code(taken, scheme, rest[1]) if name == "as" else taken, rest[0])


@given(st.lists(ACTIONS, max_size=15))
def test_whatever_is_done_to_several_events_exclusive_states_never_overlap_and_all_is_undone(scheme, actions):
    record = coding(("none", 5, 12), ("cry", 12, 20), ("fuss", 26, None), ("babble", 3, 9), ("babble", 7, 30))
    start, done = msgspec.json.encode(record), []
    for action in actions:
        if not record.events:
            break
        change = made(record, scheme, action)
        if change is not None:
            apply(record, change)
            done.append(change)
        states = channel_events(record, scheme, "distress")
        assert all(end_of(a, None) <= b.on for a, b in itertools.pairwise(states))
        assert all(e.on >= 0 and (e.off is None or e.off > e.on) for e in record.events)
        assert len({e.id for e in record.events}) == len(record.events)
    for change in reversed(done):
        apply(record, invert(change))
    assert msgspec.json.encode(record) == start


@given(st.sets(st.integers(0, 4), min_size=1), st.integers(-40, 40))
def test_what_moves_keeps_together_and_comes_back_to_where_it_was(scheme, places, shift):
    record = coding(("none", 35, 42), ("cry", 42, 50), ("fuss", 56, 90), ("babble", 33, 39), ("bid", 57, None))
    ids = [f"e{place + 1}" for place in places]
    before = {e.id: (e.on, e.off) for e in record.events}
    change = move(record, scheme, ids, shift)
    if change is None:
        return
    do(record, change)
    real = next(e.on for e in record.events if e.id == ids[0]) - before[ids[0]][0]
    assert all(e.on - before[e.id][0] == real for e in record.events if e.id in ids)
    do(record, move(record, scheme, ids, -real))
    assert {e.id: (e.on, e.off) for e in record.events if e.id in ids} == {i: before[i] for i in ids}
