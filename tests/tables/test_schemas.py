"""The schemas of the tables beside the rows that fill them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, get_args

import pytest

from coder.agreement import rows as agreement
from coder.agreement.stat import CiMethod, Reason, WarningCode
from coder.agreement.wording import REASONS, WARNINGS
from coder.metrics import MEASURES, MeasureRow, OpportunityRow, Status
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
    EventRow,
    Table,
    event_rows,
)
from coder.tables.codebook import CODEBOOK, CodebookRow
from tests.metrics.scenes import scene

ROWS: list[tuple[Table, Any]] = [
    (EVENTS_TABLE, EventRow),
    (MEASURES_TABLE, MeasureRow),
    (OPPORTUNITIES_TABLE, OpportunityRow),
    (AGREEMENT_TABLE, agreement.AgreementRow),
    (AGREEMENT_SESSIONS_TABLE, agreement.SessionRow),
    (AGREEMENT_CONFUSION_TABLE, agreement.ConfusionRow),
    (AGREEMENT_EVENTS_TABLE, agreement.EventRow),
    (AGREEMENT_DISAGREEMENTS_TABLE, agreement.DisagreementRow),
    (AGREEMENT_DRIFT_TABLE, agreement.DriftRow),
    (AGREEMENT_CODERS_TABLE, agreement.CoderRow),
    (CODEBOOK, CodebookRow),
]
IDS = [table.name for table, _ in ROWS]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=IDS)
def test_columns_are_the_fields_of_the_rows_in_order(table: Table, row: Any) -> None:
    assert [column.source for column in table.columns] == [field.name for field in fields(row)]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=IDS)
def test_a_column_that_can_be_empty_says_what_that_means(table: Table, row: Any) -> None:
    kinds = {field.name: str(field.type) for field in fields(row)}
    for column in table.columns:
        if "None" in kinds[column.source] or kinds[column.source].startswith("tuple"):
            assert column.missing, column.name


@pytest.mark.parametrize(("table", "row"), ROWS, ids=IDS)
def test_a_columns_type_is_that_of_its_field(table: Table, row: Any) -> None:
    kinds = {field.name: str(field.type).removesuffix(" | None") for field in fields(row)}
    for column in table.columns:
        kind = kinds[column.source]
        wanted = {"int": "integer", "float": "number", "Literal[0, 1, 2]": "integer"}.get(kind, "text")
        assert column.type == wanted, column.name


@pytest.mark.parametrize(("table", "_row"), ROWS, ids=IDS)
def test_every_column_is_described(table: Table, _row: Any) -> None:
    assert all(column.label and column.definition for column in table.columns)
    assert len({column.name for column in table.columns}) == len(table.columns)


def column(table: Table, name: str) -> dict[str, str]:
    (found,) = [column for column in table.columns if column.name == name]
    return dict(found.allowed)


def test_allowed_values_are_all_that_the_rows_can_hold() -> None:
    assert list(column(MEASURES_TABLE, "status")) == list(get_args(Status))
    assert list(column(MEASURES_TABLE, "measure")) == list(MEASURES)
    assert set(column(MEASURES_TABLE, "unit")) == {measure.unit for measure in MEASURES.values()}
    assert list(REASONS) == list(get_args(Reason))
    assert list(WARNINGS) == list(get_args(WarningCode))
    assert list(column(AGREEMENT_TABLE, "ci_method")) == list(get_args(CiMethod))
    assert list(column(AGREEMENT_TABLE, "family")) == list(agreement.FAMILIES)
    assert list(column(AGREEMENT_EVENTS_TABLE, "kind")) == list(get_args(agreement.EventKind))
    assert list(column(AGREEMENT_DISAGREEMENTS_TABLE, "kind")) == list(get_args(agreement.Kind))


def test_measured_rows_hold_allowed_values_alone() -> None:
    measured = scene("ep2 0-60 planned=90; ep3 60-120; ep5 120-200", "cry 5-30; cry 50-; approach 9").measured
    for table, rows in ((MEASURES_TABLE, measured.rows), (OPPORTUNITIES_TABLE, measured.opportunities)):
        for one in table.columns:
            found = {value for row in rows for value in cells(getattr(row, one.source), row.status)}
            assert not one.allowed or found <= dict(one.allowed).keys(), one.name


def cells(value: Any, status: str) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from value if status != "not_bound" else ()
    elif value is not None:
        yield str(value)


def flags_of(*args: Any, **rest: Any) -> dict[str, tuple[str, ...]]:
    measured = scene(*args, **rest)
    return {row.event: row.flags for row in event_rows(measured.coding, measured.tracks)}


def test_events_carry_the_times_the_measures_read() -> None:
    measured = scene("ep2 0-60", "cry 5-30; fuss 20-25; approach 9")
    rows = event_rows(measured.coding, measured.tracks)
    assert [(row.event, row.on, row.off, row.duration) for row in rows] == [
        ("e1", 5_000, 20_000, 15_000),
        ("e3", 9_000, None, None),
        ("e2", 20_000, 25_000, 5_000),
    ]
    assert [row.kind for row in rows] == ["state", "point", "state"]
    assert {(row.episode, row.child, row.coder) for row in rows} == {("ep2", "c1", "anna")}


def test_events_say_how_they_were_closed_and_cut() -> None:
    flags = flags_of("ep2 10-60", "cry 5-20; fuss 30-; held 40-70; smile 20-30; smile 25-28")
    assert flags == {
        "e1": ("left_cut",),
        "e2": ("open", "right_cut"),
        "e3": ("right_cut",),
        "e4": ("closed_by_next",),
        "e5": (),
    }


def test_events_nobody_reads_stay_in_the_table_and_say_why() -> None:
    flags = flags_of(
        "ep2 10-60", "smile 20-30; cry 70-80; held 20-30; held 20-40; laugh 12-13; approach 5", coded={"affect": ""}
    )
    assert flags == {
        "e1": ("not_coded",),
        "e2": ("outside_episodes", "not_read"),
        "e3": ("not_read",),
        "e4": (),
        "e5": ("unknown_code",),
        "e6": ("outside_episodes", "not_read"),
    }


def test_an_open_state_that_is_not_read_has_no_end() -> None:
    measured = scene("ep2 10-60", "smile 20-", coded={"affect": ""})
    (row,) = event_rows(measured.coding, measured.tracks)
    assert (row.off, row.duration, row.flags) == (None, None, ("open", "not_coded"))
