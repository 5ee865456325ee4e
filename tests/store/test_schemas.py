"""The JSON Schemas are those of the typed model, and agree with the program on what is a good file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import coder
from coder.store import check_study, to_bytes
from coder.store.schemas import KINDS, json_schema, main, schema_files
from tests.store.builders import SCHEME, SESSION, STUDY, vectors

ROOT = Path(coder.__file__).parent.parent
FOLDER = ROOT / "schemas"
SAMPLE = ROOT / "sample_sessions" / "study"
CASE = vectors()["cases"][0]


def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((FOLDER / "json" / f"{kind}.schema.json").read_text()))


def test_the_schema_files_are_current(tmp_path: Path) -> None:
    main(tmp_path)
    for name, content in schema_files().items():
        assert (FOLDER / "json" / name).read_bytes() == content, "run: python -m coder.store.schemas schemas/json"
        assert (tmp_path / name).read_bytes() == content
    assert sorted(path.name for path in (FOLDER / "json").iterdir()) == sorted(schema_files())


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_itself_valid_and_knows_nothing_of_our_own_bookkeeping(kind: str) -> None:
    schema = json_schema(KINDS[kind])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "__extra__" not in json.dumps(schema)
    assert schema["required"][:2] == ["format", "version"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in vectors()["cases"]])
def test_the_hand_made_sessions_and_codings_are_valid(case: dict[str, Any]) -> None:
    validator("session").validate(case["session"])
    validator("coding").validate(case["coding"])


def test_what_the_program_writes_is_valid() -> None:
    for kind, document in (("study", STUDY), ("scheme", SCHEME), ("session", SESSION)):
        validator(kind).validate(json.loads(to_bytes(document)))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_the_schemes_that_come_with_the_program_are_valid(path: Path) -> None:
    validator("scheme").validate(json.loads(path.read_text(encoding="utf-8")))


def test_the_sample_study_is_valid_and_has_no_errors() -> None:
    kinds = {"study": "study.json", "session": "sessions/*/session.json", "coding": "sessions/*/codings/*.json"}
    for kind, pattern in kinds.items():
        files = sorted(SAMPLE.glob(pattern))
        assert files
        for file in files:
            validator(kind).validate(json.loads(file.read_text(encoding="utf-8")))
    assert [problem for problem in check_study(SAMPLE) if problem.severity == "error"] == []


def test_unknown_keys_are_valid_everywhere() -> None:
    later = json.loads(json.dumps(CASE["coding"]))
    later["mood"] = later["events"][0]["gaze"] = {"x": 1}
    validator("coding").validate(later)


@pytest.mark.parametrize(
    ("key", "value"),
    [("format", "securebase-session"), ("version", 2), ("coder", "a/b"), ("events", [{"id": "e1"}]), ("session", None)],
)
def test_what_the_program_refuses_is_not_valid(key: str, value: Any) -> None:
    assert not validator("coding").is_valid(CASE["coding"] | {key: value})
