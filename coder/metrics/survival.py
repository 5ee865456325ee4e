"""Time to an event that may never come, over many children: Kaplan–Meier with its band, and the median.

Times are ms. Curves describe; no test is run on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from coder.metrics.rows import Status
from coder.model.spans import Flags, Times

Shares = npt.NDArray[np.float64]

CONFIDENCE: Final = 0.95
LEAST_EVENTS: Final = 10
"""With fewer events no median is given."""


class Latency(Protocol):
    """What is read of a row of the table `measures`."""

    @property
    def status(self) -> Status:
        """How the wait ended, or why there is none."""

    @property
    def lower_ms(self) -> int | None:
        """Time without the event that was seen."""

    @property
    def upper_ms(self) -> int | None:
        """Time at which the event was there, None where it was not seen."""


class Median(NamedTuple):
    """A median and its interval in ms; None where the curve or its band does not come down to one half."""

    value: int | None
    lower: int | None
    upper: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """Latencies as a survival curve reads them.

    Attributes
    ----------
    times_ms : int64 array, shape (n,)
        Time without the event that was seen.
    is_event : bool array, shape (n,)
        Whether the event came then.
    competing : bool array, shape (n,)
        Whether another end came then; such a wait counts as censored.
    cut : int
        How many are censored where the view was first lost although their end was seen later.
    left_out : dict
        Status → how many have no time for that reason.
    """

    times_ms: Times
    is_event: Flags
    competing: Flags
    cut: int
    left_out: dict[Status, int]

    def __len__(self) -> int:
        return len(self.times_ms)


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A Kaplan–Meier curve; all arrays have shape (k,), one entry per different time.

    Attributes
    ----------
    times_ms : int64 array
        The different times in rising order; the curve is 1 before the first and steps down at times with events.
    at_risk, events, censored : int64 arrays
        How many had neither event nor censoring before each time, and how many have which then.
    survival : float64 array
        Share without the event just after each time.
    lower, upper : float64 arrays
        Limits of the band; NaN where it is undefined: before the first event, and where the curve is 0.
    """

    times_ms: Times
    at_risk: Times
    events: Times
    censored: Times
    survival: Shares
    lower: Shares
    upper: Shares

    @property
    def n(self) -> int:
        """How many waits the curve rests on."""
        return int(self.at_risk[0]) if len(self.at_risk) else 0

    @property
    def n_events(self) -> int:
        """How many of them ended in the event."""
        return int(self.events.sum())

    @property
    def median(self) -> Median:
        """The first time at which the curve is at or below one half, and its interval.

        The interval holds the times at which the band holds one half (Brookmeyer and Crowley, 1982).
        """
        return Median(*(self._first_below_half(line) for line in (self.survival, self.lower, self.upper)))

    def _first_below_half(self, line: Shares) -> int | None:
        # a product of fractions may miss one half by its last bits
        below = np.flatnonzero(line <= 0.5 + 1e-12)
        return int(self.times_ms[below[0]]) if len(below) else None

    def still_at_risk(self, moments_ms: Sequence[int]) -> list[int]:
        """Return for each moment how many had neither event nor censoring before it."""
        ended = np.append(0, np.cumsum(self.events + self.censored))
        return [self.n - int(ended[place]) for place in self.times_ms.searchsorted(moments_ms)]


def waits_of(latencies: Iterable[Latency]) -> Waits:
    """Return latencies in the form a survival curve reads.

    A wait counts as far as it was seen without a gap: to its end, else to the first unobserved moment before it, where
    it is censored. So the time is ``lower_ms``, and it is an event exactly where ``upper_ms`` is the same. Other ends
    that came first censor as well.
    """
    times: list[int] = []
    is_event: list[bool] = []
    competing: list[bool] = []
    left_out: Counter[Status] = Counter()
    cut = 0
    for one in latencies:
        if one.lower_ms is None:
            left_out[one.status] += 1
            continue
        exact = one.status == "event" and one.upper_ms == one.lower_ms
        times.append(one.lower_ms)
        is_event.append(exact)
        competing.append(one.status.startswith("competing:"))
        cut += one.status == "event" and not exact
    flags = np.array(is_event, dtype=np.bool_), np.array(competing, dtype=np.bool_)
    return Waits(np.array(times, dtype=np.int64), *flags, cut, dict(left_out))


def kaplan_meier(times_ms: Times, is_event: Flags, confidence: float = CONFIDENCE) -> Curve:
    """Return the share that still waits, as a curve over time with a pointwise band.

    The band is Greenwood's variance on the scale of log(−log S), which keeps it between 0 and 1 (Kalbfleisch and
    Prentice, 1980). What is censored at the same time as an event is taken to be
    censored after it.

    Parameters
    ----------
    times_ms : int64 array, shape (n,)
        Time of event or censoring; 0 or more.
    is_event : bool array, shape (n,)
        Whether it was the event.
    confidence : float
        Of the band.
    """
    moments, place = np.unique(times_ms, return_inverse=True)
    events = np.bincount(place[is_event], minlength=len(moments)).astype(np.int64)
    censored = np.bincount(place[~is_event], minlength=len(moments)).astype(np.int64)
    leaving = events + censored
    at_risk = leaving[::-1].cumsum()[::-1]
    survival = np.cumprod(1 - events / at_risk)
    lower, upper = _log_log_band(survival, at_risk, events, confidence)
    return Curve(moments, at_risk, events, censored, survival, lower, upper)


def _log_log_band(survival: Shares, at_risk: Times, events: Times, confidence: float) -> tuple[Shares, Shares]:
    lower, upper = np.full((2, len(survival)), np.nan)
    inside = (survival > 0) & (survival < 1)
    staying = np.maximum(at_risk - events, 1)
    greenwood = np.cumsum(events / (at_risk * staying))[inside]
    hazard = -np.log(survival[inside])
    reach = np.exp(NormalDist().inv_cdf((1 + confidence) / 2) * np.sqrt(greenwood) / hazard)
    lower[inside], upper[inside] = np.exp(-hazard * reach), np.exp(-hazard / reach)
    return lower, upper


def cumulative_incidence(waits: Waits) -> Shares:
    """Return the share that had the event by each time, where other ends could come first (Aalen and Johansen, 1978).

    One minus Kaplan–Meier would say what share would have had it, had there been no other end.

    Returns
    -------
    float64 array, shape (k,)
        At the times of the Kaplan–Meier curve of the same waits.
    """
    either = kaplan_meier(waits.times_ms, waits.is_event | waits.competing)
    place = either.times_ms.searchsorted(waits.times_ms[waits.is_event])
    events = np.bincount(place, minlength=len(either.times_ms))
    still_waiting = np.append(1.0, either.survival)[:-1]
    shares: Shares = np.cumsum(still_waiting * events / either.at_risk)
    return shares
