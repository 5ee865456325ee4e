"""What the program says about a recording."""

from __future__ import annotations

import numpy as np
import pytest

from coder.media import VideoReader, probe
from tests.media.barcode import read
from tests.media.conftest import Videos


def test_a_plain_recording_has_no_warnings(videos: Videos) -> None:
    info = probe(videos.path("mp4 25 fps"))
    assert (info.container, info.codec, info.width, info.height) == ("mp4", "h264", 160, 96)
    assert (info.fps, info.variable_rate, info.frames, info.length_ms) == (25.0, False, 100, 4000)
    assert [(a.codec, a.sample_rate_hz, a.channels) for a in info.audio] == [("aac", 48000, 1)]
    assert info.warnings == ()


@pytest.mark.parametrize(
    ("kind", "fps", "varies"),
    [
        ("mp4 29.97 fps long group with B-frames", 30000 / 1001, False),
        ("mkv 29.97 fps rounded to ms", 30000 / 1001, False),
        ("mov 1/600 s ticks", 30000 / 1001, False),
        ("mp4 59.94 fps", 60000 / 1001, False),
        ("mp4 dropped frames", 25.0, False),
        ("mp4 variable rate", 99 / 5.817, True),
        ("mkv variable rate", 99 / 5.817, True),
        ("ts h264 coded as fields, a packet each", 25.0, False),
        ("ts time stamp wrap", 25.0, False),
    ],
)
def test_rate(videos: Videos, kind: str, fps: float, varies: bool) -> None:
    info = probe(videos.path(kind))
    assert info.fps == pytest.approx(fps, rel=1e-3)
    assert info.variable_rate is varies
    assert any("varies" in w for w in info.warnings) is varies


def test_missing_frames_are_counted(videos: Videos) -> None:
    # one frame left out after every twenty of a hundred
    assert any(w.startswith("4 frames are missing") for w in probe(videos.path("mp4 dropped frames")).warnings)


@pytest.mark.parametrize("kind", ["ps mpeg-2 interlaced", "ts mpeg-2 interlaced", "m2ts h264 interlaced"])
def test_interlaced_recordings_are_named(videos: Videos, kind: str) -> None:
    info = probe(videos.path(kind))
    assert info.interlaced
    assert any("interlaced" in w for w in info.warnings)


def test_a_recording_without_sound_says_so(videos: Videos) -> None:
    assert "The file has no sound." in probe(videos.path("mp4 open group")).warnings


def test_wide_pixels_become_square(videos: Videos) -> None:
    # 160 stored columns of pixels 16:11 as wide as high: 160 * 16 / 11 = 232.7 (rounded 4:3 code of MPEG-2: 212)
    info = probe(videos.path("ps mpeg-2 anamorphic"))
    with VideoReader(videos.path("ps mpeg-2 anamorphic")) as reader:
        picture = reader.frame(30).rgb
    numerator, denominator = map(int, info.sample_aspect_ratio.split(":"))
    assert numerator > denominator
    assert (info.coded_width, info.coded_height) == (160, 96)
    assert info.width == round(160 * numerator / denominator)
    assert picture.shape[:2] == (info.height, info.width)
    assert read(picture[:, np.linspace(0, info.width - 1, 160).astype(int)]) == 30


@pytest.mark.parametrize(
    ("kind", "clockwise", "size"),
    [
        ("mp4 rotated by 90", 270, (96, 160)),
        ("mp4 rotated by 180", 180, (160, 96)),
        ("mp4 rotated by 270", 90, (96, 160)),
    ],
)
def test_turned_recordings_stand_upright(videos: Videos, kind: str, clockwise: int, size: tuple[int, int]) -> None:
    with VideoReader(videos.path(kind)) as reader:
        assert reader.info.rotation_deg == clockwise
        assert (reader.info.width, reader.info.height) == size
        picture = reader.frame(42).rgb
    # the recording was drawn upright and then marked as lying; turned back it can be read
    assert read(np.rot90(picture, clockwise // 90)) == 42


def test_ten_bit_pictures_are_shown_in_eight(videos: Videos) -> None:
    with VideoReader(videos.path("mp4 hevc 10 bit")) as reader:
        frame = reader.frame(17)
    assert frame.bgra.dtype == np.uint8
    assert read(frame.rgb) == 17


def test_pictures_are_ready_for_the_screen(videos: Videos) -> None:
    with VideoReader(videos.path("mp4 rotated by 90")) as reader:
        bgra = reader.frame(3).bgra
    assert bgra.flags.c_contiguous
    assert np.all(bgra[:, :, 3] == 255)


def test_a_cut_short_recording_is_named(videos: Videos) -> None:
    for kind in ("webm vp9, cut short", "mkv variable rate, cut short", "avi h264 B-frames, cut short"):
        assert any("cut short" in w for w in probe(videos.path(kind)).warnings)


def test_a_trimmed_recording_is_not_taken_for_a_cut_short_one(videos: Videos) -> None:
    info = probe(videos.path("mp4 open group trimmed by an edit list"))
    assert not any("cut short" in w for w in info.warnings)
    # 4 s less 1.01 s, and the first frame shown is the one at 1040 ms
    assert info.length_ms == 2960
