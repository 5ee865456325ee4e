"""Small pictures come for the newest wish, and nothing comes after the end."""

from __future__ import annotations

import queue
import threading

import numpy as np

from coder.media import VideoReader
from coder.media.strip import Small, StripReader
from tests.media.barcode import read
from tests.media.conftest import Videos
from tests.media.patience import PATIENCE_S


def test_each_small_picture_is_the_frame_asked_for(videos: Videos) -> None:
    found: queue.Queue[tuple[int, Small]] = queue.Queue()
    path = videos.path("mp4 25 fps")
    strip = StripReader(lambda: VideoReader(path), 48, lambda number, small: found.put((number, small)))
    strip.want([30, 31, 29, 32])
    for expected in (30, 31, 29, 32):
        number, small = found.get(timeout=PATIENCE_S)
        assert number == expected
        assert small.shape == (48, 80, 4)
        assert read(np.ascontiguousarray(small[:, :, 2::-1])) == number
    strip.close()


def test_a_new_wish_replaces_the_one_before(videos: Videos) -> None:
    found: queue.Queue[int] = queue.Queue()
    opening = threading.Event()
    path = videos.path("mp4 25 fps")

    def open_late() -> VideoReader:
        opening.wait(PATIENCE_S)
        return VideoReader(path)

    strip = StripReader(open_late, 24, lambda number, _small: found.put(number))
    strip.want([5, 6, 7])
    strip.want([60])
    opening.set()
    assert found.get(timeout=PATIENCE_S) == 60
    strip.want([61])
    assert found.get(timeout=PATIENCE_S) == 61
    strip.close()


def test_after_the_end_nothing_is_brought(videos: Videos) -> None:
    found: queue.Queue[int] = queue.Queue()
    opening = threading.Event()
    path = videos.path("mp4 25 fps")

    def open_late() -> VideoReader:
        opening.wait(PATIENCE_S)
        return VideoReader(path)

    strip = StripReader(open_late, 24, lambda number, _small: found.put(number))
    strip.want([1])
    strip.close()
    opening.set()
    for thread in threading.enumerate():
        if thread.name == "film strip":
            thread.join(PATIENCE_S)
    assert found.empty()


def test_a_file_that_cannot_be_read_brings_nothing(videos: Videos) -> None:
    path = videos.folder / "none.mp4"
    strip = StripReader(lambda: VideoReader(path), 24, lambda _number, _small: None)
    strip.want([1])
    for thread in threading.enumerate():
        if thread.name == "film strip":
            thread.join(PATIENCE_S)
    assert not any(thread.name == "film strip" for thread in threading.enumerate())
