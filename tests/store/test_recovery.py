"""What crashes, tears and foreign hands leave on the disk opens again, or is named and left alone."""

from __future__ import annotations

import os
import threading

import pytest

from coder.model.changes import RemoveEvent
from coder.store import Conflict, Corrupt, DiskProblem, StoreError, StudyFolder, to_bytes
from tests.store.builders import add, crash, event, ids, journal_of, undo


def damage_in_the_middle(study: StudyFolder) -> bytes:
    file = study.open_coding("s001", "anna")
    for number in range(5):
        file.commit(add(number))
    crash(file)
    damaged = journal_of(study).read_bytes().replace(b'"id":"e3"', b'"id":"e9"')
    journal_of(study).write_bytes(damaged)
    return damaged


def test_what_a_crash_left_in_the_journal_is_counted(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    for number in range(3):
        file.commit(add(number))
    crash(file)
    file = study.open_coding("s001", "anna")
    assert (file.restored, file.edits, file.notices) == (3, 3, ())
    file.close()
    assert study.open_coding("s001", "anna").restored == 0


def test_a_torn_last_line_is_dropped_kept_aside_and_reported(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    crash(file)
    with journal_of(study).open("ab") as journal:
        journal.write(b'{"n":2,"at":"2026-')
    assert ids(study.load_coding("s001", "anna")) == ["e0"]
    file = study.open_coding("s001", "anna")
    assert "The last line of anna.journal breaks off" in file.notices[0]
    assert journal_of(study).with_suffix(".torn").read_bytes() == b'{"n":2,"at":"2026-\n'
    file.commit(add(1))
    crash(file)
    file = study.open_coding("s001", "anna")
    assert (ids(file.document), file.notices) == (["e0", "e1"], ())


def test_a_journal_with_a_torn_first_line_holds_no_edit(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    file.close()
    journal_of(study).write_bytes(b'{"format":"secureb')
    file = study.open_coding("s001", "anna")
    file.commit(add(1))
    crash(file)
    assert ids(study.load_coding("s001", "anna")) == ["e0", "e1"]


def test_a_damaged_journal_opens_read_only_with_the_last_good_state(study: StudyFolder) -> None:
    damaged = damage_in_the_middle(study)
    file = study.open_coding("s001", "anna")
    assert (file.read_only, ids(file.document)) == (True, ["e0", "e1", "e2"])
    assert "line 5: The journal is damaged here; 2 lines cannot be used." in str(file.damage)
    with pytest.raises(Corrupt, match="line 5"):
        file.apply(add(3))
    file.close()
    assert journal_of(study).read_bytes() == damaged
    assert not journal_of(study).with_suffix(".lock").exists()


def test_a_coding_with_a_damaged_journal_is_never_read_for_results(study: StudyFolder) -> None:
    damage_in_the_middle(study)
    with pytest.raises(Corrupt, match="line 5"):
        study.load_coding("s001", "anna")


def test_an_edit_that_does_not_fit_counts_as_damage(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    _, wrong = study.open_coding("s001", "bob").apply(add(0))
    file.write([wrong])
    crash(file)
    file = study.open_coding("s001", "anna")
    assert (file.read_only, ids(file.document)) == (True, ["e0"])
    assert "Edit 2 does not fit: Event e0 is already there." in str(file.damage)


def test_a_journal_of_another_snapshot_is_not_applied_and_nothing_is_lost(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    crash(file)
    before = journal_of(study).read_bytes()
    path = study.coding_path("s001", "anna")
    path.write_bytes(path.read_bytes().replace(b'"small@1"', b'"small@2"'))
    with pytest.raises(Corrupt, match=r"anna\.journal does not belong to this file") as caught:
        study.open_coding("s001", "anna")
    assert "move anna.journal elsewhere" in caught.value.do
    assert journal_of(study).read_bytes() == before


def test_a_journal_without_its_snapshot_is_not_taken_for_an_empty_coding(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    crash(file)
    study.coding_path("s001", "anna").unlink()
    for opening in (study.open_coding, study.load_coding):
        with pytest.raises(Corrupt, match=r"The file is missing, but its journal anna\.journal is there"):
            opening("s001", "anna")
    assert journal_of(study).exists()


def test_a_gap_in_the_older_journals_ends_the_undo_there_and_nothing_else(study: StudyFolder) -> None:
    for number in range(4):
        file = study.open_coding("s001", "anna")
        file.commit(add(number))
        file.close()
    (study.coding_path("s001", "anna").parent / "history" / "anna.0002.journal").unlink()
    file = study.open_coding("s001", "anna")
    assert ids(file.document) == ["e0", "e1", "e2", "e3"]
    assert len(file.history.steps) == 2
    file.commit(add(4))
    file.close()
    assert ids(study.load_coding("s001", "anna")) == ["e0", "e1", "e2", "e3", "e4"]


def test_undoing_across_a_snapshot_whose_journal_is_lost_still_opens(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    file.close()
    file = study.open_coding("s001", "anna")
    undo(file)
    crash(file)
    (study.coding_path("s001", "anna").parent / "history" / "anna.0001.journal").unlink()
    file = study.open_coding("s001", "anna")
    assert (ids(file.document), file.history.next_undo, file.history.next_redo) == ([], None, None)


def test_a_file_changed_by_hand_between_two_openings_is_taken_as_it_is(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    file.close()
    path = study.coding_path("s001", "anna")
    path.write_bytes(path.read_bytes().replace(b'"off": 500', b'"off": 700'))
    file = study.open_coding("s001", "anna")
    assert file.document.events == [event(0, off=700)]
    assert file.history.next_undo is None
    file.commit(RemoveEvent(event=event(0, off=700), index=0))
    undo(file)
    assert file.document.events == [event(0, off=700)]


def test_a_file_changed_while_it_is_open_is_not_overwritten(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    path = study.coding_path("s001", "anna")
    theirs = path.read_bytes().replace(b'"small@1"', b'"small@2"')
    path.write_bytes(theirs)
    with pytest.raises(Conflict, match="Another program has changed these files"):
        file.commit(add(1))
    file.close()
    assert path.read_bytes() == theirs


def test_a_file_that_was_only_touched_is_no_conflict(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    study.coding_path("s001", "anna").touch()
    file.commit(add(1))
    file.close()
    assert ids(study.load_coding("s001", "anna")) == ["e0", "e1"]


def test_lines_somebody_else_appends_are_a_conflict(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    with journal_of(study).open("ab") as journal:
        journal.write(b"x\n")
    with pytest.raises(Conflict):
        file.commit(add(1))


def test_a_failed_write_leaves_the_journal_as_it_was(study: StudyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    before = journal_of(study).read_bytes()
    real = os.write

    def half(handle: int, data: bytes) -> int:
        if len(data) > 20:
            return int(real(handle, data[:20]))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.write", half)
    _, edit = file.apply(add(1))
    with pytest.raises(StoreError, match="The disk is full"):
        file.write([edit])
    monkeypatch.undo()
    assert journal_of(study).read_bytes() == before
    file.write([edit])
    assert ids(study.load_coding("s001", "anna")) == ["e0", "e1"]


def test_edits_after_a_snapshot_that_was_only_announced_are_not_put_away(
    study: StudyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    announced = to_bytes(file.snapshot())

    def refuse(*_: object) -> None:
        raise DiskProblem("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr("coder.store.log.write_atomically", refuse)
        with pytest.raises(DiskProblem):
            file.save_snapshot(file.snapshot())
    file.commit(add(1))
    crash(file)
    study.coding_path("s001", "anna").write_bytes(announced)
    file = study.open_coding("s001", "anna")
    assert ids(file.document) == ["e0", "e1"]
    file.commit(add(2))
    file.close()
    assert ids(study.load_coding("s001", "anna")) == ["e0", "e1", "e2"]
    file = study.open_coding("s001", "anna")
    for _ in range(3):
        undo(file)
    assert ids(file.document) == []


def test_a_snapshot_in_place_but_not_confirmed_by_the_disk_is_accepted_at_the_next_edit(
    study: StudyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("coder.store.atomic.sync_folder", refuse)
        with pytest.raises(DiskProblem, match="The disk reports an error"):
            file.save_snapshot(file.snapshot())
    file.commit(add(1))
    assert len(journal_of(study).read_bytes().splitlines()) == 2
    crash(file)
    file = study.open_coding("s001", "anna")
    assert (ids(file.document), file.restored, file.edits) == (["e0", "e1"], 1, 2)


def test_reading_while_somebody_codes_always_finds_a_whole_state(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))

    def code() -> None:
        for number in range(1, 150):
            file.commit(add(number))
            if number % 3 == 0:
                file.save_snapshot(file.snapshot())

    coder = threading.Thread(target=code)
    coder.start()
    seen = 0
    while coder.is_alive():
        found = ids(study.load_coding("s001", "anna"))
        assert found == [f"e{number}" for number in range(len(found))]
        assert len(found) >= seen
        seen = len(found)
    coder.join()
    assert len(study.load_coding("s001", "anna").events) == 150
