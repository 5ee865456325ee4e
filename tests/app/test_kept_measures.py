"""Measures kept beside the study: the second look computes nothing, and never shows what no longer holds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coder.app.desk import Desk
from coder.app.errors import Cancelled
from coder.app.jobs import Progress
from coder.app.results import reading
from coder.app.results.kept import FOLDER, MOST_SETS
from coder.app.results.reading import MeasureReader, SessionMeasures
from coder.app.studies import OpenStudy
from coder.metrics import DEFAULTS, Parameters
from coder.model.edits import delete
from coder.store import StudyFolder
from tests.studies import vector_study


@pytest.fixture
def root(tmp_path: Path) -> Path:
    vector_study(tmp_path / "study")
    return tmp_path / "study"


def look(root: Path, parameters: Parameters = DEFAULTS, who: str = "maria") -> tuple[SessionMeasures, ...]:
    """Look at the measures as a program that was just started does."""
    return MeasureReader(OpenStudy.open(root, who), parameters).read(Progress())


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note whose codings are measured."""
    seen: list[str] = []
    real = reading.measure

    def measure(tracks, *args, **more):
        seen.append(f"{tracks.session.id}/{tracks.coder}")
        return real(tracks, *args, **more)

    monkeypatch.setattr(reading, "measure", measure)
    return seen


def kept_files(root: Path) -> list[Path]:
    return sorted((root / FOLDER).rglob("*.bin"))


def test_the_second_look_shows_the_same_without_measuring(root: Path, counted: list[str]) -> None:
    first = look(root)
    assert counted
    counted.clear()
    assert look(root) == first
    assert counted == []


def test_an_edit_is_measured_anew_and_nothing_else(root: Path, counted: list[str]) -> None:
    look(root)
    desk = Desk.open(StudyFolder.open(root), "worked_example", "anna")
    change = delete(desk.coding, desk.scheme, ("e5",))
    assert change is not None
    desk.do(change)
    desk.close()
    counted.clear()
    look(root)
    assert counted == ["worked_example/anna"]


def test_a_change_of_the_session_is_measured_anew(root: Path, counted: list[str]) -> None:
    look(root)
    file = root / "sessions/worked_example/session.json"
    file.write_text(file.read_text("utf-8").replace('"nominal_ms": 180000', '"nominal_ms": 180001'), "utf-8")
    counted.clear()
    look(root)
    assert counted == ["worked_example/anna", "worked_example/maria"]


def test_other_parameters_are_other_measures(root: Path, counted: list[str]) -> None:
    first = look(root)
    counted.clear()
    other = look(root, Parameters(calm=40_000))
    assert counted
    assert other != first
    counted.clear()
    assert look(root) == first
    assert counted == []


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "exchanged"])
def test_a_damaged_file_is_as_good_as_none(root: Path, counted: list[str], damage: str) -> None:
    first = look(root)
    file = next(file for file in kept_files(root) if "worked_example/anna" in file.as_posix())
    content = bytearray(file.read_bytes())
    if damage == "flipped":
        content[len(content) // 2] ^= 1
    elif damage == "exchanged":
        content = bytearray((file.parent / file.name.replace("anna", "maria")).read_bytes())
    file.write_bytes(b"" if damage == "empty" else content[:-7] if damage == "cut" else content)
    counted.clear()
    assert look(root) == first
    assert counted == ["worked_example/anna"]


def test_without_the_right_to_write_measures_are_shown_all_the_same(root: Path) -> None:
    (root / ".cache").write_text("in the way", "utf-8")
    assert [session.session_id for session in look(root) if session.trouble] == []
    assert not kept_files(root)


def test_only_the_newest_sets_are_kept(root: Path) -> None:
    for calm in range(10_000, 10_006):
        look(root, Parameters(calm=calm))
    names = [file.name for file in (root / FOLDER / "worked_example").glob("anna.*")]
    assert len(names) == MOST_SETS
    assert f"anna.{Parameters(calm=10_005).params}.bin" in names


def test_a_try_leaves_nothing_behind(root: Path) -> None:
    MeasureReader(OpenStudy.open(root, "maria"), DEFAULTS, keeps=False).read(Progress())
    assert not (root / ".cache").exists()


def test_what_was_kept_of_a_child_that_withdrew_goes(root: Path) -> None:
    look(root)
    file = root / "sessions/worked_example/session.json"
    text = file.read_text("utf-8").replace('"c001"', '"c001", "release": "withdrawn"')
    file.write_text(text, "utf-8")
    look(root)
    assert not (root / FOLDER / "worked_example").exists()


def test_what_is_kept_is_not_shown_to_who_may_not_see_it(root: Path) -> None:
    look(root)
    shown = {coding.coder for session in look(root, who="anna") for coding in session.codings}
    assert shown == {"anna"}


def test_the_condition_is_told_only_after_blinding_is_lifted(root: Path) -> None:
    file = root / "sessions/worked_example/session.json"
    file.write_text(
        file.read_text("utf-8").replace('"age_days": 400', '"age_days": 400, "covariates": {"condition": "b"}')
    )
    assert {session.condition for session in look(root)} == {None}
    head = root / "study.json"
    head.write_text(head.read_text("utf-8").replace('"people"', '"settings": {"blind": false},\n  "people"'), "utf-8")
    assert {s.session_id: s.condition for s in look(root)}["worked_example"] == "b"


def test_two_processes_find_the_same_as_one(root: Path) -> None:
    study = OpenStudy.open(root, "maria")
    alone = MeasureReader(study, DEFAULTS, keeps=False).read(Progress())
    shutil.rmtree(root / ".cache", ignore_errors=True)
    together = MeasureReader(study, DEFAULTS).read(Progress(), pool_from=2)
    assert together == alone
    assert look(root) == alone


def test_measuring_in_two_processes_can_be_stopped(root: Path) -> None:
    progress = Progress(lambda share, _text: progress.stop() if share else None)
    with pytest.raises(Cancelled):
        MeasureReader(OpenStudy.open(root, "maria"), DEFAULTS).read(progress, pool_from=2)
