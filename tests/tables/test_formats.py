"""Every table in every format, read back by other code than wrote it: the same cells, names that packages take."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coder.app.gathering import MEASURE_TABLES, session_rows, study_tables
from coder.app.measures import study_parameters
from coder.app.studies import OpenStudy
from coder.model.session import Participant
from coder.tables import WRITERS, Column, Format, Table, TablesError, write_tables
from tests.studies import vector_study
from tests.tables.readers import READERS, expected

FORMATS: tuple[Format, ...] = tuple(WRITERS)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
LONGEST_NAME = {"sav": 64, "dta": 32}
WORDS = (("quiet", "no sound"), ("loud: very", "a loud sound"), ("=odd", ""))

THINGS = Table(
    name="things",
    row="thing",
    columns=(
        Column("number", "integer", "Number", "Which one."),
        Column("sound", "text", "Sound", "What was heard.", allowed=WORDS, missing="nothing was heard"),
        Column("place", "text", "Place", "Where.", missing="nowhere", repeated=True),
        Column("remark", "text", "Remark", "What was said.", missing="nothing was said"),
        Column("count", "integer", "Count", "How many.", missing="nobody counted", reason="sound"),
        Column("kind", "integer", "Kind", "Which kind.", allowed=(("0", "small"), ("1", "large")), missing="no kind"),
        Column("size", "number", "Size", "How large.", missing="nobody measured"),
        Column("a_name_that_is_far_too_long_for_the_strictest", "number", "Weight", "How heavy.", missing="unknown"),
    ),
    note="Counted by hand.",
)


@dataclass(frozen=True)
class Thing:
    number: int = 1
    sound: str | None = None
    place: str | None = None
    remark: str | None = None
    count: int | None = None
    kind: int | None = None
    size: float | None = None
    a_name_that_is_far_too_long_for_the_strictest: float | None = None


EVIL = (
    "=1+1",
    "@SUM(A1)",
    '-2+3+cmd|" /C calc"!A0',
    "a, b; c",
    'she said "no"',
    "two\nlines",
    "umlauts äöüß",
    "emoji 👶🏽 and 愛着",
    "_x0041_",
    "http://example.org",
    "  spaces before",
    "'quoted'",
    "007",
    "NA",
    "nan",
    "True",
    "\t tab",
    "`macro' $name",
)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.rstrip) | st.sampled_from(EVIL)
WHOLE = st.integers(-(10**12), 10**12) | st.integers(-3, 3)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e300) | st.sampled_from(
    [0.1 + 0.2, 1 / 3, 1e-9]
)
ROWS = st.lists(
    st.builds(
        Thing,
        sound=st.none() | st.sampled_from([value for value, _ in WORDS]) | st.just("nobody foresaw this"),
        place=st.none() | st.sampled_from(["ep10", "ep2", "Küche"]) | TEXTS,
        remark=st.none() | TEXTS,
        count=st.none() | WHOLE,
        kind=st.none() | st.sampled_from([0, 1]),
        size=st.none() | NUMBERS,
        a_name_that_is_far_too_long_for_the_strictest=st.none() | NUMBERS,
    ),
    max_size=12,
)


def round_trip(table: Table, rows: list[Any], file_format: Format) -> tuple[list[str], list[list[Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        write_tables(Path(folder), {table: rows}, file_format=file_format)
        return READERS[file_format](Path(folder) / f"{table.name}.{file_format}", table)


@pytest.mark.parametrize("file_format", FORMATS)
@settings(max_examples=25)
@given(rows=ROWS)
@example(rows=[])
@example(rows=[Thing()])
@example(rows=[Thing(sound="quiet")] * 150 + [Thing(sound="quiet", count=2, size=0.5)])
@example(rows=[Thing(remark=text, place=text) for text in EVIL])
def test_every_cell_reads_back_as_it_was(file_format: Format, rows: list[Thing]) -> None:
    _, back = round_trip(THINGS, rows, file_format)
    wanted = expected(THINGS, rows)
    if file_format == "csv":
        wanted = [[neutralised(cell) for cell in row] for row in wanted]
    assert back == wanted


def neutralised(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


@pytest.mark.parametrize("file_format", FORMATS)
def test_names_are_valid_and_differ_whatever_their_case(file_format: Format) -> None:
    header, _ = round_trip(THINGS, [Thing()], file_format)
    assert len({name.lower() for name in header}) == len(THINGS.columns)
    assert all(NAME.fullmatch(name) and len(name) <= LONGEST_NAME.get(file_format, 64) for name in header)


@pytest.fixture(scope="module")
def study_on_disk(tmp_path_factory: pytest.TempPathFactory) -> dict[Table, Any]:
    """Return every table of the hand-computed sessions, each with a child of its own."""
    study = OpenStudy(vector_study(tmp_path_factory.mktemp("vectors") / "study"))
    parameters = study_parameters(study)
    gathered = []
    for id_ in study.folder.session_ids():
        one = session_rows(study, parameters, MEASURE_TABLES, True, id_)
        session = msgspec.structs.replace(one.session, participant=Participant(child=f"child-{id_}", age_days=400))
        gathered.append(replace(one, session=session, chosen=replace(one.chosen, session=session)))
    return study_tables(study, gathered, parameters, MEASURE_TABLES)


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_table_of_a_study_reads_back_as_it_was(
    study_on_disk: dict[Table, Any], file_format: Format, tmp_path: Path
) -> None:
    write_tables(tmp_path, study_on_disk, file_format=file_format)
    for table, rows in study_on_disk.items():
        header, back = READERS[file_format](tmp_path / f"{table.name}.{file_format}", table)
        assert all(NAME.fullmatch(name) and len(name) <= LONGEST_NAME.get(file_format, 64) for name in header)
        assert len({name.lower() for name in header}) == len(table.columns)
        if table.name == "seconds":
            assert len(back) == sum(block.length for block in rows)
        else:
            assert back == expected(table, rows), table.name


def test_all_formats_hold_the_same_seconds(study_on_disk: dict[Table, Any], tmp_path: Path) -> None:
    ((table, rows),) = [(table, rows) for table, rows in study_on_disk.items() if table.name == "seconds"]
    read = []
    for file_format in FORMATS:
        write_tables(tmp_path / file_format, {table: rows[:4]}, file_format=file_format)
        read.append(READERS[file_format](tmp_path / file_format / f"seconds.{file_format}", table)[1])
    assert all(one == read[0] for one in read[1:])


@pytest.mark.parametrize("file_format", ["dta", "rds", "parquet"])
def test_a_text_of_any_length_is_kept_whole(file_format: Format) -> None:
    long = "ä" * 40_000
    _, back = round_trip(THINGS, [Thing(remark=long), Thing(remark="short"), Thing()], file_format)
    assert [row[3] for row in back] == [long, "short", None]


@pytest.mark.parametrize(("file_format", "holds"), [("sav", 32_767), ("xlsx", 32_767)])
def test_a_text_too_long_for_the_format_says_that_it_was_cut(file_format: Format, holds: int, tmp_path: Path) -> None:
    written = write_tables(
        tmp_path, {THINGS: [Thing(remark="x" * 40_000, place="y" * 40_000)]}, file_format=file_format
    )
    _, ((_, _, place, remark, *_),) = READERS[file_format](tmp_path / f"things.{file_format}", THINGS)
    for text, letter in ((remark, "x"), (place, "y")):
        assert len(text.encode()) <= holds + 2
        assert re.fullmatch(letter + r"{32000,} … \[cut here; the CSV format holds all of it\]", text)
    assert [note.split(":")[0] for note in written.notes] == ["things, place", "things, remark"]
    book = (tmp_path / "codebook.csv").read_text(encoding="utf-8")
    assert "What was said. 1 of its texts are longer than this format holds and end in" in book


def test_a_list_that_is_cut_is_cut_between_its_things() -> None:
    listed = Table("lists", "list", (Column("ids", "text", "Ids", "Several ids.", joined=True),))

    @dataclass(frozen=True)
    class Row:
        ids: tuple[str, ...]

    _, ((text,),) = round_trip(listed, [Row(tuple(f"event{n:05}" for n in range(5_000)))], "xlsx")
    assert re.fullmatch(r"(event\d{5};)*event\d{5} … \[cut here; .*\]", text)


def test_a_table_with_more_rows_than_a_sheet_is_refused(tmp_path: Path) -> None:
    rows = [Thing()] * 1_048_576
    with pytest.raises(TablesError, match="things has 1048576 rows, but a file of the kind xlsx holds 1048575"):
        write_tables(tmp_path / "out", {THINGS: rows}, file_format="xlsx")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_number_the_format_cannot_hold_ends_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(TablesError, match=r"The table things cannot be written as dta: .*outside the range"):
        write_tables(tmp_path / "out", {THINGS: [Thing(size=1e308)]}, file_format="dta")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_format_whose_library_is_missing_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder.tables.formats.find_spec", lambda name: None)
    with pytest.raises(TablesError, match="need the library pyarrow, which is not installed"):
        write_tables(tmp_path / "out", {THINGS: []}, file_format="parquet")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("file_format", ["csv", "rds", "xlsx", "parquet"])
def test_equal_rows_give_equal_files(file_format: Format, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_tables(tmp_path / name, {THINGS: [Thing(1, "quiet", "here", "said", 1, 0, 0.5)]}, file_format=file_format)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
