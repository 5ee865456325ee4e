"""What statistics packages are told of each column: labels, value labels, levels, formats, kinds of missing values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pyreadstat
import pytest
import rdata

from coder.tables import (
    AGREEMENT_CODERS_TABLE,
    AGREEMENT_CONFUSION_TABLE,
    AGREEMENT_DISAGREEMENTS_TABLE,
    AGREEMENT_DRIFT_TABLE,
    AGREEMENT_EVENTS_TABLE,
    AGREEMENT_SESSIONS_TABLE,
    AGREEMENT_TABLE,
    EVENTS_TABLE,
    MEASURES_TABLE,
    OPPORTUNITIES_TABLE,
    Column,
    Format,
    Table,
    event_rows,
    write_tables,
)
from tests.agreement.study import coding, report
from tests.metrics.scenes import scene
from tests.tables.test_formats import THINGS, Thing

SCENE = scene(
    "ep2 0-60 planned=90; ep3 60-120; ep5 120-200",
    "cry 5-30; cry 50-; approach 9; held 130-140 by=caregiver",
    coded={"affect": ""},
)
DAY = "2026-03-02T10:00:00Z"
COMPARED = report(
    [
        coding("anna", [(0, 30, "x"), (30, 60, "y")], [(5, "cry")], ratings=[("ep1", 3)], kind="A", finished=DAY),
        coding("maria", [(0, 20, "x"), (20, 60, "y")], [(6, "smile")], ratings=[("ep1", 5)], kind="B", finished=DAY),
    ]
)
TABLES: dict[Table, Any] = {
    MEASURES_TABLE: SCENE.measured.rows,
    OPPORTUNITIES_TABLE: SCENE.measured.opportunities,
    EVENTS_TABLE: event_rows(SCENE.coding, SCENE.tracks),
    AGREEMENT_TABLE: (),
    AGREEMENT_SESSIONS_TABLE: COMPARED.sessions,
    AGREEMENT_CONFUSION_TABLE: COMPARED.confusion,
    AGREEMENT_EVENTS_TABLE: COMPARED.events,
    AGREEMENT_DISAGREEMENTS_TABLE: COMPARED.disagreements,
    AGREEMENT_DRIFT_TABLE: COMPARED.drift,
    AGREEMENT_CODERS_TABLE: COMPARED.coders,
}
ROWS = [(row.episode, row.measure, row.part) for row in SCENE.measured.rows]


def measured(status: str) -> int:
    """Return the number of a row of `measures` whose status this is."""
    return next(n for n, row in enumerate(SCENE.measured.rows) if row.status == status)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("labels")
    for file_format in ("sav", "dta", "rds", "xlsx", "parquet"):
        write_tables(folder / file_format, TABLES, file_format=file_format)
    return folder


def columns() -> Iterator[Any]:
    for table in TABLES:
        for column in table.columns:
            yield pytest.param(table, column, id=f"{table.name}-{column.name}")


def sav(folder: Path, table: Table) -> Any:
    return pyreadstat.read_sav(folder / "sav" / f"{table.name}.sav", user_missing=True)


def dta(folder: Path, table: Table) -> Any:
    return pyreadstat.read_dta(folder / "dta" / f"{table.name}.dta", user_missing=True)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_spss_shows_labels_levels_value_labels_and_missing_values_of_every_column(folder: Path, table: Table) -> None:
    _, told = sav(folder, table)
    for column in table.columns:
        name = column.name
        assert told.column_names_to_labels[name] == column.label
        assert told.variable_measure[name] == column.level
        labels = told.variable_value_labels.get(name, {})
        if column.allowed and not column.joined:
            assert {str(value).removesuffix(".0"): label for value, label in labels.items()}.items() >= {
                (value, label) for value, label in column.allowed if label
            }
        assert bool(told.missing_ranges.get(name)) == bool(column.missing)
        if column.missing:
            (missing,) = told.missing_ranges[name]
            assert column.missing[:100] in labels["" if column.type == "text" else missing["hi"]]
    assert told.notes[0] == f"One row per {table.row}."


def test_spss_tells_apart_why_a_number_is_missing(folder: Path) -> None:
    cells, told = sav(folder, MEASURES_TABLE)
    labels = told.variable_value_labels["value"]
    for status in ("na_no_exposure", "not_coded", "right_censored"):
        assert labels[cells["value"][measured(status)]].startswith(f"{status}: ")
    (missing,) = told.missing_ranges["value"]
    assert missing["hi"] == -1e15 and missing["lo"] <= cells["value"].min()
    assert cells["value"][measured("event")] == SCENE.measured.rows[measured("event")].value


def test_spss_formats_show_whole_numbers_as_such_and_measures_with_decimals(folder: Path) -> None:
    _, told = sav(folder, MEASURES_TABLE)
    formats = told.original_variable_types
    assert (formats["value"], formats["n"], formats["status"]) == ("F12.4", "F8.0", "A24")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_stata_shows_labels_and_missing_values_of_every_column(folder: Path, table: Table) -> None:
    _, told = dta(folder, table)
    for column in table.columns:
        name = column.name
        assert told.column_names_to_labels[name] == column.label
        labels = told.variable_value_labels.get(name, {})
        if column.is_labelled:
            shown = [f"{value}: {words}" if words not in ("", value) else value for value, words in column.allowed]
            assert [labels[number] for number in range(1, len(shown) + 1)] == shown
        if column.missing and (column.is_labelled or column.type != "text"):
            assert labels["z"] == column.missing
    assert told.file_label == f"{table.name}: one row per {table.row}"


def test_stata_tells_apart_why_a_number_is_missing(folder: Path) -> None:
    cells, told = dta(folder, MEASURES_TABLE)
    for name in ("value", "lower_ms", "n"):
        labels = told.variable_value_labels[name]
        for status in ("not_coded", "not_bound"):
            assert labels[cells[name][measured(status)]].startswith(f"{status}: ")
    assert cells["lower_ms"][measured("ok")] == "z"
    assert told.variable_value_labels["upper_ms"][cells["upper_ms"][measured("right_censored")]].startswith("right_")


def test_a_reason_has_the_same_letter_in_every_column(folder: Path) -> None:
    letters: dict[str, set[str]] = {}
    for table in (MEASURES_TABLE, OPPORTUNITIES_TABLE):
        _, told = dta(folder, table)
        for name in ("value", "n", "lower_ms", "time", "event"):
            for letter, words in told.variable_value_labels.get(name, {}).items():
                if isinstance(letter, str) and letter != "z":
                    letters.setdefault(words.partition(": ")[0], set()).add(letter)
    assert len(letters) == 11
    assert all(len(found) == 1 for found in letters.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_r_has_labels_units_factors_and_named_values(folder: Path, table: Table) -> None:
    parsed = rdata.parser.parse_file(folder / "rds" / f"{table.name}.rds").object
    for column, vector in zip(table.columns, parsed.value, strict=True):
        attributes = rdata.conversion.convert(vector.attributes)
        assert attributes["label"] == [column.label]
        assert attributes.get("unit", [""]) == [column.unit]
        assert vector.info.object == column.is_category
        if column.is_category:
            assert list(attributes["levels"][: len(column.allowed)]) == [value for value, _ in column.allowed]
            assert list(attributes["class"]) == (["ordered", "factor"] if column.ordered else ["factor"])
        worded = {words: value for value, words in column.allowed if words}
        if worded and not column.joined:
            assert named_values(vector) == worded


def named_values(vector: Any) -> dict[str, str]:
    """Return the attribute `labels` as R has it: name → value. The library's own conversion drops names of texts."""
    pair, found = vector.attributes, {}
    while pair.info.type is rdata.parser.RObjectType.LIST:
        symbol = pair.tag.referenced_object or pair.tag
        found[symbol.value.value.decode()] = pair.value[0]
        pair = pair.value[1]
    labels = found["labels"]
    names = [text.value.decode() for text in labels.attributes.value[0].value]
    values = [one.value.decode() if hasattr(one, "info") else str(one) for one in labels.value]
    return dict(zip(names, values, strict=True))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_fields_carry_what_the_codebook_says(folder: Path, table: Table) -> None:
    schema = pyarrow.parquet.read_schema(folder / "parquet" / f"{table.name}.parquet")
    about = json.loads(schema.metadata[b"securebase"])
    assert (about["table"], about["one_row_per"], about["note"]) == (table.name, table.row, table.note)
    for column in table.columns:
        told = {key.decode(): text.decode() for key, text in schema.field(column.name).metadata.items()}
        assert (told["label"], told["definition"]) == (column.label, column.definition)
        assert told.get("missing", "") == column.missing
        assert json.loads(told.get("allowed", "{}")) == dict(column.allowed)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_workbook_brings_its_codebook_and_keeps_the_header_in_sight(folder: Path, table: Table) -> None:
    book = openpyxl.load_workbook(folder / "xlsx" / f"{table.name}.xlsx")
    assert book.sheetnames == [table.name, "codebook"]
    assert [sheet.freeze_panes for sheet in book] == ["A2", "A2"]
    described = [row[1] for row in book["codebook"].iter_rows(min_row=2, values_only=True)]
    assert described == ["(table)", *(column.name for column in table.columns)]


@pytest.mark.parametrize(("file_format", "written"), [("sav", "-1000000000000013"), ("dta", ".m")])
def test_the_codebook_says_how_the_format_writes_a_missing_number(
    tmp_path: Path, file_format: Format, written: str
) -> None:
    write_tables(tmp_path, TABLES, file_format=file_format)
    book = json.loads((tmp_path / "codebook.json").read_text(encoding="utf-8"))
    (value,) = [c for t in book["tables"] if t["name"] == "measures" for c in t["columns"] if c["name"] == "value"]
    assert value["missing"][written] == "not_run: the episode was not held"


def test_a_shortened_name_says_in_the_codebook_what_it_stands_for(tmp_path: Path) -> None:
    write_tables(tmp_path, {THINGS: [Thing()]}, file_format="dta")
    book = json.loads((tmp_path / "codebook.json").read_text(encoding="utf-8"))
    last: dict[str, Any] = book["tables"][0]["columns"][-1]
    assert last["name"] in dta_names(tmp_path / "things.dta")
    assert last["definition"].endswith(f"In other formats it is called {THINGS.columns[-1].name}.")


def dta_names(path: Path) -> list[str]:
    names: list[str] = pyreadstat.read_dta(path)[1].column_names
    return names


def test_a_label_that_is_too_long_is_cut_where_only_the_label_is_meant(tmp_path: Path) -> None:
    long = Table("long", "row", (Column("x", "text", "ä" * 300, "Long.", allowed=(("a", "ö" * 300),)),))
    for file_format in ("sav", "dta"):
        write_tables(tmp_path / file_format, {long: []}, file_format=file_format)
    _, told = pyreadstat.read_sav(tmp_path / "sav" / "long.sav")
    assert told.column_names_to_labels["x"] == "ä" * 126 + "…"
    assert told.variable_value_labels["x"]["a"] == "ö" * 58 + "…"
    _, told = pyreadstat.read_dta(tmp_path / "dta" / "long.dta")
    assert told.column_names_to_labels["x"] == "ä" * 79 + "…"
    assert "ä" * 300 in (tmp_path / "dta" / "codebook.csv").read_text(encoding="utf-8")
