"""The hand-computed cases: every row they list, value, count, exposure and status."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coder.metrics import Measured, Parameters, measure
from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.tracks import resolve

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "measures.json").read_text(encoding="utf-8"))
CASES = {case["id"]: case for case in VECTORS["cases"]}


@cache
def measured(case_id: str) -> Measured:
    case = CASES[case_id]
    scheme = msgspec.convert(VECTORS["scheme"], Scheme)
    session, coding = msgspec.convert(case["session"], Session), msgspec.convert(case["coding"], Coding)
    return measure(resolve(scheme, session, coding), Parameters.of(case["parameters"]))


def listed(kind: str, *names: str) -> list[Any]:
    return [
        pytest.param(case_id, row, id=" ".join([case_id, *(str(row[name]) for name in names)]))
        for case_id, case in CASES.items()
        for row in case.get(kind, ())
    ]


@pytest.mark.parametrize(("case_id", "expected"), listed("expected", "measure", "episode", "part"))
def test_measure_row_equals_the_hand_computation(case_id: str, expected: dict[str, Any]) -> None:
    key = ("episode", "measure", "part")
    (row,) = [r for r in measured(case_id).rows if all(getattr(r, k) == expected[k] for k in key)]
    assert {name: getattr(row, name) for name in expected if name != "value"} == {
        name: value for name, value in expected.items() if name != "value"
    }
    assert row.value == (None if expected["value"] is None else pytest.approx(expected["value"], rel=1e-9))


@pytest.mark.parametrize(("case_id", "expected"), listed("expected_opportunities", "measure", "episode", "t0"))
def test_opportunity_row_equals_the_hand_computation(case_id: str, expected: dict[str, Any]) -> None:
    rows = [r for r in measured(case_id).opportunities if r.measure == expected["measure"]]
    assert expected in [{name: getattr(row, name) for name in expected} for row in rows]
