"""Withdrawn consent: nothing recorded of the child stays in the study."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from coder.app.errors import AppError
from coder.app.studies import OpenStudy
from coder.app.withdrawal import withdraw
from coder.model.edits import set_note
from coder.model.session import Media, Session
from coder.store import Locked, StudyFolder, check_study, from_bytes, to_bytes
from tests.studies import vector_study


@pytest.fixture
def study(tmp_path: Path) -> OpenStudy:
    """Return a study of hand-made sessions; the first has a video inside the folder and one outside."""
    folder = vector_study(tmp_path / "study")
    first, second = folder.session_ids()[:2]
    outside = tmp_path / "tapes" / "outside.mp4"
    outside.parent.mkdir()
    for file in (folder.root / "media" / "inside.mp4", folder.root / "media" / "shared.mp4", outside):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"video")
    _give(folder, first, "media/inside.mp4", "media/shared.mp4", "../tapes/outside.mp4")
    _give(folder, second, "media/shared.mp4")
    return OpenStudy(folder, "maria")


def _give(folder: StudyFolder, session_id: str, *paths: str) -> None:
    path = folder.session_path(session_id)
    session: Session = from_bytes(Session, path.read_bytes(), path)
    media = tuple(Media(id=f"cam{n}", path=file) for n, file in enumerate(paths, 1))
    child = msgspec.structs.replace(session.participant, child=f"c{session_id}", covariates={"condition": "A"})
    path.write_bytes(to_bytes(msgspec.structs.replace(session, media=media, participant=child)))


def test_everything_of_the_child_is_removed_from_the_study(study: OpenStudy, tmp_path: Path) -> None:
    first = study.folder.session_ids()[0]
    child = study.session(first).participant.child
    remarks = study.folder.session_path(first).parent / "remarks" / "anna.json"
    waveform = study.folder.root / ".cache" / f"{first}-cam1.npz"
    for file in (remarks, waveform):
        file.parent.mkdir()
        file.write_bytes(b"something about the child")
    gone = withdraw(study, child, child)
    session = study.session(first)
    assert gone.sessions == (first,)
    assert session.participant.release == "withdrawn"
    assert (session.participant.covariates, session.episodes, session.media) == ({}, (), ())
    assert study.folder.coders(first) == []
    assert {f.name for f in study.folder.session_path(first).parent.iterdir()} == {"session.json"}
    assert not (study.folder.root / "media" / "inside.mp4").exists()
    assert not waveform.exists()


def test_a_recording_another_child_needs_stays(study: OpenStudy) -> None:
    child = study.session(study.folder.session_ids()[0]).participant.child
    withdraw(study, child, child)
    assert (study.folder.root / "media" / "shared.mp4").exists()


def test_recordings_outside_the_study_are_named_and_not_touched(study: OpenStudy, tmp_path: Path) -> None:
    child = study.session(study.folder.session_ids()[0]).participant.child
    gone = withdraw(study, child, child)
    assert gone.left == (tmp_path / "tapes" / "outside.mp4",)
    assert gone.left[0].exists()


def test_the_other_sessions_are_untouched_and_the_study_is_sound(study: OpenStudy) -> None:
    first, second = study.folder.session_ids()[:2]
    before = study.folder.session_path(second).read_bytes()
    child = study.session(first).participant.child
    withdraw(study, child, child)
    assert study.folder.session_path(second).read_bytes() == before
    assert [p for p in check_study(study.folder) if first in str(p)] == []


def test_the_diary_says_withdrawn_and_nothing_of_the_content(study: OpenStudy) -> None:
    first = study.folder.session_ids()[0]
    child = study.session(first).participant.child
    withdraw(study, child, child)
    assert [e.what for e in study.diary()] == [f"withdrew session {first}: its recordings and codings were removed"]


def test_the_id_has_to_be_typed(study: OpenStudy) -> None:
    first = study.folder.session_ids()[0]
    child = study.session(first).participant.child
    with pytest.raises(AppError, match="Nothing was deleted"):
        withdraw(study, child, "c")
    assert study.folder.coders(first) == ["anna", "maria"]


def test_a_coder_does_not_withdraw(study: OpenStudy) -> None:
    study.become("anna")
    child = study.session(study.folder.session_ids()[0]).participant.child
    with pytest.raises(AppError, match="supervisor"):
        withdraw(study, child, child)


def test_nothing_is_deleted_while_somebody_codes(study: OpenStudy) -> None:
    first = study.folder.session_ids()[0]
    child = study.session(first).participant.child
    desk = OpenStudy(study.folder, "anna").open_desk(first)
    event = desk.coding.events[0]
    change = set_note(desk.coding, event.id, "still here")
    assert change is not None
    desk.do(change)
    with pytest.raises(Locked):
        withdraw(study, child, child)
    assert study.session(first).participant.release != "withdrawn"
    assert (study.folder.root / "media" / "inside.mp4").exists()
    desk.close()
    withdraw(study, child, child)
    assert study.folder.coders(first) == []
