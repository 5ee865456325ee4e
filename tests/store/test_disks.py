"""A full or read-only disk is named as such, and nothing is half-written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.store import DiskProblem, StudyFolder, check_study
from tests.store.builders import SCHEME, SESSION, STUDY, add, ids, make_study
from tests.store.disks import fill, make_read_only, mounted


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk") as folder:
        yield folder


def test_no_study_is_half_made_on_a_full_disk(disk: Path) -> None:
    fill(disk)
    with pytest.raises(DiskProblem, match="The disk is full"):
        StudyFolder.create(disk / "study", STUDY, [SCHEME])
    assert [path.name for path in disk.iterdir()] == ["filler"]


def test_a_coding_that_could_not_get_its_first_edit_gets_it_later(disk: Path) -> None:
    study = make_study(disk / "study")
    file = study.open_coding("s001", "anna")
    filler = fill(disk)
    _, edit = file.apply(add(0))
    with pytest.raises(DiskProblem, match="The disk is full"):
        file.write([edit])
    filler.unlink()
    file.write([edit])
    file.close()
    assert ids(study.load_coding("s001", "anna")) == ["e0"]


def test_a_snapshot_for_which_there_is_no_room_is_made_at_the_next_closing(disk: Path) -> None:
    study = make_study(disk / "study")
    file = study.open_coding("s001", "anna")
    for number in range(40):
        file.commit(add(number))
    filler = fill(disk)
    file.close()
    assert len(study.load_coding("s001", "anna").events) == 40
    filler.unlink()
    file = study.open_coding("s001", "anna")
    assert (file.restored, file.damage) == (40, None)
    file.commit(add(40))
    file.close()
    assert not study.coding_path("s001", "anna").with_suffix(".journal").exists()
    assert len(study.load_coding("s001", "anna").events) == 41


def test_a_read_only_study_can_be_read_and_checked_but_not_edited(disk: Path) -> None:
    study = make_study(disk / "study")
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    file.close()
    make_read_only(disk)
    study = StudyFolder.open(study.root)
    assert ids(study.load_coding("s001", "anna")) == ["e0"]
    assert [problem.severity for problem in check_study(study)] == ["warning"]
    with pytest.raises(DiskProblem, match="The folder is read-only"):
        study.open_coding("s001", "anna")
    with pytest.raises(DiskProblem, match="The folder is read-only"):
        study.save_study(STUDY)
    reader = study.open_coding("s001", "anna", read_only=True)
    session = study.open_session("s001", by="anna")
    assert (ids(reader.document), session.document) == (["e0"], SESSION)
    reader.close()
    session.close()
