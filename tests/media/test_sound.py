"""Sound lies on the axis of the pictures, exactly."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from coder.media import OUTPUT_RATE_HZ, AudioTrack, MediaError, SoundFeed, VideoReader, pcm
from tests.media.conftest import Videos
from tests.media.encode import SAMPLE_RATE, Recipe, click_track, make
from tests.media.kinds import MPEG2, SHORT
from tests.media.patience import patiently

CLICKS_S = [1.0, 2.0, 3.0, 4.0, 5.0]

# Milliseconds a click may lie off: nothing but the click's own rise where times are exact, the rounding to a ms
# of Matroska and FLV, and 481 samples of MP2 encoder delay, which AVI cannot store.
CONTAINERS = {
    "mp4": (Recipe("mp4", count=150, options=SHORT, sound="aac"), 0.1),
    "mp4 late picture": (Recipe("mp4", count=150, start=13, options=SHORT, sound="aac"), 0.1),
    "ts": (Recipe("ts", count=150, options=SHORT, sound="aac"), 0.1),
    "ps": (Recipe("mpg", count=150, codec="mpeg2video", options=MPEG2, sound="mp2", format="vob"), 0.1),
    "mov pcm": (Recipe("mov", count=150, options=SHORT, sound="pcm_s16le"), 0.1),
    "mkv": (Recipe("mkv", count=150, options=SHORT, sound="aac"), 0.6),
    "flv": (Recipe("flv", count=150, options=SHORT, sound="aac"), 0.6),
    "avi": (Recipe("avi", count=150, codec="mpeg4", options={"g": "30"}, sound="mp2"), 10.1),
}


@pytest.fixture(scope="session")
def clicks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("clicks")
    samples = click_track(6, CLICKS_S)
    return {
        name: make(folder / f"{place}.{recipe.suffix}", recipe, samples)
        for place, (name, (recipe, _)) in enumerate(CONTAINERS.items())
    }


def _open(path: Path) -> AudioTrack:
    with VideoReader(path) as reader:
        return AudioTrack(path, reader.index.start_s)


def _onsets_ms(loudness: np.ndarray, rate: float, start_ms: float) -> list[float]:
    loud = np.flatnonzero(loudness > 0.2)
    firsts = loud[np.diff(loud, prepend=-rate) > rate / 5]
    return [start_ms + first * 1000 / rate for first in firsts]


@pytest.mark.parametrize("name", CONTAINERS)
@pytest.mark.parametrize("start_ms", [-500, 0, 995, 2500])
def test_a_click_sounds_at_its_time_wherever_reading_starts(clicks: dict[str, Path], name: str, start_ms: int) -> None:
    picture_start_ms = float(CONTAINERS[name][0].start * 40)
    expected = [1000 * c - picture_start_ms for c in CLICKS_S if 1000 * c - picture_start_ms > start_ms]
    with _open(clicks[name]) as track:
        samples = np.concatenate(list(track.samples_from(start_ms)), axis=1)
        found = _onsets_ms(np.abs(samples[0]), track.sample_rate_hz, start_ms)
    assert found == pytest.approx(expected, abs=CONTAINERS[name][1])


def test_before_the_sound_begins_there_is_silence(videos: Videos) -> None:
    # the sound of this recording begins 0.8 s after the picture, and its click comes 1 s later
    with _open(videos.path("mp4 late sound")) as track:
        samples = np.concatenate(list(track.samples_from(0)), axis=1)[0]
    assert np.all(samples[: int(0.79 * SAMPLE_RATE)] == 0)
    assert _onsets_ms(np.abs(samples), SAMPLE_RATE, 0)[0] == pytest.approx(1800, abs=1)


def test_after_the_end_there_is_nothing(clicks: dict[str, Path]) -> None:
    with _open(clicks["mp4"]) as track:
        assert list(track.samples_from(60_000)) == []


@pytest.mark.parametrize("speed", [0.25, 0.5, 1.0, 1.5, 2.0, 4.0])
def test_speed_changes_times_but_not_pitch(tmp_path: Path, speed: float) -> None:
    tone = (0.5 * np.sin(2 * np.pi * 1000 * np.arange(6 * SAMPLE_RATE) / SAMPLE_RATE)).astype(np.float32)
    path = make(tmp_path / "tone.mp4", CONTAINERS["mp4"][0], tone)
    with _open(path) as track:
        samples = np.concatenate(list(pcm(track, 1000, speed)))
    assert samples.shape[1] == 2
    assert len(samples) / OUTPUT_RATE_HZ == pytest.approx(5 / speed, rel=0.02)
    middle = samples[len(samples) // 4 : len(samples) // 4 + OUTPUT_RATE_HZ // 2, 0]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.fft.rfftfreq(len(middle), 1 / OUTPUT_RATE_HZ)[spectrum.argmax()] == pytest.approx(1000, abs=20)


@pytest.mark.parametrize("speed", [0.5, 1.5, 2.0])
def test_at_other_speeds_clicks_stay_within_a_frame(clicks: dict[str, Path], speed: float) -> None:
    with _open(clicks["mp4"]) as track:
        samples = np.concatenate(list(pcm(track, 500, speed)))
    found = _onsets_ms(np.abs(samples[:, 0] / 32768), OUTPUT_RATE_HZ / speed, 500)
    assert found == pytest.approx([1000 * c for c in CLICKS_S], abs=40)


def _read(feed: SoundFeed, samples: int) -> np.ndarray:
    blocks: list[np.ndarray] = []
    for _ in patiently():
        blocks.append(feed.read(samples - sum(map(len, blocks))))
        if sum(map(len, blocks)) == samples or feed.ended:
            break
    return np.concatenate(blocks)


def test_the_feed_starts_where_it_is_told(clicks: dict[str, Path]) -> None:
    feed = SoundFeed(_open(clicks["mp4"]))
    for start_ms, click_ms in ((900, 1000), (3950, 4000), (1990, 2000)):
        feed.play_from(start_ms)
        samples = _read(feed, OUTPUT_RATE_HZ // 5)
        assert _onsets_ms(np.abs(samples[:, 0] / 32768), OUTPUT_RATE_HZ, start_ms) == [pytest.approx(click_ms, abs=0.1)]
        assert feed.position_ms == pytest.approx(start_ms + 200)
    feed.close()


def test_sound_that_is_ahead_waits_a_little(clicks: dict[str, Path]) -> None:
    feed = SoundFeed(_open(clicks["mp4"]))
    feed.play_from(0)
    _read(feed, 100)
    before = feed.position_ms
    feed.correct(2.0)
    samples = _read(feed, OUTPUT_RATE_HZ)
    assert len(samples) == OUTPUT_RATE_HZ
    # a second was heard, but 2 ms less of the recording were used up
    assert feed.position_ms - before == pytest.approx(998, abs=0.1)
    feed.close()


def test_the_feed_ends_with_the_recording_and_can_start_again(clicks: dict[str, Path]) -> None:
    feed = SoundFeed(_open(clicks["mp4"]))
    feed.play_from(5_500)
    samples = _read(feed, 10 * OUTPUT_RATE_HZ)
    assert len(samples) == pytest.approx(OUTPUT_RATE_HZ / 2, abs=2048)
    assert feed.ended
    feed.play_from(0)
    assert len(_read(feed, 1000)) == 1000
    feed.stop()
    assert len(feed.read(1000)) == 0
    feed.close()
    assert not any(t.name.startswith("sound of") for t in threading.enumerate())


def test_sound_is_not_played_backwards(clicks: dict[str, Path]) -> None:
    with _open(clicks["mp4"]) as track, pytest.raises(MediaError, match="forwards"):
        next(pcm(track, 0, -1.0))
