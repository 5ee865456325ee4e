"""The picture of the sound: peaks and a spectrogram, computed once and kept in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from os import PathLike
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coder.media.audio import AudioTrack
from coder.media.keeping import identity_of, load_kept, save_kept

VERSION = 1
PEAK_MS = 10
HOP_MS = 20
BANDS = 64
LOWEST_HZ, HIGHEST_HZ = 80.0, 8_000.0
WINDOW_MS = 40
DYNAMIC_RANGE_DB = 80.0
CHUNK_S = 20


@dataclass(frozen=True, eq=False, slots=True)
class Waveform:
    """Peaks and spectrogram of one sound track, from camera time 0 on.

    Attributes
    ----------
    low, high : ndarray of int8, shape (n,)
        Smallest and largest sample in each `PEAK_MS`, -127 to 127.
    spectrum : ndarray of uint8, shape (m, bands)
        Loudness in each `HOP_MS` and band, 0 (80 dB below full scale, or less) to 255 (full scale).
    band_hz : ndarray of float64, shape (bands,)
        Centre of each band, evenly spaced in pitch.
    """

    low: NDArray[np.int8]
    high: NDArray[np.int8]
    spectrum: NDArray[np.uint8]
    band_hz: NDArray[np.float64]


def waveform(
    path: str | PathLike[str],
    start_s: Fraction,
    cache: str | PathLike[str],
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    length_ms: int = 0,
) -> Waveform | None:
    """Return the waveform of a recording, from `cache` when it is there and fits the recording.

    Parameters
    ----------
    path : str or path
        The recording.
    start_s : Fraction
        `FrameIndex.start_s`, so that time 0 is the first shown picture.
    cache : str or path
        File to keep the result in (`.npz`); written whole or not at all.
    progress : callable
        Called with the share done, 0 to 1, from the calling thread.
    cancelled : callable
        Asked now and then; when true, None is returned and nothing is written.
    length_ms : int
        Length of the recording, for the progress.

    Raises
    ------
    MediaError
        When the recording cannot be read or has no sound.
    """
    source = identity_of(Path(path), VERSION, start_s)
    kept = load_kept(Path(cache), source, "low", "high", "spectrum", "band_hz")
    if kept is not None:
        low, high, spectrum, band_hz = kept
        return Waveform(
            low.astype(np.int8), high.astype(np.int8), spectrum.astype(np.uint8), band_hz.astype(np.float64)
        )
    made = compute(path, start_s, progress, cancelled, length_ms)
    if made is not None:
        save_kept(Path(cache), source, low=made.low, high=made.high, spectrum=made.spectrum, band_hz=made.band_hz)
    return made


def compute(
    path: str | PathLike[str],
    start_s: Fraction,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    length_ms: int = 0,
) -> Waveform | None:
    """Return the waveform of a recording, or None when cancelled. Parameters as for `waveform`."""
    lows, highs, spectra = [], [], []
    with AudioTrack(path, start_s) as track:
        rate = track.sample_rate_hz
        fold, centres = _bands(rate)
        for count, chunk in enumerate(_chunks(track, rate)):
            if cancelled():
                return None
            low, high = _peaks(chunk.body, rate)
            lows.append(low)
            highs.append(high)
            spectra.append(_spectrum(chunk, rate, fold))
            progress(min(1.0, (count + 1) * CHUNK_S * 1000 / length_ms) if length_ms else 0.0)
    progress(1.0)
    empty = np.zeros(0, dtype=np.int8)
    return Waveform(
        np.concatenate([empty, *lows]),
        np.concatenate([empty, *highs]),
        np.concatenate([np.zeros((0, BANDS), dtype=np.uint8), *spectra]),
        centres,
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Chunk:
    """Some seconds of mono sound, and what comes right before and after for the window at the edges."""

    before: NDArray[np.float32]
    body: NDArray[np.float32]
    after: NDArray[np.float32]


def _chunks(track: AudioTrack, rate: int) -> Iterator[_Chunk]:
    edge = rate * WINDOW_MS // 2000
    before = np.zeros(edge, dtype=np.float32)
    body: NDArray[np.float32] | None = None
    for block in _pieces(track, rate * CHUNK_S):
        if body is not None:
            yield _Chunk(before, body, block[:edge])
            before = body[-edge:]
        body = block
    if body is not None:
        yield _Chunk(before, body, np.zeros(edge, dtype=np.float32))


def _pieces(track: AudioTrack, size: int) -> Iterator[NDArray[np.float32]]:
    waiting: list[NDArray[np.float32]] = []
    ready = 0
    for block in track.samples_from(0):
        waiting.append(block.mean(axis=0, dtype=np.float32))
        ready += block.shape[1]
        if ready >= size:
            joined = np.concatenate(waiting)
            yield from (joined[on : on + size] for on in range(0, ready - size + 1, size))
            waiting = [joined[ready - ready % size :]]
            ready %= size
    if ready:
        yield np.concatenate(waiting)


def _peaks(samples: NDArray[np.float32], rate: int) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    count = -(-len(samples) * 1000 // (rate * PEAK_MS))
    starts = (np.arange(count) * rate * PEAK_MS) // 1000
    scaled = np.clip(samples * 127, -127, 127)
    low = np.floor(np.minimum.reduceat(scaled, starts))
    high = np.ceil(np.maximum.reduceat(scaled, starts))
    return low.astype(np.int8), high.astype(np.int8)


def _spectrum(chunk: _Chunk, rate: int, fold: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return the loudness of each hop; the window is centred on the middle of the hop."""
    window = np.hanning(rate * WINDOW_MS // 1000).astype(np.float32)
    hops = -(-len(chunk.body) * 1000 // (rate * HOP_MS))
    sound = np.concatenate([chunk.before, chunk.body, chunk.after, np.zeros(rate, dtype=np.float32)])
    middles = len(chunk.before) + (np.arange(hops) * 2 + 1) * rate * HOP_MS // 2000
    starts = middles - len(window) // 2
    frames = sound[starts[:, None] + np.arange(len(window))] * window
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2 * (2 / window.sum()) ** 2
    decibels = 10 * np.log10(power @ fold + 1e-12)
    loudness: NDArray[np.float64] = np.clip((decibels / DYNAMIC_RANGE_DB + 1) * 255, 0, 255)
    return loudness.astype(np.uint8)


def _bands(rate: int) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return the (bins, bands) sums of the power spectrum, and the bands' centres in Hz."""
    edges = np.geomspace(LOWEST_HZ, min(HIGHEST_HZ, rate / 2), BANDS + 1)
    bins = np.fft.rfftfreq(rate * WINDOW_MS // 1000, 1 / rate)
    fold = ((bins[:, None] >= edges[:-1]) & (bins[:, None] < edges[1:])).astype(np.float32)
    centres = np.sqrt(edges[:-1] * edges[1:])
    for band in np.flatnonzero(fold.sum(axis=0) == 0):
        fold[np.argmin(np.abs(bins - centres[band])), band] = 1
    return fold, centres
