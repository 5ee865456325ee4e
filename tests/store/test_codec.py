"""Files are read whatever they hold, and written back with everything that was in them."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.study import Study
from coder.store import Corrupt, DiskProblem, NewerFormat, StoreError, from_bytes, load, to_bytes
from tests.store.builders import SCHEME, SESSION, STUDY, event, vectors

FILE = Path("file.json")
CASES = [pytest.param(case, id=case["id"]) for case in vectors()["cases"]]


def content(document: Study | Scheme | Session | Coding) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_bytes(document))
    return found


def read_coding(**changed: Any) -> Coding:
    plain = {"format": "securebase-coding", "version": 1, "session": "s001", "coder": "anna", "scheme": "small@1"}
    return from_bytes(Coding, json.dumps(plain | changed).encode(), FILE)


@pytest.mark.parametrize("case", CASES)
def test_sessions_and_codings_survive_a_round_trip(case: dict[str, Any]) -> None:
    for kind, plain in ((Session, case["session"]), (Coding, case["coding"])):
        document = from_bytes(kind, json.dumps(plain).encode(), FILE)
        assert from_bytes(kind, to_bytes(document), FILE) == document
        assert to_bytes(from_bytes(kind, to_bytes(document), FILE)) == to_bytes(document)


@pytest.mark.parametrize("case", CASES)
def test_a_written_file_says_what_the_read_one_said(case: dict[str, Any]) -> None:
    for kind, plain in ((Session, case["session"]), (Coding, case["coding"])):
        assert content(from_bytes(kind, json.dumps(plain).encode(), FILE)) == without_defaults(plain)


def without_defaults(plain: Any) -> Any:
    """Leave out what means the same when it is not there."""
    if isinstance(plain, list):
        return [without_defaults(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    return {
        key: without_defaults(value) for key, value in plain.items() if value or (value == 0 and value is not False)
    }


def test_the_header_comes_first_and_every_event_has_a_line_of_its_own() -> None:
    coding = Coding(session="s001", coder="anna", scheme="small@1", events=[event(0, mods={"by": "child"}), event(1)])
    assert to_bytes(coding).decode() == (
        "{\n"
        '  "format": "securebase-coding",\n'
        '  "version": 1,\n'
        '  "session": "s001",\n'
        '  "coder": "anna",\n'
        '  "scheme": "small@1",\n'
        '  "events": [\n'
        '    {"id": "e0", "code": "cry", "on": 0, "off": 500, "mods": {"by": "child"}},\n'
        '    {"id": "e1", "code": "cry", "on": 1000, "off": 1500}\n'
        "  ]\n"
        "}\n"
    )


def test_one_more_event_changes_two_lines_of_the_file() -> None:
    before = Coding(session="s001", coder="anna", scheme="small@1", events=[event(n) for n in range(50)])
    after = Coding(session="s001", coder="anna", scheme="small@1", events=[event(n) for n in range(51)])
    assert len(set(to_bytes(after).splitlines()) ^ set(to_bytes(before).splitlines())) == 3  # a comma, and the new line


def test_a_text_in_any_script_is_written_as_it_is() -> None:
    noted = Coding(
        session="s001", coder="anna", scheme="small@1", events=[event(0, note="schaut weg – “näh” \u4f60 \t")]
    )
    assert "schaut weg – “näh” 你" in to_bytes(noted).decode("utf-8")
    assert from_bytes(Coding, to_bytes(noted), FILE) == noted


def test_a_byte_order_mark_is_taken_as_it_is() -> None:
    assert from_bytes(Study, b"\xef\xbb\xbf" + to_bytes(STUDY), FILE) == STUDY


def with_unknown_keys(plain: Any, names: list[str], value: Any) -> Any:
    """Return a copy in which every object that stands for a record has the given keys, too."""
    if isinstance(plain, list):
        return [with_unknown_keys(item, names, value) for item in plain]
    if not isinstance(plain, dict):
        return plain
    free_form = {"mods", "covariates", "parameters", "roles", "anchors", "subgroups"}
    inner = {key: item if key in free_form else with_unknown_keys(item, names, value) for key, item in plain.items()}
    return inner | dict.fromkeys(names, value)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NEW_KEYS = st.lists(st.text(min_size=1, max_size=12).map(lambda text: f"x-{text}"), min_size=1, max_size=3, unique=True)


@given(names=NEW_KEYS | st.just(["__extra__"]), value=JSON_VALUES)
def test_keys_of_a_later_version_are_kept_at_every_level(names: list[str], value: Any) -> None:
    case = vectors()["cases"][0]
    documents = [
        (Session, case["session"]),
        (Coding, case["coding"]),
        (Scheme, content(SCHEME)),
        (Study, content(STUDY)),
    ]
    for kind, plain in documents:
        strange = with_unknown_keys(content(from_bytes(kind, json.dumps(plain).encode(), FILE)), names, value)
        document = from_bytes(kind, json.dumps(strange).encode(), FILE)
        assert content(document) == strange
        assert from_bytes(kind, to_bytes(document), FILE) == document


def test_a_file_without_unknown_keys_has_nothing_set_aside() -> None:
    assert b"__extra__" not in to_bytes(SESSION)
    assert from_bytes(Session, to_bytes(SESSION), FILE).participant.extra == {}


def test_a_wrong_value_is_named_with_its_place_and_its_event() -> None:
    events = [content_of(event(n)) for n in range(5)]
    events[3]["on"] = "soon"
    with pytest.raises(Corrupt) as caught:
        read_coding(events=events)
    assert caught.value.place == "$.events[3].on (id e3)"
    assert str(caught.value) == (
        "file.json, $.events[3].on (id e3): Expected a whole number, got text. Correct it there or put a copy back."
    )


def content_of(one: Any) -> dict[str, Any]:
    return {"id": one.id, "code": one.code, "on": one.on, "off": one.off}


def test_a_missing_key_is_named() -> None:
    with pytest.raises(Corrupt, match="required key is missing: “coder”"):
        from_bytes(Coding, b'{"format": "securebase-coding", "version": 1, "session": "s", "scheme": "x@1"}', FILE)


@pytest.mark.parametrize("time", [10**13, -(10**13), 10**30])
def test_a_time_that_no_session_can_have_is_refused(time: int) -> None:
    with pytest.raises(Corrupt, match="id e0"):
        read_coding(events=[{"id": "e0", "code": "cry", "on": time}])


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", ".hidden", "a" * 81, "a\n"])
def test_an_id_that_is_no_file_name_is_refused(name: str) -> None:
    with pytest.raises(Corrupt):
        read_coding(coder=name)


def test_a_wrong_id_or_choice_is_explained_without_a_pattern() -> None:
    with pytest.raises(Corrupt, match=r"id a/b\): Expected an id: letters, digits, _ \. @ and -, at most 80\."):
        read_coding(events=[{"id": "a/b", "code": "cry", "on": 1}])
    with pytest.raises(Corrupt, match=r"id e0\): “sure” is not one of the values allowed here\."):
        read_coding(events=[{"id": "e0", "code": "cry", "on": 1, "certainty": "sure"}])
    with pytest.raises(Corrupt) as caught:
        read_coding(events=[{"id": "e0", "code": "cry", "on": 1, "certainty": "x" * 100_000}])
    assert len(str(caught.value)) < 200


def test_a_frame_number_no_table_can_hold_is_refused() -> None:
    with pytest.raises(Corrupt, match="Expected a whole number of at most 1000000000000"):
        read_coding(events=[{"id": "e0", "code": "cry", "on": 1, "frame": 2**64}])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (b"   \n", "The file is empty"),
        (b'{"format": "securebase-coding", "version": 1, "sess', "breaks off in the middle"),
        (b'{\n  "format": "securebase-coding",\n  oops\n}', "line 3: The file is not valid JSON"),
        (b"[1, 2]", "one JSON object"),
        (b'{"a": NaN}', "not valid JSON"),
        (b'{"a": 1e999}', "A number in it is too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "A number in it is too large"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b'{"format": "x", "format": "x"}', "“format” stands twice"),
        (b'{"format": "securebase-session", "version": 1}', "but it is a securebase-session file"),
        (b'{"session": "s001"}', "the key “format” is missing"),
        (b'{"format": "securebase-coding"}', "“version” should hold a whole number"),
        (b'{"format": "securebase-coding", "version": true}', "“version” should hold a whole number"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"format": "securebase-coding", "version": 1, "z": ' + b"[" * 90 + b"]" * 90 + b"}", "nested more than 64"),
    ],
)
def test_what_is_no_coding_ends_in_one_clear_line(data: bytes, says: str) -> None:
    with pytest.raises(Corrupt) as caught:
        from_bytes(Coding, data, FILE)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_a_newer_program_says_so() -> None:
    with pytest.raises(NewerFormat, match="version 7, and this program knows versions up to 1") as caught:
        read_coding(version=7)
    assert caught.value.do == "Open it with a newer version of the program."


def test_a_file_too_large_to_be_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(600 * 1024 * 1024)  # a hole: takes no room on the disk
    with pytest.raises(Corrupt, match="larger than 512 MB"):
        load(Study, path)


def test_a_pipe_or_a_device_is_no_file_of_a_study(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path / "pipe.json", Path(os.devnull)):
        with pytest.raises(Corrupt, match="no ordinary file"):
            load(Study, path)


def test_what_is_no_file_ends_in_a_disk_problem(tmp_path: Path) -> None:
    (tmp_path / "circle.json").symlink_to(tmp_path / "circle.json")
    for path in (tmp_path / "not-there.json", tmp_path, tmp_path / "circle.json", tmp_path / "nul\0.json"):
        with pytest.raises(DiskProblem):
            load(Study, path)


GOOD = to_bytes(from_bytes(Coding, json.dumps(vectors()["cases"][0]["coding"]).encode(), FILE))


@given(data=st.binary(max_size=300) | JSON_VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_end_in_a_document_or_one_error(data: bytes) -> None:
    for kind in (Study, Scheme, Session, Coding):
        with pytest.raises(StoreError):
            from_bytes(kind, data, FILE)


@given(at=st.integers(0, len(GOOD) - 1), cut=st.integers(0, 40), put=st.binary(max_size=6))
def test_a_damaged_coding_is_read_or_refused_but_never_crashes(at: int, cut: int, put: bytes) -> None:
    damaged = GOOD[:at] + put + GOOD[at + cut :]
    try:
        coding = from_bytes(Coding, damaged, FILE)
    except StoreError as error:
        assert "\n" not in str(error)
    else:
        assert from_bytes(Coding, to_bytes(coding), FILE) == coding


def places(plain: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value inside ``plain``."""
    if not isinstance(plain, dict | list):
        return [way]
    items = plain.items() if isinstance(plain, dict) else enumerate(plain)
    return [way] * bool(way) + [found for key, value in items for found in places(value, (*way, key))]


WAYS = places(json.loads(GOOD))


@given(way=st.sampled_from(WAYS), value=JSON_VALUES | st.floats(allow_nan=False, allow_infinity=False))
def test_any_value_in_any_place_is_read_or_refused(way: tuple[Any, ...], value: Any) -> None:
    plain = copy.deepcopy(json.loads(GOOD))
    inner = plain
    for key in way[:-1]:
        inner = inner[key]
    inner[way[-1]] = value
    try:
        coding = from_bytes(Coding, json.dumps(plain).encode(), FILE)
    except StoreError:
        return
    assert from_bytes(Coding, to_bytes(coding), FILE) == coding
