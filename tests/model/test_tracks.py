"""How states are closed and cut, which points are kept, and what counts as observed."""

from __future__ import annotations

import pytest

from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Channel, Code, Pass, Scheme
from coder.model.session import Episode, Participant, Session
from coder.model.tracks import Point, State, Track, resolve

SCORED = (1_000, 10_000)


def state(code: str, on: int, off: int | None = None, **rest: object) -> Event:
    return Event(id=f"{code}@{on}", code=code, on=on, off=off, **rest)


def point(on: int) -> Event:
    return Event(id=f"p@{on}", code="approach", on=on)


def channel(kind: str = "state", **rest: object) -> Channel:
    codes = ("none", "cry", "unseen") if kind == "state" else ("approach",)
    built = tuple(Code(id=code, key=code[0], title=code) for code in codes)
    return Channel(id="ch", title="Channel", kind=kind, codes=built, **rest)


def track(of: Channel, *events: Event, coded: tuple[tuple[int, int], ...] = (SCORED,)) -> Track:
    scheme = Scheme(id="s", revision=1, title="S", passes=(Pass(id="pass", title="Pass", channels=(of,)),))
    episode = Episode(id="ep1", kind="play", on=SCORED[0], off=SCORED[1])
    session = Session(id="s1", scheme="s@1", participant=Participant(child="c1"), episodes=(episode,))
    coding = Coding(
        session="s1", coder="anna", scheme="s@1", passes=(PassRecord(id="pass", coded=coded),), events=list(events)
    )
    return resolve(scheme, session, coding).by_channel["ch"]


def spans(states: tuple[State, ...]) -> list[tuple[str, int, int]]:
    return [(s.code, s.on, s.off) for s in states]


EXCLUSIVE = channel(exclusive=True)


def test_a_state_left_open_ends_with_the_last_episode_and_is_right_cut() -> None:
    (cry,) = track(channel(), state("cry", 4_000)).states
    assert (cry.off, cry.right_cut) == (10_000, True)


def test_a_state_left_open_ends_where_coding_ended() -> None:
    (cry,) = track(channel(), state("cry", 4_000), coded=((1_000, 6_000),)).states
    assert (cry.off, cry.right_cut) == (6_000, True)


def test_a_state_that_runs_on_past_the_end_is_right_cut() -> None:
    (cry,) = track(channel(), state("cry", 4_000, 10_001)).states
    assert (cry.off, cry.right_cut) == (10_000, True)


def test_a_state_that_ends_with_the_last_episode_is_not_cut() -> None:
    (cry,) = track(channel(), state("cry", 4_000, 10_000)).states
    assert (cry.off, cry.right_cut) == (10_000, False)


def test_a_state_that_began_before_the_first_episode_is_left_cut() -> None:
    (cry,) = track(channel(), state("cry", 0, 3_000)).states
    assert (cry.on, cry.off, cry.left_cut) == (1_000, 3_000, True)


def test_a_state_wholly_outside_is_dropped() -> None:
    assert track(channel(), state("cry", 0, 1_000), state("cry", 10_000, 11_000)).states == ()


def test_an_exclusive_channel_closes_its_running_state_when_the_next_starts() -> None:
    states = track(EXCLUSIVE, state("cry", 2_000, 8_000), state("none", 5_000)).states
    assert spans(states) == [("cry", 2_000, 5_000), ("none", 5_000, 10_000)]
    assert [s.right_cut for s in states] == [False, True]


def test_an_unobservable_state_closes_the_running_one_too() -> None:
    states = track(EXCLUSIVE, state("cry", 2_000), state("unseen", 5_000, 6_000)).states
    assert spans(states) == [("cry", 2_000, 5_000), ("unseen", 5_000, 6_000)]


def test_of_two_that_start_together_the_later_in_the_file_stands() -> None:
    states = track(EXCLUSIVE, state("cry", 2_000, 8_000), state("none", 2_000, 3_000)).states
    assert spans(states) == [("none", 2_000, 3_000)]


def test_a_state_closed_before_the_next_keeps_its_own_end() -> None:
    states = track(EXCLUSIVE, state("cry", 2_000, 3_000), state("none", 5_000, 6_000)).states
    assert spans(states) == [("cry", 2_000, 3_000), ("none", 5_000, 6_000)]


def test_states_of_a_channel_that_is_not_exclusive_overlap() -> None:
    states = track(channel(), state("cry", 2_000, 8_000), state("none", 5_000, 6_000)).states
    assert spans(states) == [("cry", 2_000, 8_000), ("none", 5_000, 6_000)]


def test_points_outside_the_bounds_are_dropped() -> None:
    kept = track(channel("point"), *map(point, (999, 1_000, 5_999, 6_000)), coded=((1_000, 6_000),)).points
    assert [p.time for p in kept] == [1_000, 5_999]


def test_points_come_in_time_order_whatever_the_order_of_the_file() -> None:
    kept = track(channel("point"), point(5_000), point(2_000)).points
    assert kept == (Point("p@2000", "approach", 2_000), Point("p@5000", "approach", 5_000))


@pytest.mark.parametrize("of", [EXCLUSIVE, channel("point")], ids=["states", "points"])
def test_events_of_a_pass_that_is_not_coded_are_not_read(of: Channel) -> None:
    read = track(of, state("cry", 2_000, 3_000), point(2_000), coded=())
    assert (read.states, read.points, len(read.observed)) == ((), (), 0)


def test_observed_is_what_was_coded() -> None:
    assert list(track(EXCLUSIVE, coded=((5_000, 7_000), (1_000, 2_000))).observed) == [(1_000, 2_000), (5_000, 7_000)]


def test_unobservable_states_are_not_observed() -> None:
    read = track(channel(exclusive=True, unobservable="unseen"), state("unseen", 3_000, 4_000))
    assert list(read.observed) == [(1_000, 3_000), (4_000, 10_000)]


def test_a_gap_of_an_exhaustive_channel_is_not_observed() -> None:
    read = track(channel(exclusive=True, exhaustive=True), state("none", 1_000, 3_000), state("cry", 4_000))
    assert list(read.observed) == [(1_000, 3_000), (4_000, 10_000)]


def test_modifiers_stay_with_their_event() -> None:
    (cry,) = track(EXCLUSIVE, state("cry", 2_000, 3_000, mods={"by": "child"})).states
    assert cry.mods == {"by": "child"}


def test_an_event_of_an_unknown_code_is_left_out() -> None:
    assert track(EXCLUSIVE, state("laugh", 2_000, 3_000)).states == ()


def test_a_session_without_episodes_has_nothing_to_score() -> None:
    scheme = Scheme(id="s", revision=1, title="S", passes=(Pass(id="pass", title="Pass", channels=(EXCLUSIVE,)),))
    session = Session(id="s1", scheme="s@1", participant=Participant(child="c1"))
    coding = Coding(session="s1", coder="anna", scheme="s@1", events=[state("cry", 0, 5)])
    tracks = resolve(scheme, session, coding)
    assert not tracks.scored
    assert tracks.by_channel["ch"].states == ()


def test_a_track_is_found_by_one_of_its_codes() -> None:
    scheme = Scheme(id="s", revision=1, title="S", passes=(Pass(id="pass", title="Pass", channels=(EXCLUSIVE,)),))
    tracks = resolve(
        scheme,
        Session(id="s1", scheme="s@1", participant=Participant(child="c1")),
        Coding(session="s1", coder="anna", scheme="s@1"),
    )
    assert tracks.of_code("cry") is tracks.by_channel["ch"]
    assert tracks.of_code("laugh") is None
