"""Interlaced pictures lose their comb lines, and nothing else."""

from __future__ import annotations

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from coder.media import VideoReader
from coder.media.deinterlace import deinterlaced
from tests.media.barcode import read
from tests.media.conftest import Videos

INTERLACED = ["ts mpeg-2 interlaced", "ps mpeg-2 interlaced", "ts h264 coded as fields, a packet each"]
WIDTH, HEIGHT = 160, 96


def bar_at(column: int) -> NDArray[np.uint8]:
    """A bright bar on a dark ground, grey levels."""
    picture = np.full((HEIGHT, WIDTH), 40, dtype=np.uint8)
    picture[:, column : column + 20] = 200
    return picture


def combed(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> av.VideoFrame:
    """One frame of two moments: even lines from the first, odd lines from the second."""
    woven = first.copy()
    woven[1::2] = second[1::2]
    grey = np.full((HEIGHT // 2, WIDTH), 128, dtype=np.uint8)
    return av.VideoFrame.from_ndarray(np.vstack([woven, grey]), format="yuv420p")


def luma(frame: av.VideoFrame) -> NDArray[np.int64]:
    return frame.to_ndarray()[:HEIGHT].astype(np.int64)


def comb(picture: NDArray[np.int64]) -> float:
    """How much each line differs from the mean of its neighbours."""
    return float(np.abs(picture[1:-1] - (picture[:-2] + picture[2:]) / 2).mean())


def test_a_moving_bar_is_shown_where_it_was_at_the_first_moment() -> None:
    before = combed(bar_at(40), bar_at(60))
    after = luma(deinterlaced(before))
    assert comb(luma(before)) > 20
    assert comb(after) < 1
    assert np.abs(after - bar_at(40)).mean() < 1


def test_what_did_not_move_keeps_every_line() -> None:
    still = np.repeat(np.linspace(40, 200, HEIGHT).astype(np.uint8)[:, None], WIDTH, axis=1)
    frame = combed(still, still)
    assert np.array_equal(luma(deinterlaced(frame)), luma(frame))


@pytest.mark.parametrize("kind", INTERLACED)
def test_each_frame_keeps_its_number_and_its_time(videos: Videos, kind: str) -> None:
    with VideoReader(videos.path(kind)) as plain, VideoReader(videos.path(kind)) as reader:
        reader.deinterlacing = "auto"
        for number in (0, 1, 7, 23, 24, 12, len(plain.index) - 1):
            was, now = plain.frame(number), reader.frame(number)
            assert (now.number, now.on_ms, now.off_ms, now.quality) == (was.number, was.on_ms, was.off_ms, was.quality)
            assert read(now.rgb) == read(was.rgb) == number


def test_automatic_leaves_progressive_recordings_alone(videos: Videos) -> None:
    with VideoReader(videos.path("mp4 25 fps")) as reader:
        plain = reader.frame(10).bgra
        reader.deinterlacing = "auto"
        assert np.array_equal(reader.frame(10).bgra, plain)


def test_a_picture_is_the_same_however_it_was_reached(videos: Videos) -> None:
    with VideoReader(videos.path(INTERLACED[0])) as reader:
        reader.deinterlacing = "always"
        sought = reader.frame(30).bgra
        for number in range(20, 30):
            reader.frame(number)
        assert np.array_equal(reader.step(1).bgra, sought)


def test_a_turned_recording_stays_upright(videos: Videos) -> None:
    with VideoReader(videos.path("mp4 rotated by 90")) as reader:
        plain = reader.frame(5).bgra.astype(int)
        reader.deinterlacing = "always"
        assert np.abs(reader.frame(5).bgra - plain).mean() < 4
