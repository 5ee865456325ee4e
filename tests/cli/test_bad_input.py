"""Whatever a person hands over ends in a result or in one clear line; nothing is half-written and nothing changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.damage import BROKEN
from tests.cli.endings import assert_refused, contents
from tests.studies import vector_study


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return the folder of a study of two small sessions, coded alike by two people."""
    root = vector_study(tmp_path / "study").root
    for session in (root / "sessions").iterdir():
        if session.name not in ("worked_example", "positive_interaction"):
            shutil.rmtree(session)
    return root


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_stops_every_result_in_one_line_and_is_found_by_check(securebase, study, tmp_path, what):
    (file, damage), says = BROKEN[what]
    damage(study)
    before, out = contents(study), tmp_path / "out"
    for ended in (
        securebase("measures", study, "-o", out),
        securebase("agreement", study, "-o", out),
        securebase("summary", study),
    ):
        assert_refused(ended, str(study / file).removesuffix(".journal").removesuffix(".json"), says)
    assert not out.exists()
    checked = securebase("check", study, "--json")
    assert (checked.code, checked.err) == (1, "")
    errors = [p for p in json.loads(checked.out)["problems"] if p["severity"] == "error"]
    assert file.removesuffix(".journal").removesuffix(".json") in {p["file"].rpartition(".")[0] for p in errors}
    assert contents(study) == before


@pytest.mark.parametrize("what", ["control characters and turned text", "a person whose role goes on for ever"])
def test_check_prints_one_line_for_each_problem_whatever_the_file_holds(securebase, study, what):
    (_, damage), _ = BROKEN[what]
    damage(study)
    ended = securebase("check", study)
    lines = ended.out.rstrip("\n").split("\n")
    assert all(line.isprintable() and len(line) < 5_000 for line in lines)
    assert lines[-1].startswith("1 error, ")


@pytest.mark.parametrize("setting", ["calm=1e9", "calm=", "calm=inf", "calm=1000000001", "min_obs_prop=nan", "=5"])
def test_a_parameter_that_cannot_be_stops_the_measures(securebase, study, tmp_path, setting):
    assert_refused(securebase("measures", study, "-o", tmp_path / "out", "--set", setting), "parameter")
    assert not (tmp_path / "out").exists()


def test_a_parameter_given_twice_is_refused(securebase, study, tmp_path):
    ended = securebase("measures", study, "-o", tmp_path / "out", "--set", "calm=1000", "--set", "calm=2000")
    assert_refused(ended, "The parameter calm is set twice")
