"""Data that give no figure give a reason, the same one in the tables, in JSON and for the screen."""

from __future__ import annotations

import csv
import json
from typing import Any

import msgspec
import pytest

from coder.agreement import Options
from coder.agreement.wording import REASONS
from coder.app.agreement_view import compare, read_double_coded
from coder.app.studies import OpenStudy
from coder.model.coding import PassRecord
from coder.model.scheme import Scale
from coder.model.study import Person, Study
from coder.store import StudyFolder
from tests.double_coded import SCHEME, coding, session

SCALED = msgspec.structs.replace(SCHEME, scales=(Scale(id="warmth", title="Warmth", min=1, max=7, episodes=("ep1",)),))
CALM, MIXED = [("calm", 0, 100)], [("calm", 0, 50), ("upset", 50, 100)]
BIDS = [("bid", 10.0), ("wave", 50.0)]
HALVES = {"anna": ((0, 50_000),), "maria": ((50_000, 100_000),)}

KAPPA, BID_KAPPA, BID_F1 = ("state", "mood", "kappa"), ("event", "bids", "kappa_ipf"), ("event", "bids", "f1")
SMILES, WARMTH = ("event", "smiles", "f1"), ("scale", "warmth", "icc2")

CASES: dict[str, tuple[dict[str, Any], dict[tuple[str, str, str], tuple[str, str]]]] = {
    "one category": (
        {"anna": (CALM, BIDS), "maria": (CALM, BIDS)},
        {KAPPA: ("NO_VARIATION", "NO_VARIATION"), BID_F1: ("", "TOO_FEW_SESSIONS")},
    ),
    "an empty channel": (
        {"anna": (MIXED, BIDS), "maria": (MIXED, BIDS)},
        {SMILES: ("NO_EVENTS", "NO_EVENTS"), KAPPA: ("", "TOO_FEW_SESSIONS")},
    ),
    "one coder silent": (
        {"anna": (MIXED, BIDS), "maria": ([], [])},
        {BID_KAPPA: ("ONE_CODER_EMPTY", "ONE_CODER_EMPTY"), BID_F1: ("", "TOO_FEW_SESSIONS"), KAPPA: ("NO_DATA",) * 2},
    ),
    "no overlap of coded time": (
        {"anna": (MIXED, BIDS), "maria": (MIXED, BIDS), "coded": HALVES},
        {KAPPA: ("NO_DATA",) * 2, BID_F1: ("NO_DATA",) * 2, BID_KAPPA: ("NO_DATA",) * 2},
    ),
    "one session": (
        {"anna": (MIXED, BIDS), "maria": ([("calm", 0, 40), ("upset", 40, 100)], BIDS)},
        {KAPPA: ("", "TOO_FEW_SESSIONS"), BID_F1: ("", "TOO_FEW_SESSIONS")},
    ),
    "all ratings missing": (
        {"anna": (MIXED, []), "maria": (MIXED, [])},
        {WARMTH: ("TOO_FEW_UNITS",) * 2, ("scale", "warmth", "exact_pct"): ("NO_DATA", "")},
    ),
}


@pytest.fixture
def study_of(tmp_path):
    """Return what writes a study of one session coded by anna and maria and returns its folder."""

    def write(case):
        root = tmp_path / "study"
        people = (Person(id="anna"), Person(id="maria", roles=("coder", "supervisor")))
        folder = StudyFolder.create(root, Study(id="odd", title="Odd", people=people), [SCALED])
        folder.add_session(session("s1"))
        for coder in ("anna", "maria"):
            made = coding(SCALED, "s1", coder, *case[coder])
            if "coded" in case:
                spans = case["coded"][coder]
                passes = tuple(PassRecord(id=p.id, coded=spans, complete=True) for p in SCALED.passes)
                made = msgspec.structs.replace(made, passes=passes)
            folder.add_coding(made)
        return root

    return write


@pytest.mark.parametrize("name", CASES)
def test_a_figure_that_cannot_be_says_why_alike_everywhere(securebase, study_of, tmp_path, name):
    case, expected = CASES[name]
    root = study_of(case)
    ended = securebase("agreement", root, "-o", tmp_path / "out", "--json")
    assert ended.code == 0, ended.err
    data = json.loads(ended.out)
    in_json = {
        key(row): (row["reason"] or "", row["ci_reason"] or "", row["value"])
        for row in data["figures"]
        if overall_codes(row)
    }
    with (tmp_path / "out/agreement.csv").open(encoding="utf-8", newline="") as file:
        in_table = {
            key(row): (row["reason"], row["ci_reason"], float(row["value"]) if row["value"] else None)
            for row in csv.DictReader(file)
            if overall_codes(row)
        }
    assert in_json == in_table
    on_screen = shown(root)
    for figure, wanted in expected.items():
        reason, ci_reason, value = in_table[figure]
        assert (reason, ci_reason) == wanted, figure
        assert (value is None) == bool(reason)
        if figure in on_screen:
            assert on_screen[figure] == wanted
        for code in filter(None, wanted):
            assert data["reasons"][code] == REASONS[code]


def test_a_silent_coder_agrees_with_nothing_but_that_is_a_number(securebase, study_of, tmp_path):
    case, _ = CASES["one coder silent"]
    assert securebase("agreement", study_of(case), "-o", tmp_path / "out").code == 0
    with (tmp_path / "out/agreement.csv").open(encoding="utf-8", newline="") as file:
        rows = {key(row): row for row in csv.DictReader(file) if overall_codes(row)}
    # 2 events of Anna, none of Maria: F1 = 2 · 0 / 2.
    assert float(rows[BID_F1]["value"]) == 0
    assert rows["event", "bids", "omissions"]["value"] == "2"


def key(row):
    return row["family"], row["target"], row["stat"]


def overall_codes(row):
    return row["scope"] == "all" and not row["code"] and row["coder_a"]


def shown(root):
    """Return the reasons the agreement page reads."""
    (coders,) = read_double_coded(OpenStudy.open(root, "maria")).pairs
    figures = compare(coders, Options(n_resamples=50))
    return {
        (row.family, row.target, row.stat): (row.reason or "", row.ci_reason or "")
        for line in figures.lines
        for row in line.rows.values()
    }
