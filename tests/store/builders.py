"""A small study, edits and files for the tests of the store and of what stands on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coder.model.changes import AddEvent, AnyChange, EditEvent, SetPass
from coder.model.coding import Coding, Event, PassRecord
from coder.model.scheme import Channel, Code, EpisodeTemplate, Pass, Scheme
from coder.model.session import Episode, Media, Participant, Session
from coder.model.study import Person, Study
from coder.store import DocumentFile, StudyFolder

DATA = Path(__file__).parent.parent / "data"


def code(code_id: str, key: str) -> Code:
    return Code(id=code_id, key=key, title=code_id.title(), definition=f"The infant does {code_id}.")


SCHEME = Scheme(
    id="small",
    revision=1,
    title="Small scheme",
    episodes=(EpisodeTemplate(id="ep5", kind="reunion", present=("caregiver", "child"), nominal_ms=180_000),),
    passes=(
        Pass(
            id="distress",
            title="Distress",
            channels=(
                Channel(
                    id="distress",
                    title="Distress",
                    kind="state",
                    exclusive=True,
                    codes=(code("calm", "n"), code("cry", "c"), code("fuss", "f")),
                ),
                Channel(id="bids", title="Bids", kind="point", codes=(code("bid", "b"),)),
            ),
        ),
    ),
    roles={"distress": ("fuss", "cry"), "bid": ("bid",)},
)

SESSION = Session(
    id="s001",
    scheme=SCHEME.ref,
    participant=Participant(child="c001", age_days=400),
    media=(Media(id="cam1", path="media/s001.mp4", role="reference"),),
    episodes=(Episode(id="ep5", kind="reunion", on=0, off=180_000, present=("caregiver", "child")),),
)

STUDY = Study(id="demo", title="Demo", people=(Person(id="anna"), Person(id="bob")))


def make_study(root: Path) -> StudyFolder:
    """A study with one session that nobody has coded."""
    study = StudyFolder.create(root, STUDY, [SCHEME])
    study.add_session(SESSION)
    return study


def event(number: int, **facts: Any) -> Event:
    return Event(**{"id": f"e{number}", "code": "cry", "on": number * 1000, "off": number * 1000 + 500} | facts)


def add(number: int, index: int | None = None) -> AnyChange:
    """The change that puts event ``number`` at the end of a coding that holds the events before it."""
    return AddEvent(event=event(number), index=number if index is None else index)


def note(number: int, text: str, before: str = "") -> AnyChange:
    return EditEvent(before=event(number, note=before), after=event(number, note=text))


def begin_pass(pass_id: str = "distress") -> AnyChange:
    return SetPass(before=None, after=PassRecord(id=pass_id, coded=((0, 1000),)), index=0)


def ids(coding: Coding) -> list[str]:
    return [e.id for e in coding.events]


def vectors() -> dict[str, Any]:
    """The hand-made sessions and codings in the form of the files."""
    found: dict[str, Any] = json.loads((DATA / "measures.json").read_text(encoding="utf-8"))
    return found


def undo(file: DocumentFile[Coding]) -> None:
    _, edit = file.undo()
    file.write([edit])


def redo(file: DocumentFile[Coding]) -> None:
    _, edit = file.redo()
    file.write([edit])


def crash(file: DocumentFile[Coding]) -> None:
    """Leave everything as a program does that is killed."""
    file.abandon()


def journal_of(study: StudyFolder, coder: str = "anna") -> Path:
    return study.coding_path("s001", coder).with_suffix(".journal")
