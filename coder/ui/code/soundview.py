"""The picture of the sound for the timeline, computed in the background and kept beside the study."""

from __future__ import annotations

import contextlib
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
    study_root: Path, key: str, path: str, start_s: Fraction, time: CameraTime, length_ms: int, text: str
) -> Callable[[Progress], Sound]:
    """Return the work that makes the sound's picture; ``key`` names the file it is kept in."""

    def work(progress: Progress) -> Sound:
        cache = study_root / CACHE_FOLDER / f"{key}.npz"
        with contextlib.suppress(OSError):
            cache.parent.mkdir(exist_ok=True)
        made = waveform(
            path,
            start_s,
            cache,
            lambda share: progress.step(round(share * PERCENT), PERCENT),
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
