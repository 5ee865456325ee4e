"""Table `agreement_drift`: how a pair's agreement moves from session to session, in the order they were coded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np

from coder.agreement.drift import baseline, ewma
from coder.agreement.report.pairs import Material, Pair
from coder.agreement.report.place import Order
from coder.agreement.report.sheet import Sheet
from coder.agreement.rows import ALL_EPISODES, FAMILIES, DriftRow, Family, Signal
from coder.model.scheme import Scale

FOLLOWED: Final[dict[Family, str]] = {"state": "kappa", "event": "f1"}
"""The figure of each session that is followed; of ratings it is their mean absolute difference."""


class Point(NamedTuple):
    """One session of a series: the day the later coder finished it, its id, and the figure."""

    day: str
    session: str
    y: float


class Series(NamedTuple):
    """What is followed over time: where it belongs among others, of what and whom, and its sessions in order."""

    order: Order
    target: str
    coder_a: str
    coder_b: str
    points: tuple[Point, ...]


def drift_rows(sheet: Sheet, pairs: Iterable[tuple[int, Material, Pair]]) -> list[DriftRow]:
    """Return the charts of every pair: by family, target and pair, then in the order of coding.

    Sessions in which the figure is undefined, or which are not finished, are left out.
    """
    found = list(_figures(sheet))
    for place, material, pair in pairs:
        found += [_ratings(place, i, scale, pair) for i, scale in enumerate(material.scheme.scales)]
    return [row for series in sorted(found) for row in chart(series)]


def chart(series: Series) -> list[DriftRow]:
    """Return one row per session of a series; see `coder.agreement.drift` for the limits."""
    y = [point.y for point in series.points]
    start = baseline(y)
    limits: Sequence[_Limits] = [_NO_LIMITS] * len(y)
    if start.mu0 is not None and start.sd0 is not None:
        found = ewma(y, start.mu0, start.sd0)
        pairs = zip(found.z, found.halfwidth, strict=True)
        limits = [_within(z, start.mu0 - half, start.mu0 + half) for z, half in pairs]
    return [
        DriftRow(series.target, series.coder_a, series.coder_b, t, point.session, point.day, point.y, *around)
        for t, (point, around) in enumerate(zip(series.points, limits, strict=True), 1)
    ]


class _Limits(NamedTuple):
    z: float | None
    lo: float | None
    hi: float | None
    signal: Signal | None


_NO_LIMITS: Final = _Limits(None, None, None, None)


def _within(z: float, lo: float, hi: float) -> _Limits:
    return _Limits(z, lo, hi, "low" if z < lo else "high" if z > hi else "none")


def _figures(sheet: Sheet) -> Iterable[Series]:
    for block in sheet.blocks:
        place = block.place
        if place.scope != ALL_EPISODES or place.code or FOLLOWED.get(place.family) != block.stat:
            continue
        values = zip(block.sessions.infos, block.values.pairs(), strict=True)
        points = [Point(info.coding_day, info.session, value) for info, (value, _) in values if value is not None]
        yield _series(place.order, place.target, (place.coder_a, place.coder_b), points)


def _ratings(scheme_place: int, target_place: int, scale: Scale, pair: Pair) -> Series:
    coders = (pair.coder_a, pair.coder_b)
    points = []
    for item in pair.sessions:
        one, two = (item.ratings(coder, scale.id) for coder in coders)
        apart = [abs(one[episode] - two[episode]) for episode in one if episode in two]
        if apart:
            points.append(Point(item.last_day(coders), item.session.id, float(np.mean(apart))))
    order = (FAMILIES.index("scale"), scheme_place, target_place, 0, 0, *coders)
    return _series(order, scale.id, coders, points)


def _series(order: Order, target: str, coders: tuple[str, str], points: Iterable[Point]) -> Series:
    return Series(order, target, *coders, tuple(sorted(point for point in points if point.day)))
