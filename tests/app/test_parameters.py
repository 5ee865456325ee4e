"""The study's parameters: who sets them, sets with a name, and what stands in study.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coder.app.errors import AppError
from coder.app.measures import study_parameters
from coder.app.parameters import drop_preset, presets, save_preset, set_parameters, why_not_set
from coder.app.studies import OpenStudy
from coder.metrics import DEFAULTS, STRICT, Parameters
from coder.store import StoreError
from tests.studies import vector_study


@pytest.fixture
def root(tmp_path: Path) -> Path:
    vector_study(tmp_path / "study")
    return tmp_path / "study"


def settings(root: Path) -> dict[str, object]:
    return json.loads((root / "study.json").read_text("utf-8")).get("settings", {})


def test_only_what_departs_from_the_defaults_is_written(root: Path) -> None:
    wanted = Parameters(calm=20_000, base_episodes=("ep2", "ep3"))
    set_parameters(OpenStudy.open(root, "maria"), wanted)
    assert settings(root)["parameters"] == {"calm": 20_000, "base_episodes": ["ep2", "ep3"]}
    assert study_parameters(OpenStudy.open(root, "anna")) == wanted
    set_parameters(OpenStudy.open(root, "maria"), DEFAULTS)
    assert "parameters" not in settings(root)


def test_a_coder_tries_but_does_not_set(root: Path) -> None:
    study = OpenStudy.open(root, "anna")
    assert "only a supervisor" in (why_not_set(study) or "")
    with pytest.raises(AppError, match="Only a supervisor sets what holds for the whole study"):
        set_parameters(study, STRICT)
    assert settings(root) == {}


def test_a_named_set_is_there_for_everyone_and_can_go(root: Path) -> None:
    save_preset(OpenStudy.open(root, "maria"), " Long calm ", Parameters(calm=30_000))
    assert presets(OpenStudy.open(root, "anna"))["Long calm"] == Parameters(calm=30_000)
    drop_preset(OpenStudy.open(root, "maria"), "Long calm")
    assert list(presets(OpenStudy.open(root, "anna"))) == ["Defaults", "Strict distress"]


@pytest.mark.parametrize("name", ["", "   ", "defaults", "x" * 41, "a\nb"])
def test_a_name_that_cannot_be_is_refused(root: Path, name: str) -> None:
    with pytest.raises(AppError):
        save_preset(OpenStudy.open(root, "maria"), name, STRICT)


def test_a_set_somebody_broke_is_left_out(root: Path) -> None:
    head = json.loads((root / "study.json").read_text("utf-8"))
    head["settings"] = {"presets": {"broken": {"calm": "long"}, "fine": {"calm": 1}}}
    (root / "study.json").write_text(json.dumps(head), "utf-8")
    assert list(presets(OpenStudy.open(root))) == ["Defaults", "Strict distress", "fine"]


def test_a_study_that_somebody_changed_meanwhile_is_not_overwritten(root: Path) -> None:
    mine, theirs = OpenStudy.open(root, "maria"), OpenStudy.open(root, "maria")
    set_parameters(theirs, STRICT)
    with pytest.raises(StoreError, match="Somebody else has changed the study"):
        set_parameters(mine, Parameters(calm=1))
    assert settings(root)["parameters"] == {"de_min": 10_000}
