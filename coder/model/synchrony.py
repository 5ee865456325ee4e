"""A device's clock against the session axis: ``session = a * device + b``, found from moments seen on both.

An anchor is a pair (device ms, session ms) of the same moment, such as a button press heard on the tape. One anchor
shifts the clock (``a = 1``); two also give its drift; three or more are fitted by least squares, and how far each
lies from the line tells how good they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from coder.model.errors import ModelError
from coder.model.spans import Times

Anchor = tuple[int, int]

PER_MILLION: Final = 1_000_000
MOST_PACE: Final = 2.0
"""A device that ran twice or half as fast as the session was given anchors in another unit."""


@dataclass(frozen=True, slots=True)
class DeviceClock:
    """``session = a * device + b``, in ms.

    Attributes
    ----------
    a, b : float
        Session ms per device ms, and the session time of the device's 0.
    residuals_ms : tuple of float
        Of each anchor, in the order they were given: its session time minus the fitted one.
    """

    a: float
    b: float
    residuals_ms: tuple[float, ...]

    @property
    def max_residual_ms(self) -> float:
        """How far the worst anchor lies from the line; 0 with one or two anchors."""
        return max(map(abs, self.residuals_ms))

    @property
    def drift_ppm(self) -> float:
        """How much slower the device runs than the session axis, in parts per million."""
        return (self.a - 1) * PER_MILLION

    def session_ms(self, device_ms: Times) -> Times:
        """Return device times (ms, any shape) on the session axis, to the nearest ms."""
        session: Times = np.rint(self.a * device_ms + self.b).astype(np.int64)
        return session


def contradictions(anchors: Iterable[Anchor]) -> Iterator[tuple[Anchor, Anchor]]:
    """Yield neighbours in device time that share it, or whose session times do not come in the same order."""
    return ((one, two) for one, two in pairwise(sorted(anchors)) if one[0] == two[0] or one[1] >= two[1])


def fit_clock(anchors: Sequence[Anchor]) -> DeviceClock:
    """Return the clock that the anchors describe.

    Raises
    ------
    ModelError
        When there is no anchor, or two contradict each other: the same time twice on either clock, or a later time of
        the device earlier in the session; and when they make the device more than twice or less than half as fast.
    """
    if not anchors:
        raise ModelError("There is no anchor. Mark at least one moment that is known on the device and in the session.")
    for one, two in contradictions(anchors):
        raise ModelError(f"The anchors {list(one)} and {list(two)} contradict each other. Remove one of them.")
    device, session = np.array(anchors, dtype=np.float64).T
    # around their means, so that large device times cost no precision
    from_mean = device - device.mean()
    a = float(from_mean @ (session - session.mean()) / (from_mean @ from_mean)) if len(anchors) > 1 else 1.0
    if not 1 / MOST_PACE <= a <= MOST_PACE:
        raise ModelError(f"By the anchors 1 s of the device lasts {a:.3g} s. Check that both times are in ms.")
    b = float(session.mean() - a * device.mean())
    residuals = (0.0,) * len(anchors) if len(anchors) < 3 else tuple((session - (a * device + b)).tolist())
    return DeviceClock(a, b, residuals)
