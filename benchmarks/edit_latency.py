"""How long an edit takes until it is on the disk, beside a bare write and fsync to the same disk in the same run.

    python benchmarks/edit_latency.py [FOLDER]

Two lines per size of coding: until the desk has the edit on the disk, and until the window may go on (`Desk.do`). Then
how long the coding takes to open, after being closed and after a crash with 2 000 edits in its journal.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from coder.app.desk import Desk
from coder.model.changes import AddEvent, EditEvent
from coder.model.coding import Coding, Event
from coder.model.scheme import Channel, Code, Pass, Scheme
from coder.model.session import Participant, Session
from coder.model.study import Study
from coder.store import StudyFolder

SIZES = (100, 1_000, 10_000, 50_000)
EDITS = 300
CRY = Code(id="cry", key="c", title="Cry")
CHANNEL = Channel(id="distress", title="Distress", kind="state", codes=(CRY,))
SCHEME = Scheme(
    id="bench", revision=1, title="Bench", passes=(Pass(id="distress", title="Distress", channels=(CHANNEL,)),)
)


def event(number: int) -> Event:
    return Event(id=f"e{number}", code="cry", on=number * 100, off=number * 100 + 60, frame=number * 3)


def study_with(events: int, root: Path) -> StudyFolder:
    study = StudyFolder.create(root, Study(id="bench", title="Bench"), [SCHEME])
    study.add_session(Session(id="s001", scheme=SCHEME.ref, participant=Participant(child="c001")))
    coding = Coding(session="s001", coder="anna", scheme=SCHEME.ref, events=[event(n) for n in range(events)])
    study.add_coding(coding)
    return study


def timed(act: Callable[[int], object]) -> list[float]:
    """Return how long each of `EDITS` calls took, in ms."""
    times = []
    for number in range(EDITS):
        begin = time.perf_counter()
        act(number)
        times.append((time.perf_counter() - begin) * 1000)
    return times


def raw_append(folder: Path) -> list[float]:
    """The peer: a line of the same length, written and fsynced with nothing around it."""
    handle = os.open(folder / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    line = b"x" * 170 + b"\n"

    def append(_: int) -> None:
        os.write(handle, line)
        os.fsync(handle)

    times = timed(append)
    os.close(handle)
    return times


def desk_edits(study: StudyFolder, events: int) -> tuple[list[float], list[float]]:
    """Return the ms until `Desk.do` returned and until the edit was on disk; half new events, half changed ones."""
    desk = Desk.open(study, "s001", "anna")
    returned = []

    def edit(number: int) -> None:
        begin = time.perf_counter()
        if number % 2:
            old = desk.coding.events[number * 7919 % events]
            desk.do(EditEvent(before=old, after=msgspec.structs.replace(old, note=f"note {number}")))
        else:
            desk.do(AddEvent(event=event(events + number), index=events + number // 2))
        returned.append((time.perf_counter() - begin) * 1000)
        while desk.save_state.kind != "saved":
            desk._writer.wait(1.0)

    on_disk = timed(edit)
    desk.close()
    return returned, on_disk


def opening(study: StudyFolder) -> float:
    begin = time.perf_counter()
    file = study.open_coding("s001", "anna")
    seconds = time.perf_counter() - begin
    file.abandon()
    return seconds * 1000


def journal_of_2000(study: StudyFolder) -> None:
    """Leave 2 000 edits in the journal as a crash does."""
    file = study.open_coding("s001", "anna")
    count = len(file.document.events)
    file.write([file.apply(AddEvent(event=event(100_000 + n), index=count + n))[1] for n in range(2000)])
    file.abandon()


def figures(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):8.2f} {ordered[int(len(ordered) * 0.95)]:8.2f} {ordered[-1]:8.2f}"


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=base) as folder:
        print("ms                  median      95 %      max")
        print(f"write + fsync    {figures(raw_append(Path(folder)))}")
        for size in SIZES:
            study = study_with(size, Path(folder) / str(size))
            returned, on_disk = desk_edits(study, size)
            closed = opening(study)
            journal_of_2000(study)
            print(f"{size:6d} on disk   {figures(on_disk)}")
            print(f"       returned  {figures(returned)}   opening {closed:.0f}, after a crash {opening(study):.0f}")
        print(f"write + fsync    {figures(raw_append(Path(folder)))}")


if __name__ == "__main__":
    main()
