"""When one camera began, on the axis of another: found by what both recorded, sound or a flash of light.

The course of the sound (how loud it is beside what is around, ms by ms) is laid over that of the reference at every
possible distance; where both fit best is the offset. The same is done stretch by stretch, which shows how far it can
be trusted and whether one camera's clock runs faster.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import numpy as np
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from coder.media.audio import MS_PER_S, AudioTrack
from coder.media.cache import PictureCache
from coder.media.errors import MediaError
from coder.media.pictures import Pictures

Course = NDArray[np.float64]
"""How much something stands out in each ms of camera time, mean 0."""

STRETCHES = 12
SHORTEST_STRETCH_MS = 4_000
SHORTEST_OVERLAP_MS = 2_000
NEAR_MS = 1_000
"""How far a stretch may lie from the whole: drift and echoes, not another clap."""
AGREE_MS = 25
SAME_PEAK_MS = 100
MOST_DISTINCT = 99.0
LEAST_MATCH = 0.25
DRIFT_SHOWN_MS = 20
LEAST_ERROR_MS = 8
"""Sound takes 3 ms for a metre, and rooms echo: microphones apart never hear the same at the same time."""
SURE_SHARE, SURE_STRETCHES, SURE_DISTINCT = 0.6, 3, 1.2
_FAST_MS, _SLOW_MS = 5, 250
_LIGHT_SIZE = (48, 27)
FLASH_WITHIN_S = 120


@dataclass(frozen=True, slots=True)
class Sync:
    """Where a camera lies on the session axis, and how sure that is.

    Attributes
    ----------
    offset_ms : int
        Session time of the camera's first picture.
    rate : float
        Camera ms in a session ms; 1 unless the clocks drift by more than 20 ms over the recording.
    error_ms : int
        Half the width of the range the offset lies in.
    agreeing, stretches : int
        How many stretches of the recording give the same, and how many could be tried.
    distinct : float
        How much better the best place fits than the next best nearby: near 1 for sounds that repeat themselves.
    """

    offset_ms: int
    rate: float
    error_ms: int
    agreeing: int
    stretches: int
    distinct: float

    @property
    def usable(self) -> bool:
        """Whether enough of the recordings fits together for the offset to be more than a guess."""
        return 0 < self.stretches <= 2 * self.agreeing

    @property
    def sure(self) -> bool:
        """Whether it can be used without a look at the pictures."""
        enough = self.agreeing >= max(SURE_STRETCHES, SURE_SHARE * self.stretches)
        return enough and self.distinct >= SURE_DISTINCT


def sound_course(
    path: str | PathLike[str], step: Callable[[float], object] = lambda _: None, length_ms: int = 0
) -> Course:
    """Return how the sound of a recording stands out, from its first shown picture on.

    Parameters
    ----------
    step : callable
        Called with the share done; what it raises ends the work.

    Raises
    ------
    MediaError
        When the file cannot be read or has no sound.
    """
    pictures = Pictures(Path(path), PictureCache(kept=0))
    start_s, length_ms = pictures.index.start_s, pictures.index.length_ms
    pictures.close()
    powers: list[NDArray[np.float64]] = []
    done = 0
    with AudioTrack(path, start_s) as track:
        rest = np.zeros(0, dtype=np.float64)
        for block in track.samples_from(0):
            rest = np.concatenate([rest, np.square(block.mean(axis=0, dtype=np.float64))])
            power, used = _per_ms(rest, track.sample_rate_hz, done)
            rest, done = rest[used:], done + len(power)
            powers.append(power)
            step(min(1.0, done / max(length_ms, 1)))
    return _standing_out(np.concatenate([np.zeros(0), *powers]))


def light_course(path: str | PathLike[str], step: Callable[[float], object] = lambda _: None) -> Course:
    """Return how the pictures of a recording's first two minutes get lighter; see `sound_course`."""
    pictures = Pictures(Path(path), PictureCache(kept=1))
    index, small = pictures.index, VideoReformatter()
    try:
        last = index.number_at(FLASH_WITHIN_S * MS_PER_S)
        course = np.zeros(index.off_ms(last))
        before: float | None = None
        for number in range(last + 1):
            grey = small.reformat(pictures.get(number).pixels, *_LIGHT_SIZE, format="gray", threads=1)
            light = float(np.mean(grey.to_ndarray()))
            if before is not None:
                on, off = index.on_ms(number), max(index.off_ms(number), index.on_ms(number) + 1)
                course[on:off] = max(0.0, light - before) / (off - on)
            before = light
            step((number + 1) / (last + 1))
    finally:
        pictures.close()
    return course - course.mean() if len(course) else course


def find_sync(reference: Course, camera: Course) -> Sync:
    """Return where a camera's course fits best on that of the reference.

    Raises
    ------
    MediaError
        When one of them is empty or never changes, so that there is nothing to compare.
    """
    if min(len(reference), len(camera)) < SHORTEST_OVERLAP_MS or not np.any(reference) or not np.any(camera):
        raise MediaError("There is too little in the recordings to compare. Set the offset by hand.")
    match, first_lag = _matches(reference, camera)
    lag = int(np.argmax(match)) + first_lag
    tries = _by_stretch(reference, camera, lag)
    if not tries:
        return Sync(lag, 1.0, AGREE_MS, 0, 0, 1.0)
    times, lags, distinct = (np.array(column) for column in zip(*tries, strict=True))
    slope, at_ms = _drift(times, lags), float(np.median(times))
    middle = float(np.median(lags - slope * (times - at_ms)))
    residual = np.abs(lags - middle - slope * (times - at_ms))
    agrees = residual <= AGREE_MS
    error = 2 * 1.4826 * float(np.median(residual[agrees])) / np.sqrt(agrees.sum()) if agrees.any() else AGREE_MS
    return Sync(
        offset_ms=round((middle - slope * at_ms) / (1 - slope)),
        rate=round(1 - slope, 7),
        error_ms=max(LEAST_ERROR_MS, round(error)),
        agreeing=int(agrees.sum()),
        stretches=len(tries),
        distinct=round(float(np.median(distinct)), 2),
    )


def _drift(times: Course, lags: Course) -> float:
    """Return by how many ms a ms the cameras move apart; 0 when that is less than can be seen."""
    if len(times) < SURE_STRETCHES + 2:
        return 0.0
    from scipy.stats import theilslopes

    fit = theilslopes(lags, times)
    slope, span = float(fit.slope), float(times[-1] - times[0])
    straight = float(np.median(np.abs(lags - fit.intercept - slope * times)))
    certain = fit.low_slope * fit.high_slope > 0 and straight < AGREE_MS / 2
    return slope if certain and abs(slope) * span > DRIFT_SHOWN_MS else 0.0


def _by_stretch(reference: Course, camera: Course, lag: int) -> list[tuple[float, float, float]]:
    """Return middle, offset and distinctness of each stretch of the reference with something to compare in it."""
    begin, end = max(0, lag), min(len(reference), lag + len(camera))
    size = max(SHORTEST_STRETCH_MS, (end - begin) // STRETCHES)
    found = []
    for on in range(begin, max(begin + 1, end - size + 1), size):
        piece = reference[on : min(on + size, end)]
        from_ms = max(0, on - lag - NEAR_MS)
        beside = camera[from_ms : max(0, on - lag + len(piece) + NEAR_MS)]
        if min(len(piece), len(beside)) < SHORTEST_OVERLAP_MS:
            continue
        match, first = _matches(piece, beside, overlap_ms=min(len(piece), len(beside)) * 3 // 4)
        place = int(np.argmax(match))
        norm = float(np.sqrt(np.sum(piece**2) * np.sum(beside**2)))
        if norm and match[place] / norm >= LEAST_MATCH:
            found.append((on + len(piece) / 2, on - from_ms + first + _peak(match, place), _distinct(match, place)))
    return found


def _distinct(match: Course, place: int) -> float:
    """Return how much higher a peak is than everything that is not part of it."""
    others = np.delete(match, np.s_[max(0, place - SAME_PEAK_MS) : place + SAME_PEAK_MS + 1])
    second = float(others.max()) if len(others) else 0.0
    return min(float(match[place]) / second, MOST_DISTINCT) if second > 0 else MOST_DISTINCT


def _matches(one: Course, two: Course, overlap_ms: int = SHORTEST_OVERLAP_MS) -> tuple[Course, int]:
    """Return how well `two` fits on `one` at each lag, and the first lag; the overlap has at least that length."""
    from scipy.signal import correlate

    full = correlate(one, two, mode="full", method="fft")
    first = overlap_ms - len(two)
    last = len(one) - overlap_ms
    begin = first + len(two) - 1
    return np.asarray(full[begin : begin + max(1, last - first + 1)], dtype=np.float64), first


def _peak(match: Course, place: int) -> float:
    """Return where the top of the parabola through a peak and its neighbours lies."""
    if not 0 < place < len(match) - 1:
        return float(place)
    left, top, right = match[place - 1 : place + 2]
    bend = left - 2 * top + right
    return place + 0.5 * (left - right) / bend if bend else float(place)


def _per_ms(squares: NDArray[np.float64], rate_hz: int, first_ms: int) -> tuple[NDArray[np.float64], int]:
    """Return the mean of squared samples in each whole ms from `first_ms` on, and how many samples that took."""
    before = first_ms * rate_hz // MS_PER_S
    count = (before + len(squares)) * MS_PER_S // rate_hz - first_ms
    if count <= 0:
        return np.zeros(0), 0
    edges = (np.arange(first_ms, first_ms + count + 1) * rate_hz) // MS_PER_S - before
    sums = np.add.reduceat(squares[: edges[-1]], edges[:-1])
    return sums / np.diff(edges), int(edges[-1])


def _standing_out(power: NDArray[np.float64]) -> Course:
    """Return the loudness of 5 ms less that of the quarter second around, on a scale between loudness and pressure.

    A course of rises alone would come later where the same sound is quieter beside the hiss of its microphone.
    """
    if len(power) < _SLOW_MS:
        return np.zeros(0)
    fast = np.convolve(power, np.ones(_FAST_MS) / _FAST_MS, "same") ** 0.25
    sums = np.concatenate([[0.0], np.cumsum(fast)])
    at = np.arange(len(fast))
    low, high = np.maximum(at - _SLOW_MS // 2, 0), np.minimum(at + _SLOW_MS // 2 + 1, len(fast))
    course = fast - (sums[high] - sums[low]) / (high - low)
    return np.asarray(course - course.mean(), dtype=np.float64)
