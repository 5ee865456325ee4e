"""Recordings are looked at once, noticed when they change, and found again when they were moved."""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from coder.app.errors import AppError, Cancelled
from coder.app.jobs import Progress
from coder.app.recordings import current_facts, facts_of, find_change, kept_facts
from coder.app.relink import missing_recordings, relink, search_recordings
from coder.store import known_place
from tests.app.recordings_study import open_study, small_video


def calm() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def test_adding_a_session_keeps_what_was_seen_of_its_recordings(tmp_path: Path) -> None:
    study, session = open_study(tmp_path)
    kept = kept_facts(study.folder, "s001", "cam2")
    assert kept is not None
    # 52 frames at 25 per second are 2.08 s
    assert (kept.length_ms, kept.frames, kept.fps, kept.codec, kept.heavy) == (2080, 52, 25.0, "h264", False)
    assert kept.mark.sha256 == session.media[1].sha256


def test_nothing_of_it_goes_into_the_session(tmp_path: Path) -> None:
    study, _ = open_study(tmp_path)
    written = json.loads((study.folder.root / "sessions/s001/session.json").read_text(encoding="utf-8"))
    assert set(written["media"][0]) == {"id", "path", "sha256", "rate", "role"}


def test_a_recording_that_is_still_the_same_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study, session = open_study(tmp_path)
    file = study.folder.media_path(session.media[0])
    monkeypatch.setattr("coder.app.recordings.probe", lambda _: pytest.fail("read again"))
    monkeypatch.setattr("coder.app.recordings.file_sha256", lambda *_: pytest.fail("read again"))
    assert current_facts(study.folder, "s001", session.media[0], file).frames == 51
    assert find_change(study.folder, "s001", session.media[0], file, Progress(), calm()) is None


def test_a_recording_with_other_content_is_noticed_with_its_length_then_and_now(tmp_path: Path) -> None:
    study, session = open_study(tmp_path)
    file = study.folder.media_path(session.media[0])
    small_video(file, count=45)
    changed = find_change(study.folder, "s001", session.media[0], file, Progress(), calm())
    assert changed is not None
    assert changed.before is not None
    assert (changed.now.length_ms, changed.before.length_ms) == (1800, 2040)


def test_a_copy_with_another_date_is_no_change(tmp_path: Path) -> None:
    study, session = open_study(tmp_path)
    file = study.folder.media_path(session.media[0])
    os.utime(file, (1, 1))
    assert find_change(study.folder, "s001", session.media[0], file, Progress(), calm()) is None
    kept = kept_facts(study.folder, "s001", "cam1")
    assert kept is not None
    assert kept.mark.mtime_ns == 10**9


def test_the_check_waits_while_something_plays_and_can_be_stopped(tmp_path: Path) -> None:
    study, session = open_study(tmp_path)
    file = study.folder.media_path(session.media[0])
    os.utime(file, (1, 1))
    playing, progress = threading.Event(), Progress()
    threading.Timer(0.3, progress.stop).start()
    with pytest.raises(Cancelled):
        find_change(study.folder, "s001", session.media[0], file, progress, playing)


def test_facts_that_were_damaged_are_made_again(tmp_path: Path) -> None:
    study, session = open_study(tmp_path)
    (study.folder.root / ".cache/media/s001-cam1.json").write_text("{", encoding="utf-8")
    file = study.folder.media_path(session.media[0])
    assert kept_facts(study.folder, "s001", "cam1") is None
    assert current_facts(study.folder, "s001", session.media[0], file).frames == 51


def test_all_missing_recordings_are_found_under_one_folder(tmp_path: Path) -> None:
    study, session = open_study(tmp_path)
    (tmp_path / "archive").mkdir()
    shutil.move(tmp_path / "tapes", tmp_path / "archive" / "2026")
    assert [(s, camera.id) for s, camera in missing_recordings(study)] == [("s001", "cam1"), ("s001", "cam2")]
    assert study.overview("s001").missing_media == ("cam1", "cam2")
    found = search_recordings(study, [tmp_path / "archive"], Progress())
    assert (found.missing, found.found) == (2, (("s001", "cam1"), ("s001", "cam2")))
    assert study.overview("s001").missing_media == ()
    assert known_place(study.folder, session.media[0]) == tmp_path / "archive" / "2026" / "cam1.mp4"
    assert study.session("s001") == session


def test_a_file_of_the_name_with_other_content_is_not_taken(tmp_path: Path) -> None:
    study, _ = open_study(tmp_path, cameras=1)
    (tmp_path / "tapes/cam1.mp4").unlink()
    small_video(tmp_path / "elsewhere/cam1.mp4", count=40)
    assert search_recordings(study, [tmp_path / "elsewhere"], Progress()).found == ()


def test_a_search_that_is_stopped_keeps_what_it_found(tmp_path: Path) -> None:
    study, session = open_study(tmp_path)
    shutil.move(tmp_path / "tapes", tmp_path / "archive")
    progress = Progress(lambda share, _text: progress.stop() if share == 0.5 else None)
    with pytest.raises(Cancelled):
        search_recordings(study, [tmp_path / "archive"], progress)
    assert known_place(study.folder, session.media[0]) is not None


def test_a_recording_chosen_in_place_of_the_coded_one_is_known_from_then_on(tmp_path: Path) -> None:
    study, _ = open_study(tmp_path, cameras=1)
    other = small_video(tmp_path / "other.mp4", count=30)
    relink(study, "s001", "cam1", other, even_if_other=True)
    camera = study.session("s001").media[0]
    assert find_change(study.folder, "s001", camera, other, Progress(), calm()) is None
    kept = kept_facts(study.folder, "s001", "cam1")
    assert kept is not None
    assert kept.frames == 30


def test_what_is_no_video_has_no_facts(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("no video")
    with pytest.raises(AppError, match="not a video"):
        facts_of(tmp_path / "a.mp4")
