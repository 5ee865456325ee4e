"""The numbers behind the figures of a report. `coder.app.report.drawing` draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

SpanS = tuple[float, float]
"""A stretch of time in seconds."""


class Curve(NamedTuple):
    """A Kaplan–Meier curve.

    ``times_s`` and ``shares`` begin with (0, 1) and step down at each time; ``lower`` and ``upper`` are the band, None
    where it is undefined; ``censored`` are the (time, share) of waits whose end was not seen; ``at_risk`` how many
    still wait at each of the figure's ``moments_s``.
    """

    label: str
    times_s: tuple[float, ...]
    shares: tuple[float, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    censored: tuple[tuple[float, float], ...]
    at_risk: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SurvivalFigure:
    """Shares that still wait, over time."""

    time_label: str
    share_label: str
    moments_s: tuple[float, ...]
    curves: tuple[Curve, ...]


class DotGroup(NamedTuple):
    """The values of one episode, one per child, each with the name of its set (a condition, or nothing)."""

    label: str
    values: tuple[float, ...]
    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DotFigure:
    """A dot per child in every episode, with the median."""

    value_label: str
    groups: tuple[DotGroup, ...]


class RasterRow(NamedTuple):
    """What happened when in one session; all in seconds of the session."""

    label: str
    episodes: tuple[tuple[float, float, str], ...]
    caregiver: tuple[SpanS, ...]
    distress: tuple[SpanS, ...]
    contact: tuple[SpanS, ...]
    approaches: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RasterFigure:
    """Sessions below each other on one axis of time."""

    rows: tuple[RasterRow, ...]


class ForestEntry(NamedTuple):
    """One coefficient with its interval, where it has one."""

    label: str
    value: float
    lo: float | None
    hi: float | None


@dataclass(frozen=True, slots=True)
class ForestFigure:
    """Coefficients below each other, with the criterion as a line."""

    value_label: str
    entries: tuple[ForestEntry, ...]
    criterion: float | None


Figure = SurvivalFigure | DotFigure | RasterFigure | ForestFigure
