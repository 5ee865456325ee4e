"""A check names every problem of a study with its file and place, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from coder.model.changes import AddEvent
from coder.store import FileProblem, StudyFolder, check_study, to_bytes
from tests.store.builders import SCHEME, SESSION, add, crash, event, journal_of

MEDIA = FileProblem(
    "sessions/s001/session.json",
    "media cam1",
    "The file media/s001.mp4 was not found; codes are safe.",
    "warning",
)


def replace(path: Path, old: bytes, new: bytes) -> None:
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))


def test_a_missing_recording_is_all_there_is_to_say_about_a_new_study(study: StudyFolder) -> None:
    assert check_study(study) == check_study(study.root) == check_study(study.root / "study.json") == [MEDIA]
    (study.root / "media").mkdir()
    (study.root / "media" / "s001.mp4").touch()
    assert check_study(study) == []


@pytest.mark.parametrize("path", ["nowhere", "a\0b"])
def test_what_is_no_study_is_one_problem(tmp_path: Path, path: str) -> None:
    assert len(check_study(tmp_path / path)) == 1


def test_every_file_that_does_not_load_is_named(study: StudyFolder) -> None:
    study.add_session(msgspec.structs.replace(SESSION, id="s002", media=()))
    for coder in ("anna", "bob"):
        file = study.open_coding("s001", coder)
        file.commit(add(0))
        file.close()
    study.coding_path("s001", "anna").write_bytes(b"{")
    replace(study.coding_path("s001", "bob"), b'"on": 0', b'"on": null')
    study.session_path("s002").write_bytes(b"")
    (study.root / "schemes" / "small@1.json").unlink()
    found = [(problem.file, problem.place) for problem in check_study(study) if problem.severity == "error"]
    assert found == [
        ("schemes/small@1.json", ""),
        ("sessions/s001/session.json", "scheme"),
        ("sessions/s001/codings/anna.json", ""),
        ("sessions/s001/codings/bob.json", "$.events[0].on (id e0)"),
        ("sessions/s002/session.json", ""),
    ]


def test_problems_inside_a_coding_carry_the_events_id(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(AddEvent(event=event(0, code="dance"), index=0))
    file.commit(add(1))
    file.close()
    assert FileProblem(
        "sessions/s001/codings/anna.json", "event e0", "The scheme small@1 has no code dance.", "error"
    ) in check_study(study)


def test_a_damaged_journal_is_named_with_its_line(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    for number in range(3):
        file.commit(add(number))
    crash(file)
    replace(journal_of(study), b'"id":"e1"', b'"id":"e9"')
    before = journal_of(study).read_bytes()
    errors = [problem for problem in check_study(study) if problem.severity == "error"]
    assert [(p.file, p.place) for p in errors] == [("sessions/s001/codings/anna.journal", "line 3")]
    assert journal_of(study).read_bytes() == before


def test_a_journal_without_its_coding_is_found(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    crash(file)
    study.coding_path("s001", "anna").unlink()
    assert [p.file for p in check_study(study) if p.severity == "error"] == ["sessions/s001/codings/anna.json"]


def test_what_a_crash_left_behind_is_a_warning(study: StudyFolder) -> None:
    for number in range(2):
        file = study.open_coding("s001", "anna")
        file.commit(add(number))
        file.close()
    codings = study.coding_path("s001", "anna").parent
    (codings / "anna.torn").write_bytes(b"{")
    replace(codings / "history" / "anna.0001.journal", b'"id":"e0"', b'"id":"e9"')
    assert [(p.file, p.place) for p in check_study(study) if p != MEDIA] == [
        ("sessions/s001/codings/anna.torn", ""),
        ("sessions/s001/codings/history/anna.0001.journal", "line 2"),
    ]
    assert {problem.severity for problem in check_study(study)} == {"warning"}


def test_strangers_and_stray_folders_are_warnings(study: StudyFolder) -> None:
    (study.root / "sessions" / "old tapes").mkdir()
    file = study.open_coding("s001", "zoe")
    file.commit(add(0))
    file.close()
    found = {(problem.file, problem.severity) for problem in check_study(study) if problem != MEDIA}
    assert found == {("sessions/old tapes", "warning"), ("sessions/s001/codings/zoe.json", "warning")}


def test_a_session_in_a_scheme_the_study_does_not_use_is_an_error(study: StudyFolder) -> None:
    study.session_path("s001").write_bytes(to_bytes(msgspec.structs.replace(SESSION, scheme="other@3", media=())))
    assert check_study(study) == [
        FileProblem("sessions/s001/session.json", "scheme", "The study does not use the scheme other@3.")
    ]


def test_a_scheme_with_problems_is_checked_too(study: StudyFolder) -> None:
    wrong = msgspec.structs.replace(SCHEME, roles={"distress": ("bid",)})
    (study.root / "schemes" / "small@1.json").write_bytes(to_bytes(wrong))
    assert check_study(study)[0] == FileProblem(
        "schemes/small@1.json", "role distress", "The code bid is a point; this role takes states."
    )
