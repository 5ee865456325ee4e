"""Pictures around the playhead are kept, within a limit of bytes."""

from __future__ import annotations

import av
from hypothesis import given
from hypothesis import strategies as st

from coder.media import VideoReader
from coder.media.cache import PictureCache, picture_bytes
from coder.media.decoder import Picture
from tests.media.conftest import Videos

PIXELS = av.VideoFrame(32, 32, "yuv420p")


def _picture(number: int) -> Picture:
    return Picture(number, PIXELS, False)


def test_pictures_far_from_the_playhead_are_dropped() -> None:
    cache = PictureCache(kept=5)
    for number in range(10):
        cache.move_to(number)
        cache.put(_picture(number))
    assert [n for n in range(20) if n in cache] == [4, 5, 6, 7, 8, 9]


def test_the_limit_drops_the_farthest_first() -> None:
    one = picture_bytes(PIXELS)
    cache = PictureCache(kept=100, limit_bytes=3 * one)
    cache.move_to(50)
    for number in (50, 40, 51, 49):
        cache.put(_picture(number))
    assert [n for n in range(100) if n in cache] == [49, 50, 51]
    assert cache.bytes == 3 * one


def test_the_picture_at_the_playhead_is_kept_even_if_it_alone_is_too_large() -> None:
    cache = PictureCache(limit_bytes=1)
    cache.move_to(7)
    cache.put(_picture(7))
    assert cache.get(7) is not None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 60)), max_size=60), st.integers(1, 12))
def test_it_never_holds_more_than_allowed(steps: list[tuple[bool, int]], room: int) -> None:
    one = picture_bytes(PIXELS)
    cache = PictureCache(kept=8, limit_bytes=room * one)
    for moves, number in steps:
        if moves:
            cache.move_to(number)
        else:
            cache.put(_picture(number))
        assert cache.bytes == len(cache) * one <= room * one
        assert all(abs(n - cache.playhead) <= 8 for n in range(70) if n in cache)


def test_steps_back_after_playing_forwards_decode_nothing(videos: Videos) -> None:
    with VideoReader(videos.path("mp4 29.97 fps long group with B-frames")) as reader:
        for number in range(100, 150):
            reader.frame(number)
        assert all(reader.is_ready(number) for number in range(100, 150))


def test_one_step_back_brings_the_next_ones_at_once(videos: Videos) -> None:
    with VideoReader(videos.path("mp4 29.97 fps long group with B-frames")) as reader:
        reader.frame(150)
        for _ in range(12):
            reader.step(-1)
        assert all(reader.is_ready(number) for number in range(100, 138))


def test_a_small_memory_still_shows_every_frame(videos: Videos) -> None:
    with VideoReader(videos.path("mp4 25 fps"), cache_bytes=1) as reader:
        assert [reader.frame(n).number for n in (99, 0, 50, 49, 51)] == [99, 0, 50, 49, 51]
