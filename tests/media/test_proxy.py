"""A proxy shows the frames of its recording: the same numbers, at the same times, one to one."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from coder.media import AudioTrack, MediaError, VideoReader, probe
from coder.media.original import FileMark, load, sidecar
from coder.media.proxy import is_heavy, make_proxy, proxy_size
from tests.media.barcode import read
from tests.media.conftest import Videos
from tests.media.craft import spoil
from tests.media.encode import Recipe, click_track, make
from tests.media.kinds import ALL
from tests.media.oracle import place_at, telling_times


def number_in(reader: VideoReader, rgb: np.ndarray) -> int:
    """Return the number drawn in a picture; recordings marked as turned were drawn lying."""
    return read(np.rot90(rgb, reader.info.rotation_deg // 90))


@pytest.mark.parametrize("kind", ALL)
def test_the_frame_at_any_time_is_the_one_of_the_recording(videos: Videos, kind: str, tmp_path: Path) -> None:
    path, proxy = videos.path(kind), tmp_path / "proxy.mp4"
    make_proxy(path, proxy)
    shown = videos.shown(kind)
    times = telling_times(shown)
    with VideoReader(path) as own, VideoReader(proxy, original=load(proxy, path)) as small:
        assert (small.index.pts == own.index.pts).all()
        assert small.info == own.info
        for ms in sorted(random.Random(kind).sample(times, min(24, len(times)))):
            frame, expected = small.frame_at(ms), own.frame_at(ms)
            assert (frame.number, frame.on_ms, frame.off_ms) == (expected.number, expected.on_ms, expected.off_ms)
            assert frame.quality == expected.quality
            if frame.exact and "ticks" not in kind:
                assert number_in(small, frame.rgb) == shown[place_at(shown, ms)].number


def test_every_picture_of_a_variable_rate_has_its_own_time_in_the_proxy_itself(videos: Videos, tmp_path: Path) -> None:
    path, proxy = videos.path("mp4 variable rate"), tmp_path / "proxy.mp4"
    make_proxy(path, proxy)
    with VideoReader(path) as own, VideoReader(proxy) as alone:
        assert [alone.index.on_ms(n) for n in range(100)] == [own.index.on_ms(n) for n in range(100)]
        assert alone.index.length_ms >= own.index.on_ms(99)


@pytest.mark.parametrize(("seconds", "late_s"), [(4.0, 0.0), (4.0, 0.8)])
def test_the_sound_of_a_proxy_lies_under_the_same_pictures(tmp_path: Path, seconds: float, late_s: float) -> None:
    # A click 2.5 s into the sound, which begins `late_s` after the first picture.
    recipe = Recipe("mp4", sound="aac", sound_start_s=late_s, options={"preset": "ultrafast"})
    path = make(tmp_path / "a.mp4", recipe, click_track(seconds - late_s, [2.5 - late_s]))
    proxy = tmp_path / "proxy.mp4"
    original = make_proxy(path, proxy)
    with VideoReader(proxy, original=original) as reader:
        track = AudioTrack(proxy, reader.sound_start_s)
    samples = np.concatenate([block[0] for block in track.samples_from(0)])
    track.close()
    loud = np.flatnonzero(np.abs(samples) > 0.3)
    assert abs(loud[0] / track.sample_rate_hz - 2.5) < 0.002


def test_a_damaged_frame_stays_damaged_in_the_proxy(tmp_path: Path, videos: Videos) -> None:
    path = spoil(videos.path("ts open group"), tmp_path / "spoilt.ts", 0.5, 600)
    proxy = tmp_path / "proxy.mp4"
    make_proxy(path, proxy)
    with VideoReader(path) as own, VideoReader(proxy, original=load(proxy, path)) as small:
        theirs = [(f.number, f.quality) for f in (own.frame(n) for n in range(len(own.index)))]
        ours = [(f.number, f.quality) for f in (small.frame(n) for n in range(len(small.index)))]
    assert ours == theirs
    assert any(quality == "damaged" for _, quality in ours)


def test_steps_through_a_proxy_pass_each_frame_once(videos: Videos, tmp_path: Path) -> None:
    path, proxy = videos.path("mkv variable rate"), tmp_path / "proxy.mp4"
    with VideoReader(proxy, original=make_proxy(path, proxy)) as reader:
        reader.frame(0)
        assert [reader.step(1).number for _ in range(99)] == list(range(1, 100))
        assert [reader.step(-1).number for _ in range(99)] == list(range(98, -1, -1))


def test_a_proxy_of_another_recording_is_refused(videos: Videos, tmp_path: Path) -> None:
    proxy, other = tmp_path / "proxy.mp4", tmp_path / "other.mp4"
    make_proxy(videos.path("mp4 25 fps"), proxy)
    original = make_proxy(videos.path("mp4 variable rate"), other)
    with pytest.raises(MediaError, match="Make it again"):
        VideoReader(proxy, original=original)


def test_stopping_leaves_nothing_behind(videos: Videos, tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done == 30:
            raise StoppedError

    with pytest.raises(StoppedError):
        make_proxy(videos.path("mp4 25 fps"), tmp_path / "cache" / "proxy.mp4", step=stop)
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_half_copied_proxy_is_none(videos: Videos, tmp_path: Path) -> None:
    path, proxy = videos.path("mp4 25 fps"), tmp_path / "proxy.mp4"
    make_proxy(path, proxy)
    assert load(proxy, path) is not None
    proxy.write_bytes(proxy.read_bytes()[:-100])
    assert load(proxy, path) is None
    sidecar(proxy).write_bytes(b"PK damaged")
    assert load(proxy, path) is None


def test_the_progress_counts_every_picture(videos: Videos, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    make_proxy(videos.path("mp4 25 fps"), tmp_path / "proxy.mp4", step=lambda *at: steps.append(at))
    assert steps == [(n, 100) for n in range(1, 101)]


def test_a_proxy_is_smaller_never_larger(tmp_path: Path, videos: Videos) -> None:
    large = make(tmp_path / "large.mp4", Recipe("mp4", count=3, size=(1920, 1080), options={"preset": "ultrafast"}))
    info = probe(large)
    assert is_heavy(info)
    # 1080 lines to 540, half of 1920 columns
    assert proxy_size(info) == (960, 540)
    small = probe(videos.path("mp4 25 fps"))
    assert not is_heavy(small)
    assert proxy_size(small) == (160, 96)
    proxy = tmp_path / "proxy.mp4"
    with VideoReader(proxy, original=make_proxy(large, proxy)) as reader:
        assert reader.frame(2).bgra.shape == (540, 960, 4)
        assert read(reader.frame(2).rgb) == 2


def test_a_proxy_belongs_to_a_recording_by_content_or_by_size_and_time(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"one")
    mark = FileMark.of(file)
    assert mark.is_same_as(FileMark.of(file))
    assert not mark.is_same_as(FileMark(mark.size, mark.mtime_ns + 1))
    assert FileMark(3, 1, "aa").is_same_as(FileMark(3, 2, "aa"))
    assert not FileMark(3, 1, "aa").is_same_as(FileMark(3, 1, "bb"))


def test_colours_stay(tmp_path: Path, videos: Videos) -> None:
    for kind in ("mp4 25 fps", "mov mjpeg", "gif", "mp4 hevc 10 bit"):
        path, proxy = videos.path(kind), tmp_path / f"{kind}.mp4"
        with VideoReader(path) as own, VideoReader(proxy, original=make_proxy(path, proxy)) as small:
            colours = [frame.rgb.reshape(12, 8, 16, 10, 3).mean((1, 3)) for frame in (own.frame(10), small.frame(10))]
        assert np.abs(colours[0] - colours[1]).mean() < 4, kind
