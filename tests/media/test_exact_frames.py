"""The frame at time t is the last one that came on at or before t, whatever the file and the way there."""

from __future__ import annotations

import random
from collections.abc import Iterable
from math import ceil

import numpy as np
import pytest

from coder.media import Frame, VideoReader
from tests.media.barcode import read
from tests.media.conftest import Videos
from tests.media.kinds import ALL, CRAFTED, RECIPES
from tests.media.oracle import Shown, own_ms, place_at, telling_times


def _is_right(frame: Frame, expected: Shown) -> bool:
    """Whether a frame has the very pixels of the linear decoding (where they are square) and its time."""
    same_size = frame.bgra.shape == expected.bgra.shape
    same = np.array_equal(frame.bgra, expected.bgra) if same_size else read(frame.rgb) == expected.number
    return frame.exact and same and 0 <= frame.on_ms - expected.on_ms + 0.5 < 1.5


def _wrong(reader: VideoReader, shown: list[Shown], times: Iterable[int]) -> list[int]:
    return [ms for ms in times if not _is_right(reader.frame_at(ms), shown[place_at(shown, ms)])]


def _certain(shown: list[Shown], times: list[int], kind: str) -> list[int]:
    """Leave out times within the rounding of a tick before a boundary, where ticks are no part of a ms."""
    if "ticks" not in kind or "mkv" not in kind:
        return times
    return [ms for ms in times if not any(0 < s.on_ms - ms < 0.51 for s in shown)]


@pytest.mark.parametrize("kind", RECIPES)
def test_linear_decoding_agrees_with_what_was_recorded(videos: Videos, kind: str) -> None:
    shown, recipe = videos.shown(kind), videos.recipe(kind)
    assert [s.number for s in shown] == list(range(recipe.count))
    assert all(abs(s.on_ms - own_ms(recipe, s.number)) <= 1 for s in shown)


@pytest.mark.parametrize("kind", ALL)
def test_no_frame_is_wrong_forwards_backwards_and_at_random(videos: Videos, kind: str) -> None:
    shown = videos.shown(kind)
    times = _certain(shown, telling_times(shown), kind)
    shuffled = random.Random(kind).sample(times, min(80, len(times)))
    with VideoReader(videos.path(kind)) as reader:
        assert len(reader.index) == len(shown) or "cut short" in kind
        assert _wrong(reader, shown, times) == []
        assert _wrong(reader, shown, times[::-3]) == []
        assert _wrong(reader, shown, shuffled) == []


@pytest.mark.parametrize("kind", ALL)
def test_the_first_look_after_opening_is_right_anywhere(videos: Videos, kind: str) -> None:
    shown = videos.shown(kind)
    for expected in (shown[0], shown[len(shown) // 3], shown[len(shown) * 2 // 3], shown[-1]):
        with VideoReader(videos.path(kind)) as reader:
            assert _is_right(reader.frame_at(ceil(expected.on_ms)), expected)


@pytest.mark.parametrize("kind", ALL)
def test_a_frame_is_on_screen_from_its_start_to_its_end(videos: Videos, kind: str) -> None:
    with VideoReader(videos.path(kind)) as reader:
        for number in range(0, len(reader.index), 7):
            frame = reader.frame(number)
            assert reader.frame_at(frame.on_ms).number == frame.number
            assert reader.frame_at(frame.off_ms - 1).number == frame.number
            assert number == 0 or reader.frame_at(frame.on_ms - 1).number < frame.number


@pytest.mark.parametrize("kind", ["mp4 25 fps", "ts open group", "avi packed B-frames", "ps mpeg-2 interlaced"])
def test_steps_visit_every_frame_once(videos: Videos, kind: str) -> None:
    shown = videos.shown(kind)
    with VideoReader(videos.path(kind)) as reader:
        reader.frame(0)
        forwards = [reader.step(1) for _ in shown[1:]]
        backwards = [reader.step(-1) for _ in shown[1:]]
    assert all(map(_is_right, forwards, shown[1:]))
    assert all(map(_is_right, backwards[::-1], shown[:-1]))


def test_steps_stop_at_the_first_and_the_last_frame(videos: Videos) -> None:
    with VideoReader(videos.path("mp4 25 fps")) as reader:
        assert reader.step(-1).number == 0
        reader.frame_at(1_000_000)
        assert reader.step(1).number == 99


def test_every_kind_of_recording_is_tried() -> None:
    assert len(RECIPES) >= 45
    assert len(CRAFTED) >= 15
