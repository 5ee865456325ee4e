"""Family `scale`: ratings of the same child, episode and scale by two coders, and by all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.agreement.alpha import kripp_alpha
from coder.agreement.report.pairs import CodedSession, Material, Pair
from coder.agreement.report.people import EVERYBODY, add_icc, place_of, sessions_of
from coder.agreement.report.place import Place, Sessions
from coder.agreement.report.sheet import Sheet
from coder.agreement.rows import ALL_EPISODES
from coder.agreement.scales import within
from coder.agreement.stat import IntArray, Stat
from coder.agreement.weighted_kappa import disagreement, rating_table, weighted_kappa
from coder.model.scheme import Scale, Scheme

PARAMS = {"weights": "quadratic", "level": "ordinal"}


@dataclass(frozen=True, slots=True)
class _Units:
    """Ratings of one scale: a value of each coder (or None), and the place of the session."""

    values: list[tuple[float | None, ...]]
    session: list[int]

    def column(self, coder: int) -> list[float | None]:
        """Return one coder's ratings."""
        return [row[coder] for row in self.values]

    def count(self, n_sessions: int, at_least: int = 2) -> IntArray:
        """Return how many units of each session have at least so many ratings."""
        kept = [
            s for row, s in zip(self.values, self.session, strict=True) if sum(v is not None for v in row) >= at_least
        ]
        return np.bincount(np.array(kept, dtype=np.int64), minlength=n_sessions)


def add_scales(sheet: Sheet, material: Material, pair: Pair, scheme_place: int) -> None:
    """Add the figures of every scale for a pair."""
    coders = (pair.coder_a, pair.coder_b)
    sessions = sessions_of(pair.sessions, pair.independent)
    for i, scale in enumerate(material.scheme.scales):
        place = place_of("scale", scale.id, "rating", coders, material.scheme, sheet.options, (scheme_place, i), PARAMS)
        for k, scope in enumerate(_scopes(scale, material.scheme)):
            units = _units(pair.sessions, [coders] * len(pair.sessions), scale, scope)
            _add_scale(sheet, place.at(scope, k), sessions, scale, units)


def add_overall_scales(sheet: Sheet, material: Material, scheme_place: int) -> None:
    """Add Krippendorff's ordinal alpha of all coders for every scale."""
    items = material.independent
    sessions = sessions_of(items)
    for i, scale in enumerate(material.scheme.scales):
        params = {"level": PARAMS["level"]}
        place = place_of(
            "scale", scale.id, "rating", EVERYBODY, material.scheme, sheet.options, (scheme_place, i), params
        )
        coders = sorted({coder for item in items for coder in item.codings})
        for k, scope in enumerate(_scopes(scale, material.scheme)):
            units = _units(items, [coders] * len(items), scale, scope)
            alpha = kripp_alpha([units.column(c) for c in range(len(coders))], "ordinal")
            sheet.stat(place.at(scope, k), sessions, alpha, units.count(len(items)))


def _add_scale(sheet: Sheet, place: Place, sessions: Sessions, scale: Scale, units: _Units) -> None:
    a, b = units.column(0), units.column(1)
    n_units = units.count(len(sessions.infos))
    complete = [(row, s) for row, s in zip(units.values, units.session, strict=True) if None not in row]
    table = np.array([row for row, _ in complete], dtype=np.float64).reshape(-1, 2)
    add_icc(sheet, place, sessions, table, np.array([s for _, s in complete], dtype=np.int64))
    counts, values = rating_table(a, b, scale.min, scale.max)
    kappa = weighted_kappa(counts, disagreement(values, 2)).kappa
    shares = within(a, b)
    alpha = kripp_alpha([a, b], "ordinal")
    incomplete = Stat("n_incomplete", shares.n_incomplete)
    plain = Stat("weighted_kappa", kappa.value, kappa.reason, warnings=kappa.warnings)
    for stat in (plain, alpha, shares.exact_pct, shares.within1_pct, incomplete):
        sheet.stat(place, sessions, stat, n_units)
    _add_cells(sheet, place, sessions, scale, units)


def _add_cells(sheet: Sheet, place: Place, sessions: Sessions, scale: Scale, units: _Units) -> None:
    _, values = rating_table(units.column(0), units.column(1), scale.min, scale.max)
    where = {value: i for i, value in enumerate(values.tolist())}
    tables = np.zeros((len(sessions.infos), len(values), len(values)), dtype=np.int64)
    for (a, b), s in zip(units.values, units.session, strict=True):
        if a is not None and b is not None:
            tables[s, where[a], where[b]] += 1
    names = [f"{value:g}" for value in values.tolist()]
    sheet.cells(place, sessions, names, tables, per_session=place.scope == ALL_EPISODES)


def _scopes(scale: Scale, scheme: Scheme) -> list[str]:
    own = scale.episodes or tuple(episode.id for episode in scheme.episodes)
    return [ALL_EPISODES, *dict.fromkeys(own)]


def _units(items: Sequence[CodedSession], coders: Sequence[Sequence[str]], scale: Scale, scope: str) -> _Units:
    """Return the units in which at least one coder has a rating; a coder's last rating of an episode stands."""
    values: list[tuple[float | None, ...]] = []
    session: list[int] = []
    for s, (item, names) in enumerate(zip(items, coders, strict=True)):
        given = [item.ratings(name, scale.id) for name in names]
        for episode in dict.fromkeys(episode for own in given for episode in own):
            if scope in (ALL_EPISODES, episode):
                values.append(tuple(own.get(episode) for own in given))
                session.append(s)
    return _Units(values, session)
