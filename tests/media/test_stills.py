"""Single frames are written as PNG."""

from __future__ import annotations

import cv2
import numpy as np

from coder.media import frame_png, frames_png
from tests.media.barcode import read
from tests.media.conftest import Videos


def _number(png: bytes) -> int:
    return read(cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1])


def test_the_frame_on_screen_is_written(videos: Videos) -> None:
    assert _number(frame_png(videos.path("ts open group"), 1_999)) == 49
    assert _number(frame_png(videos.path("ts open group"), 2_000)) == 50


def test_several_times_open_the_video_once(videos: Videos) -> None:
    found = {ms: _number(png) for ms, png in frames_png(videos.path("mp4 25 fps"), [3960, 0, 80])}
    assert found == {3960: 99, 0: 0, 80: 2}
