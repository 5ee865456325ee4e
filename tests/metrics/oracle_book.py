"""The rows of the second computation, and the rules of status they share; see `tests.metrics.oracle`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coder.model.session import Episode
from tests.metrics.oracle import CELL, Grid

PER_MINUTE = 60_000 / CELL


class Book:
    """All rows of a coding, by (episode, measure, part); opportunities apart."""

    def __init__(self, grid: Grid) -> None:
        self.g = grid
        self.rows: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.opportunities: list[dict[str, Any]] = []

    def put(self, episode: Episode | str, measure: str, status: str, part: str = "all", **rest: Any) -> None:
        row = {"value": None, "n": None, "exposure_ms": None, "lower_ms": None, "upper_ms": None, "flags": set()} | rest
        name = episode if isinstance(episode, str) else episode.id
        if isinstance(episode, Episode) and episode.nominal_ms and episode.off - episode.on < episode.nominal_ms:
            row["flags"] = {*row["flags"], "curtailed"}
        assert (name, measure, part) not in self.rows
        self.rows[name, measure, part] = row | {"status": status}

    def number(self, episode: Episode | str, measure: str, value: float, cells: int, missing: str, **rest: Any) -> None:
        status = missing or ("ok" if value else rest.pop("zero", "zero"))
        rest.pop("zero", None)
        self.put(episode, measure, status, value=None if missing else value, exposure_ms=cells * CELL, **rest)

    def not_bound(self, measure: str, roles: Iterable[str]) -> bool:
        missing = {name for name in roles if not self.g.role(name).bound}
        if missing:
            self.put("session", measure, "not_bound", flags=missing)
        return bool(missing)

    def coded(self, roles: Iterable[str]) -> bool:
        return all(self.g.role(name).coded for name in roles)

    def not_run(self, measure: str, wanted: Iterable[str], part: str = "all") -> None:
        held = {e.id for e in self.g.session.episodes}
        for template in self.g.scheme.episodes:
            if template.id not in held and (template.id in wanted or template.kind in wanted):
                self.put(template.id, measure, "not_run", part)

    def chosen(self, wanted: Iterable[str]) -> list[Episode]:
        return [e for e in self.g.session.episodes if e.id in wanted or e.kind in wanted]

    def too_little(self, window: int, observed: int) -> str:
        if window == 0:
            return "na_no_exposure"
        if observed == 0 or observed < self.g.p["min_obs_ms"] or observed / window < self.g.p["min_obs_prop"]:
            return "insufficient_obs"
        return ""
