"""How a camera's own time lies on the session axis."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class CameraTime:
    """Place of one camera on the session axis, whose 0 is the first shown frame of the reference camera.

    ``camera_ms = (session_ms - offset_ms) * rate``: a camera with ``offset_ms = 40`` showed its first frame
    40 ms after session time 0; one with ``rate = 1.0001`` counts 1.0001 ms of its own in a session ms.
    """

    offset_ms: int = 0
    rate: float = 1.0

    def camera_ms(self, session_ms: int) -> int:
        """Return the camera's own time at a session time, in whole ms rounded down."""
        ms = (session_ms - self.offset_ms) * Fraction(self.rate)
        return ms.numerator // ms.denominator

    def session_ms(self, camera_ms: int) -> int:
        """Return the first whole session ms at which the camera has reached its own `camera_ms`."""
        ms = camera_ms / Fraction(self.rate) + self.offset_ms
        return -(-ms.numerator // ms.denominator)
