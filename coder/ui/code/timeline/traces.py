"""Heart rate and motion energy as the timeline shows them: a line over time, and what the track says of itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.model.spans import Times

Values = npt.NDArray[np.float64]

LEAST_RANGE_BPM = 40
BPM_STEP = 10
MOTION_FULL = 0.99
"""The share of values that fit under the top of the motion track; the rare ones above are cut off there."""
LEAST_MOTION = 0.02


@dataclass(frozen=True, eq=False, slots=True)
class Heart:
    """The heart rate of a session.

    Attributes
    ----------
    times : int64 array, shape (n,)
        Session ms from which each rate holds.
    bpm : float64 array, shape (n,)
        Rates freed of artefacts and filtered, as the measures read them.
    until : int64 array, shape (n,)
        Until when each is known: at the latest to the next one; after that the signal is lost.
    baseline : (mean, SD) or None
    text : str
        What the track says of itself.
    problem : str
        Why there is a recording but no rate.
    bounds : (int, int)
        Lowest and highest rate of the axis.
    """

    times: Times
    bpm: Values
    until: Times
    baseline: tuple[float, float] | None = None
    text: str = ""
    problem: str = ""
    bounds: tuple[int, int] = (60, 180)

    def at(self, ms: int) -> float | None:
        """Return the rate at a session time, None where the signal is lost."""
        place = int(self.times.searchsorted(ms, "right")) - 1
        return float(self.bpm[place]) if place >= 0 and ms < self.until[place] else None


@dataclass(frozen=True, eq=False, slots=True)
class Motion:
    """Motion energy of one camera.

    Attributes
    ----------
    times : int64 array, shape (n,)
        Session ms at which each picture begins.
    share : float32 array, shape (n,)
        Changed share of the picture, 0 to 1; NaN where it is not known.
    end_ms : int
        Session ms at which the recording ends.
    text : str
        What the track says of itself.
    top : float
        The share at the top of the track.
    """

    times: Times
    share: npt.NDArray[np.float32]
    end_ms: int = 0
    text: str = ""
    top: float = LEAST_MOTION

    def at(self, ms: int) -> float | None:
        """Return the changed share at a session time, None where it is not known."""
        place = int(self.times.searchsorted(ms, "right")) - 1
        known = 0 <= place < len(self.share) and ms < self.end_ms and not np.isnan(self.share[place])
        return float(self.share[place]) if known else None


def no_motion_yet(text: str) -> Motion:
    """Return motion energy that is still being computed."""
    return Motion(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), 0, text)


def bounds_of(bpm: Values, baseline: tuple[float, float] | None) -> tuple[int, int]:
    """Return the ends of an axis in whole tens that holds all rates and the band of the baseline."""
    values = np.append(bpm, [] if baseline is None else [baseline[0] - baseline[1], baseline[0] + baseline[1]])
    if not len(values):
        return 60, 60 + 2 * LEAST_RANGE_BPM
    low = int(values.min() // BPM_STEP) * BPM_STEP
    high = -int(-values.max() // BPM_STEP) * BPM_STEP
    return low, max(high, low + LEAST_RANGE_BPM)


def top_of(share: npt.NDArray[np.float32]) -> float:
    """Return the share at the top of the motion track."""
    known = share[~np.isnan(share)]
    return max(float(np.quantile(known, MOTION_FULL)), LEAST_MOTION) if len(known) else LEAST_MOTION
