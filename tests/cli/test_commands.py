"""Every command: what it writes, and how bad input ends."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.endings import assert_refused
from tests.studies import vector_cases


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_measures_writes_its_tables_with_the_hand_computed_numbers(securebase, study, tmp_path):
    ended = securebase("measures", study, "-o", tmp_path / "out")
    assert ended.code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    tables = ("events", "measures", "children", "opportunities", "seconds", "scales", "covariates")
    books = {"codebook.csv", "codebook.json", "codebook.html", "load.R", "load.do", "load.sps", "export.json"}
    assert names == {f"{table}.csv" for table in tables} | books
    rows = {
        (r["session"], r["coder"], r["episode"], r["measure"], r["part"]): r
        for r in read(tmp_path / "out/measures.csv")
    }
    case = next(c for c in vector_cases() if c["id"] == "worked_example")
    for coder in ("anna", "maria"):
        for wanted in case["expected"]:
            row = rows["worked_example", coder, wanted["episode"], wanted["measure"], wanted["part"]]
            assert row["status"] == wanted["status"]
            if wanted["value"] is None:
                assert row["value"] == ""
            else:
                assert float(row["value"]) == pytest.approx(wanted["value"], rel=1e-9)
    assert len(read(tmp_path / "out/codebook.csv")) > 30


def test_a_parameter_on_the_command_line_overrides_the_studys(securebase, study, tmp_path):
    head = study / "study.json"
    plain = json.loads(head.read_text(encoding="utf-8"))
    plain["settings"] = {"blind": True, "parameters": {"calm": 5_000, "approach_gap": 0}}
    head.write_text(json.dumps(plain), encoding="utf-8")
    securebase("measures", study, "-o", tmp_path / "a", "--tables", "measures")
    securebase("measures", study, "-o", tmp_path / "b", "--tables", "measures", "--set", "approach_gap=3000")

    def rate(folder: str) -> float:
        rows = read(tmp_path / folder / "measures.csv")
        keys = ("session", "coder", "episode", "measure", "part")
        wanted = ("worked_example", "anna", "session", "proximity_rate", "all")
        return float(next(r["value"] for r in rows if tuple(r[k] for k in keys) == wanted))

    # 5 approaches in 6 min when none are joined, 4 when those within 3 s are one
    assert (rate("a"), rate("b")) == (pytest.approx(5 / 6), pytest.approx(4 / 6))
    assert not (tmp_path / "a/events.csv").exists()


def test_several_processes_give_the_same_tables(securebase, study, tmp_path):
    securebase("measures", study, "-o", tmp_path / "one")
    assert securebase("measures", study, "-o", tmp_path / "two", "--jobs", "2").code == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("suffix", ["sav", "dta", "rds", "xlsx", "parquet"])
@pytest.mark.parametrize("command", ["measures", "agreement"])
def test_tables_come_in_every_format(securebase, study, tmp_path, command, suffix):
    tables = ("--tables", "opportunities", "scales") if command == "measures" else ()
    ended = securebase(command, study, "-o", tmp_path / "out", "--format", suffix, *tables)
    assert ended.code == 0
    written = [Path(line.partition(": ")[0]) for line in ended.out.splitlines()]
    assert written and all(path.suffix == f".{suffix}" and path.stat().st_size for path in written)
    prefix = "" if command == "measures" else "agreement_"
    assert {path.name for path in (tmp_path / "out").glob("*codebook*")} == {
        f"{prefix}codebook.{kind}" for kind in ("csv", "json", "html")
    }


def test_a_format_that_cannot_be_written_here_ends_in_one_line(securebase, study, tmp_path, monkeypatch):
    monkeypatch.setattr("coder.tables.formats.find_spec", lambda name: None)
    for command in ("measures", "agreement"):
        ended = securebase(command, study, "-o", tmp_path / "out", "--format", "parquet")
        assert_refused(ended, "parquet", "pyarrow", "not installed")
    assert not (tmp_path / "out").exists()


def test_nothing_is_overwritten_without_force(securebase, study, tmp_path):
    out = tmp_path / "out"
    securebase("measures", study, "-o", out)
    before = (out / "measures.csv").read_bytes()
    assert_refused(securebase("measures", study, "-o", out, "--set", "calm=1000"), str(out), "measures.csv")
    assert (out / "measures.csv").read_bytes() == before
    assert securebase("measures", study, "-o", out, "--set", "calm=1000", "--force").code == 0
    assert (out / "measures.csv").read_bytes() != before


@pytest.mark.parametrize(
    ("setting", "words"),
    [("calm=soon", "calm"), ("calm=-1", "calm"), ("clam=1", "clam"), ("calm", "name=value")],
)
def test_a_bad_parameter_ends_in_one_line(securebase, study, tmp_path, setting, words):
    assert_refused(securebase("measures", study, "-o", tmp_path / "out", "--set", setting), words)
    assert not (tmp_path / "out").exists()


def test_agreement_writes_its_tables_beside_the_measures(securebase, study, tmp_path):
    out = tmp_path / "out"
    assert securebase("measures", study, "-o", out).code == 0
    assert securebase("agreement", study, "-o", out).code == 0
    rows = read(out / "agreement.csv")
    kappa = next(
        r for r in rows if (r["target"], r["stat"], r["scope"], r["code"]) == ("proximity", "kappa", "all", "")
    )
    assert (kappa["coder_a"], kappa["coder_b"], float(kappa["value"])) == ("anna", "maria", 1.0)


def test_agreement_of_a_pair_nobody_knows_ends_in_one_line(securebase, study, tmp_path):
    ended = securebase("agreement", study, "-o", tmp_path / "out", "--pair", "anna", "otto")
    assert_refused(ended, "otto")
    assert not (tmp_path / "out").exists()


def test_summary_prints_every_session_and_channel(securebase, study):
    ended = securebase("summary", study)
    assert ended.code == 0
    assert "worked_example" in ended.out
    assert "anna – maria" in ended.out
    data = json.loads(securebase("summary", study, "--json").out)
    assert [table["title"].split()[0] for table in data["tables"]] == ["The", "Agreement"]


def test_check_lists_problems_with_file_and_event(securebase, study):
    coding = study / "sessions/worked_example/codings/anna.json"
    coding.write_text(coding.read_text(encoding="utf-8").replace('"code": "cry"', '"code": "cri"', 1), encoding="utf-8")
    ended = securebase("check", study)
    assert ended.code == 1
    line = next(line for line in ended.out.splitlines() if "cri" in line)
    assert line.startswith("error: sessions/worked_example/codings/anna.json")
    assert "e1" in line


def test_check_of_a_sound_study_ends_well(securebase, study):
    assert securebase("check", study).code == 0
    assert json.loads(securebase("check", study, "--json").out)["errors"] == 0


def test_a_new_study_takes_sessions(securebase, tmp_path, tiny_video):
    study = tmp_path / "mine"
    assert securebase("new", study, "--coder", "kr", "--coder", "mk").code == 0
    assert (study / "schemes/strange-situation@1.json").is_file()
    ended = securebase("add", study, tiny_video, "--session", "s01", "--child", "c01", "--age-days", 400)
    assert ended.code == 0
    session = json.loads((study / "sessions/s01/session.json").read_text(encoding="utf-8"))
    assert session["participant"] == {"child": "c01", "age_days": 400}
    assert (study / session["media"][0]["path"]).resolve() == tiny_video.resolve()
    assert len(session["media"][0]["sha256"]) == 64
    assert securebase("check", study).code == 0


@pytest.mark.parametrize(
    ("child", "words"), [("Anna", "looks like a name"), ("2024-03-01", "looks like a date"), ("../x1", "child ID")]
)
def test_an_id_that_gives_too_much_away_is_refused(securebase, tmp_path, tiny_video, child, words):
    securebase("new", tmp_path / "mine")
    ended = securebase("add", tmp_path / "mine", tiny_video, "--session", "s01", "--child", child)
    assert_refused(ended, words)
    assert not (tmp_path / "mine/sessions/s01").exists()


def test_a_file_that_is_no_video_is_refused_and_no_session_is_left(securebase, tmp_path):
    securebase("new", tmp_path / "mine")
    text = tmp_path / "notes.mp4"
    text.write_text("not a video", encoding="utf-8")
    assert_refused(
        securebase("add", tmp_path / "mine", text, "--session", "s01", "--child", "c01"), str(text), "not a video"
    )
    assert not (tmp_path / "mine/sessions/s01").exists()


def test_a_new_study_never_overwrites(securebase, study):
    assert_refused(securebase("new", study), str(study), "not empty")
    assert_refused(securebase("new", study.parent / "x", "--scheme", "nonsense"), "nonsense", "strange-situation")


def test_media_info_and_frame(securebase, tmp_path, tiny_video):
    info = json.loads(securebase("media", "info", tiny_video, "--json").out)
    assert (info["width"], info["height"], info["frames"]) == (64, 48, 25)
    target = tmp_path / "frame.png"
    assert securebase("media", "frame", tiny_video, "--at", 500, "-o", target).code == 0
    assert target.read_bytes().startswith(b"\x89PNG")
    assert_refused(securebase("media", "frame", tiny_video, "--at", 500, "-o", target), "--force")
    folder = tmp_path / "frames"
    assert securebase("media", "frame", tiny_video, "--at", 0, "--at", 960, "-o", folder).code == 0
    assert {path.name for path in folder.iterdir()} == {"0.png", "960.png"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("measures", "nowhere", "-o", "out"),
        ("agreement", "nowhere", "-o", "out"),
        ("summary", "nowhere"),
        ("media", "info", "nowhere.mp4"),
        ("media", "frame", "nowhere.mp4", "--at", "0", "-o", "x.png"),
        ("add", "nowhere", "v.mp4", "--session", "s1", "--child", "c1"),
    ],
)
def test_what_is_not_there_ends_in_one_line_naming_it(securebase, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    assert_refused(securebase(*arguments), "nowhere")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_broken_session_ends_in_one_line_naming_its_file(securebase, study, tmp_path, jobs):
    (study / "sessions/worked_example/session.json").write_text('{"format":', encoding="utf-8")
    ended = securebase("measures", study, "-o", tmp_path / "out", "--jobs", jobs)
    assert_refused(ended, "sessions/worked_example/session.json")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [("measure",), ("measures",), ("media",), ("measures", "x"), ("agreement", "x", "-o", "y", "--seed", "-1")],
)
def test_wrong_usage_exits_with_2(securebase, arguments):
    assert securebase(*arguments).code == 2


def test_the_module_is_the_command():
    ended = subprocess.run([sys.executable, "-m", "coder", "--version"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, "Secure Base Coder 0.1.0")


def test_check_tells_of_a_heart_rate_that_cannot_be_used(securebase, study):
    session = study / "sessions/worked_example/session.json"
    plain = json.loads(session.read_text(encoding="utf-8"))
    plain["physiology"] = [{"id": "hr", "path": "hr.csv", "anchors": [[0, 1200]]}]
    session.write_text(json.dumps(plain), encoding="utf-8")
    (study / "hr.csv").write_text("day,weather\n1,rain\n", encoding="utf-8")
    ended = securebase("check", study)
    assert ended.code == 0
    (line,) = [line for line in ended.out.splitlines() if "physiology" in line]
    assert line.startswith("warning: sessions/worked_example/session.json physiology: ") and "hr.csv" in line
    (study / "hr.csv").unlink()
    (line,) = [line for line in securebase("check", study).out.splitlines() if "hr.csv" in line]
    assert "was not found" in line


def test_measures_say_which_heart_rate_was_left_out(securebase, study, tmp_path):
    session = study / "sessions/worked_example/session.json"
    plain = json.loads(session.read_text(encoding="utf-8"))
    plain["physiology"] = [{"id": "hr", "path": "nowhere.csv"}]
    session.write_text(json.dumps(plain), encoding="utf-8")
    ended = securebase("measures", study, "-o", tmp_path / "out", "--tables", "measures")
    assert ended.code == 0
    assert "worked_example: " in ended.out and "nowhere.csv" in ended.out


def test_agreement_takes_the_tolerances_it_is_given(securebase, study, tmp_path):
    options = ("--tolerance", "500", "--event-tolerance", "100", "--overlap", "0.8", "--resamples", "50", "--seed", "7")
    data = json.loads(securebase("agreement", study, "-o", tmp_path / "out", "--json", *options).out)
    params = {row["family"]: json.loads(row["params"]) for row in data["figures"]}
    assert params["state"]["tol_ms"] == 500
    assert params["event"]["tol_ms"] == 100
    assert params["interval"]["overlap"] == 0.8
    assert (data["options"]["seed"], data["options"]["n_resamples"]) == (7, 50)


def test_an_overlap_that_cannot_be_ends_in_one_line(securebase, study, tmp_path):
    assert_refused(securebase("agreement", study, "-o", tmp_path / "out", "--overlap", "0.3"), "0.51")
