"""A study folder is made whole, opened with one clear error or none, and never half-written."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from coder.model.coding import Coding
from coder.model.session import Media
from coder.store import Conflict, Corrupt, StoreError, StudyFolder, load_scheme, to_bytes, write_atomically
from tests.store.builders import SCHEME, SESSION, STUDY, add, event, make_study


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_study_holds_what_it_was_given(tmp_path: Path) -> None:
    made = StudyFolder.create(tmp_path / "new" / "study", STUDY, [SCHEME])
    study = StudyFolder.open(tmp_path / "new" / "study")
    assert study.study == made.study == msgspec.structs.replace(STUDY, schemes=("small@1",))
    assert study.schemes == {"small@1": SCHEME}
    assert (study.session_ids(), names(tmp_path / "new")) == ([], ["study"])


def test_a_study_may_be_made_in_an_empty_folder_but_not_over_anything(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    StudyFolder.create(tmp_path / "empty", STUDY)
    for taken in (tmp_path / "empty", tmp_path / "file"):
        (tmp_path / "file").write_text("mine")
        with pytest.raises(StoreError, match="There is something here already"):
            StudyFolder.create(taken, STUDY)
    assert (tmp_path / "file").read_text() == "mine"


def test_the_folder_or_its_head_opens_a_study(study: StudyFolder) -> None:
    assert StudyFolder.open(str(study.root / "study.json")).root == study.root


def test_a_link_to_a_study_opens_it_and_its_files_stay_where_they_are(study: StudyFolder, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(study.root)
    elsewhere = tmp_path / "elsewhere.json"
    head = study.root / "study.json"
    head.rename(elsewhere)
    head.symlink_to(elsewhere)
    linked = StudyFolder.open(tmp_path / "link")
    linked.save_study(msgspec.structs.replace(linked.study, title="New title"))
    assert head.is_symlink()
    assert json.loads(elsewhere.read_text())["title"] == "New title"


def broken(root: Path, how: str) -> None:
    head, scheme = root / "study.json", root / "schemes" / "small@1.json"
    if how == "no head":
        head.unlink()
    elif how == "head is a folder":
        head.unlink()
        head.mkdir()
    elif how == "head links to itself":
        head.unlink()
        head.symlink_to(head)
    elif how == "head links to nothing":
        head.unlink()
        head.symlink_to(root / "gone.json")
    elif how == "no scheme":
        scheme.unlink()
    elif how == "another scheme":
        scheme.write_bytes(scheme.read_bytes().replace(b'"revision": 1', b'"revision": 2'))
    elif how == "scheme leads outside":
        head.write_bytes(head.read_bytes().replace(b"small@1", b"../../x"))
    elif how == "schemes is a file":
        scheme.unlink()
        scheme.parent.rmdir()
        scheme.parent.write_text("")


HOWS = [
    "no head",
    "head is a folder",
    "head links to itself",
    "head links to nothing",
    "no scheme",
    "another scheme",
    "scheme leads outside",
    "schemes is a file",
]


@pytest.mark.parametrize("how", HOWS)
def test_a_broken_study_ends_in_one_clear_line(study: StudyFolder, how: str) -> None:
    broken(study.root, how)
    with pytest.raises(StoreError) as caught:
        StudyFolder.open(study.root)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith((".", "-."))


@pytest.mark.parametrize("path", ["nowhere", "a\0b", "x" * 5000, ""])
def test_a_path_that_leads_to_no_study_ends_in_one_clear_line(path: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        StudyFolder.open(tmp_path / path)


def test_a_file_where_the_sessions_should_be_ends_in_one_clear_line(tmp_path: Path) -> None:
    study = StudyFolder.create(tmp_path / "study", STUDY, [SCHEME])
    (study.root / "sessions").rmdir()
    (study.root / "sessions").write_text("")
    for attempt in (study.session_ids, lambda: study.add_session(SESSION), lambda: study.open_coding("s001", "anna")):
        with pytest.raises(
            StoreError, match=r"A file (stands where a folder should be|or folder of that name is in the way)\."
        ):
            attempt()


@pytest.mark.parametrize("name", ["../s001", "s001/../s001", "", ".", "..", "s001\n", "a\0", "ä", "x" * 200])
def test_no_id_leads_out_of_its_folder(study: StudyFolder, name: str) -> None:
    for attempt in (
        lambda: study.load_session(name),
        lambda: study.load_coding("s001", name),
        lambda: study.open_coding("s001", name),
        lambda: study.coders(name),
    ):
        with pytest.raises(StoreError, match="cannot be the id"):
            attempt()


def test_a_session_is_added_once(study: StudyFolder) -> None:
    with pytest.raises(StoreError, match="There is a session s001 already"):
        study.add_session(SESSION)
    with pytest.raises(StoreError, match="does not use the scheme other@1"):
        study.add_session(msgspec.structs.replace(SESSION, id="s002", scheme="other@1"))
    assert study.session_ids() == ["s001"]


def test_a_file_under_a_wrong_name_is_refused(study: StudyFolder) -> None:
    study.add_session(msgspec.structs.replace(SESSION, id="s002"))
    study.session_path("s002").write_bytes(to_bytes(SESSION))
    with pytest.raises(Corrupt, match="The session in it is s001, but its folder is s002"):
        study.load_session("s002")
    study.open_coding("s001", "anna").commit(add(0))
    path = study.coding_path("s001", "anna")
    for suffix in (".json", ".journal"):
        path.with_suffix(suffix).rename(path.with_name("bob").with_suffix(suffix))
    for opening in (study.load_coding, study.open_coding):
        with pytest.raises(Corrupt, match="It holds session s001 by anna"):
            opening("s001", "bob")
    assert not path.with_name("bob.lock").exists()


def test_coders_are_those_with_a_file(study: StudyFolder) -> None:
    for coder in ("bob", "anna"):
        file = study.open_coding("s001", coder)
        file.commit(add(0))
        file.close()
    (study.coding_path("s001", "anna").parent / ".anna.json.a1.tmp").write_text("")
    assert study.coders("s001") == ["anna", "bob"]
    assert study.coders("nobody") == []


def test_a_whole_coding_is_added_once(study: StudyFolder) -> None:
    coding = Coding(session="s001", coder="bob", scheme="small@1", events=[event(0)])
    study.add_coding(coding)
    assert study.load_coding("s001", "bob") == coding
    with pytest.raises(StoreError, match="bob has coded this session already"):
        study.add_coding(coding)


def test_a_scheme_in_use_never_changes(study: StudyFolder) -> None:
    study.add_scheme(SCHEME)
    with pytest.raises(StoreError, match="There is another scheme small@1 already"):
        study.add_scheme(msgspec.structs.replace(SCHEME, title="Better"))
    second = msgspec.structs.replace(SCHEME, revision=2, title="Better")
    study.add_scheme(second)
    assert StudyFolder.open(study.root).schemes == {"small@1": SCHEME, "small@2": second}
    assert load_scheme(study.root / "schemes" / "small@2.json") == second


def test_two_people_do_not_overwrite_each_others_study_settings(study: StudyFolder) -> None:
    other = StudyFolder.open(study.root)
    other.save_study(msgspec.structs.replace(other.study, title="Theirs"))
    with pytest.raises(Conflict, match="Somebody else has changed the study"):
        study.save_study(msgspec.structs.replace(study.study, title="Ours"))
    assert StudyFolder.open(study.root).study.title == "Theirs"


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("media/s001.mp4", "study/media/s001.mp4"),
        ("../tapes/s001.mp4", "tapes/s001.mp4"),
        ("media/../../tapes/./s001.mp4", "tapes/s001.mp4"),
        ("media\\s001.mp4", "study/media/s001.mp4"),
    ],
)
def test_media_paths_are_relative_to_the_study_and_may_lead_outside(tmp_path: Path, path: str, leads_to: str) -> None:
    study = make_study(tmp_path / "study")
    assert study.media_path(Media(id="cam1", path=path)) == tmp_path / leads_to


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000])
def test_a_media_path_that_cannot_be_one_is_no_file(study: StudyFolder, path: str) -> None:
    assert not study.has_file(Media(id="cam1", path=path))


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_a_file_that_cannot_be_replaced_stays_and_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside").touch()
    with pytest.raises(StoreError):
        write_atomically(tmp_path / "folder", b"new")
    assert names(tmp_path) == ["folder"]
