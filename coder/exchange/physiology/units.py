"""Units of times and intervals: from a heading where it names one, else from the numbers where they leave no doubt."""

from __future__ import annotations

from typing import Final

import numpy as np

from coder.exchange.physiology.text import TextFile
from coder.model.heart import Rates

MS_PER_S: Final = 1_000.0
MS_OF: Final[dict[str, float]] = {"ms": 1.0, "msec": 1.0, "s": MS_PER_S, "sec": MS_PER_S, "seconds": MS_PER_S}
"""Unit in a heading → ms."""

TIME_NAMES: Final[dict[str, float]] = {
    f"{name}_{unit}": ms for name in ("time", "t", "timestamp", "offset") for unit, ms in MS_OF.items()
}
"""Headings of a column of times, in their plain form → ms per unit."""
INTERVAL_NAMES: Final[dict[str, float | None]] = {
    **{f"{name}_{unit}": ms for name in ("ibi", "rr", "rr_interval", "nn", "rri") for unit, ms in MS_OF.items()},
    **dict.fromkeys(("ibi", "rr", "rr_interval", "nn", "rri")),
}
"""Headings of a column of inter-beat intervals → ms per unit, or None where the numbers have to tell."""

_SECONDS: Final = (0.2, 3.0)
"""Where the median of inter-beat intervals in seconds lies, for any heart; in ms it is a thousand times that."""


def interval_ms(file: TextFile, intervals: Rates, unit_ms: float | None) -> Rates:
    """Return inter-beat intervals in ms, whose unit is told or follows from their median.

    Raises
    ------
    ExchangeError
        When the unit is not told and the median fits neither seconds nor ms.
    """
    if unit_ms is not None:
        return intervals * unit_ms
    known = intervals[np.isfinite(intervals)]
    typical = float(np.median(known)) if len(known) else float("nan")
    for unit in (MS_PER_S, 1.0):
        if _SECONDS[0] <= typical * unit / MS_PER_S <= _SECONDS[1]:
            return intervals * unit
    what = f"The intervals are neither in ms nor in s: half of them are above {typical:.4g}."
    raise file.error(what, "Write inter-beat intervals, such as 480 (ms) or 0.48 (s).")


def time_ms(file: TextFile, times: Rates, intervals: Rates) -> Rates:
    """Return the times of beats in ms, whose unit follows from the intervals between them.

    Parameters
    ----------
    times : float64 array, shape (n,)
        In ms or s.
    intervals : float64 array, shape (n,)
        In ms.

    Raises
    ------
    ExchangeError
        When the times fit the intervals in neither unit.
    """
    both = np.isfinite(times[1:]) & np.isfinite(times[:-1]) & np.isfinite(intervals[1:])
    steps, wanted = np.diff(times)[both], intervals[1:][both]
    for unit in (MS_PER_S, 1.0):
        # a beat that was lost makes a step longer, never shorter: half of the steps should be right
        if len(steps) and 0.5 <= float(np.median(steps * unit / np.maximum(wanted, 1.0))) <= 2.0:
            return times * unit
    raise file.error("The times fit the intervals neither in ms nor in s.", "Name the columns time_ms and ibi_ms.")
