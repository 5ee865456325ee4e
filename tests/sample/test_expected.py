"""The engine gives, for the true codings, what the simulation counted tick by tick on its own record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.metrics.engine import measure
from coder.metrics.rows import MeasureRow
from coder.model.coding import Coding
from coder.model.tracks import resolve
from coder.store import StudyFolder, codec

Key = tuple[str, str, str, str]
FIELDS = ("status", "n", "exposure_ms", "lower_ms", "upper_ms", "value")


@pytest.fixture(scope="module")
def expected(sample: Path) -> dict[Key, dict[str, object]]:
    rows = json.loads((sample / "expected/measures.json").read_text(encoding="utf-8"))["rows"]
    return {(row["session"], row["episode"], row["measure"], row["part"]): row for row in rows}


@pytest.fixture(scope="module")
def computed(sample: Path, study: StudyFolder) -> dict[Key, MeasureRow]:
    return {(r.session, r.episode, r.measure, r.part): r for r in _rows(sample, study)}


def _rows(sample: Path, study: StudyFolder) -> Iterator[MeasureRow]:
    for name in study.session_ids():
        session = study.load_session(name)
        truth = codec.load(Coding, sample / f"expected/truth/{name}.json")
        yield from measure(resolve(study.schemes[session.scheme], session, truth)).rows


def test_engine_has_exactly_the_rows_of_the_five_measures(
    expected: dict[Key, dict[str, object]], computed: dict[Key, MeasureRow]
) -> None:
    measures = {key[2] for key in expected}

    assert {key for key in computed if key[2] in measures} == set(expected)


@pytest.mark.parametrize("field", FIELDS)
def test_engine_equals_the_bookkeeping(
    field: str, expected: dict[Key, dict[str, object]], computed: dict[Key, MeasureRow]
) -> None:
    wrong = {}
    for key, row in expected.items():
        value = getattr(computed[key], field)
        if value != (pytest.approx(row[field], rel=1e-9) if isinstance(row[field], float) else row[field]):
            wrong[key] = (value, row[field])

    assert wrong == {}


def test_sample_shows_every_way_an_occasion_to_seek_can_end(expected: dict[Key, dict[str, object]]) -> None:
    endings = {row["status"] for key, row in expected.items() if key[2] == "comfort_latency"}

    assert endings >= {
        "event", "right_censored", "competing:caregiver", "competing:self_recovered", "needs_initiator",
        "na_already_contact", "na_no_distress", "na_no_exposure", "not_run",
    }  # fmt: skip


def test_sample_shows_rates_that_are_zero_too_little_seen_and_not_run(
    expected: dict[Key, dict[str, object]],
) -> None:
    for name in ("proximity_rate", "smile_rate"):
        statuses = {row["status"] for key, row in expected.items() if key[2] == name}
        assert statuses >= {"ok", "zero", "insufficient_obs", "not_run"}


def test_counted_occasions_are_those_the_script_meant() -> None:
    from maker.book_comfort import calming, comfort
    from maker.bookkeeping import Book
    from maker.director import simulate
    from maker.profiles import PROFILES
    from maker.tape import TICK_MS

    for profile in PROFILES:
        tape, ledger = simulate(profile)
        book = Book(profile.session, tape)
        first: dict[tuple[str, str], tuple[str, int]] = {}
        for name, episode, status, took in ledger.outcomes:
            first.setdefault((name, episode), (status, took * TICK_MS))
        for row in (*comfort(book), *calming(book)):
            if (row.measure, row.episode) not in first:
                continue
            status, took_ms = first[row.measure, row.episode]
            assert row.status == status, (profile.session, row)
            if row.status == "event":
                assert row.value == took_ms
            elif row.lower_ms is not None:
                assert row.lower_ms == took_ms
