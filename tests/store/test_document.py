"""A document keeps every edit, and undo and redo know no restart."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.model.changes import EditEvent, RemoveEvent, SetEpisodes
from coder.model.coding import Coding
from coder.model.errors import ChangeError
from coder.model.session import Episode
from coder.store import Conflict, DocumentFile, ReadOnly, StudyFolder, to_bytes
from coder.store.document import stamp_after
from tests.store.builders import SESSION, add, crash, event, ids, journal_of, make_study, note, redo, undo


def test_a_coding_gets_its_file_with_the_first_edit(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    assert study.coders("s001") == []
    file.commit(add(0))
    assert study.coders("s001") == ["anna"]
    assert ids(study.load_coding("s001", "anna")) == ["e0"]


def test_a_coding_opened_and_closed_without_edits_leaves_nothing(study: StudyFolder) -> None:
    study.open_coding("s001", "anna").close()
    assert study.coders("s001") == []
    assert list(study.coding_path("s001", "anna").parent.iterdir()) == []


def test_edits_are_on_disk_before_the_coding_is_closed(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    for number in range(3):
        file.commit(add(number))
    assert study.load_coding("s001", "anna") == file.document
    assert len(journal_of(study).read_bytes().splitlines()) == 4


def test_closing_leaves_a_snapshot_and_no_journal(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    file.close()
    assert not journal_of(study).exists()
    assert study.coding_path("s001", "anna").read_bytes() == to_bytes(file.document)
    assert [path.name for path in (study.coding_path("s001", "anna").parent / "history").iterdir()] == [
        "anna.0001.journal"
    ]


def test_numbers_of_edits_go_on_over_restarts(study: StudyFolder) -> None:
    for number in range(3):
        file = study.open_coding("s001", "anna")
        file.commit(add(number))
        file.close()
    lines = [path.read_text() for path in sorted(study.coding_path("s001", "anna").parent.glob("history/*"))]
    assert ['{"n":1,' in lines[0], '{"n":3,' in lines[1], '{"n":5,' in lines[2]] == [True] * 3
    assert study.open_coding("s001", "anna").edits == 3


@pytest.mark.parametrize("leave", [DocumentFile.close, crash])
def test_undo_and_redo_survive_a_restart(study: StudyFolder, leave: object) -> None:
    file = study.open_coding("s001", "anna")
    for number in range(3):
        file.commit(add(number))
    undo(file)
    leave(file)  # type: ignore[operator]
    file = study.open_coding("s001", "anna")
    redo(file)
    assert ids(file.document) == ["e0", "e1", "e2"]
    leave(file)  # type: ignore[operator]
    file = study.open_coding("s001", "anna")
    for _ in range(3):
        undo(file)
    assert ids(file.document) == []
    with pytest.raises(ChangeError, match="nothing to undo"):
        file.undo()
    leave(file)  # type: ignore[operator]
    assert ids(study.load_coding("s001", "anna")) == []


def test_typing_is_one_step_also_after_a_restart(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    typed = ["l", "lo", "loo", "look"]
    for before, text in zip(["", *typed], typed, strict=False):
        _, edit = file.apply(note(0, text, before), joins=bool(before))
        file.write([edit])
    file.close()
    file = study.open_coding("s001", "anna")
    assert len(file.history.steps) == 2
    undo(file)
    assert file.document.events == [event(0)]


def test_a_first_edit_that_joins_nothing_is_a_step_of_its_own(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    _, edit = file.apply(add(0), joins=True)
    file.write([edit])
    file.close()
    assert len(study.open_coding("s001", "anna").history.steps) == 1


def test_a_document_opened_for_reading_refuses_edits(study: StudyFolder) -> None:
    study.open_coding("s001", "anna").commit(add(0))
    file = study.open_coding("s001", "anna", read_only=True)
    with pytest.raises(ReadOnly, match="open for reading only"):
        file.commit(add(1))
    file.close()
    assert ids(study.load_coding("s001", "anna")) == ["e0"]


def test_an_old_snapshot_is_followed_by_a_journal_like_any_other(study: StudyFolder) -> None:
    path = study.coding_path("s001", "anna")
    path.parent.mkdir()
    path.write_text(
        '{"format": "securebase-coding", "version": 0, "session": "s001", "coder": "anna", "scheme": "small@1",'
        ' "events": [{"id": "e0", "code": "cry", "start": 0.0, "stop": 0.5}]}'
    )
    file = study.open_coding("s001", "anna")
    file.commit(add(1))
    crash(file)
    assert study.load_coding("s001", "anna").events == [event(0), event(1)]


def test_a_mark_for_a_snapshot_that_equals_the_one_before_changes_nothing(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    undo(file)
    file.close()
    assert ids(study.load_coding("s001", "anna")) == []
    file = study.open_coding("s001", "anna")
    redo(file)
    assert ids(file.document) == ["e0"]


def test_two_people_edit_a_session_in_turn(study: StudyFolder) -> None:
    anna, bob = study.open_session("s001", by="anna"), study.open_session("s001", by="bob")
    moved = (Episode(id="ep5", kind="reunion", on=1000, off=180_000),)
    anna.commit(SetEpisodes(before=SESSION.episodes, after=moved))
    with pytest.raises(Conflict):
        bob.commit(SetEpisodes(before=SESSION.episodes, after=()))
    assert bob.refresh()
    bob.commit(SetEpisodes(before=moved, after=()))
    assert anna.refresh()
    assert [step.by for step in anna.history.steps] == ["anna", "bob"]
    bob.close()
    assert anna.refresh()
    anna.commit(SetEpisodes(before=(), after=moved))
    anna.close()
    assert study.load_session("s001").episodes == moved


def test_times_of_edits_never_run_backwards() -> None:
    late = "2999-12-31T23:59:59.999Z"
    assert stamp_after(late) == "3000-01-01T00:00:00.000Z"
    assert stamp_after("") < stamp_after(stamp_after(""))
    assert stamp_after("no time")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "note", "remove", "undo", "redo", "close", "crash", "snapshot"]), st.integers(0, 9)
    ),
    max_size=40,
)


@settings(max_examples=40)
@given(steps=STEPS)
def test_disk_and_memory_agree_after_any_edits_and_undo_leads_back_to_the_start(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder) / "study")
        file = study.open_coding("s001", "anna")
        for number, (what, where) in enumerate(steps):
            file = _step(study, file, what, number, where)
            if file.edits:
                assert study.load_coding("s001", "anna") == file.document
        while file.history.next_undo:
            undo(file)
        assert file.document.events == []
        file.close()


def _step(study: StudyFolder, file: DocumentFile[Coding], what: str, number: int, where: int) -> DocumentFile[Coding]:
    events = file.document.events
    place = where % len(events) if events else 0
    if what == "add":
        file.commit(add(number, index=place))
    elif what == "note" and events:
        old = events[place]
        noted = EditEvent(before=old, after=msgspec.structs.replace(old, note=f"note {number}"))
        _, edit = file.apply(noted, joins=where % 2 == 0)
        file.write([edit])
    elif what == "remove" and events:
        file.commit(RemoveEvent(event=events[place], index=place))
    elif what == "undo" and file.history.next_undo:
        undo(file)
    elif what == "redo" and file.history.next_redo:
        redo(file)
    elif what == "snapshot":
        file.save_snapshot(file.snapshot())
    elif what in ("close", "crash"):
        before = (file.document, file.history.steps, file.history.done)
        file.close() if what == "close" else file.abandon()
        file = study.open_coding("s001", "anna")
        assert (file.document, file.history.steps, file.history.done) == before
    return file
