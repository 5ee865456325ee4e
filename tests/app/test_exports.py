"""Exporting a study: what goes out, what stays, and what the person is told."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coder.app.errors import Cancelled
from coder.app.exports import AGREEMENT_PREFIX, MEASURE_TABLES, USUAL_TABLES, export_measures, files_of
from coder.app.jobs import Progress
from coder.app.studies import OpenStudy
from coder.metrics import DEFAULTS
from coder.store import StudyFolder, to_bytes
from coder.tables import TablesError
from tests.double_coded import write_study

SAMPLE = Path(__file__).parents[2] / "sample_sessions" / "study"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path: Path) -> StudyFolder:
    """Return the study of anna and maria, who coded s1 and s2 of two children."""
    return write_study(tmp_path / "study")


def about(folder: StudyFolder, session_id: str, **changes: Any) -> None:
    """Change what is known of the child of a session."""
    head = folder.session_path(session_id)
    session = folder.load_session(session_id)
    changed = msgspec.structs.replace(session.participant, **changes)
    head.write_bytes(to_bytes(msgspec.structs.replace(session, participant=changed)))


def test_every_table_but_classifications_goes_out_unless_tables_are_named(folder: StudyFolder, tmp_path: Path) -> None:
    written = export_measures(OpenStudy(folder), tmp_path / "out", DEFAULTS)
    assert list(written.rows) == list(USUAL_TABLES)
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(files_of(USUAL_TABLES))
    assert "classifications" in MEASURE_TABLES and "classifications" not in USUAL_TABLES
    # 2 children, 2 codings of 100 s each
    assert (written.rows["children"], written.rows["covariates"], written.rows["seconds"]) == (2, 2, 400)


def test_ratings_and_classifications_go_out_as_people_typed_them(tmp_path: Path) -> None:
    sample = OpenStudy.open(SAMPLE)
    export_measures(sample, tmp_path / "out", DEFAULTS, ("scales", "classifications"))
    typed = [coding for id_ in sample.folder.session_ids() for coding in sample.codings(id_)]
    rated = [(c.session, c.coder, r.episode, r.scale, float(r.value)) for c in typed for r in c.ratings]
    found = read(tmp_path / "out" / "scales.csv")
    assert (
        rated
        and [(row["session"], row["coder"], row["episode"], row["scale"], float(row["value"])) for row in found]
        == rated
    )
    made = [(c.session, c.coder, c.classification.value) for c in typed if c.classification]
    found = read(tmp_path / "out" / "classifications.csv")
    assert made and [(row["session"], row["coder"], row["value"]) for row in found] == made


def test_a_child_whose_consent_is_withdrawn_is_in_no_table(folder: StudyFolder, tmp_path: Path) -> None:
    about(folder, "s1", release="withdrawn")
    written = export_measures(OpenStudy(folder), tmp_path / "out", DEFAULTS, file_format="csv")
    assert written.notes == ("c1 is withdrawn and was left out.",)
    for path in (tmp_path / "out").glob("*.csv"):
        assert "c1" not in {row.get("child") for row in read(path)}, path.name
    assert {row["child"] for row in read(tmp_path / "out" / "measures.csv")} == {"c2"}


def test_withdrawn_consent_counts_for_every_session_of_the_child(folder: StudyFolder, tmp_path: Path) -> None:
    about(folder, "s1", release="withdrawn")
    about(folder, "s2", child="c1")
    written = export_measures(OpenStudy(folder), tmp_path / "out", DEFAULTS, ("measures",))
    assert written.rows == {"measures": 0}


def with_condition(folder: StudyFolder) -> None:
    for session_id, condition in (("s1", "A"), ("s2", "B")):
        about(folder, session_id, covariates={"condition": condition, "openness": 3})


def test_the_condition_stays_in_the_study_while_it_is_blind(folder: StudyFolder, tmp_path: Path) -> None:
    with_condition(folder)
    written = export_measures(OpenStudy(folder), tmp_path / "out", DEFAULTS, ("covariates",))
    assert [row["openness"] for row in read(tmp_path / "out" / "covariates.csv")] == ["3", "3"]
    for path in (tmp_path / "out").iterdir():
        assert "condition" not in path.read_text(encoding="utf-8").lower(), path.name
    assert "The condition was left out: the study is blind" in written.notes[0]


def test_the_condition_goes_out_once_blinding_is_lifted(tmp_path: Path) -> None:
    folder = write_study(tmp_path / "study", blind=False)
    with_condition(folder)
    written = export_measures(OpenStudy(folder), tmp_path / "out", DEFAULTS, ("covariates",))
    assert [row["condition"] for row in read(tmp_path / "out" / "covariates.csv")] == ["A", "B"]
    assert written.notes == ()


def test_the_log_names_the_study_and_its_schemes(folder: StudyFolder, tmp_path: Path) -> None:
    export_measures(OpenStudy(folder), tmp_path / "out", DEFAULTS, ("events",))
    log = json.loads((tmp_path / "out" / "export.json").read_text(encoding="utf-8"))
    assert (log["study"], log["schemes"]) == ("tiny", ["tiny@1"])


def test_an_export_that_is_stopped_while_writing_leaves_nothing(folder: StudyFolder, tmp_path: Path) -> None:
    class Stopping(Progress):
        def step(self, done: int, total: int, text: str = "") -> None:
            assert done <= total
            if text == "children":
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        export_measures(OpenStudy(folder), tmp_path / "out", DEFAULTS, progress=Stopping())
    assert list((tmp_path / "out").iterdir()) == []


def test_a_missing_library_is_told_before_anything_is_computed(
    folder: StudyFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder.tables.formats.find_spec", lambda name: None)
    steps: list[str] = []
    progress = Progress(lambda share, text: steps.append(text))
    with pytest.raises(TablesError, match="pyarrow, which is not installed"):
        export_measures(OpenStudy(folder), tmp_path / "out", DEFAULTS, progress=progress, file_format="parquet")
    assert steps == [] and not (tmp_path / "out").exists()


def test_files_beside_agreement_tables_have_names_of_their_own() -> None:
    own = {name for name in files_of(MEASURE_TABLES) if not name.endswith(".csv")}
    assert not any(name.startswith(AGREEMENT_PREFIX) for name in own)
