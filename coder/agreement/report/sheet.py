"""The sheet that a report is written on: figures go in family by family, rows come out in order.

Most figures are computed from sums that add up over sessions, three times with the same function: pooled, per session,
and over resampled children.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from coder.agreement.bootstrap import MIN_CLUSTERS, Limits, bootstrap_places
from coder.agreement.report.blocks import Block, Cells, whole_numbers
from coder.agreement.report.figure import Figure, Warned
from coder.agreement.report.options import Options
from coder.agreement.report.place import Order, Place, Sessions
from coder.agreement.rows import AgreementRow, ConfusionRow, SessionRow
from coder.agreement.stat import (
    Batch,
    BoolArray,
    FloatArray,
    IntArray,
    Reason,
    Stat,
    WarningCode,
    batch,
    everywhere,
    stack,
)

NO_WARNINGS: Final[Warned] = {}
FEW_CHILDREN: Final[tuple[int, Reason]] = (MIN_CLUSTERS, "TOO_FEW_SESSIONS")


@dataclass
class Sheet:
    """Collects the figures of a report."""

    options: Options
    _pooled: list[tuple[Order, AgreementRow]] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _cells: list[Cells] = field(default_factory=list)

    def figures(
        self,
        places: Sequence[Place],
        sessions: Sessions,
        sums: FloatArray | IntArray,
        figures: Sequence[Figure],
        n_units: IntArray,
        *,
        no_data: BoolArray | None = None,
        warned: Warned = NO_WARNINGS,
        per_session: bool = True,
        rule: tuple[int, Reason] = FEW_CHILDREN,
    ) -> None:
        """Add figures that are functions of sums over sessions, at p places at once.

        Parameters
        ----------
        places : sequence of p places
        sums : array (s, p, ...)
            What each session adds at each place.
        n_units : int64 array (s, p)
            Units of each session.
        no_data : bool array (s, p), optional
            Where a session has no joint window, so that no figure exists.
        warned
            Further warnings that hold for all of these figures.
        per_session : bool
            Whether the figures also make sense for one session alone.
        rule : (int, Reason)
            Below so many children there is no interval, for this reason.
        """
        if not places:
            return
        sums = np.asarray(sums, dtype=np.float64)
        intervals = self._intervals(sessions, sums, [figure for figure in figures if figure.interval], rule)
        whole = sums.sum(0)
        for figure in figures:
            pooled = figure.of(whole)
            each = figure.of(sums) if per_session else None
            if no_data is not None:
                pooled = pooled.unless(everywhere(no_data), "NO_DATA")
                each = each.unless(no_data, "NO_DATA") if each is not None else None
            marks = {code: (test(whole), test(sums)) for code, test in figure.warn.items()}
            limits = intervals.get(figure.name)
            self.values(places, sessions, figure.name, pooled, each, n_units, {**marks, **warned}, limits)

    def values(
        self,
        places: Sequence[Place],
        sessions: Sessions,
        stat: str,
        pooled: Batch,
        each: Batch | None,
        n_units: IntArray,
        warned: Warned = NO_WARNINGS,
        limits: Sequence[Limits] | None = None,
        *,
        whole_number: bool = False,
    ) -> None:
        """Add one figure that is already computed: pooled (p,), and per session (s, p) unless ``each`` is None."""
        found = whole_numbers(pooled) if whole_number else pooled.pairs()
        for p, (place, (value, reason)) in enumerate(zip(places, found, strict=True)):
            marks: tuple[WarningCode, ...] = tuple(code for code, (holds, _) in warned.items() if holds[p])
            self.put(place, sessions, stat, value, reason, n_units[:, p], marks, None if limits is None else limits[p])
        if each is not None:
            marked = {code: of_sessions for code, (_, of_sessions) in warned.items() if of_sessions.any()}
            self._blocks += [
                Block(
                    place,
                    stat,
                    sessions,
                    Batch(each.values[:, p], each.reasons[:, p]),
                    n_units[:, p],
                    {code: of_sessions[:, p] for code, of_sessions in marked.items()},
                    whole_number,
                )
                for p, place in enumerate(places)
            ]

    def counts(
        self,
        places: Sequence[Place],
        sessions: Sessions,
        stat: str,
        counts: IntArray,
        n_units: IntArray,
        no_data: BoolArray | None = None,
    ) -> None:
        """Add a figure that is a plain sum, such as ms or events; counts of shape (s, p)."""
        nowhere = np.zeros(counts.shape, dtype=bool) if no_data is None else no_data
        nothing = everywhere(nowhere) & (no_data is not None)
        each = batch(counts.astype(np.float64), (nowhere, "NO_DATA"))
        pooled = batch(counts.sum(0).astype(np.float64), (nothing, "NO_DATA"))
        self.values(places, sessions, stat, pooled, each, n_units, whole_number=True)

    def stat(self, place: Place, sessions: Sessions, stat: Stat, n_units: IntArray) -> None:
        """Add one pooled figure with its analytic interval, if it has one."""
        limits = None
        if stat.ci_method or stat.ci_reason:
            limits = Limits(stat.ci_method or "percentile", stat.ci_lo, stat.ci_hi, stat.ci_reason)
        self.put(place, sessions, stat.name, stat.value, stat.reason, n_units, stat.warnings, limits)

    def put(
        self,
        place: Place,
        sessions: Sessions,
        stat: str,
        value: float | None,
        reason: Reason | None,
        n_units: IntArray,
        warnings: tuple[WarningCode, ...],
        limits: Limits | None,
    ) -> None:
        """Add one pooled row; ``limits`` when the figure can have an interval."""
        if not sessions.independent:
            value, reason = None, "NOT_INDEPENDENT"
        ci_reason = None if limits is None else reason or limits.reason
        shown = limits if limits is not None and ci_reason is None else None
        if value is None:
            warnings = ()
        elif shown is not None:
            warnings = (*warnings, *shown.warnings)
        row = AgreementRow(
            place.family,
            place.target,
            place.code,
            place.scope,
            place.coder_a,
            place.coder_b,
            stat,
            value,
            reason,
            shown.lo if shown else None,
            shown.hi if shown else None,
            shown.method if shown else None,
            ci_reason,
            int(n_units.sum()),
            place.unit,
            int((n_units > 0).sum()),
            sessions.n_children(n_units > 0),
            warnings,
            place.params if limits is None else place.params_with_interval,
        )
        self._pooled.append((place.order, row))

    def cells(
        self, place: Place, sessions: Sessions, names: Sequence[str], tables: IntArray, per_session: bool
    ) -> None:
        """Add the cells above zero of tables of shape (s, q, q), pooled and perhaps per session."""
        self._cells.append(Cells(place, "", names, tables.sum(0)))
        if per_session:
            found = zip(sessions.infos, tables, strict=True)
            self._cells += [Cells(place, info.session, names, table) for info, table in found]

    def pooled_rows(self) -> tuple[AgreementRow, ...]:
        """Return the rows of table `agreement` in order."""
        return tuple(row for _, row in sorted(self._pooled, key=lambda item: item[0]))

    @property
    def blocks(self) -> Sequence[Block]:
        """The figures of single sessions, in the order they came."""
        return self._blocks

    def session_rows(self) -> list[SessionRow]:
        """Return the rows of table `agreement_sessions` in order."""
        blocks = sorted(self._blocks, key=lambda block: block.place.order)
        return [row for block in blocks for row in block.rows()]

    def confusion_rows(self) -> list[ConfusionRow]:
        """Return the rows of table `agreement_confusion` in order."""
        cells = sorted(self._cells, key=lambda cell: cell.place.order)
        return [row for cell in cells for row in cell.rows()]

    def _intervals(
        self, sessions: Sessions, sums: FloatArray, figures: Sequence[Figure], rule: tuple[int, Reason]
    ) -> dict[str, list[Limits]]:
        if not figures:
            return {}
        found = bootstrap_places(
            sessions.by_child(sums),
            lambda sums: stack([figure.of(sums) for figure in figures]),
            resampling=self.options.resampling,
            min_clusters=rule[0],
            too_few=rule[1],
        )
        return {figure.name: [place[i].shown for place in found] for i, figure in enumerate(figures)}
