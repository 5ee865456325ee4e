"""A recording that was moved is found again by name and content, and remembered for this computer alone."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from coder.model.session import Media
from coder.store import StudyFolder, find_media

CONTENT = b"the only copy"
CAMERA = Media(id="cam1", path="media/s001.mp4", sha256=hashlib.sha256(CONTENT).hexdigest())


def put(path: Path, content: bytes = CONTENT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_recording_in_its_own_place_is_not_searched(study: StudyFolder) -> None:
    own = put(study.root / "media" / "s001.mp4", b"whatever it is")
    assert find_media(study, CAMERA) == own


def test_a_moved_recording_is_found_by_name_and_content(study: StudyFolder, tmp_path: Path) -> None:
    put(tmp_path / "tapes" / "a" / "s001.mp4", b"another child")
    moved = put(tmp_path / "tapes" / "b" / "deep" / "s001.mp4")
    assert find_media(study, CAMERA) is None
    assert find_media(study, CAMERA, [tmp_path / "tapes"]) == moved


def test_what_was_found_is_remembered_outside_the_study(study: StudyFolder, tmp_path: Path) -> None:
    moved = put(tmp_path / "tapes" / "s001.mp4")
    before = sorted(study.root.rglob("*"))
    find_media(study, CAMERA, [tmp_path / "tapes"])
    assert find_media(study, CAMERA) == moved
    assert sorted(study.root.rglob("*")) == before
    assert (Path(os.environ["XDG_CONFIG_HOME"]) / "securebase" / "media.json").is_file()


def test_folders_named_once_are_searched_again_for_other_recordings(study: StudyFolder, tmp_path: Path) -> None:
    put(tmp_path / "tapes" / "s001.mp4")
    find_media(study, CAMERA, [tmp_path / "tapes"])
    other = put(tmp_path / "tapes" / "s002.mp4", b"two")
    assert find_media(study, Media(id="cam1", path="x/s002.mp4")) == other


def test_a_remembered_file_that_changed_is_checked_again(study: StudyFolder, tmp_path: Path) -> None:
    moved = put(tmp_path / "tapes" / "s001.mp4")
    find_media(study, CAMERA, [tmp_path / "tapes"])
    moved.write_bytes(b"overwritten with something longer")
    assert find_media(study, CAMERA) is None


def test_without_a_checksum_a_name_counts_only_if_it_is_the_only_one(study: StudyFolder, tmp_path: Path) -> None:
    nameless = Media(id="cam1", path="media/s001.mp4")
    one = put(tmp_path / "tapes" / "a" / "s001.mp4")
    assert find_media(study, nameless, [tmp_path / "tapes"]) == one
    one.unlink()
    put(tmp_path / "tapes" / "b" / "s001.mp4")
    put(tmp_path / "tapes" / "c" / "s001.mp4")
    assert find_media(study, nameless, [tmp_path / "tapes"]) is None


def test_a_search_can_be_stopped(study: StudyFolder, tmp_path: Path) -> None:
    put(tmp_path / "tapes" / "s001.mp4")
    assert find_media(study, CAMERA, [tmp_path / "tapes"], go_on=lambda: False) is None


def test_a_memory_that_is_damaged_or_cannot_be_kept_stops_nobody(
    study: StudyFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = put(tmp_path / "tapes" / "s001.mp4")
    put(Path(os.environ["XDG_CONFIG_HOME"]) / "securebase" / "media.json", b"{not json")
    assert find_media(study, CAMERA, [tmp_path / "tapes"]) == moved
    monkeypatch.setenv("XDG_CONFIG_HOME", str(put(tmp_path / "a file")))
    assert find_media(study, CAMERA, [tmp_path / "tapes"]) == moved
