"""One person's remarks about a session are a file of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.model.remarks import Bookmark, ClipCheck, Remarks
from coder.store import Corrupt, StoreError
from coder.store.remarks import load_remarks, remarks_by_all, remarks_path, save_remarks
from tests.store.builders import make_study

NOTED = Remarks(
    session="s001",
    person="anna",
    bookmarks=(Bookmark(at=12_000, note="look again"),),
    checks=(ClipCheck(coder="bob", on=1_000, off=2_000, verdict="flag", about="Comfort seeking", note="too early"),),
)


def test_remarks_come_back_as_they_were_written_and_each_person_has_their_own(tmp_path: Path) -> None:
    study = make_study(tmp_path / "study")
    assert load_remarks(study, "s001", "anna") == Remarks(session="s001", person="anna")
    save_remarks(study, NOTED)
    save_remarks(study, Remarks(session="s001", person="bob"))
    assert load_remarks(study, "s001", "anna") == NOTED
    assert [remarks.person for remarks in remarks_by_all(study, "s001")] == ["anna", "bob"]


def test_remarks_in_the_wrong_place_or_damaged_are_refused_with_a_sentence(tmp_path: Path) -> None:
    study = make_study(tmp_path / "study")
    save_remarks(study, NOTED)
    path = remarks_path(study, "s001", "anna")
    path.rename(path.with_name("bob.json"))
    with pytest.raises(Corrupt, match="lies where those of bob belong"):
        load_remarks(study, "s001", "bob")
    path.write_text("{")
    with pytest.raises(StoreError):
        load_remarks(study, "s001", "anna")
