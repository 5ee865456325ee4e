"""EDF and BDF: the one channel that holds heart rate. Needs the library pyedflib.

The device's 0 is the start of the recording; its date and whatever the file says about the person are not read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np

from coder.exchange.errors import ExchangeError
from coder.exchange.physiology.signal import sampled
from coder.exchange.physiology.table import plain_name
from coder.exchange.physiology.text import TextFile
from coder.exchange.physiology.units import MS_PER_S
from coder.model.heart import HeartSignal, Rates

NAMES: Final = frozenset(("hr", "heart_rate", "heartrate", "hr_bpm", "heart_rate_bpm", "pulse", "pulse_rate", "bpm"))
MAX_SAMPLES: Final = 50_000_000

_HEAD: Final = 256
"""Bytes of the fixed part of the header, and of the part of each channel."""
_BEFORE_LENGTHS: Final = 216
"""Bytes per channel that come before the numbers of samples."""


def read(path: Path) -> HeartSignal:
    """Return the heart rate of an EDF file; raises `ExchangeError`, also when pyedflib is not installed."""
    try:
        import pyedflib
    except ImportError as error:
        what = "Reading EDF needs the library pyedflib, which is not installed."
        raise ExchangeError(what, "Install securebase[physiology], or export the heart rate as CSV.", path) from error
    try:
        _check_length(path)
        # the library's own check of the length writes to the terminal
        mode = (pyedflib.DO_NOT_READ_ANNOTATIONS, pyedflib.DO_NOT_CHECK_FILE_SIZE)
        with pyedflib.EdfReader(str(path), *mode) as opened:
            bpm, hertz = _rate(opened, path)
    except FileNotFoundError as error:
        raise ExchangeError("The file was not found.", "Put it back, or choose it again.", path) from error
    except (OSError, ValueError) as error:
        raise ExchangeError("This is no EDF file that can be read.", "Export the recording again.", path) from error
    at_ms: Rates = np.arange(len(bpm), dtype=np.float64) * (MS_PER_S / hertz)
    return sampled(TextFile(path, []), np.arange(1, len(bpm) + 1), at_ms, bpm)


def _check_length(path: Path) -> None:
    """Compare the length a file says it has with the one it has; raises `ValueError` when it is no EDF at all."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        records, channels = int(head[236:244]), int(head[252:256])
        file.seek(_HEAD + _BEFORE_LENGTHS * channels)
        samples = sum(int(file.read(8)) for _ in range(channels))
    width = 3 if head[0] == 0xFF else 2
    if records < 0 or path.stat().st_size < _HEAD * (channels + 1) + records * samples * width:
        raise ExchangeError("The recording is cut off.", "Export it again.", path)


def _rate(opened: Any, path: Path) -> tuple[Rates, float]:
    labels = [plain_name(label) for label in opened.getSignalLabels()]
    found = [place for place, label in enumerate(labels) if label in NAMES]
    if len(found) != 1:
        what = f"{len(found) or 'No'} channels of the file are called heart rate; it has {', '.join(labels)[:120]}."
        raise ExchangeError(what, "Export one channel called HR.", path)
    hertz = float(opened.getSampleFrequency(found[0]))
    if not hertz > 0 or opened.getNSamples()[found[0]] > MAX_SAMPLES:
        raise ExchangeError("The heart rate has no usable sampling rate or is too long.", "Export it at 1 Hz.", path)
    return np.asarray(opened.readSignal(found[0]), dtype=np.float64), hertz
