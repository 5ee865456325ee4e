"""Whatever a coder does in whatever order: nothing overlaps, all can be undone and redone, and the disk has it all."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.app.desk import Desk
from coder.app.library import shipped_scheme
from coder.model import edits
from coder.model.changes import AnyChange
from coder.model.coding import Coding
from coder.model.edits.common import channel_events
from coder.model.edits.states import end_of
from coder.model.errors import ModelError
from coder.model.session import Episode, Participant, Session
from coder.model.spans import Spans
from coder.model.study import Study
from coder.store import StudyFolder

SCHEME = shipped_scheme("strange-situation")
LENGTH_MS = 8_000
EXCLUSIVE = [c.id for _, c in SCHEME.channels() if c.exclusive]
CODES = ("held", "near", "far", "proximity_u", "cry", "none", "approach", "bid")
times = st.integers(0, LENGTH_MS // 40).map(lambda frame: frame * 40)
places = st.integers(0, 50)
some = st.lists(places, min_size=1, max_size=4)
ACTIONS = st.one_of(
    st.tuples(st.just("press"), st.sampled_from(CODES), times),
    st.tuples(st.just("retime"), places, times, times),
    st.tuples(st.just("move"), some, st.integers(-2_000, 2_000)),
    st.tuples(st.just("split"), places, times),
    st.tuples(st.just("merge"), places),
    st.tuples(st.just("delete"), some),
    st.tuples(st.just("recode"), places, st.sampled_from(CODES)),
    st.tuples(st.just("paste"), some, times),
    st.tuples(st.just("copy to"), some, st.sampled_from(CODES), times),
    st.tuples(st.just("coded"), times, times),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def change_of(coding: Coding, action: Sequence[object]) -> AnyChange | None:
    """Return the change an action asks for; raises `ModelError` when it cannot be done."""
    name, *rest = action
    if name == "press":
        code, at_ms = rest
        press = edits.press_point if SCHEME.is_point(code) else edits.press_state
        return press(coding, SCHEME, code, at_ms, at_ms // 40)
    if name == "coded":
        on, off = sorted(rest)
        return edits.add_coded(coding, "proximity", Spans.of([(on, off + 40)]))
    if not coding.events:
        return None

    def event_id(place: int) -> str:
        return coding.events[place % len(coding.events)].id

    if name in ("move", "delete", "paste", "copy to"):
        ids = list(dict.fromkeys(map(event_id, rest[0])))
        if name == "move":
            return edits.move(coding, SCHEME, ids, rest[1])
        if name == "delete":
            return edits.delete(coding, SCHEME, ids)
        copied = edits.copies(coding, SCHEME, ids)
        if name == "copy to":
            copied = edits.with_code(copied, SCHEME, rest[1])
        return edits.paste(coding, SCHEME, copied, rest[-1])
    one = {"retime": edits.retime, "split": edits.split, "merge": edits.merge, "recode": edits.recode}[name]
    return one(coding, SCHEME, event_id(rest[0]), *rest[1:])


def act(desk: Desk, action: Sequence[object]) -> None:
    """Do what a person would: what cannot be done is refused and leaves everything as it was."""
    if action[0] == "undo":
        if desk.next_undo:
            desk.undo()
    elif action[0] == "redo":
        if desk.next_redo:
            desk.redo()
    else:
        before = state(desk.coding)
        try:
            change = change_of(desk.coding, action)
            if change is not None:
                desk.do(change)
        except ModelError:
            assert state(desk.coding) == before


def state(coding: Coding) -> bytes:
    return msgspec.json.encode(coding)


def assert_sound(coding: Coding) -> None:
    assert len({e.id for e in coding.events}) == len(coding.events)
    for channel in EXCLUSIVE:
        states = channel_events(coding, SCHEME, channel)
        assert all(end_of(a, None) <= b.on for a, b in itertools.pairwise(states))
    assert all(e.off is None or e.off > e.on for e in coding.events)


@settings(max_examples=40, deadline=None)
@given(st.lists(ACTIONS, max_size=25))
def test_random_edits_stay_sound_can_be_taken_back_and_are_on_disk(actions: list[tuple[object, ...]]) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        folder = StudyFolder.create(root / "study", Study(id="demo", title="Demo"), [SCHEME])
        episodes = (Episode(id="ep2", kind="play", on=0, off=LENGTH_MS),)
        folder.add_session(
            Session(id="s001", scheme=SCHEME.ref, participant=Participant(child="c1"), episodes=episodes)
        )
        folder.add_coding(Coding(session="s001", coder="anna", scheme=SCHEME.ref))
        desk = Desk.open(folder, "s001", "anna")
        start = state(desk.coding)
        for action in actions:
            act(desk, action)
            assert_sound(desk.coding)
        assert desk._writer.wait(10.0)
        assert state(StudyFolder.open(root / "study").load_coding("s001", "anna")) == state(desk.coding)
        while desk.next_redo:
            desk.redo()
        end, steps = state(desk.coding), 0
        while desk.next_undo:
            desk.undo()
            steps += 1
        assert state(desk.coding) == start
        for _ in range(steps):
            desk.redo()
        assert state(desk.coding) == end
        desk.close()
        assert state(StudyFolder.open(root / "study").load_coding("s001", "anna")) == end
    finally:
        shutil.rmtree(root, ignore_errors=True)
