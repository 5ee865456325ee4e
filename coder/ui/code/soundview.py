"""The picture of the sound for the timeline, computed in the background and kept beside the study."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from coder.app.errors import Cancelled
from coder.app.jobs import Progress
from coder.media import CameraTime
from coder.media.waveform import HOP_MS, PEAK_MS, waveform
from coder.ui.code.timeline.audio import Sound

CACHE_FOLDER = ".cache"
PERCENT = 100


def sound_work(
    cache: Path, path: str, start_s: Fraction, length_ms: int, text: str, calm: threading.Event
) -> Callable[[Progress], Sound]:
    """Return the work that makes the sound's picture, in its camera's own time, and keeps it in ``cache``.

    It goes on only while ``calm`` is set, so that decoding for the coder always goes first.
    """

    def work(progress: Progress) -> Sound:
        with contextlib.suppress(OSError):
            cache.parent.mkdir(exist_ok=True)
        made = waveform(
            path,
            start_s,
            cache,
            lambda share: progress.when_calm(calm, round(share * PERCENT), PERCENT),
            length_ms=length_ms,
        )
        if made is None:
            raise Cancelled("Stopped.")
        return Sound(made.low, made.high, PEAK_MS, made.spectrum, HOP_MS, 0, text)

    return work


def placed(sound: Sound, time: CameraTime) -> Sound:
    """Return a sound in its camera's own time as it lies on the session axis."""
    return replace(sound, step_ms=sound.step_ms / time.rate, hop_ms=sound.hop_ms / time.rate, at_ms=time.session_ms(0))


def cache_file(study_root: Path, session_id: str, camera_id: str) -> Path:
    """Return where the picture of a camera's sound is kept."""
    return study_root / CACHE_FOLDER / f"{session_id}-{camera_id}.npz"
