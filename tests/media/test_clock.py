"""The play clock follows a monotonic clock, whatever is done to it on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.media import MediaError, PlayClock


class Time:
    """A monotonic clock that goes only when told to."""

    def __init__(self) -> None:
        self.ns = 5_000_000_000

    def __call__(self) -> int:
        return self.ns

    def wait(self, ms: float) -> None:
        self.ns += int(ms * 1_000_000)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def clock(time: Time) -> PlayClock:
    return PlayClock(60_000, time)


def test_time_stands_still_until_played(clock: PlayClock, time: Time) -> None:
    time.wait(500)
    assert clock.now_ms() == 0
    clock.play()
    time.wait(500)
    assert clock.now_ms() == 500


def test_pausing_keeps_the_place(clock: PlayClock, time: Time) -> None:
    clock.play()
    time.wait(750)
    clock.pause()
    time.wait(10_000)
    assert clock.now_ms() == 750
    assert not clock.playing


def test_a_change_of_speed_does_not_jump(clock: PlayClock, time: Time) -> None:
    clock.play()
    time.wait(1000)
    clock.set_speed(2.0)
    assert clock.now_ms() == 1000
    time.wait(1000)
    assert clock.now_ms() == 3000
    clock.set_speed(0.25)
    time.wait(1000)
    assert clock.now_ms() == 3250


def test_backwards_it_stops_at_the_start(clock: PlayClock, time: Time) -> None:
    clock.seek(1000)
    clock.set_speed(-1.0)
    clock.play()
    time.wait(400)
    assert clock.now_ms() == 600
    time.wait(5000)
    assert clock.now_ms() == 0
    assert not clock.playing


def test_it_stops_at_the_end_and_plays_again_from_the_start(clock: PlayClock, time: Time) -> None:
    clock.seek(59_900)
    clock.play()
    time.wait(500)
    assert clock.now_ms() == 60_000
    assert not clock.playing
    clock.play()
    time.wait(100)
    assert clock.now_ms() == 100


def test_a_seek_while_playing_goes_on_from_there(clock: PlayClock, time: Time) -> None:
    clock.play()
    time.wait(300)
    clock.seek(10_000)
    time.wait(200)
    assert clock.now_ms() == 10_200


def test_a_stretch_is_repeated(clock: PlayClock, time: Time) -> None:
    clock.set_loop((2000, 3000))
    clock.play()
    assert clock.now_ms() == 2000
    time.wait(999)
    assert clock.now_ms() == 2999
    time.wait(1)
    assert clock.now_ms() == 2000
    time.wait(2500)
    assert clock.now_ms() == 2500
    assert clock.playing


def test_repeating_works_backwards_too(clock: PlayClock, time: Time) -> None:
    clock.seek(2500)
    clock.set_loop((2000, 3000))
    clock.set_speed(-1.0)
    clock.play()
    time.wait(600)
    assert clock.now_ms() == 2900


@pytest.mark.parametrize("speed", [0.0, 0.1, 4.5, -8.0])
def test_other_speeds_are_refused(clock: PlayClock, speed: float) -> None:
    with pytest.raises(MediaError, match="speed"):
        clock.set_speed(speed)


def test_a_stretch_outside_the_session_is_refused(clock: PlayClock) -> None:
    with pytest.raises(MediaError, match="cannot be repeated"):
        clock.set_loop((50_000, 70_000))


actions = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(0, 20_000)),
        st.tuples(st.just("seek"), st.integers(-5_000, 70_000)),
        st.tuples(st.just("speed"), st.sampled_from([0.25, 1.0, 4.0, -1.0])),
        st.tuples(st.just("play"), st.just(0)),
        st.tuples(st.just("pause"), st.just(0)),
    ),
    max_size=30,
)


@given(actions)
def test_it_never_leaves_the_session(steps: list[tuple[str, float]]) -> None:
    time = Time()
    clock = PlayClock(60_000, time)
    for what, value in steps:
        if what == "wait":
            time.wait(value)
        elif what == "seek":
            clock.seek(int(value))
        elif what == "speed":
            clock.set_speed(value)
        else:
            clock.play() if what == "play" else clock.pause()
        assert 0 <= clock.now_ms() <= 60_000
