"""Damaged pictures are never shown as good ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coder.media import MediaError, VideoReader, frame_png, probe
from tests.media.conftest import Videos
from tests.media.craft import lose_ts_packets, spoil

Harm = Callable[[Path, Path], Path]

# Damage that the decoder or the container notices; flipped bits that still decode cannot be told from the truth.
HARMS: dict[str, tuple[str, Harm]] = {
    "overwritten in an mp4": ("mp4 25 fps", lambda old, new: spoil(old, new, 0.45, 300)),
    "overwritten in a long group": (
        "mp4 29.97 fps long group with B-frames",
        lambda old, new: spoil(old, new, 0.45, 300),
    ),
    "overwritten in a transport stream": ("ts open group", lambda old, new: spoil(old, new, 0.7, 300)),
    "overwritten in an avi": ("avi mpeg-4 B-frames", lambda old, new: spoil(old, new, 0.33, 300)),
    "overwritten in an interlaced stream": (
        "ts mpeg-2 interlaced",
        lambda old, new: spoil(old, new, 0.33, 3000),
    ),
    "transport packets lost": ("ts open group", lambda old, new: lose_ts_packets(old, new, 150, 7)),
    "transport packets lost in a refresh": (
        "ts intra refresh",
        lambda old, new: lose_ts_packets(old, new, 200, 5),
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_every_good_frame_is_as_recorded(videos: Videos, tmp_path: Path, harm: str) -> None:
    kind, do_harm = HARMS[harm]
    clean = [s.bgra for s in videos.shown(kind)]
    path = do_harm(videos.path(kind), tmp_path / f"harmed.{videos.recipe(kind).suffix}")
    qualities = []
    with VideoReader(path) as reader:
        numbers = np.random.default_rng(5).permutation(len(reader.index))
        for number in numbers:
            frame = reader.frame(int(number))
            qualities.append(frame.quality)
            if frame.exact:
                assert any(np.array_equal(frame.bgra, bgra) for bgra in clean), f"frame {number}"
    assert "good" in qualities
    assert "damaged" in qualities


def test_a_damaged_frame_is_not_written_as_a_still(videos: Videos, tmp_path: Path) -> None:
    path = spoil(videos.path("mp4 25 fps"), tmp_path / "harmed.mp4", 0.45, 300)
    with VideoReader(path) as reader:
        damaged = next(n for n in range(100) if not reader.frame(n).exact)
        at_ms = reader.index.on_ms(damaged)
    with pytest.raises(MediaError, match="is damaged"):
        frame_png(path, at_ms)


def test_lost_packets_are_reported(videos: Videos, tmp_path: Path) -> None:
    path = lose_ts_packets(videos.path("ts open group"), tmp_path / "harmed.ts", 150, 7)
    assert any("damaged" in w for w in probe(path).warnings)


def test_steps_pass_over_frames_that_are_lost(videos: Videos, tmp_path: Path) -> None:
    path = spoil(videos.path("mp4 hevc 10 bit"), tmp_path / "harmed.mp4", 0.2, 2000)
    with VideoReader(path) as reader:
        reader.frame(0)
        numbers = [0]
        while (number := reader.step(1).number) > numbers[-1]:
            numbers.append(number)
    assert numbers[-1] == 99
    assert len(numbers) < 100
