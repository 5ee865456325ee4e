"""Motion energy: how much of the picture changes from one frame to the next.

The share of pixels whose brightness differs by more than `THRESHOLD` from the frame before, as in frame-differencing
analyses of movement (Paxton & Dale 2013, Behavior Research Methods 45: 329-343). Pictures are made small and smoothed
first, so that noise of the camera does not count as movement. It is a guide for the eye, never a measure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from coder.media.cache import PictureCache
from coder.media.keeping import identity_of, load_kept, save_kept
from coder.media.pictures import Pictures

VERSION = 1
WIDTH_PX = 160
THRESHOLD = 12
"""Difference of brightness, of 255, from which a pixel counts as changed."""
BLUR_PX = 5
REPORT_EVERY = 10


@dataclass(frozen=True, eq=False, slots=True)
class Motion:
    """Motion energy of one recording.

    Attributes
    ----------
    at_ms : int64 array, shape (frames,)
        When each picture begins, in camera time.
    share : float32 array, shape (frames,)
        Changed share of the picture since the one before, 0 to 1; NaN for the first picture and beside damaged ones.
    """

    at_ms: NDArray[np.int64]
    share: NDArray[np.float32]


def motion(
    path: str | PathLike[str],
    cache: str | PathLike[str],
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Motion | None:
    """Return the motion energy of a recording, from `cache` when it is there and fits the recording.

    Parameters
    ----------
    path : str or path
        The recording.
    cache : str or path
        File to keep the result in (`.npz`); written whole or not at all.
    progress : callable
        Called with the share done, 0 to 1, from the calling thread.
    cancelled : callable
        Asked now and then; when true, None is returned and nothing is written.

    Raises
    ------
    MediaError
        When the recording cannot be read.
    """
    source = identity_of(Path(path), "motion", VERSION)
    kept = load_kept(Path(cache), source, "at_ms", "share")
    if kept is not None:
        return Motion(kept[0].astype(np.int64), kept[1].astype(np.float32))
    made = compute(path, progress, cancelled)
    if made is not None:
        save_kept(Path(cache), source, at_ms=made.at_ms, share=made.share)
    return made


def compute(
    path: str | PathLike[str],
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Motion | None:
    """Return the motion energy of a recording, or None when cancelled. Parameters as for `motion`."""
    pictures = Pictures(Path(path), PictureCache(kept=0))
    try:
        index = pictures.index
        share = np.full(len(index), np.nan, dtype=np.float32)
        before: NDArray[np.uint8] | None = None
        for number in range(len(index)):
            picture = pictures.get(number)
            now = None if picture.damaged or picture.number != number else _small(picture.pixels)
            if before is not None and now is not None:
                share[number] = changed_share(before, now)
            before = now
            if number % REPORT_EVERY == 0:
                if cancelled():
                    return None
                progress(number / len(index))
        return Motion(np.array([index.on_ms(n) for n in range(len(index))], dtype=np.int64), share)
    finally:
        pictures.close()


def changed_share(before: NDArray[np.uint8], now: NDArray[np.uint8]) -> float:
    """Return the share of pixels that differ by more than `THRESHOLD` between two grey pictures of one size."""
    if before.shape != now.shape:
        return float("nan")
    changed = cv2.threshold(cv2.absdiff(before, now), THRESHOLD, 1, cv2.THRESH_BINARY)[1]
    return float(cv2.countNonZero(changed)) / now.size


def _small(pixels: VideoFrame) -> NDArray[np.uint8]:
    height = max(round(WIDTH_PX * pixels.height / pixels.width), 1)
    grey = pixels.reformat(width=WIDTH_PX, height=height, format="gray").to_ndarray()
    return cv2.GaussianBlur(grey, (BLUR_PX, BLUR_PX), 0).astype(np.uint8, copy=False)
