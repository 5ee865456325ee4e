"""The annex of an agreement report: the headline of every channel session by session, and who departs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coder.agreement import AgreementReport
from coder.agreement.rows import ALL_EPISODES, CoderRow, Family
from coder.app.report.blocks import Block, Grid, Part, Section
from coder.app.report.words import DASH, figure, reasons

HEADLINE: Final[dict[Family, str]] = {"state": "kappa", "event": "f1"}
PER_GRID: Final = 8
"""Channels side by side that fit on paper."""


def annex_section(report: AgreementReport) -> Section | None:
    """Return the annex, or None when nobody is compared."""
    parts = [
        Part(f"{pair.coder_a} – {pair.coder_b} ({pair.scheme})", tuple(_sessions(report, pair.coder_a, pair.coder_b)))
        for pair in report.pairs
        if pair.sessions
    ]
    departures = _departures(report.coders)
    if departures is not None:
        parts.append(Part("Without each coder", (departures,)))
    return Section("annex", "Annex: sessions and coders", tuple(parts)) if parts else None


def _sessions(report: AgreementReport, coder_a: str, coder_b: str) -> Iterable[Block]:
    rows = [
        row
        for row in report.sessions
        if (row.coder_a, row.coder_b, row.scope, row.code) == (coder_a, coder_b, ALL_EPISODES, "")
        and HEADLINE.get(row.family) == row.stat
    ]
    targets = list(dict.fromkeys((row.family, row.target) for row in rows))
    sessions = list(dict.fromkeys(row.session for row in rows))
    found = {(row.session, row.family, row.target): row for row in rows}
    for first in range(0, len(targets), PER_GRID):
        part = targets[first : first + PER_GRID]
        cells = [
            (
                session,
                *(figure(found[session, *target].value) if (session, *target) in found else "" for target in part),
            )
            for session in sessions
        ]
        why = [found[s, *t].reason for s in sessions for t in part if (s, *t) in found]
        names = [f"{target} ({'F1' if family == 'event' else 'kappa'})" for family, target in part]
        yield Grid(
            "Each session alone.",
            ("session", *names),
            tuple(cells),
            frozenset(range(1, len(part) + 1)),
            reasons(why),
        )


def _departures(rows: Iterable[CoderRow]) -> Grid | None:
    """Return alpha without each coder, where at least three are compared."""
    kept = dict.fromkeys((r.target, r.coder, r.alpha_without, r.rise) for r in rows if r.alpha_without is not None)
    if not kept:
        return None
    cells = [
        (target, coder, figure(without), DASH if rise is None else f"{'+' if rise > 0 else ''}{figure(rise)}")
        for target, coder, without, rise in kept
    ]
    return Grid(
        "Krippendorff's alpha without each coder; a rise above .02 says that the coder departs from the others.",
        ("of", "without", "alpha", "rise"),
        tuple(cells),
        frozenset({2, 3}),
    )
