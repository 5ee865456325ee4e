"""Parts of the long tables, kept as arrays until their rows are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from coder.agreement.report.place import Place, Sessions
from coder.agreement.rows import ConfusionRow, SessionRow
from coder.agreement.stat import Batch, BoolArray, IntArray, Reason, WarningCode


@dataclass(frozen=True, slots=True)
class Block:
    """One figure in all sessions of a pair, not yet made into rows."""

    place: Place
    stat: str
    sessions: Sessions
    values: Batch
    n_units: IntArray
    marked: Mapping[WarningCode, BoolArray]
    whole_number: bool

    def rows(self) -> Iterator[SessionRow]:
        """Make the rows, one per session."""
        place = self.place
        values = whole_numbers(self.values) if self.whole_number else self.values.pairs()
        columns = zip(self.sessions.infos, values, self.n_units.tolist(), self._warnings(), strict=True)
        for info, (value, reason), n, warnings in columns:
            held = int(n > 0)
            yield SessionRow(
                info.session,
                info.child,
                info.coding_day,
                place.family,
                place.target,
                place.code,
                place.scope,
                place.coder_a,
                place.coder_b,
                self.stat,
                value,
                reason,
                n,
                place.unit,
                held,
                held,
                warnings,
                place.params,
            )

    def _warnings(self) -> list[tuple[WarningCode, ...]]:
        warnings: list[tuple[WarningCode, ...]] = [()] * len(self.n_units)
        for code, marked in self.marked.items():
            for s in np.flatnonzero(marked & self.values.defined).tolist():
                warnings[s] = (*warnings[s], code)
        return warnings


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of codes of one pair, pooled or of one session, not yet made into rows."""

    place: Place
    session: str
    names: Sequence[str]
    table: IntArray

    def rows(self) -> Iterator[ConfusionRow]:
        """Make the rows, one per cell above zero."""
        place = self.place
        unit: Literal["ms", "count"] = "ms" if place.family == "state" else "count"
        for i, j in np.argwhere(self.table > 0).tolist():
            yield ConfusionRow(
                place.family,
                place.target,
                place.code,
                place.scope,
                self.session,
                place.coder_a,
                place.coder_b,
                self.names[i],
                self.names[j],
                int(self.table[i, j]),
                unit,
            )


def whole_numbers(values: Batch) -> list[tuple[float | None, Reason | None]]:
    """Return values and reasons, the values as whole numbers."""
    return [(value if value is None else int(value), reason) for value, reason in values.pairs()]
