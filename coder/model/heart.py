"""A heart-rate signal: what a device recorded, as times and rates."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from coder.model.spans import Times
from coder.model.synchrony import DeviceClock

Rates = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class HeartSignal:
    """Heart rate at strictly increasing times; a gap in the times is lost signal.

    Attributes
    ----------
    times_ms : int64 array, shape (n,)
        When each rate begins to hold: of a beat-based signal, the beat that begins the interval. On the device's
        clock as it was read, on the session axis after `on_session_axis`.
    bpm : float64 array, shape (n,)
        Beats per minute; finite, but not yet freed of artefacts.
    beat_based : bool
        Whether each rate is 60 000 / an interval between two beats, and not a value the device gave at its own pace.
    dropped : int
        How many entries of the file had no usable time or rate and were left out.
    """

    times_ms: Times
    bpm: Rates
    beat_based: bool
    dropped: int = 0

    def __len__(self) -> int:
        return len(self.times_ms)


def on_session_axis(signal: HeartSignal, clock: DeviceClock) -> HeartSignal:
    """Return the signal with its times on the session axis."""
    return replace(signal, times_ms=clock.session_ms(signal.times_ms))
