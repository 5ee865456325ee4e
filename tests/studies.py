"""Studies on disk for tests: the hand-computed vector sessions, coded by two people."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from coder.model.coding import Coding
from coder.model.scheme import Scheme
from coder.model.session import Session
from coder.model.study import Person, Study
from coder.store import StudyFolder, from_bytes, to_bytes

VECTORS = Path(__file__).parent / "data" / "measures.json"


def _typed(kind, plain):
    return from_bytes(kind, json.dumps(plain).encode(), VECTORS)


def vector_cases() -> list[dict]:
    """Return the hand-computed cases as plain JSON."""
    return json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]


def vector_study(root: Path, coders: tuple[str, ...] = ("anna", "maria")) -> StudyFolder:
    """Write a study of the vector sessions at ``root``; every coder has the same coding of each."""
    scheme = _typed(Scheme, json.loads(VECTORS.read_text(encoding="utf-8"))["scheme"])
    people = tuple(Person(id=c, roles=("coder", "supervisor") if c == "maria" else ("coder",)) for c in coders)
    study = Study(id="vectors", title="Hand-computed sessions", schemes=(scheme.ref,), people=people)
    folder = StudyFolder.create(root, study, [scheme])
    for case in vector_cases():
        session = _typed(Session, case["session"])
        folder.add_session(session)
        coding = _typed(Coding, case["coding"])
        for coder in coders:
            path = folder.coding_path(session.id, coder)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(to_bytes(msgspec.structs.replace(coding, coder=coder)))
    return folder
