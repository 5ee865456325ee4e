"""A state held with its key covers exactly the time its key was down; everything else stays as it was coded."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coder.model.changes import apply, invert
from coder.model.coding import Coding, Event
from coder.model.edits import press_state
from coder.model.edits.holding import let_go
from coder.model.scheme import Channel, Code, Pass, Scheme

CODES = ("a", "b", "c", "d")
LENGTH_MS = 60
SCHEME = Scheme(
    id="small",
    revision=1,
    title="Small",
    passes=(
        Pass(
            id="p",
            title="P",
            channels=(
                Channel(
                    id="one",
                    title="One",
                    kind="state",
                    exclusive=True,
                    codes=tuple(Code(id=code, key=code, title=code) for code in CODES),
                ),
            ),
        ),
    ),
)


@st.composite
def codings(draw: st.DrawFn) -> Coding:
    """States one after the other, some with gaps between, the last one perhaps open."""
    edges = sorted(draw(st.sets(st.integers(0, LENGTH_MS - 1), max_size=8)))
    events = []
    for number, (on, off) in enumerate(pairwise([*edges, LENGTH_MS]), 1):
        if draw(st.booleans()) or not events:
            last = off == LENGTH_MS
            code = draw(st.sampled_from(CODES))
            events.append(Event(id=f"e{number}", code=code, on=on, off=None if last else off, mods={"by": str(number)}))
    return Coding(session="s", coder="x", scheme="small@1", events=events)


def states(coding: Coding) -> list[str]:
    """Return what is on at each ms, with its modifiers; fails where two states overlap."""
    found = [""] * LENGTH_MS
    events = sorted(coding.events, key=lambda e: e.on)
    for event in events:
        off = LENGTH_MS if event.off is None else event.off
        for ms in range(event.on, off):
            assert found[ms] == "", f"two states at {ms} ms"
            found[ms] = f"{event.code}{event.mods.get('by', '')}"
    return found


def before(coding: Coding, at_ms: int) -> tuple[Event | None, int | None]:
    """Return the state at a time and where it ends, None when it is open."""
    running = next((e for e in coding.events if e.on <= at_ms < (LENGTH_MS if e.off is None else e.off)), None)
    return running, running.off if running else None


@given(codings(), st.sampled_from(CODES), st.integers(0, LENGTH_MS - 2), st.integers(1, LENGTH_MS))
def test_a_held_state_covers_its_time_and_nothing_else(coding: Coding, code: str, on_ms: int, length_ms: int) -> None:
    off_ms = min(on_ms + length_ms, LENGTH_MS)
    original, saved = states(coding), list(coding.events)
    running, until = before(coding, on_ms)
    down = press_state(coding, SCHEME, code, on_ms)
    if down is None:
        assert running is not None
        assert running.code == code
        return
    apply(coding, down)
    made = next(e for e in coding.events if e.code == code and e.on == on_ms)
    up = let_go(coding, SCHEME, made.id, off_ms, running, until)
    if up is not None:
        apply(coding, up)
    now = states(coding)
    assert now[:on_ms] == original[:on_ms]
    assert all(state.startswith(code) for state in now[on_ms:off_ms])
    follows_itself = original[off_ms:][:1] and original[off_ms].startswith(code)
    assert follows_itself or [s[:1] for s in now[off_ms:]] == [s[:1] for s in original[off_ms:]]
    if up is not None:
        apply(coding, invert(up))
    apply(coding, invert(down))
    assert coding.events == saved
    assert states(coding) == original


def test_what_goes_on_keeps_its_modifiers() -> None:
    coding = Coding(session="s", coder="x", scheme="small@1")
    coding.events = [Event(id="e1", code="a", on=0, mods={"by": "child"}, certainty="low")]
    running, until = before(coding, 10)
    down = press_state(coding, SCHEME, "b", 10)
    assert down is not None
    apply(coding, down)
    up = let_go(coding, SCHEME, "e2", 20, running, until, 500)
    assert up is not None
    apply(coding, up)
    rest = Event(id="e3", code="a", on=20, mods={"by": "child"}, certainty="low", frame=500)
    assert [(e.code, e.on, e.off) for e in coding.events] == [("a", 0, 10), ("b", 10, 20), ("a", 20, None)]
    assert coding.events[2] == rest


def test_a_key_let_go_before_it_went_down_changes_nothing() -> None:
    coding = Coding(session="s", coder="x", scheme="small@1", events=[Event(id="e1", code="a", on=10)])
    assert let_go(coding, SCHEME, "e1", 10) is None
    assert let_go(coding, SCHEME, "e1", 5) is None
