"""The picture of the sound shows it where it is, and is made once."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from coder.media import HOP_MS, PEAK_MS, MediaError, VideoReader, Waveform, waveform
from coder.media.waveform import compute
from tests.media.conftest import Videos
from tests.media.encode import SAMPLE_RATE, Recipe, click_track, make
from tests.media.kinds import SHORT


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clicks, and a tone of 440 Hz from 30 s to 31 s, across the border of two computed pieces."""
    samples = click_track(45, [5.0, 20.001])
    tone = np.arange(30 * SAMPLE_RATE, 31 * SAMPLE_RATE)
    samples[tone] = 0.5 * np.sin(2 * np.pi * 440 * tone / SAMPLE_RATE)
    recipe = Recipe("mp4", count=1125, size=(32, 32), options=SHORT, sound="aac")
    return make(tmp_path_factory.mktemp("sound") / "sound.mp4", recipe, samples)


@pytest.fixture(scope="session")
def made(recording: Path) -> Waveform:
    result = compute(recording, Fraction(0))
    assert result is not None
    return result


def test_peaks_stand_where_the_clicks_are(made: Waveform) -> None:
    loud = np.flatnonzero((made.high > 60) & (np.arange(len(made.high)) * PEAK_MS < 25_000))
    assert set(loud * PEAK_MS) == {5000, 20000}
    assert len(made.high) * PEAK_MS == pytest.approx(45_000, abs=50)


def test_silence_is_flat(made: Waveform) -> None:
    quiet = slice(10_000 // PEAK_MS, 19_000 // PEAK_MS)
    assert made.high[quiet].max() <= 1
    assert made.low[quiet].min() >= -1


def test_the_spectrogram_shows_pitch_and_loudness(made: Waveform) -> None:
    tone = made.spectrum[30_500 // HOP_MS]
    assert made.band_hz[tone.argmax()] == pytest.approx(440, rel=0.08)
    # half of full scale is 6 dB below it: 255 * (1 - 6/80) = 236, less at most 2 for the window's shape
    assert tone.max() == pytest.approx(236, abs=8)
    assert made.spectrum[15_000 // HOP_MS].max() == 0


def test_a_kept_waveform_is_used_again(recording: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "sound.npz"
    first = waveform(recording, Fraction(0), cache)
    progress: list[float] = []
    again = waveform(recording, Fraction(0), cache, progress.append)
    assert first is not None
    assert again is not None
    assert progress == []
    assert np.array_equal(first.high, again.high)
    assert np.array_equal(first.spectrum, again.spectrum)


def test_a_changed_recording_or_start_is_computed_anew(videos: Videos, tmp_path: Path) -> None:
    cache = tmp_path / "sound.npz"
    waveform(videos.path("mp4 25 fps"), Fraction(0), cache)
    for path, start in ((videos.path("mp4 25 fps"), Fraction(1)), (videos.path("ts open group"), Fraction(1))):
        progress: list[float] = []
        waveform(path, start, cache, progress.append)
        assert progress


@pytest.mark.parametrize("content", [b"", b"not a cache", b"PK\x03\x04 torn"])
def test_a_broken_cache_is_replaced(videos: Videos, tmp_path: Path, content: bytes) -> None:
    cache = tmp_path / "sound.npz"
    cache.write_bytes(content)
    assert waveform(videos.path("mp4 25 fps"), Fraction(0), cache) is not None
    assert cache.read_bytes()[:2] == b"PK"
    assert list(tmp_path.iterdir()) == [cache]


def test_progress_rises_to_one(recording: Path, tmp_path: Path) -> None:
    progress: list[float] = []
    waveform(recording, Fraction(0), tmp_path / "a.npz", progress.append, length_ms=45_000)
    assert progress == sorted(progress)
    assert progress[-1] == 1.0


def test_cancelling_leaves_nothing_behind(recording: Path, tmp_path: Path) -> None:
    assert waveform(recording, Fraction(0), tmp_path / "a.npz", cancelled=lambda: True) is None
    assert list(tmp_path.iterdir()) == []


def test_a_video_without_sound_has_no_waveform(videos: Videos, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no sound"):
        waveform(videos.path("mp4 open group"), Fraction(0), tmp_path / "a.npz")


def test_time_zero_is_the_first_shown_picture(videos: Videos, tmp_path: Path) -> None:
    path = videos.path("mp4 late picture")
    with VideoReader(path) as reader:
        made = waveform(path, reader.index.start_s, tmp_path / "a.npz")
    assert made is not None
    # the click at 1 s of the sound lies 13 frames of 40 ms earlier on the axis of the pictures
    assert int(np.flatnonzero(made.high > 60)[0]) * PEAK_MS == 480
