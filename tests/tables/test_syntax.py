"""The files that load an export in R, Stata and SPSS.

R and PSPP run them where they are installed. Stata has no free reader of do-files: there the texts themselves are
checked, that every command names columns that are there and no label can end its quotes.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from coder.tables import (
    EVENTS_TABLE,
    MEASURES_TABLE,
    OPPORTUNITIES_TABLE,
    Column,
    Format,
    Table,
    event_rows,
    write_tables,
)
from tests.metrics.scenes import scene
from tests.tables.readers import READERS
from tests.tables.test_formats import THINGS, Thing

SCENES = [
    scene("ep2 0-60; ep3 60-120; ep5 120-200; ep8 200-300", events)
    for events in (
        "cry 125-140; approach 130; smile 10-12",
        "cry 205-230; bid 210; smile 70-75; smile 80-82",
        "cry 1-300",
    )
]
MISCHIEF = Table(
    "mischief",
    'thing `x\' "y" $z',
    (
        Column("a", "text", "it's \"quoted\" `macro' $global \\ end\nof line", "x", allowed=(("v'1", "w\"'1`$"),)),
        Column("b", "integer", "ü" * 300, "x", allowed=(("0", "nein, 'doch'"),), missing="n"),
    ),
)
TABLES: dict[Table, Any] = {
    MEASURES_TABLE: [row for one in SCENES for row in one.measured.rows],
    OPPORTUNITIES_TABLE: [row for one in SCENES for row in one.measured.opportunities],
    EVENTS_TABLE: [row for one in SCENES for row in event_rows(one.coding, one.tracks)],
    THINGS: [Thing(1, "quiet", "Küche", "plain", 2**40, 1, 0.5)],
    MISCHIEF: [],
}
COMPANIONS: dict[Format, set[str]] = {
    "csv": {"load.R", "load.do", "load.sps"},
    "sav": {"load.sps"},
    "dta": {"load.do"},
    "rds": {"load.R"},
    "xlsx": set(),
    "parquet": set(),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("syntax")
    for file_format in COMPANIONS:
        write_tables(folder / file_format, TABLES, file_format=file_format)
    return folder


def text(folder: Path, file_format: str, name: str) -> str:
    return (folder / file_format / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("file_format", COMPANIONS)
def test_each_format_brings_the_files_of_the_packages_that_read_it(folder: Path, file_format: Format) -> None:
    assert {path.name for path in (folder / file_format).glob("load.*")} == COMPANIONS[file_format]


@pytest.mark.parametrize(("file_format", "name"), [(f, n) for f, names in COMPANIONS.items() for n in sorted(names)])
def test_every_table_is_loaded_by_its_name(folder: Path, file_format: Format, name: str) -> None:
    loaded = text(folder, file_format, name)
    for table, rows in TABLES.items():
        if rows:
            assert f"{table.name}.{file_format}" in loaded


def test_the_r_script_is_plain_ascii_so_that_no_locale_spoils_it(folder: Path) -> None:
    script = text(folder, "csv", "load.R")
    assert '"\\u00fc' in script
    labels = re.findall(r'"label"\) <- (".*")$', script, flags=re.MULTILINE)
    assert len(labels) == sum(len(table.columns) for table in TABLES)
    assert all(label.isascii() and re.fullmatch(r'"(\\.|[^"\\])*"', label) for label in labels)


def test_the_do_file_names_and_labels_every_column_in_its_place(folder: Path) -> None:
    do = text(folder, "csv", "load.do")
    section = do.split('import delimited using "measures.csv"')[1].split("import delimited")[0]
    renamed = re.findall(r"^rename v(\d+) (\w+)$", section, flags=re.MULTILINE)
    header, _ = READERS["csv"](folder / "csv" / "measures.csv", MEASURES_TABLE)
    assert renamed == [(str(place), name) for place, name in enumerate(header, 1)]
    assert set(re.findall(r"^label variable (\w+) ", section, flags=re.MULTILINE)) == set(header)
    assert re.search(r'^label define status 4 "right_censored: still going .*", modify$', section, flags=re.MULTILINE)


@pytest.mark.parametrize("file_format", ["csv", "dta"])
def test_the_do_file_counts_measures_as_the_labels_do(folder: Path, file_format: Format) -> None:
    names = [value for value, _ in OPPORTUNITIES_TABLE.column("measure").allowed]
    number = names.index("comfort_latency") + 1
    assert f"keep if measure == {number} & !missing(lower)" in text(folder, file_format, "load.do")


def test_no_label_can_end_its_quotes_in_stata(tmp_path: Path) -> None:
    write_tables(tmp_path, {MISCHIEF: [Row()]})
    do = (tmp_path / "load.do").read_text(encoding="utf-8")
    section = do.split("import delimited")[1]
    for line in section.splitlines():
        assert not set("`$\\") & set(line)
        assert line.count('"') % 2 == 0


class Row:
    a, b = "v'1", 0


def test_no_label_can_end_its_quotes_in_spss(tmp_path: Path) -> None:
    write_tables(tmp_path, {MISCHIEF: [Row()]})
    sps = (tmp_path / "load.sps").read_text(encoding="utf-8")
    assert "a 'it''s \"quoted\" `macro'' $global \\ end of line'" in sps
    assert all(len(line.encode()) < 256 for line in sps.splitlines())
    assert re.search(r"VALUE LABELS\n  a 'v''1' 'w\"''1`\$'\n  /b 0 'nein, ''doch'''\.", sps)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
@pytest.mark.parametrize("file_format", ["csv", "rds"])
def test_r_runs_the_script(folder: Path, file_format: Format) -> None:
    check = (
        f'source("load.R"); stopifnot(nrow(measures) == {len(TABLES[MEASURES_TABLE])}, is.factor(measures$status), '
        'attr(measures$value, "label") == "Value", !anyNA(opportunities$t0), things$size == 0.5, '
        'things$count == 2^40, as.character(things$place) == "K\\u00fcche", anyNA(measures$value), '
        'levels(measures$status)[1] == "ok", sum(is.na(opportunities$cause)) > 0)'
    )
    ended = subprocess.run(
        ["Rscript", "--vanilla", "-e", check], cwd=folder / file_format, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")
@pytest.mark.parametrize("file_format", ["csv", "sav"])
def test_pspp_loads_the_tables(folder: Path, file_format: Format, tmp_path: Path) -> None:
    loading = text(folder, file_format, "load.sps").split("\n* Time to seek comfort")[0]
    work = shutil.copytree(folder / file_format, tmp_path / "work")
    (work / "try.sps").write_text(
        f"{loading}\nGET FILE='measures.sav'.\nFREQUENCIES VARIABLES=status.\n", encoding="utf-8"
    )
    ended = subprocess.run(["pspp", "-o", "out.txt", "try.sps"], cwd=work, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "measured, and none was seen" in (work / "out.txt").read_text(encoding="utf-8")
