"""The engine against a second, plain computation on a grid of cells, over random sessions and codings.

``--hypothesis-profile thorough`` asks for a long run; so does ``ORACLE_EXAMPLES=2000``.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from coder.metrics import FLAGS, STATUSES, Measured, Parameters, measure
from coder.metrics.context import Context
from coder.model.tracks import resolve
from tests.metrics.oracle import CELL, Grid
from tests.metrics.oracle_book import Book
from tests.metrics.oracle_companions import compute
from tests.metrics.oracle_heart import Recorded, recordings
from tests.metrics.random_codings import Case, cases

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", max(150, settings().max_examples)))
"""As many as the profile asks for, 2 000 in the thorough one; never fewer than 150."""
MET: set[str] = set()
"""Statuses, flags and gaps that the random codings had so far."""
NOT_TIMES = ("min_obs_prop", "base_episodes", "positive_episodes", "soothe_from")
COLUMNS = ("value", "n", "exposure_ms", "status", "lower_ms", "upper_ms", "flags")


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(cases(), recordings())
def test_every_row_equals_the_grid(case: Case, recorded: Recorded | None) -> None:
    parameters = {n: v if n in NOT_TIMES else v * CELL for n, v in case.parameters.items()}
    tracks, heart = resolve(case.scheme, case.session, case.coding), recorded.heart() if recorded else None
    measured = measure(tracks, Parameters.of(parameters), heart=heart)
    MET.update(kinds_of(case, measured, Context(tracks, Parameters.of(parameters), heart)))
    book = compute(Grid(case.scheme, case.session, case.coding, case.parameters), recorded)
    compare_rows(measured, book)
    compare_opportunities(measured, book)


def kinds_of(case: Case, measured: Measured, context: Context) -> set[str]:
    """Return the statuses and flags that were met, and the kinds of gaps the case has."""
    met = {text for row in measured.rows if row.status != "not_bound" for text in (row.status, *row.flags)}
    met |= {row.status for row in measured.rows}
    gaps = {
        "unobserved time": any(context.unobserved(name) for name in ("distress", "explore", "approach")),
        "pass not coded": any(not one.coded for one in case.coding.passes),
        "episode not held": len(case.session.episodes) < len(case.scheme.episodes),
    }
    return met | {gap for gap, there in gaps.items() if there}


def compare_rows(measured: Measured, book: Book) -> None:
    rows = {(row.episode, row.measure, row.part): row for row in measured.rows}
    assert len(rows) == len(measured.rows)
    assert rows.keys() == book.rows.keys()
    for key, row in rows.items():
        got = {name: getattr(row, name) for name in COLUMNS} | {"flags": set(row.flags)}
        value = book.rows[key]["value"]
        assert got == book.rows[key] | {"value": None if value is None else pytest.approx(value, rel=1e-9)}, key


def compare_opportunities(measured: Measured, book: Book) -> None:
    for row, one in zip(measured.opportunities, book.opportunities, strict=True):
        assert (row.measure, row.episode, row.status) == (one["measure"], one["episode"].id, one["status"])
        assert (row.de_on, row.de_off, row.spell_on, row.spell_off) == ms(*one["de"], *one["spell"])
        assert (row.t0, row.time, row.lower, row.upper) == ms(one["t0"], one["time"], one["lower"], one["upper"])
        assert {row.part, *row.flags} - {"curtailed"} == one["flags"]
        assert row.event == {"event": 1, "right_censored": 0}.get(row.status, 2 if row.cause else None)


def ms(*cells: Any) -> tuple[int | None, ...]:
    return tuple(None if cell is None else cell * CELL for cell in cells)


@pytest.mark.skipif(EXAMPLES < 1000, reason="rare statuses need the thorough profile")
def test_the_random_codings_met_every_status_flag_and_kind_of_gap() -> None:
    assert {*STATUSES, *FLAGS, "unobserved time", "pass not coded", "episode not held"} <= MET
