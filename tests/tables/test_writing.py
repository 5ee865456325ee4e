"""Tables on disk: CSV that every program reads, a complete codebook, and no half-written folder."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.metrics import DEFAULTS, Parameters
from coder.tables import (
    EVENTS_TABLE,
    MEASURES_TABLE,
    NOT_A_CLASSIFICATION,
    OPPORTUNITIES_TABLE,
    WRITERS,
    Column,
    Table,
    TablesError,
    frame_of,
    write_tables,
)
from coder.tables.csv_format import write_csv
from tests.metrics.scenes import scene

NOTES = Table(
    name="notes",
    row="note",
    columns=(
        Column("note", "text", "Note", "What was noted.", missing="nothing"),
        Column("count", "integer", "Count", "How many.", missing="not counted"),
        Column("size", "number", "Size", "How large.", missing="not measured"),
    ),
)


@dataclass(frozen=True)
class Note:
    note: Any = None
    count: int | None = None
    size: float | None = None


def written(path: Path, *notes: Note) -> bytes:
    write_csv(NOTES, frame_of(NOTES, notes), path / "notes.csv")
    return (path / "notes.csv").read_bytes()


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_lines_end_as_rfc_4180_has_it_and_the_header_comes_first(tmp_path: Path) -> None:
    assert written(tmp_path, Note("a", 1, 0.5)) == b"note,count,size\r\na,1,0.5\r\n"


def test_a_table_without_rows_is_its_header(tmp_path: Path) -> None:
    assert written(tmp_path) == b"note,count,size\r\n"


def test_a_missing_value_is_an_empty_cell(tmp_path: Path) -> None:
    assert written(tmp_path, Note(), Note("", 0, 0.0)) == b"note,count,size\r\n,,\r\n,0,0\r\n"


def test_commas_quotes_and_line_breaks_are_quoted(tmp_path: Path) -> None:
    assert written(tmp_path, Note('she said "no", then\nleft')) == (
        b'note,count,size\r\n"she said ""no"", then\nleft",,\r\n'
    )


def test_text_is_utf_8(tmp_path: Path) -> None:
    assert "Bindung – Nähe 愛着".encode() in written(tmp_path, Note("Bindung – Nähe 愛着"))


def test_numbers_keep_full_precision_and_whole_ones_have_no_point(tmp_path: Path) -> None:
    lines = written(tmp_path, Note(size=1 / 3), Note(size=1000.0), Note(size=1e-9), Note(count=2**53)).decode()
    assert [line.split(",")[2] for line in lines.split("\r\n")[1:4]] == ["0.3333333333333333", "1000", "1e-09"]
    assert f"{2**53}" in lines


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=5))
def test_every_number_reads_back_as_itself(tmp_path_factory: pytest.TempPathFactory, numbers: list[float]) -> None:
    folder = tmp_path_factory.mktemp("numbers")
    written(folder, *(Note(size=number) for number in numbers))
    assert [float(row[2]) for row in read(folder / "notes.csv")[1:]] == numbers


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_a_text_that_a_spreadsheet_would_run_is_neutralised(tmp_path: Path, text: str) -> None:
    written(tmp_path, Note(text))
    assert read(tmp_path / "notes.csv")[1][0] == f"'{text}"


def test_a_negative_number_is_no_formula(tmp_path: Path) -> None:
    assert b"\r\n,-5,-0.5\r\n" in written(tmp_path, Note(count=-5, size=-0.5))


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")), max_size=5))
def test_every_text_reads_back_as_itself(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("texts")
    written(folder, *map(Note, texts))
    back = [row[0] for row in read(folder / "notes.csv")[1:]]
    assert [
        cell.removeprefix("'") if not text.startswith("'") else cell for cell, text in zip(back, texts, strict=True)
    ] == texts


def test_a_broken_character_does_not_stop_the_table(tmp_path: Path) -> None:
    assert b"bad \\ud800 end" in written(tmp_path, Note("bad \ud800 end"))


def test_several_things_in_a_cell_are_joined(tmp_path: Path) -> None:
    assert b"\r\na;b,,\r\n" in written(tmp_path, Note(("a", "b")))


def test_a_frame_has_typed_columns_with_missing_values() -> None:
    frame = frame_of(NOTES, [Note("a", 1, 0.5), Note()])
    assert [str(dtype) for dtype in frame.dtypes] == ["string", "Int64", "Float64"]
    assert frame.loc[1].isna().all()


def measured_tables(**parameters: Any) -> dict[Table, Any]:
    measured = scene("ep2 0-60; ep5 60-120", "cry 70-90; approach 75", **parameters).measured
    return {MEASURES_TABLE: measured.rows, OPPORTUNITIES_TABLE: measured.opportunities}


def test_tables_are_written_with_their_codebook(tmp_path: Path) -> None:
    written = write_tables(tmp_path / "new" / "folder", measured_tables())
    books = ["codebook.csv", "codebook.json", "codebook.html"]
    names = ["measures.csv", "opportunities.csv", *books, "load.R", "load.do", "load.sps", "export.json"]
    assert [file.name for file in written.files] == names
    assert sorted(file.name for file in (tmp_path / "new" / "folder").iterdir()) == sorted(names)


def test_written_rows_hold_what_was_measured(tmp_path: Path) -> None:
    tables = measured_tables()
    write_tables(tmp_path, tables)
    header, *lines = read(tmp_path / "measures.csv")
    assert len(lines) == len(tables[MEASURES_TABLE])
    (line,) = [dict(zip(header, row, strict=True)) for row in lines if row[3:5] == ["ep5", "comfort_latency"]]
    assert (line["value"], line["status"], line["flags"], line["evidence"]) == (
        "5000",
        "event",
        "within",
        "e2;e1;70000-75000",
    )


def test_pandas_reads_the_numbers_back(tmp_path: Path) -> None:
    tables = measured_tables()
    write_tables(tmp_path, tables)
    back = pd.read_csv(tmp_path / "measures.csv")
    assert back["value"].dropna().tolist() == [row.value for row in tables[MEASURES_TABLE] if row.value is not None]


def test_the_codebook_describes_every_column_that_was_written(tmp_path: Path) -> None:
    write_tables(tmp_path, measured_tables() | {EVENTS_TABLE: []})
    header, *lines = read(tmp_path / "codebook.csv")
    described = {(line[0], line[1]) for line in lines}
    for file in tmp_path.glob("*.csv"):
        assert {(file.stem, name) for name in read(file)[0]} <= described
    assert header == ["table", "name", "label", "type", "unit", "allowed", "missing", "definition", "parameters"]
    for line in lines:
        cells = dict(zip(header, line, strict=True))
        assert cells["label"] and cells["type"] and cells["definition"]


def test_every_codebook_says_that_nothing_is_a_classification(tmp_path: Path) -> None:
    write_tables(tmp_path, measured_tables())
    for name in ("codebook.csv", "codebook.json", "codebook.html"):
        assert NOT_A_CLASSIFICATION in (tmp_path / name).read_text(encoding="utf-8"), name


def test_the_page_of_the_codebook_shows_every_column_and_parameter_and_runs_nothing(tmp_path: Path) -> None:
    strange = Table("strange", "thing", (Column("x", "text", "<script>alert(1)</script>", "a & b", missing='"'),))
    write_tables(tmp_path, {**measured_tables(), strange: []})
    page = (tmp_path / "codebook.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "a &amp; b" in page
    shown = set(re.findall(r"<tr><td>([^<]*)</td>", page))
    assert {column.name for table in (MEASURES_TABLE, OPPORTUNITIES_TABLE) for column in table.columns} <= shown
    assert set(DEFAULTS.as_dict()) <= shown
    assert not re.search(r"(src|href)=\"(?!#)", page)


def test_the_log_knows_every_file_by_its_checksum(tmp_path: Path) -> None:
    written = write_tables(tmp_path, measured_tables(), about={"study": "demo", "schemes": ["play@1"]})
    log = json.loads((tmp_path / "export.json").read_text(encoding="utf-8"))
    assert (log["study"], log["schemes"], log["params"]) == ("demo", ["play@1"], DEFAULTS.params)
    assert log["rows"]["measures"] == len(read(tmp_path / "measures.csv")) - 1
    files = {file["name"]: file["sha256"] for file in log["files"]}
    assert set(files) == {path.name for path in written.files} - {"export.json"}
    for name, checksum in files.items():
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == checksum


def test_work_stopped_between_two_tables_leaves_nothing(tmp_path: Path) -> None:
    def stop(name: str) -> None:
        if name == "opportunities":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_tables(tmp_path / "out", measured_tables(), step=stop)
    assert list((tmp_path / "out").iterdir()) == []


def test_the_codebook_lists_the_parameters_in_full(tmp_path: Path) -> None:
    parameters = Parameters.of({"calm": 20_000})
    write_tables(tmp_path, measured_tables(calm=20_000), parameters=parameters)
    book = json.loads((tmp_path / "codebook.json").read_text(encoding="utf-8"))
    assert book["params"] == parameters.params
    assert {p["name"]: p["value"] for p in book["parameters"]} == {
        name: list(value) if isinstance(value, tuple) else value for name, value in parameters.as_dict().items()
    }
    lines = read(tmp_path / "codebook.csv")
    (calm,) = {line[8] for line in lines if line[0] == "measures"}
    assert calm.startswith(f"{parameters.params}: calm=20000; de_min=3000; ")
    assert {line[8] for line in lines if line[0] == "codebook"} == {""}
    assert read(tmp_path / "measures.csv")[1][-1] == parameters.params


def test_both_codebooks_say_the_same(tmp_path: Path) -> None:
    write_tables(tmp_path, measured_tables())
    book = json.loads((tmp_path / "codebook.json").read_text(encoding="utf-8"))
    structured = [
        (table["name"], name)
        for table in book["tables"]
        for name in ("(table)", *(column["name"] for column in table["columns"]))
    ]
    assert structured == [(line[0], line[1]) for line in read(tmp_path / "codebook.csv")[1:]]
    (status,) = [c for t in book["tables"] if t["name"] == "measures" for c in t["columns"] if c["name"] == "status"]
    assert {"value": "zero", "label": "measured, and none was seen"} in status["allowed"]


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "measures.csv").write_text("mine")
    with pytest.raises(TablesError, match=r"already holds measures\.csv\. Choose another folder, or ask to overwrite"):
        write_tables(tmp_path, measured_tables())
    assert [file.name for file in tmp_path.iterdir()] == ["measures.csv"]
    assert (tmp_path / "measures.csv").read_text() == "mine"


def test_what_is_there_is_replaced_when_asked_to(tmp_path: Path) -> None:
    (tmp_path / "measures.csv").write_text("mine")
    write_tables(tmp_path, measured_tables(), overwrite=True)
    assert read(tmp_path / "measures.csv")[0][0] == "session"


def test_a_disk_that_fills_up_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(table: Table, frame: pd.DataFrame, path: Path, book: object) -> None:
        path.write_text("half of it")
        if table is OPPORTUNITIES_TABLE:
            raise OSError(28, "No space left on device")

    (tmp_path / "measures.csv").write_text("mine")
    monkeypatch.setitem(WRITERS, "csv", replace(WRITERS["csv"], write=full))
    with pytest.raises(TablesError, match=r"cannot be written to .*: No space left on device"):
        write_tables(tmp_path, measured_tables(), overwrite=True)
    assert [file.name for file in tmp_path.iterdir()] == ["measures.csv"]
    assert (tmp_path / "measures.csv").read_text() == "mine"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(TablesError, match="The tables cannot be written to"):
        write_tables(tmp_path / "out", measured_tables(), parameters=DEFAULTS)
