"""Sound that does not fit its pictures is named, with what that means."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from coder.media import probe
from tests.media.conftest import Videos
from tests.media.encode import SAMPLE_RATE, Recipe, make

FAST = {"preset": "ultrafast", "g": "25", "bf": "0"}


def recording(path: Path, sound_s: float, start_s: Fraction = Fraction(0)) -> Path:
    """Write 4 s of pictures with so much sound."""
    recipe = Recipe("mp4", count=100, options=FAST, sound="aac", sound_start_s=start_s)
    return make(path, recipe, np.zeros(int(sound_s * SAMPLE_RATE), dtype=np.float32))


@pytest.mark.parametrize(
    ("sound_s", "start_s", "words"),
    [
        (2.5, Fraction(0), "The sound ends 1.5 s before the pictures."),
        (5.5, Fraction(0), "The sound goes on 1.5 s after the last picture."),
        (3.0, Fraction(1), "The sound begins 1.0 s after the pictures."),
    ],
)
def test_sound_shorter_or_longer_than_the_pictures(
    tmp_path: Path, sound_s: float, start_s: Fraction, words: str
) -> None:
    (warning,) = probe(recording(tmp_path / "a.mp4", sound_s, start_s)).warnings
    assert warning.startswith(words)


def test_sound_that_fits_gives_no_warning(tmp_path: Path) -> None:
    assert probe(recording(tmp_path / "a.mp4", 4.0)).warnings == ()


def restamped(source: Path, target: Path, stamp: Callable[[int], int]) -> Path:
    """Copy a recording packet by packet with other time stamps of its sound."""
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        streams = {s.index: new.add_stream_from_template(s) for s in old.streams}
        for packet in old.demux():
            if packet.dts is None:
                continue
            if packet.stream.type == "audio":
                packet.pts = packet.dts = stamp(packet.pts)
            packet.stream = streams[packet.stream.index]
            new.mux(packet)
    return target


def test_a_sound_clock_that_runs_slow_is_called_drift(tmp_path: Path) -> None:
    # Stamps a twentieth too far apart: 4 s of samples claim 4.2 s.
    path = restamped(recording(tmp_path / "a.mp4", 3.8), tmp_path / "b.mkv", lambda pts: round(pts * 1.05))
    assert any(w.startswith("The sound drifts: its clock is 0.19 s off") for w in probe(path).warnings)


def test_gaps_in_the_sound_are_counted(tmp_path: Path) -> None:
    # Everything after the second second comes a second late.
    path = restamped(
        recording(tmp_path / "a.mp4", 3.0), tmp_path / "b.mkv", lambda pts: pts + SAMPLE_RATE * (pts > 2 * SAMPLE_RATE)
    )
    assert "The sound has 1 gap, 1.0 s in all. It is silent there." in probe(path).warnings


def test_a_camera_that_stood_still_is_named(tmp_path: Path) -> None:
    # Frames 0 to 49 at 25 a second, then nothing for 2 s.
    times = tuple(n if n < 50 else n + 50 for n in range(100))
    path = make(tmp_path / "a.mp4", Recipe("mp4", count=100, options=FAST, times=times))
    assert any(w.startswith("The picture stands still for 2.0 s at 0:01.") for w in probe(path).warnings)


@pytest.mark.parametrize("kind", ["mkv 29.97 fps rounded to ms", "ts open group", "avi mpeg-4", "webm vp9", "flv"])
def test_rounded_time_stamps_are_no_drift(videos: Videos, kind: str) -> None:
    assert not any("drift" in w for w in probe(videos.path(kind)).warnings)
