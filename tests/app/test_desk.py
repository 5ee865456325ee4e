"""Edits on a desk are on disk at once, undone in the order they were made, and kept while the disk cannot take them."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coder.app.desk import Desk
from coder.app.errors import AppError
from coder.app.writer import SaveState
from coder.model.changes import Batch, SetEpisodes, SetParticipant, Touched
from coder.model.errors import ChangeError
from coder.model.session import Episode, Participant
from coder.store import DiskProblem, Locked, StoreError, StudyFolder, locks
from tests.store.builders import SESSION, add, begin_pass, ids, make_study, note
from tests.store.disks import fill, mounted

SHORTER = (msgspec.structs.replace(SESSION.episodes[0], off=170_000),)
PATIENCE_S = 20.0


@pytest.fixture
def study(tmp_path: Path) -> StudyFolder:
    return make_study(tmp_path / "study")


@pytest.fixture
def opened() -> Iterator[Callable[..., Desk]]:
    """Open desks that are closed after the test, whatever became of them."""
    desks: list[Desk] = []

    def open_desk(study: StudyFolder, coder: str = "anna", **how: Any) -> Desk:
        desks.append(Desk.open(study, "s001", coder, **how))
        return desks[-1]

    yield open_desk
    for desk in desks:
        desk.close(discard=True)
    locks._held_here.clear()


def until(desk: Desk, kind: str) -> SaveState:
    """Wait until the save state is of a kind."""
    there = threading.Event()

    def look(state: SaveState) -> None:
        if state.kind == kind:
            there.set()

    desk.save_listeners.append(look)
    if desk.save_state.kind != kind:
        assert there.wait(PATIENCE_S), desk.save_state
    desk.save_listeners.remove(look)
    return desk.save_state


def refuse_writing(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(*_: Any) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "write", refuse)


def test_an_edit_is_on_disk_when_the_call_returns(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    assert desk.do(add(0)) == Touched(frozenset({"e0"}), 0, 500)
    until(desk, "saved")
    assert ids(study.load_coding("s001", "anna")) == ["e0"]
    assert desk.save_state == SaveState("saved", edits=1)


def test_views_are_told_what_was_touched(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk, told = opened(study), []
    desk.listeners.append(told.append)
    desk.do(add(0))
    desk.do(SetEpisodes(before=SESSION.episodes, after=SHORTER))
    desk.undo()
    assert [sorted(touched.events | touched.parts) for touched in told] == [["e0"], ["episodes"], ["episodes"]]


def test_a_change_that_does_not_fit_changes_nothing(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    desk.do(add(0))
    for wrong in (add(0), Batch(changes=(begin_pass(), add(0))), SetEpisodes(before=(), after=SHORTER)):
        with pytest.raises(ChangeError):
            desk.do(wrong)
    assert (ids(desk.coding), desk.coding.passes, desk.session.episodes) == (["e0"], (), SESSION.episodes)
    assert until(desk, "saved").edits == 1


def test_undo_follows_the_order_of_time_over_coding_and_session(
    study: StudyFolder, opened: Callable[..., Desk]
) -> None:
    desk = opened(study)
    desk.do(add(0))
    desk.do(SetEpisodes(before=SESSION.episodes, after=SHORTER))
    desk.do(add(1))
    assert [item.part for item in desk.history] == ["coding", "session", "coding"]
    desk.undo()
    assert (ids(desk.coding), desk.session.episodes) == (["e0"], SHORTER)
    desk.undo()
    assert (ids(desk.coding), desk.session.episodes) == (["e0"], SESSION.episodes)
    desk.undo()
    assert (ids(desk.coding), desk.next_undo) == ([], None)
    for parts in (["e0"], ["e0"], ["e0", "e1"]):
        desk.redo()
        assert ids(desk.coding) == parts
    assert (desk.session.episodes, desk.next_redo) == (SHORTER, None)
    with pytest.raises(ChangeError, match="nothing to redo"):
        desk.redo()


def test_an_edit_after_undoing_forgets_what_was_undone_in_either_document(
    study: StudyFolder, opened: Callable[..., Desk]
) -> None:
    desk = opened(study)
    desk.do(SetEpisodes(before=SESSION.episodes, after=SHORTER))
    desk.do(add(0))
    desk.undo()
    desk.undo()
    desk.do(add(5, index=0))
    assert desk.next_redo is None
    desk.close()
    desk = opened(study)
    assert desk.next_redo is None
    desk.undo()
    assert (ids(desk.coding), desk.next_undo) == ([], None)


def test_undo_knows_no_restart_of_the_desk(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    desk.do(add(0))
    desk.do(SetParticipant(before=SESSION.participant, after=Participant(child="c001", age_days=401)))
    desk.close()
    desk = opened(study)
    desk.undo()
    desk.undo()
    assert (ids(desk.coding), desk.session) == ([], SESSION)


def test_somebody_elses_edit_of_the_session_is_seen_and_never_undone(
    study: StudyFolder, opened: Callable[..., Desk]
) -> None:
    anna, bob = opened(study), opened(study, "bob")
    bob.do(SetEpisodes(before=SESSION.episodes, after=SHORTER))
    until(bob, "saved")
    told: list[Touched] = []
    anna.listeners.append(told.append)
    with pytest.raises(ChangeError, match="nothing to undo"):
        anna.undo()
    assert anna.session.episodes == SHORTER
    assert "episodes" in told[0].parts
    anna.do(SetEpisodes(before=SHORTER, after=SESSION.episodes))
    anna.undo()
    until(anna, "saved")
    assert study.load_session("s001").episodes == SHORTER


def test_a_supervisors_work_on_the_consensus_is_signed_and_undone_by_the_next_one(
    study: StudyFolder, opened: Callable[..., Desk]
) -> None:
    desk = opened(study, "consensus", by="bob")
    desk.do(add(0))
    desk.close()
    desk = opened(study, "consensus", by="maria")
    assert [item.step.by for item in desk.history] == ["bob"]
    desk.undo()
    assert ids(desk.coding) == []


def test_typing_is_undone_in_one_step(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    desk.do(add(0))
    desk.do(note(0, "a"))
    desk.do(note(0, "ab", "a"), joins=True)
    desk.undo()
    assert desk.coding.events[0].note == ""
    desk.redo()
    assert desk.coding.events[0].note == "ab"


def test_typing_does_not_join_a_step_of_the_other_document(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    desk.do(add(0))
    desk.do(SetEpisodes(before=SESSION.episodes, after=SHORTER))
    desk.do(note(0, "a"), joins=True)
    desk.undo()
    assert (ids(desk.coding), desk.coding.events[0].note, desk.session.episodes) == (["e0"], "", SHORTER)


def test_closing_leaves_no_lock_and_no_journal(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    desk.do(add(0))
    desk.do(SetEpisodes(before=SESSION.episodes, after=SHORTER))
    desk.close()
    left = [path.name for path in study.root.rglob("*") if path.suffix in (".lock", ".journal", ".tmp", ".torn")]
    assert sorted(left) == ["anna.0001.journal", "session.0001.journal"]


def test_a_snapshot_is_made_while_coding_goes_on(
    study: StudyFolder, opened: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder.store.document.SNAPSHOT_EVERY", 10)
    desk = opened(study)
    for number in range(25):
        desk.do(add(number))
    until(desk, "saved")
    history = study.coding_path("s001", "anna").parent / "history"
    assert len(list(history.iterdir())) == 2
    assert study.load_coding("s001", "anna") == desk.coding


def test_a_desk_opened_for_reading_refuses_edits(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    first = opened(study)
    first.do(add(0))
    until(first, "saved")
    with pytest.raises(Locked):
        opened(study)
    reader = opened(study, read_only=True)
    for change in (add(1), SetEpisodes(before=SESSION.episodes, after=SHORTER)):
        with pytest.raises(StoreError, match="open for reading only"):
            reader.do(change)
    assert (reader.read_only, ids(reader.coding)) == (True, ["e0"])


def test_a_desk_taken_over_keeps_its_edits_and_says_so(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    first = opened(study)
    first.do(add(0))
    until(first, "saved")
    second = opened(study, take_over=True)
    first.do(add(1))
    assert "has taken over this document" in until(first, "waiting").message
    second.do(add(1))
    until(second, "saved")
    assert ids(first.coding) == ids(second.coding) == ids(study.load_coding("s001", "anna"))


def test_a_coding_in_a_scheme_the_study_lacks_is_refused(study: StudyFolder) -> None:
    study.schemes.clear()
    with pytest.raises(AppError, match="scheme small@1, which this study does not have"):
        Desk.open(study, "s001", "anna")
    assert not study.coding_path("s001", "anna").with_suffix(".lock").exists()


def test_what_the_last_program_left_is_reported(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    file = study.open_coding("s001", "anna")
    for number in range(3):
        file.commit(add(number))
    file.abandon()
    with study.coding_path("s001", "anna").with_suffix(".journal").open("ab") as journal:
        journal.write(b'{"n":4')
    desk = opened(study)
    assert (desk.restored, len(desk.notices)) == (3, 1)


@pytest.mark.parametrize(
    ("code", "says"),
    [(errno.ENOSPC, "The disk is full."), (errno.EROFS, "The folder is read-only."), (errno.EACCES, "no permission")],
)
def test_edits_wait_in_memory_while_the_disk_refuses_them(
    study: StudyFolder, opened: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, code: int, says: str
) -> None:
    desk = opened(study)
    desk.do(add(0))
    until(desk, "saved")
    with monkeypatch.context() as patch:
        refuse_writing(patch, code)
        desk.do(add(1))
        until(desk, "waiting")
        desk.do(add(2))
        desk.undo()
        desk.do(SetEpisodes(before=SESSION.episodes, after=SHORTER))
        state = desk.save_state
        assert (state.kind, state.edits, state.waiting, says in state.message) == ("waiting", 1, 4, True)
        with pytest.raises(DiskProblem, match="4 edits are not on disk yet") as caught:
            desk.close()
        assert caught.value.do == "Try again, or save to another folder."
    desk.retry()
    assert until(desk, "saved") == SaveState("saved", edits=4)
    assert study.load_coding("s001", "anna") == desk.coding
    assert study.load_session("s001").episodes == SHORTER


def test_a_vanished_share_takes_the_edits_when_it_is_back(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    desk.do(add(0))
    until(desk, "saved")
    away = study.root.with_name("away")
    study.root.rename(away)
    desk.do(add(1))
    assert "not there" in until(desk, "waiting").message
    away.rename(study.root)
    until(desk, "saved")
    assert ids(study.load_coding("s001", "anna")) == ["e0", "e1"]


def test_waiting_edits_can_be_saved_elsewhere(
    study: StudyFolder, opened: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = opened(study)
    desk.do(add(0))
    until(desk, "saved")
    with monkeypatch.context() as patch:
        refuse_writing(patch, errno.ENOSPC)
        desk.do(add(1))
        until(desk, "waiting")
    study.root.rename(study.root.with_name("away"))
    first, second = desk.save_elsewhere(tmp_path), desk.save_elsewhere(tmp_path)
    assert (first.name, second.name) == ("demo-s001-anna", "demo-s001-anna-2")
    saved = StudyFolder.open(first)
    assert saved.load_coding("s001", "anna") == desk.coding
    assert (saved.load_session("s001"), saved.schemes) == (SESSION, study.schemes)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk") as folder:
        yield folder


def test_a_full_disk_keeps_edits_in_memory_until_there_is_room(small_disk: Path, opened: Callable[..., Desk]) -> None:
    study = make_study(small_disk / "study")
    desk = opened(study)
    desk.do(add(0))
    until(desk, "saved")
    filler = fill(small_disk)
    number = 1
    while desk.save_state.kind != "waiting":
        desk.do(add(number))
        number += 1
    desk.do(add(number))
    assert desk.save_state.message.endswith("The disk is full.")
    on_disk = desk.save_state.edits
    assert len(study.load_coding("s001", "anna").events) == on_disk < number
    filler.unlink()
    desk.retry()
    until(desk, "saved")
    assert study.load_coding("s001", "anna") == desk.coding
    desk.close()
    assert len(study.load_coding("s001", "anna").events) == number + 1


def test_an_episode_and_its_codes_are_undone_after_a_full_disk(
    study: StudyFolder, opened: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(study)
    with monkeypatch.context() as patch:
        refuse_writing(patch, errno.ENOSPC)
        moved = (Episode(id="ep5", kind="reunion", on=5, off=6, present=("caregiver", "child")),)
        desk.do(SetEpisodes(before=SESSION.episodes, after=moved))
        desk.do(add(0))
    desk.retry()
    until(desk, "saved")
    desk.close()
    desk = opened(study)
    desk.undo()
    desk.undo()
    assert (desk.session, ids(desk.coding)) == (SESSION, [])


def test_an_act_that_changes_coding_and_session_is_one_step(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    desk.do(add(0))
    desk.do(add(1), then=SetEpisodes(before=SESSION.episodes, after=SHORTER))
    assert [(item.part, len(item.step.changes)) for item in desk.history] == [("coding", 1), ("coding", 2)]
    desk.undo()
    assert (ids(desk.coding), desk.session.episodes) == (["e0"], SESSION.episodes)
    desk.redo()
    assert (ids(desk.coding), desk.session.episodes, desk.next_redo) == (["e0", "e1"], SHORTER, None)
    desk.close()
    desk = opened(study)
    desk.undo()
    assert (ids(desk.coding), desk.session.episodes) == (["e0"], SESSION.episodes)
    desk.undo()
    assert (ids(desk.coding), desk.next_undo) == ([], None)


def test_what_follows_for_the_session_is_done_together_with_its_cause_or_not_at_all(
    study: StudyFolder, opened: Callable[..., Desk]
) -> None:
    desk = opened(study)
    with pytest.raises(ChangeError):
        desk.do(add(0), then=SetEpisodes(before=(), after=SHORTER))
    assert (ids(desk.coding), desk.session, desk.history) == ([], SESSION, ())


def test_an_earlier_state_is_shown_without_changing_anything(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    desk.do(add(0))
    desk.do(add(1), then=SetEpisodes(before=SESSION.episodes, after=SHORTER))
    desk.do(add(2))
    moments = [item.step.at for item in desk.history]
    seen = [(ids(coding), session.episodes) for coding, session in map(desk.state_at, ("", *moments))]
    assert seen == [
        ([], SESSION.episodes),
        (["e0"], SESSION.episodes),
        (["e0", "e1"], SHORTER),
        (["e0", "e1", "e2"], SHORTER),
    ]
    desk.undo()
    desk.undo()
    assert ids(desk.state_at(moments[2])[0]) == ["e0", "e1", "e2"]
    assert (ids(desk.coding), desk.session) == (["e0"], SESSION)


def test_an_undone_step_that_can_never_come_back_is_not_listed(study: StudyFolder, opened: Callable[..., Desk]) -> None:
    desk = opened(study)
    desk.do(SetEpisodes(before=SESSION.episodes, after=SHORTER))
    desk.undo()
    desk.do(add(0))
    assert [(item.part, item.done) for item in desk.history] == [("coding", True)]
    assert desk.state_at(desk.history[0].step.at)[1] == SESSION
