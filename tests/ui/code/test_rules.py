"""The rules behind the page: what counts as watched, when a key went down, what is left to code."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.app.library import shipped_scheme
from coder.model.changes import apply
from coder.model.coding import Coding, Event, PassRecord
from coder.model.errors import ModelError
from coder.model.session import Episode, Participant, Session
from coder.model.spans import Spans
from coder.ui.code.coverage import Coverage
from coder.ui.code.episodes import begin_episode, end_episode, remove_episode
from coder.ui.code.keyclock import KeyClock
from coder.ui.code.presence import absent_spans, giver_word
from coder.ui.code.progress import pass_state
from coder.ui.code.selection import Selection

SCHEME = shipped_scheme("strange-situation")
FRAMES = st.lists(st.integers(0, 200), min_size=1, max_size=60)


def session(*episodes: Episode) -> Session:
    return Session(id="s", scheme=SCHEME.ref, participant=Participant(child="c1"), episodes=episodes)


def episode(name: str, kind: str, on: int, off: int, *present: str) -> Episode:
    return Episode(id=name, kind=kind, on=on, off=off, present=present)  # type: ignore[arg-type]


@given(FRAMES)
def test_nothing_counts_as_watched_that_was_skipped_by_a_jump(numbers: list[int]) -> None:
    """Independent: between two frames shown in a row everything counts if they are at most 1.1 s apart."""
    coverage, expected = Coverage(), Spans()
    for number in numbers:
        coverage.shown("p", 40 * number, 40 * number + 40, 1.0)
    for first, then in pairwise(numbers):
        gap = 40 * (max(first, then) - min(first, then) - 1)
        if gap <= 1_100:
            expected = expected | Spans.of([(40 * min(first, then), 40 * max(first, then) + 40)])
    expected = expected | Spans.of((40 * n, 40 * n + 40) for n in numbers)
    assert coverage.watched("p") == expected


def test_what_is_watched_in_one_pass_does_not_count_in_another() -> None:
    coverage = Coverage()
    coverage.shown("gaze", 0, 40, 1.0)
    coverage.shown("affect", 40, 80, 1.0)
    assert coverage.watched("gaze") == Spans.of([(0, 40)])
    assert coverage.watched("affect") == Spans.of([(40, 80)])


def test_what_was_taken_back_has_to_be_watched_again() -> None:
    coverage = Coverage()
    coverage.shown("p", 0, 1_000, 1.0)
    coverage.shown("p", 1_000, 2_000, 1.0)
    coverage.forget("p", Spans.of([(500, 1_500)]))
    assert coverage.watched("p") == Spans.of([(0, 500), (1_500, 2_000)])


def test_a_late_event_is_put_back_to_when_the_key_went_down() -> None:
    """Same clock, 7 ms on the way; the second one found the program busy for 150 ms."""
    clock = KeyClock()
    assert clock.happened_at(10_000, 10_007.4) == 10_000
    assert clock.happened_at(12_000, 12_157.0) == 12_000


def test_another_clock_is_learnt_from_its_quickest_event() -> None:
    """A window system whose clock began 1 000 s later; its events take 9, 4 and 80 ms."""
    clock = KeyClock()
    offset = 1_000_000
    clock.happened_at(5_000, 5_009.0 + offset)
    clock.happened_at(6_000, 6_004.0 + offset)
    assert clock.happened_at(7_000, 7_080.0 + offset) == pytest.approx(7_004 + offset, abs=1)


def test_an_event_without_a_stamp_happened_when_it_was_handled() -> None:
    assert KeyClock().happened_at(0, 4_321.5) == pytest.approx(4_321.5, abs=0.001)


def test_the_caregiver_is_absent_where_an_episode_is_without_her() -> None:
    here = session(
        episode("ep2", "play", 0, 10_000, "caregiver", "child"),
        episode("ep4", "separation", 10_000, 20_000, "child", "stranger"),
        episode("ep5", "reunion", 20_000, 30_000, "caregiver", "child"),
    )
    away = Spans.of([(10_000, 20_000)])
    assert absent_spans(SCHEME, here, SCHEME.channel_by_id["proximity"]) == away
    assert absent_spans(SCHEME, here, SCHEME.channel_by_id["proximity_points"]) == away
    assert absent_spans(SCHEME, here, SCHEME.channel_by_id["distress"]) == Spans()
    assert absent_spans(SCHEME, here, SCHEME.channel_by_id["gaze"]) == Spans()


def test_a_gap_in_a_channel_that_is_always_in_a_state_is_left_to_code() -> None:
    here = session(episode("ep2", "play", 0, 10_000, "caregiver", "child"))
    coding = Coding(
        session="s",
        coder="a",
        scheme=SCHEME.ref,
        passes=(PassRecord(id="distress", coded=((0, 8_000),)),),
        events=[Event(id="e1", code="none", on=0, off=3_000), Event(id="e2", code="cry", on=4_000)],
    )
    state = pass_state(SCHEME, here, coding, SCHEME.pass_by_id["distress"], 0)
    assert state.left == Spans.of([(3_000, 4_000), (8_000, 10_000)])
    assert state.gaps == Spans.of([(3_000, 4_000)])
    assert state.through_ms == 8_000
    assert state.left_text == "0:03 left: 0:03 – 0:04, 0:08 – 0:10"
    assert state.share == pytest.approx(0.7)


def test_digits_go_to_the_last_event_for_four_seconds_and_to_a_selected_one_always() -> None:
    selection = Selection().stamped("e7", 1_000.0)
    assert selection.takes_modifiers(5_000.0) == "e7"
    assert selection.takes_modifiers(5_001.0) is None
    assert selection.chosen(("e3",)).takes_modifiers(99_000.0) == "e3"
    assert selection.chosen(("e3", "e4")).takes_modifiers(1_001.0) is None


def test_an_episode_begins_where_the_one_before_it_ends() -> None:
    here = session(episode("ep1", "intro", 0, 30_000))
    change = begin_episode(SCHEME, here, "ep2", 10_000, 60_000)
    assert change is not None
    after, _ = apply(here, change)
    assert [(e.id, e.on, e.off) for e in after.episodes] == [("ep1", 0, 10_000), ("ep2", 10_000, 60_000)]
    change = end_episode(after, "ep2", 40_000)
    assert change is not None
    assert apply(after, change)[0].episodes[1].off == 40_000
    assert remove_episode(after, "ep9") is None


def test_no_episode_swallows_another_or_ends_before_it_begins() -> None:
    here = session(episode("ep1", "intro", 0, 5_000), episode("ep2", "play", 6_000, 8_000))
    with pytest.raises(ModelError, match="would lie inside"):
        end_episode(here, "ep1", 9_000)
    with pytest.raises(ModelError, match="must end after it begins"):
        end_episode(here, "ep2", 6_000)
    with pytest.raises(ModelError, match="where the episode begins"):
        end_episode(here, "ep3", 9_000)


def test_in_a_task_for_two_adults_it_is_the_partner_who_is_absent() -> None:
    adult = shipped_scheme("adult-support")
    here = session(
        episode("ep3", "other", 0, 10_000, "caregiver", "child"),
        episode("ep4", "separation", 10_000, 20_000, "child", "experimenter"),
    )
    support = adult.places[adult.roles["intrusion"][0]].channel
    assert absent_spans(adult, here, support) == Spans.of([(10_000, 20_000)])
    assert (giver_word(adult), giver_word(SCHEME)) == ("partner", "caregiver")
