"""Recordings joined end to end count their time from anew; their parts follow each other on one axis."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.media import VideoReader
from tests.media.barcode import read
from tests.media.conftest import Videos


@pytest.fixture
def joined(videos: Videos, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    part = videos.path(request.param)
    path = tmp_path / f"joined{part.suffix}"
    path.write_bytes(part.read_bytes() * 2)
    return path


@pytest.mark.parametrize("joined", ["ts open group", "ts mpeg-2 interlaced", "ps mpeg-2 interlaced"], indirect=True)
def test_the_second_part_follows_the_first(joined: Path) -> None:
    with VideoReader(joined) as reader:
        assert len(reader.index) == pytest.approx(200, abs=2)
        assert reader.index.length_ms == pytest.approx(8000, abs=100)
        assert read(reader.frame_at(1000).rgb) == 25
        second_start = len(reader.index) - 100
        for number in (second_start, second_start + 37, second_start + 99, 12, second_start + 61):
            assert read(reader.frame(number).rgb) == (number - second_start) % 100
        assert any("start over" in w for w in reader.info.warnings)


def test_a_time_stamp_wrap_is_no_new_start(videos: Videos) -> None:
    with VideoReader(videos.path("ts time stamp wrap")) as reader:
        assert reader.index.length_ms == 4000
        assert not any("start over" in w for w in reader.info.warnings)
