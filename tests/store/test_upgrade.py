"""Files of older versions open as if they were written today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coder.model.coding import Coding, Event, PassRecord
from coder.model.study import Study
from coder.store import Corrupt, StoreError, from_bytes, load, to_bytes
from coder.store.upgrade import CURRENT
from tests.store.builders import DATA

OLD = DATA / "old" / "coding-0.json"


def test_a_coding_of_version_0_had_seconds_under_other_names() -> None:
    assert load(Coding, OLD) == Coding(
        session="s001",
        coder="anna",
        scheme="small@1",
        passes=(PassRecord(id="distress", coded=((0, 94_500), (100_000, 180_000)), complete=True),),
        events=[
            Event(id="e1", code="cry", on=12_040, off=20_000, extra={"lab_note": "kept"}),
            Event(id="e2", code="bid", on=33_000),
            Event(id="e3", code="fuss", on=70_001, certainty="low"),
        ],
        extra={"lab": {"start": 1.5}},
    )


def test_an_old_file_is_written_back_in_the_present_version() -> None:
    written = json.loads(to_bytes(load(Coding, OLD)))
    assert written["version"] == CURRENT["securebase-coding"]
    assert written["events"][0] == {"id": "e1", "code": "cry", "on": 12_040, "off": 20_000, "lab_note": "kept"}


@pytest.mark.parametrize("part", [{"events": 5}, {"events": [7, {"start": "soon"}]}, {"passes": [{"coded": [1, "x"]}]}])
def test_an_old_file_that_is_wrong_is_refused_with_its_place(part: dict[str, object]) -> None:
    plain = json.loads(OLD.read_text()) | part
    with pytest.raises(Corrupt) as caught:
        from_bytes(Coding, json.dumps(plain).encode(), Path("old.json"))
    assert caught.value.place.startswith("$.")


def test_an_old_time_beyond_all_bounds_is_refused() -> None:
    plain = json.loads(OLD.read_text()) | {"events": [{"id": "e1", "code": "cry", "start": 1e308}]}
    with pytest.raises(StoreError):
        from_bytes(Coding, json.dumps(plain).encode(), Path("old.json"))


def test_an_old_version_nobody_ever_wrote_is_refused() -> None:
    data = b'{"format": "securebase-study", "version": 0, "id": "demo", "title": "Demo"}'
    with pytest.raises(Corrupt, match="Version 0 of this format is not known"):
        from_bytes(Study, data, Path("study.json"))
