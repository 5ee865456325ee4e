"""Two programs never write one coding at once, and nobody is locked out by a crash."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from coder.store import DiskProblem, Locked, StudyFolder, locks
from coder.store.locks import Holder, Lock
from tests.store.builders import add, ids


def lock_file(study: StudyFolder) -> Path:
    return study.coding_path("s001", "anna").with_suffix(".lock")


def leave_lock(study: StudyFolder, host: str, pid: int) -> Path:
    path = lock_file(study)
    path.parent.mkdir(exist_ok=True)
    holder = Holder(host=host, pid=pid, time="2026-11-20T10:12:00.000Z", token="theirs", by="maria")
    path.write_bytes(msgspec.json.encode(holder))
    return path


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_second_opener_is_told_who_is_there(study: StudyFolder) -> None:
    study.open_coding("s001", "anna")
    with pytest.raises(Locked) as caught:
        study.open_coding("s001", "anna")
    assert caught.value.holder.startswith(f"anna on {socket.gethostname()} since 20")
    assert caught.value.do == "Open it read-only or take over."


def test_the_second_opener_may_read(study: StudyFolder) -> None:
    first = study.open_coding("s001", "anna")
    first.commit(add(0))
    second = study.open_coding("s001", "anna", read_only=True)
    assert ids(second.document) == ["e0"]
    second.close()
    first.commit(add(1))


def test_who_is_taken_over_notices_at_the_next_edit_and_overwrites_nothing(study: StudyFolder) -> None:
    first = study.open_coding("s001", "anna")
    first.commit(add(0))
    second = study.open_coding("s001", "anna", take_over=True)
    second.commit(add(1))
    with pytest.raises(Locked, match="has taken over this document"):
        first.commit(add(1))
    first.close()
    second.commit(add(2))
    assert ids(study.load_coding("s001", "anna")) == ["e0", "e1", "e2"]


def test_closing_gives_the_lock_back(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    assert lock_file(study).exists()
    file.close()
    assert not lock_file(study).exists()


def test_the_lock_of_a_dead_process_of_this_computer_is_taken_over_silently(study: StudyFolder) -> None:
    leave_lock(study, socket.gethostname(), dead_pid())
    study.open_coding("s001", "anna").commit(add(0))


def test_a_lock_with_our_process_id_that_is_not_ours_was_left_by_an_earlier_process(study: StudyFolder) -> None:
    leave_lock(study, socket.gethostname(), os.getpid())
    study.open_coding("s001", "anna").commit(add(0))


def test_the_lock_of_a_living_process_of_this_computer_holds(study: StudyFolder) -> None:
    leave_lock(study, socket.gethostname(), os.getppid())
    with pytest.raises(Locked, match="maria on"):
        study.open_coding("s001", "anna")


def test_the_lock_of_another_computer_holds_and_can_be_taken_over(study: StudyFolder) -> None:
    leave_lock(study, "lab-pc-2", dead_pid())
    with pytest.raises(Locked, match="maria on lab-pc-2 since 2026-11-20 10:12 UTC has this open"):
        study.open_coding("s001", "anna")
    study.open_coding("s001", "anna", take_over=True).commit(add(0))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{}", b'{"host": 3}'])
def test_a_lock_that_says_nothing_locks_nobody_out(study: StudyFolder, content: bytes) -> None:
    leave_lock(study, "x", 1).write_bytes(content)
    study.open_coding("s001", "anna").commit(add(0))


@pytest.mark.parametrize("pid", [0, -1, 2**31, 2**70])
def test_a_lock_with_an_impossible_process_id_is_stale(study: StudyFolder, pid: int) -> None:
    path = leave_lock(study, "x", 1)
    path.write_bytes(path.read_bytes().replace(b'"pid":1', b'"pid":%d' % pid).replace(b'"x"', socket_name()))
    study.open_coding("s001", "anna").commit(add(0))


def socket_name() -> bytes:
    return msgspec.json.encode(socket.gethostname())


def test_a_lock_file_that_was_deleted_is_put_back(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    lock_file(study).unlink()
    file.commit(add(0))
    with pytest.raises(Locked):
        study.open_coding("s001", "anna")


def test_the_lock_of_a_vanished_folder_does_not_crash(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    file.commit(add(0))
    shutil.rmtree(study.root)
    with pytest.raises(DiskProblem):
        file.commit(add(1))
    file.close()


def test_a_session_is_locked_only_while_it_is_written(study: StudyFolder) -> None:
    lock = study.session_path("s001").with_suffix(".lock")
    file = study.open_session("s001", by="anna")
    assert not lock.exists()
    file.close()
    assert not lock.exists()


def test_a_turn_that_a_crash_of_another_computer_never_ended_passes(tmp_path: Path) -> None:
    path = tmp_path / "session.lock"
    holder = Holder(host="lab-pc-2", pid=1, time="2026-11-20T10:12:00.000Z", token="theirs")
    path.write_bytes(msgspec.json.encode(holder))
    with pytest.raises(Locked):
        Lock(path, stale_after_s=60).acquire()
    minutes_ago = path.stat().st_mtime - 120
    os.utime(path, (minutes_ago, minutes_ago))
    Lock(path, stale_after_s=60).acquire()


def test_a_file_system_without_hard_links_locks_too(study: StudyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    study.open_coding("s001", "anna").commit(add(0))
    with pytest.raises(Locked):
        study.open_coding("s001", "anna")


def test_locks_leave_no_drafts_behind(study: StudyFolder) -> None:
    file = study.open_coding("s001", "anna")
    with pytest.raises(Locked):
        study.open_coding("s001", "anna")
    assert [path.name for path in lock_file(study).parent.iterdir()] == ["anna.lock"]
    file.close()
    assert locks._held_here == set()
