"""What is found in a pass before it is complete, and the one edit that settles each finding."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.model.changes import apply, invert
from coder.model.checks.passes import Finding, pass_findings
from coder.model.coding import Coding, Event, PassRecord
from coder.model.edits.mending import mend, mend_words
from coder.model.scheme import Channel, Code, Modifier, Pass, Scheme
from coder.model.session import Episode, Participant, Session
from coder.model.spans import Spans

BY = Modifier(id="by", values=("child", "caregiver"), title="Who began", required=True)
PASS = Pass(
    id="contact",
    title="Contact",
    channels=(
        Channel(
            id="contact",
            title="Contact",
            kind="state",
            exclusive=True,
            exhaustive=True,
            unobservable="unseen",
            codes=(
                Code(id="held", key="h", title="Held", modifiers=(BY,)),
                Code(id="near", key="n", title="Near"),
                Code(id="unseen", key="u", title="Cannot be seen"),
            ),
        ),
        Channel(id="voice", title="Voice", kind="state", codes=(Code(id="babble", key="b", title="Babbles"),)),
        Channel(id="bids", title="Bids", kind="point", codes=(Code(id="bid", key="d", title="Bid"),)),
    ),
)
SCHEME = Scheme(id="tiny", revision=1, title="Tiny", passes=(PASS,))
SESSION = Session(
    id="s001",
    scheme="tiny@1",
    participant=Participant(child="c001"),
    episodes=(Episode(id="ep1", kind="play", on=1_000, off=60_000),),
)
WHOLE = Event(id="e9", code="near", on=1_000, off=60_000)


def coding(*events: Event, coded: tuple[tuple[int, int], ...] = ((1_000, 60_000),)) -> Coding:
    return Coding(
        session="s001",
        coder="anna",
        scheme="tiny@1",
        passes=(PassRecord(id="contact", coded=coded),),
        events=list(events),
    )


def state(number: int, code: str, on: int, off: int | None, **facts: Any) -> Event:
    return Event(id=f"e{number}", code=code, on=on, off=off, **facts)


def bid(number: int, on: int) -> Event:
    return Event(id=f"e{number}", code="bid", on=on)


def findings(made: Coding, away: Spans = Spans()) -> list[Finding]:  # noqa: B008
    return pass_findings(SCHEME, SESSION, made, PASS, {"contact": away})


def times(made: Coding, code: str) -> list[tuple[int, int | None]]:
    return sorted((e.on, e.off) for e in made.events if e.code == code)


def mended(made: Coding, away: Spans = Spans()) -> tuple[Finding, Coding]:  # noqa: B008
    """Settle the one finding there is; nothing is found afterwards."""
    (finding,) = findings(made, away)
    assert mend_words(SCHEME, SESSION, made, "contact", finding)
    change = mend(SCHEME, SESSION, made, "contact", finding)
    assert change is not None
    apply(made, change)
    assert findings(made, away) == []
    return finding, made


def test_a_pass_without_fault_has_no_findings() -> None:
    held = state(2, "held", 10_000, 60_000, mods={"by": "child"})
    made = coding(state(1, "near", 1_000, 10_000), held, bid(3, 1_000), bid(4, 1_200), state(5, "babble", 5_000, 6_000))
    assert findings(made) == []


def test_what_is_not_coded_is_found_and_declared_coded() -> None:
    made = coding(WHOLE, coded=((1_000, 40_000),))
    finding, made = mended(made)
    assert (finding.kind, finding.text, finding.blocking) == ("uncoded", "Not coded yet: 0:40 – 1:00", True)
    assert made.pass_record("contact").coded == ((1_000, 60_000),)


def test_a_gap_takes_the_state_before_it() -> None:
    gap, made = mended(coding(state(1, "near", 1_000, 20_000), state(2, "unseen", 25_000, 60_000)))
    assert (gap.kind, gap.on_ms, gap.off_ms, gap.blocking) == ("gap", 20_000, 25_000, True)
    assert times(made, "near") == [(1_000, 25_000)]


def test_a_gap_between_equal_states_makes_them_one() -> None:
    _, made = mended(coding(state(1, "near", 1_000, 20_000), state(2, "near", 25_000, 60_000)))
    assert times(made, "near") == [(1_000, 60_000)]


def test_a_gap_at_the_start_takes_the_state_after_it_and_an_empty_track_cannot_be_seen() -> None:
    _, made = mended(coding(state(1, "near", 5_000, 60_000)))
    assert times(made, "near") == [(1_000, 60_000)]
    _, made = mended(coding())
    assert times(made, "unseen") == [(1_000, 60_000)]


def test_a_state_left_open_ends_with_the_last_episode() -> None:
    finding, made = mended(coding(state(1, "near", 1_000, None)))
    assert (finding.kind, finding.text) == ("open", "Near has no end")
    assert times(made, "near") == [(1_000, 60_000)]


def test_a_state_that_the_next_one_ends_is_not_open() -> None:
    assert findings(coding(state(1, "near", 1_000, None), state(2, "unseen", 9_000, 60_000))) == []


def test_a_required_modifier_that_is_missing_needs_a_person() -> None:
    made = coding(state(1, "held", 1_000, 60_000))
    (finding,) = findings(made)
    assert (finding.text, finding.other_id) == ("Held lacks: Who began", "by")
    assert mend(SCHEME, SESSION, made, "contact", finding) is None
    assert mend_words(SCHEME, SESSION, made, "contact", finding) == ""


@pytest.mark.parametrize(
    ("near", "left"),
    [
        ((1_000, 60_000), [(1_000, 20_000), (30_000, 60_000)]),
        ((1_000, 25_000), [(1_000, 20_000)]),
        ((25_000, 60_000), [(30_000, 60_000)]),
        ((22_000, 28_000), []),
    ],
)
def test_a_state_while_the_caregiver_is_away_is_cut_out(near: tuple[int, int], left: list[tuple[int, int]]) -> None:
    made = coding(state(1, "near", *near), coded=())
    found = [f for f in findings(made, Spans.of([(20_000, 30_000)])) if f.kind == "absent"]
    change = mend(SCHEME, SESSION, made, "contact", found[0])
    assert change is not None
    apply(made, change)
    assert times(made, "near") == left


def test_events_outside_the_episodes_are_deleted() -> None:
    finding, made = mended(coding(WHOLE, bid(1, 500)))
    assert (finding.kind, finding.text) == ("outside", "Bid lies outside the episodes")
    assert times(made, "bid") == []


def test_overlapping_states_are_parted_where_the_second_begins() -> None:
    finding, made = mended(coding(state(1, "near", 1_000, 30_000), state(2, "unseen", 20_000, 60_000)))
    assert (finding.kind, finding.text) == ("overlap", "Near and Cannot be seen overlap")
    assert times(made, "near") == [(1_000, 20_000)]


def test_two_equal_states_at_once_become_one() -> None:
    _, made = mended(coding(WHOLE, state(1, "babble", 5_000, 8_000), state(2, "babble", 7_000, 9_000)))
    assert times(made, "babble") == [(5_000, 9_000)]


def test_a_state_without_length_is_deleted() -> None:
    finding, made = mended(coding(WHOLE, state(1, "babble", 5_000, 5_000)))
    assert finding.kind == "length"
    assert times(made, "babble") == []


def test_two_equal_points_less_than_two_tenths_apart_are_one() -> None:
    finding, made = mended(coding(WHOLE, bid(1, 5_000), bid(2, 5_199)))
    assert (finding.kind, finding.event_id, finding.other_id) == ("double", "e2", "e1")
    assert times(made, "bid") == [(5_000, None)]


CODES = st.sampled_from(["held", "near", "unseen", "babble", "bid"])
TIMES = st.integers(0, 70).map(lambda s: s * 1_000)


@settings(max_examples=150)
@given(st.lists(st.tuples(CODES, TIMES, st.one_of(st.none(), TIMES)), max_size=8), TIMES, TIMES)
def test_settling_findings_comes_to_an_end_and_each_step_can_be_undone(
    drawn: list[tuple[str, int, int | None]], on: int, off: int
) -> None:
    """Whatever is coded, settling one finding after the other leaves missing modifiers alone."""
    events = [state(n, code, on, None if code == "bid" else end) for n, (code, on, end) in enumerate(drawn)]
    made, away = coding(*events, coded=((0, 30_000),)), Spans.of([(min(on, off), max(on, off) + 1)])
    for _ in range(80):
        todo = [(f, mend(SCHEME, SESSION, made, "contact", f)) for f in findings(made, away)]
        change = next((change for _, change in todo if change is not None), None)
        if change is None:
            break
        before = list(made.events), made.passes
        apply(made, change)
        apply(made, invert(change))
        assert (made.events, made.passes) == before
        apply(made, change)
    assert {f.kind for f in findings(made, away)} <= {"modifier"}
