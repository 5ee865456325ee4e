"""Two cameras that recorded the same sound or flash: the offset between them is known beforehand and found again."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from coder.media import MediaError
from coder.media.sync import find_sync, light_course, sound_course
from tests.media.encode import SAMPLE_RATE, Recipe, click_track, make

FAST = {"preset": "ultrafast", "g": "25", "bf": "0"}
MS = SAMPLE_RATE // 1000


def room_sound(seconds: float, seed: int) -> np.ndarray:
    """Return what a room sounds like: noise in bursts of uneven length and loudness, as speech and toys make."""
    chance = np.random.default_rng(seed)
    samples = 0.003 * chance.standard_normal(int(seconds * SAMPLE_RATE))
    at = 0.2
    while at < seconds - 0.5:
        length = chance.uniform(0.03, 0.3)
        on, off = int(at * SAMPLE_RATE), int((at + length) * SAMPLE_RATE)
        samples[on:off] += chance.uniform(0.02, 0.3) * chance.standard_normal(off - on) * np.hanning(off - on)
        at += length + chance.uniform(0.1, 0.9)
    return samples.astype(np.float32)


def heard_by_another(samples: np.ndarray, seed: int) -> np.ndarray:
    """Return the same sound through another microphone: quieter, with its own hiss and an echo."""
    own = 0.4 * samples
    own[40 * MS :] += 0.15 * samples[: -40 * MS]
    return (own + 0.004 * np.random.default_rng(seed).standard_normal(len(own))).astype(np.float32)


def camera(path: Path, samples: np.ndarray) -> Path:
    return make(path, Recipe("mp4", size=(32, 32), count=5, options=FAST, sound="aac"), samples)


@pytest.mark.parametrize("late_ms", [40, 3_237])
def test_a_camera_switched_on_later_is_found_by_its_sound(tmp_path: Path, late_ms: int) -> None:
    whole = room_sound(20, seed=1)
    reference = camera(tmp_path / "a.mp4", whole)
    second = camera(tmp_path / "b.mp4", heard_by_another(whole, seed=2)[late_ms * MS :])
    found = find_sync(sound_course(reference), sound_course(second))
    assert abs(found.offset_ms - late_ms) <= found.error_ms < 20
    assert found.rate == 1.0
    assert found.sure


def test_a_camera_switched_on_earlier_has_a_negative_offset(tmp_path: Path) -> None:
    whole = room_sound(18, seed=3)
    reference = camera(tmp_path / "a.mp4", whole[2_468 * MS :])
    second = camera(tmp_path / "b.mp4", heard_by_another(whole, seed=4))
    found = find_sync(sound_course(reference), sound_course(second))
    assert abs(found.offset_ms + 2_468) <= found.error_ms < 20


def test_one_clap_is_enough_for_the_offset_but_not_to_be_sure(tmp_path: Path) -> None:
    reference = camera(tmp_path / "a.mp4", click_track(6, [2.0]))
    second = camera(tmp_path / "b.mp4", click_track(6, [1.34]))
    found = find_sync(sound_course(reference), sound_course(second))
    assert abs(found.offset_ms - 660) <= 2
    assert found.usable
    assert not found.sure


def test_cameras_that_heard_different_rooms_are_not_matched_with_confidence(tmp_path: Path) -> None:
    reference = camera(tmp_path / "a.mp4", room_sound(18, seed=5))
    second = camera(tmp_path / "b.mp4", room_sound(18, seed=6))
    found = find_sync(sound_course(reference), sound_course(second))
    assert not found.usable
    assert not found.sure


def test_a_clock_that_runs_fast_is_noticed() -> None:
    # The camera counts 1.0005 ms in a ms: after ten minutes it is 300 ms ahead.
    chance = np.random.default_rng(7)
    moments_ms = np.sort(chance.uniform(0, 600_000, 900))
    heights = chance.uniform(0.5, 3, 900)
    own = np.zeros(600_000)
    own[moments_ms.astype(int)] = heights
    fast = np.zeros(600_400)
    fast[((moments_ms - 120) * 1.0005).clip(0).astype(int)] = heights
    smooth = np.hanning(9)
    found = find_sync(np.convolve(own, smooth, "same"), np.convolve(fast, smooth, "same"))
    assert found.rate == pytest.approx(1.0005, abs=2e-5)
    assert abs(found.offset_ms - 120) <= 10
    assert found.sure


def test_a_flash_is_found_to_the_frame(tmp_path: Path) -> None:
    # Lights flare up 2.0 s and 4.4 s into the reference, which began 0.72 s (18 frames) before the other.
    reference = flashing(tmp_path / "a.mp4", 150, {50, 110})
    second = flashing(tmp_path / "b.mp4", 130, {32, 92})
    found = find_sync(light_course(reference), light_course(second))
    assert abs(found.offset_ms - 720) <= 40


def flashing(path: Path, count: int, flashes: set[int]) -> Path:
    import av

    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=Fraction(25), options=FAST)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(count):
            level = 230 if number in flashes else 60
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), level, dtype=np.uint8), format="rgb24")
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return path


def test_silence_cannot_be_compared(tmp_path: Path) -> None:
    quiet = camera(tmp_path / "a.mp4", np.zeros(5 * SAMPLE_RATE, dtype=np.float32))
    loud = camera(tmp_path / "b.mp4", click_track(5, [2.0]))
    with pytest.raises(MediaError, match="too little"):
        find_sync(sound_course(quiet), sound_course(loud))
