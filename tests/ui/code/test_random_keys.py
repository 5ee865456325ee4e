"""Random keys and clicks in the real window: the rules hold, the picture fits the coding, the disk has it all."""

from __future__ import annotations

import itertools

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from coder.ui.code.timeline import scene_of
from tests.ui.code.conftest import FRAME_MS, CodeDriver

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
KEYS = {
    "split": (Qt.Key.Key_F4,),
    "merge": (Qt.Key.Key_M, CTRL),
    "delete": (Qt.Key.Key_Delete,),
    "onset": (Qt.Key.Key_F2,),
    "offset": (Qt.Key.Key_F3,),
    "back": (Qt.Key.Key_Left, ALT),
    "on": (Qt.Key.Key_Right, ALT),
    "copy": (Qt.Key.Key_C, CTRL),
    "cut": (Qt.Key.Key_X, CTRL),
    "paste": (Qt.Key.Key_V, CTRL),
    "track": (Qt.Key.Key_A, CTRL),
    "clear": (Qt.Key.Key_Escape,),
    "undo": (Qt.Key.Key_Z, CTRL),
    "redo": (Qt.Key.Key_Z, CTRL | SHIFT),
}
FROM_MS, TO_MS = 20_000, 24_960
"""A reunion of the test's session: the caregiver is in the room."""
times = st.integers(FROM_MS // FRAME_MS, TO_MS // FRAME_MS).map(lambda frame: frame * FRAME_MS)
channels = st.sampled_from(("proximity", "proximity_points"))
ACTIONS = st.one_of(
    st.tuples(st.just("stamp"), times, st.sampled_from("htrnfupb")),
    st.tuples(st.just("key"), st.sampled_from(sorted(KEYS))),
    st.tuples(st.just("click"), times, channels, st.sampled_from((Qt.KeyboardModifier.NoModifier, CTRL, SHIFT))),
    st.tuples(st.just("drag"), times, times, channels),
)


def act(code: CodeDriver, action: tuple[object, ...]) -> None:
    name, *rest = action
    if name == "stamp":
        at_ms, letter = rest
        code.bench.sitting.select(())
        code.bench.playback.seek(at_ms)
        code.wait_for_frame(at_ms // FRAME_MS)
        code.type(letter)
    elif name == "key":
        code.key(*KEYS[rest[0]])
    elif name == "click":
        code.click(*rest)
    else:
        from_ms, to_ms, channel = rest
        code.drag(channel, from_ms, to_ms)


def assert_sound(code: CodeDriver) -> None:
    """The states of a channel never overlap, and the timeline shows the coding as it is."""
    bench = code.bench
    coding, scheme = bench.sitting.coding, bench.sitting.scheme
    codes = {c.id for c in scheme.channel_by_id["proximity"].codes}
    states = sorted((e for e in coding.events if e.code in codes), key=lambda e: e.on)
    for first, second in itertools.pairwise(states):
        assert first.off is not None
        assert first.on < first.off <= second.on
    fresh = scene_of(scheme, bench.sitting.session, coding, bench.playback.length_ms)
    for channel, lane in fresh.lanes.items():
        shown = bench.timeline.seen.lanes[channel]
        assert shown.ids == lane.ids
        assert shown.on.tolist() == lane.on.tolist()
        assert shown.off.tolist() == lane.off.tolist()
    assert set(bench.sitting.selection.ids) <= {e.id for e in coding.events}


def test_random_keys_keep_the_rules_and_can_be_taken_back(coding: CodeDriver) -> None:
    code = coding
    code.bench.timeline.fit(FROM_MS - 500, TO_MS + 500)
    desk = code.bench.sitting.desk

    initial = msgspec.json.encode(code.bench.sitting.coding)

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ACTIONS, min_size=4, max_size=14))
    def go(actions: list[tuple[object, ...]]) -> None:
        for action in actions:
            act(code, action)
            assert_sound(code)
        memory = msgspec.json.encode(code.bench.sitting.coding)
        assert msgspec.json.encode(code.on_disk()) == memory
        made = sum(step.done for step in desk.history)
        press(code, "undo", made)
        assert msgspec.json.encode(code.bench.sitting.coding) == initial
        press(code, "redo", made)
        assert msgspec.json.encode(code.bench.sitting.coding) == memory
        press(code, "undo", made)

    go()


def press(code: CodeDriver, name: str, times: int) -> None:
    for _ in range(times):
        code.key(*KEYS[name])
