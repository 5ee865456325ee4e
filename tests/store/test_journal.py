"""The lines of a journal, and what is left of a journal that was torn or damaged."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.changes import AddEvent, Batch
from coder.store import NewerFormat
from coder.store.journal import Edit, Redo, SnapshotMark, Undo, edit_lines, header_line, read_journal
from tests.store.builders import add, begin_pass, event, note

FILE = Path("anna.journal")
AT = "2026-11-20T10:12:00.123Z"
EDITS = (
    Edit(n=1, at=AT, op=add(0)),
    Edit(n=2, at=AT, op=note(0, "weint “laut”")),
    Edit(n=3, at=AT, op=note(0, "still", "weint “laut”"), joins=True),
    Edit(n=4, at=AT, op=Undo(change=note(0, "", "still")), by="maria"),
    Edit(n=5, at=AT, op=Redo(change=note(0, "still"))),
    Edit(n=6, at=AT, op=Batch(changes=(begin_pass(), add(1)), label="Begin")),
    Edit(n=7, at=AT, op=SnapshotMark(sha256="c0ffee")),
)
GOOD = header_line("0ddba11") + edit_lines(EDITS)


def test_line_1_names_the_snapshot_and_every_other_line_is_an_edit() -> None:
    header, first, *_ = GOOD.splitlines()
    assert json.loads(header) == {"format": "securebase-journal", "version": 1, "snapshot": "0ddba11"}
    line = json.loads(first)
    assert list(line) == ["n", "at", "op", "crc"]
    assert line["op"] == {
        "type": "add_event",
        "event": {"id": "e0", "code": "cry", "on": 0, "off": 500},
        "index": 0,
    }


def test_the_crc_is_that_of_the_line_without_it() -> None:
    line = GOOD.splitlines()[1]
    crc = json.loads(line)["crc"]
    rest = line.replace(b',"crc":"%s"' % crc.encode(), b"")
    assert crc == f"{zlib.crc32(rest):08x}"


def test_a_journal_is_read_as_it_was_written() -> None:
    journal = read_journal(GOOD, FILE)
    assert journal.edits == EDITS
    assert (journal.snapshot, journal.size, journal.torn, journal.damage) == ("0ddba11", len(GOOD), b"", None)


def test_keys_a_later_version_added_to_an_event_are_kept_in_the_journal() -> None:
    strange = Edit(n=1, at=AT, op=AddEvent(event=event(0, extra={"gaze": {"x": 1}}), index=0))
    lines = edit_lines([strange])
    assert b"__extra__" not in lines
    assert json.loads(lines)["op"]["event"]["gaze"] == {"x": 1}
    assert read_journal(header_line("") + lines, FILE).edits == (strange,)


@given(cut=st.integers(0, len(GOOD) - 1))
def test_a_journal_cut_anywhere_keeps_every_whole_line(cut: int) -> None:
    journal = read_journal(GOOD[:cut], FILE)
    whole = GOOD[:cut].count(b"\n")
    assert journal.edits == EDITS[: max(whole - 1, 0)]
    assert journal.damage is None
    assert GOOD[: journal.size] + journal.torn == GOOD[:cut]


@given(at=st.integers(0, len(GOOD) - 1), bit=st.integers(0, 7))
def test_one_wrong_bit_never_changes_an_edit(at: int, bit: int) -> None:
    damaged = bytearray(GOOD)
    damaged[at] ^= 1 << bit
    try:
        journal = read_journal(bytes(damaged), FILE)
    except NewerFormat:
        return
    hit = GOOD[:at].count(b"\n")
    assert journal.edits == EDITS[: len(journal.edits)]
    if hit:
        assert len(journal.edits) >= hit - 1


def test_a_wrong_crc_in_the_middle_keeps_what_is_before_and_says_how_much_is_lost() -> None:
    journal = read_journal(GOOD.replace(b'"Begin"', b'"Began"'), FILE)
    assert journal.edits == EDITS[:5]
    assert str(journal.damage) == (
        "anna.journal, line 7: The journal is damaged here; 2 lines cannot be used. "
        "Everything before it is kept; put back a copy of the file to get the rest."
    )


def test_a_missing_edit_is_noticed() -> None:
    lines = GOOD.splitlines(keepends=True)
    journal = read_journal(b"".join([*lines[:3], *lines[4:]]), FILE)
    assert journal.edits == EDITS[:2]
    assert "Edit 2 is followed by edit 4" in str(journal.damage)


def test_a_journal_of_a_newer_program_says_so() -> None:
    with pytest.raises(NewerFormat, match="The journal has version 9"):
        read_journal(GOOD.replace(b'"version":1', b'"version":9'), FILE)


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_without_a_traceback(data: bytes) -> None:
    journal = read_journal(data, FILE)
    assert journal.edits == ()
    assert journal.damage or journal.torn == data


def test_edits_after_a_snapshot_are_those_after_its_mark() -> None:
    after = Edit(n=8, at=AT, op=add(2))
    journal = read_journal(GOOD + edit_lines([after]), FILE)
    assert journal.since("0ddba11") == (*EDITS, after)
    assert journal.since("c0ffee") == (after,)
    assert journal.since("another") is None
