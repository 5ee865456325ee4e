"""Which cameras filmed which session, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

from maker.director import simulate
from maker.profiles import Profile
from maker.render import Scene, pictures
from maker.room import CLOSE, SMALL, WIDE, View
from maker.sound import synthesise
from maker.tape import TICK_MS
from maker.video import write_video
from maker.voices import utterances

FULL_LENGTH = "s001"


@dataclass(frozen=True)
class Camera:
    """One camera; ``sound_rate`` 0 means without sound, ``clock_signs`` how much of the timecode is burnt in."""

    id: str
    title: str
    view: View
    ticks_per_frame: int
    quality: int
    sound_rate: int = 0
    sound_bits_per_s: int = 0
    offset_ms: int = 0
    clock_signs: int = 8

    @property
    def frame_ms(self) -> int:
        """Length of a frame."""
        return self.ticks_per_frame * TICK_MS


TWO_CAMERAS = (
    Camera("cam1", "Room, wide", WIDE, 1, 36, sound_rate=16_000, sound_bits_per_s=16_000, clock_signs=12),
    Camera("cam2", "Rug, close", CLOSE, 2, 36, offset_ms=2_400),
)
ONE_CAMERA = (Camera("cam1", "Room, wide", SMALL, 3, 40, sound_rate=8_000, sound_bits_per_s=3_000),)


def cameras(session: str) -> tuple[Camera, ...]:
    """Return the cameras of a session, the reference first."""
    return TWO_CAMERAS if session == FULL_LENGTH else ONE_CAMERA


def media_path(session: str, camera: Camera) -> str:
    """Return where a camera's video lies in the study folder."""
    return f"media/{session}_{camera.id}.mp4"


def film(profile: Profile, study: Path, only: Iterable[str] = ("cam1", "cam2"), seconds: float | None = None) -> None:
    """Write the videos of a session into the study folder; ``seconds`` cuts them short."""
    tape, _ = simulate(profile)
    sounds = utterances(tape, profile.seed)
    scene = Scene(profile, tape, sounds)
    length_s = min(seconds or tape.n, tape.n * TICK_MS / 1000)
    for camera in cameras(profile.session):
        if camera.id not in only:
            continue
        path = study / media_path(profile.session, camera)
        path.parent.mkdir(parents=True, exist_ok=True)
        first = camera.offset_ms // TICK_MS
        frames = pictures(scene, camera.view, camera.ticks_per_frame, first, camera.clock_signs)
        count = int(length_s * 1000 // camera.frame_ms)
        rate = camera.sound_rate
        write_video(
            path,
            islice(frames, count),
            Fraction(1000, camera.frame_ms),
            (camera.view.width, camera.view.height),
            camera.quality,
            synthesise(sounds, length_s, rate, profile.seed) if rate else None,
            rate,
            camera.sound_bits_per_s,
        )
