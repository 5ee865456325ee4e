"""Placing a camera on the time of the reference camera: by moments both show, or by hand.

Only the camera's offset and rate change. Events lie on the session axis, which the reference camera defines, so
their times stay what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final

from msgspec.structs import replace

from coder.app.errors import AppError
from coder.model.changes import SetMedia
from coder.model.session import Media, Session

LEAST_APART_MS: Final = 10_000
"""Two moments nearer to each other say nothing about the rate: a frame more or less would matter too much."""

MOST_DRIFT: Final = Fraction(1, 100)
"""Clocks of cameras differ by far less than this; moments that say otherwise are not the same ones."""


@dataclass(frozen=True, slots=True)
class SameMoment:
    """One moment as two cameras show it: in session ms, and in ms of the other camera's own time."""

    session_ms: int
    camera_ms: int


def aligned(camera: Media, moments: Sequence[SameMoment]) -> Media:
    """Return the camera placed by one or two moments.

    One moment gives the offset; the rate stays. Two give both: ``rate = (c2 - c1) / (s2 - s1)``. The offset is the
    largest whole ms at which the camera has reached its own time of every moment, so that the frames that were
    marked are those on screen then.

    Raises
    ------
    AppError
        When two moments lie too near to each other, or cannot both be right.
    """
    rate = float(_rate(*moments[:2])) if len(moments) > 1 else camera.rate
    offset_ms = min(floor(moment.session_ms - moment.camera_ms / Fraction(rate)) for moment in moments)
    return replace(camera, offset_ms=offset_ms, rate=rate, aligned_by="marks")


def moved(camera: Media, by_ms: int) -> Media:
    """Return the camera set later (or, negative, earlier) on the session axis by hand."""
    return replace(camera, offset_ms=camera.offset_ms + by_ms, aligned_by="hand")


def camera_change(session: Session, camera: Media) -> SetMedia | None:
    """Return the change that puts ``camera`` in the place of the one with its id; None when it is the same."""
    after = tuple(camera if item.id == camera.id else item for item in session.media)
    return None if after == session.media else SetMedia(before=session.media, after=after)


def drift_ms_per_min(rate: float) -> float:
    """Return by how many ms a camera's clock gains on the reference's in a minute."""
    return (rate - 1) * 60_000


def _rate(first: SameMoment, second: SameMoment) -> Fraction:
    apart_ms = second.session_ms - first.session_ms
    if abs(apart_ms) < LEAST_APART_MS:
        raise AppError(
            f"The two moments are {abs(apart_ms) / 1000:.1f} s apart. "
            f"The rate needs at least {LEAST_APART_MS // 1000} s; the ends of the session are best."
        )
    rate = Fraction(second.camera_ms - first.camera_ms, apart_ms)
    if abs(rate - 1) > MOST_DRIFT:
        raise AppError(
            f"By these moments one camera would run {float(rate):.3f} times as fast as the other. "
            "They do not show the same moments. Mark the second one again."
        )
    return rate
