"""The picture of the sound for the timeline, computed in the background and kept beside the study."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
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
    cache: Path, path: str, start_s: Fraction, time: CameraTime, length_ms: int, text: str, calm: threading.Event
) -> Callable[[Progress], Sound]:
    """Return the work that makes the sound's picture and keeps it in ``cache``.

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
        return Sound(
            made.low,
            made.high,
            PEAK_MS / time.rate,
            made.spectrum,
            HOP_MS / time.rate,
            time.session_ms(0),
            text,
        )

    return work


def cache_file(study_root: Path, session_id: str, camera_id: str) -> Path:
    """Return where the picture of a camera's sound is kept."""
    return study_root / CACHE_FOLDER / f"{session_id}-{camera_id}.npz"
