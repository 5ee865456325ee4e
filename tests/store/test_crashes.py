"""A crash between any two steps on the disk loses no acknowledged edit and leaves nothing to mend by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.model.changes import SetEpisodes
from coder.store import StudyFolder, check_study, locks
from tests.store.builders import SESSION, add, ids, make_study, note, redo, undo
from tests.store.crashes import Computer, Crash


def a_days_work(study: StudyFolder, acknowledged: list[list[str]]) -> None:
    """Two openings with edits, undo, redo and a change of snapshots at their end; notes the state after each edit."""
    for _ in range(2):
        file = study.open_coding("s001", "anna")
        for act in (add, add, undo, redo, undo, add):
            if act is add:
                file.commit(add(len(file.document.events)))
            else:
                act(file)
            acknowledged.append(ids(file.document))
        file.close()


def crash_at(
    step: int | None, root: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[StudyFolder, list[list[str]], bool]:
    """Do a day's work that ends in a crash before a step; return what was acknowledged, and whether it crashed."""
    study, acknowledged = make_study(root), []
    with monkeypatch.context() as patch:
        Computer(patch).last = step
        try:
            a_days_work(study, acknowledged)
        except Crash:
            locks._held_here.clear()
            return study, acknowledged, True
    return study, acknowledged, False


def test_a_crash_at_any_step_keeps_every_acknowledged_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, states, crashed = crash_at(None, tmp_path / "whole", monkeypatch)
    step = 0
    while crashed or not step:
        step += 1
        study, acknowledged, crashed = crash_at(step, tmp_path / str(step), monkeypatch)
        file = study.open_coding("s001", "anna")
        done = len(acknowledged)
        # The edit under way may have reached the disk just before the crash, without anybody having been told.
        assert ids(file.document) in [[], *states][done : done + 2], step
        assert (file.damage, file.read_only) == (None, False), step
        file.commit(add(100, index=0))
        while file.history.next_undo:
            undo(file)
        assert ids(file.document) == [], step
        file.close()
        assert [problem for problem in check_study(study) if problem.severity == "error"] == [], step
        assert list(study.root.rglob("*.lock")) == [], step
    assert step > 50


def test_a_crash_at_any_step_of_a_sessions_edit_keeps_it_readable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = SetEpisodes(before=SESSION.episodes, after=())
    step, crashed = 0, True
    while crashed:
        step, crashed, acknowledged = step + 1, False, False
        study = make_study(tmp_path / str(step))
        with monkeypatch.context() as patch:
            computer = Computer(patch)
            try:
                file = study.open_session("s001", by="anna")
                computer.steps, computer.last = 0, step
                file.commit(change)
                acknowledged = True
                file.close()
            except Crash:
                crashed = True
                locks._held_here.clear()
        assert study.load_session("s001").episodes in ((), SESSION.episodes)
        assert not acknowledged or study.load_session("s001").episodes == ()
        again = study.open_session("s001", by="bob")
        again.commit(SetEpisodes(before=again.document.episodes, after=SESSION.episodes))
        again.close()
        assert study.load_session("s001") == SESSION


def test_a_crash_at_any_step_of_making_a_study_leaves_no_half_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, crashed = 0, True
    while crashed:
        step, crashed = step + 1, False
        root = tmp_path / str(step) / "study"
        root.parent.mkdir()
        with monkeypatch.context() as patch:
            Computer(patch).last = step
            try:
                make_study(root)
            except Crash:
                crashed = True
        if root.exists():
            assert StudyFolder.open(root).study.id == "demo"


def test_typing_joined_over_a_snapshot_is_undone_in_one_step(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    _, edit = file.apply(note(0, "a"))
    file.write([edit])
    file.save_snapshot(file.snapshot())
    _, edit = file.apply(note(0, "ab", "a"), joins=True)
    file.write([edit])
    file.abandon()
    file = study.open_coding("s001", "anna")
    undo(file)
    assert file.document.events[0].note == ""
