"""The sample's videos show at each moment what the simulation says: frame numbers, times, and a sound with silence."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from coder.media import CameraTime, VideoReader
from coder.store import StudyFolder

MINUTE_MS = 60_000


def number_at(reader: VideoReader, camera_ms: int) -> int:
    from maker.stamp import read_number

    return read_number(reader.frame_at(camera_ms).bgra[:, :, 1])


@pytest.mark.parametrize("at_ms", [0, 39, 40, 599_999, 600_000, 600_039, 1_200_020])
def test_wide_camera_shows_the_frame_of_that_time(study: StudyFolder, at_ms: int) -> None:
    with VideoReader(study.root / "media/s001_cam1.mp4") as reader:
        assert number_at(reader, at_ms) == at_ms // 40


def test_close_camera_started_later_and_is_placed_by_its_offset(study: StudyFolder) -> None:
    media = study.load_session("s001").media[1]
    place = CameraTime(media.offset_ms, media.rate)

    assert media.offset_ms > 0
    with VideoReader(study.root / media.path) as reader:
        for session_ms in (media.offset_ms, 90_000, 600_000, 1_100_079):
            assert number_at(reader, place.camera_ms(session_ms)) == (session_ms - media.offset_ms) // 80


@pytest.mark.parametrize("session", [f"s{number:03d}" for number in range(2, 13)])
def test_small_videos_show_the_frame_of_that_time(study: StudyFolder, session: str) -> None:
    with VideoReader(study.root / f"media/{session}_cam1.mp4") as reader:
        for at_ms in (0, 119, 120, 5 * MINUTE_MS):
            assert number_at(reader, at_ms) == at_ms // 120


def test_videos_are_as_long_as_their_sessions(study: StudyFolder) -> None:
    for name in study.session_ids():
        session = study.load_session(name)
        with VideoReader(study.root / session.media[0].path) as reader:
            length_ms = reader.index.off_ms(len(reader.index) - 1)
        assert session.episodes[-1].off < length_ms < session.episodes[-1].off + 10_000


def test_full_length_session_lasts_about_21_minutes_with_two_cameras(study: StudyFolder) -> None:
    session = study.load_session("s001")

    assert len(session.media) == 2
    assert 20 * MINUTE_MS < session.episodes[-1].off < 22 * MINUTE_MS


def test_barcode_survives_a_render_and_changes_in_two_blocks(tmp_path: Path) -> None:
    from maker.cameras import film
    from maker.profiles import PROFILES
    from maker.stamp import bits_of, read_number

    film(PROFILES[1], tmp_path, seconds=2.0)

    with av.open(str(tmp_path / "media/s002_cam1.mp4")) as container:
        numbers = [read_number(frame.to_ndarray(format="gray")) for frame in container.decode(video=0)]
    assert numbers == list(range(16))
    assert all((bits_of(n) != bits_of(n + 1)).sum() == 2 for n in range(32_000))


def test_crying_is_heard_and_calm_is_silent() -> None:
    from maker.director import simulate
    from maker.profiles import PROFILES
    from maker.sound import synthesise
    from maker.voices import utterances

    rate, profile = 8_000, PROFILES[4]
    tape, _ = simulate(profile)
    sound = synthesise(utterances(tape, profile.seed), tape.n * 0.04, rate, profile.seed)
    loud = np.abs(sound[: tape.n * rate // 25].astype(float)).reshape(tape.n, -1).mean(axis=1)

    quiet = tape.runs("distress", "none") & tape.runs("voice", "silent") & ~tape.inside["stranger"]
    assert loud[tape.runs("distress", "cry")].mean() > 10 * loud[quiet].mean()
    assert (loud[quiet] == 0).mean() > 0.8
