"""Start, code, be killed: ``python -m tests.app.killing STUDY ROUNDS`` kills workers that code, and checks the disk.

Each edit follows from its number and the state before it, so that the state after any number of edits is known. Prints
one JSON line: rounds, edits acknowledged, edits found, and what was wrong.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import struct
import sys
import time
from pathlib import Path

import msgspec

import coder.store.document
from coder.app.desk import Desk
from coder.model.changes import AddEvent, AnyChange, EditEvent, RemoveEvent, apply
from coder.model.coding import Coding, Event
from coder.model.history import History
from coder.store import StudyFolder

coder.store.document.SNAPSHOT_EVERY = 12  # so that snapshots change under the kills, too
CLOSE_EVERY = 40


def act(number: int, coding: Coding, history: History) -> AnyChange | str:
    """What edit ``number`` is: a change, or ``undo`` or ``redo``."""
    draw = random.Random(number)
    kind, events = draw.random(), coding.events
    if kind < 0.15 and history.next_undo:
        return "undo"
    if kind < 0.25 and history.next_redo:
        return "redo"
    if kind < 0.45 and events:
        old = draw.choice(events)
        return EditEvent(before=old, after=msgspec.structs.replace(old, note=f"note {number}"))
    if kind < 0.6 and events:
        place = draw.randrange(len(events))
        return RemoveEvent(event=events[place], index=place)
    return AddEvent(event=Event(id=f"e{number}", code="cry", on=number), index=draw.randint(0, len(events)))


def work(study: StudyFolder, told: int) -> None:
    """Code for ever, and tell the number of every edit that is on disk."""
    while True:
        desk = Desk.open(study, "s001", "anna")
        os.write(told, struct.pack("<i", -1))
        for _ in range(CLOSE_EVERY):
            number = desk.save_state.edits
            doing = act(number, desk.coding, desk._coding.history)
            if isinstance(doing, str):
                getattr(desk, doing)()
            else:
                desk.do(doing)
            while desk.save_state.kind != "saved":  # the next edit follows from how many are on disk
                time.sleep(0.001)
            os.write(told, struct.pack("<i", desk.save_state.edits))
        desk.close()


class Expected:
    """The coding and its history after so many edits, computed in memory."""

    def __init__(self, coding: Coding) -> None:
        self.coding, self.history, self.edits = coding, History(), 0

    def advance(self, edits: int) -> None:
        for number in range(self.edits, edits):
            doing = act(number, self.coding, self.history)
            step = self.history.next_undo if doing == "undo" else self.history.next_redo
            if doing == "undo" and step:
                apply(self.coding, step.backward)
                self.history.undid()
            elif doing == "redo" and step:
                apply(self.coding, step.forward)
                self.history.redid()
            elif not isinstance(doing, str):
                apply(self.coding, doing)
                self.history.record(doing)
        self.edits = max(edits, self.edits)


def one_life(study: StudyFolder, edits: int, then_s: float) -> int:
    """Let a worker live until so many edits are told, and a moment more; return the last edit told to be on disk.

    Lives are counted in edits and not in time alone, so that a busy machine changes nothing about what is met.
    """
    reading, writing = os.pipe()
    worker = os.fork()
    if not worker:
        os.close(reading)
        work(study, writing)
    os.close(writing)
    heard = b""
    while len(heard) < 4 * (edits + 1):
        more = os.read(reading, 1 << 16)
        if not more:
            raise SystemExit("The worker ended by itself.")
        heard += more
    select.select([], [], [], then_s)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    while more := os.read(reading, 1 << 16):
        heard += more
    os.close(reading)
    numbers = struct.unpack(f"<{len(heard) // 4}i", heard[: len(heard) // 4 * 4])
    return max(numbers)


def main(root: str, rounds: int) -> None:
    study = StudyFolder.open(Path(root))
    expected = Expected(Coding(session="s001", coder="anna", scheme="small@1"))
    draw, wrong, acknowledged, found = random.Random(7), [], 0, 0
    for number in range(rounds):
        acknowledged = max(acknowledged, one_life(study, draw.randint(0, 60), draw.uniform(0, 0.004)))
        file = study.open_coding("s001", "anna")
        found = file.edits
        expected.advance(found)
        if found < acknowledged or file.damage:
            wrong.append(f"round {number}: {found} of {acknowledged} edits, {file.damage}")
        if file.document != expected.coding or file.history.done != expected.history.done:
            wrong.append(f"round {number}: the coding is not what {found} edits make it")
        file.abandon()
    print(json.dumps({"rounds": rounds, "acknowledged": acknowledged, "found": found, "wrong": wrong}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
