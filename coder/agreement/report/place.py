"""Where a figure of the report belongs: the first columns of its rows, and the sessions behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from coder.agreement.report.options import Options
from coder.agreement.rows import ALL_EPISODES, FAMILIES, Family
from coder.agreement.stat import BoolArray, FloatArray, IntArray

Order = tuple[int, int, int, int, int, str, str]
"""What rows are sorted by: family, scheme, target, code and scope in the order of the scheme, then the coders."""


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """What the rows of one session say about it."""

    session: str
    child: str
    coding_day: str


@dataclass(frozen=True)
class Sessions:
    """The sessions behind a figure; without an independent one every figure is NOT_INDEPENDENT."""

    infos: tuple[SessionInfo, ...]
    independent: bool = True

    def by_child(self, sums: FloatArray | IntArray) -> FloatArray:
        """Add up what belongs to the same child: (s, ...) to (children, ...), children in order of their ids."""
        n_children = int(self._place.max(initial=-1)) + 1
        grouped = np.zeros((n_children, *sums.shape[1:]))
        np.add.at(grouped, self._place, sums)
        return grouped

    def n_children(self, kept: BoolArray) -> int:
        """Return how many children the kept sessions are of."""
        return int((np.bincount(self._place[kept]) > 0).sum())

    @cached_property
    def _place(self) -> IntArray:
        children = sorted({info.child for info in self.infos})
        place = {child: i for i, child in enumerate(children)}
        return np.array([place[info.child] for info in self.infos], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Place:
    """The first columns of a row, and the settings the figure was computed with as JSON."""

    family: Family
    target: str
    code: str
    scope: str
    coder_a: str
    coder_b: str
    unit: str
    params: str
    params_with_interval: str
    order: Order

    @classmethod
    def of(
        cls,
        family: Family,
        target: str,
        unit: str,
        coders: tuple[str, str],
        params: Mapping[str, object],
        options: Options,
        order: tuple[int, int],
    ) -> Self:
        """Return the place of a target over all codes and episodes; ``order`` is that of the scheme and target."""
        intervals = {"seed": options.seed, "B": options.n_resamples, "conf": options.conf}
        plain, with_interval = (json.dumps(p, sort_keys=True) for p in ({**params}, {**params, **intervals}))
        place = (FAMILIES.index(family), *order, 0, 0, *coders)
        return cls(family, target, "", ALL_EPISODES, *coders, unit, plain, with_interval, place)

    def at(self, scope: str, place: int) -> Place:
        """Return the same place for a scope, the ``place``-th of the scheme."""
        family, scheme, target, code, _, a, b = self.order
        return replace(self, scope=scope, order=(family, scheme, target, code, place, a, b))

    def of_code(self, code: str, place: int) -> Place:
        """Return the same place for a code, the ``place``-th of its channel from 0 on."""
        family, scheme, target, _, scope, a, b = self.order
        return replace(self, code=code, order=(family, scheme, target, place + 1, scope, a, b))
