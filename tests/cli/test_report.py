"""``securebase report``: the file it writes, what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.cli.endings import assert_refused


def test_report_writes_a_page(securebase, study, tmp_path):
    ended = securebase("report", study, "-o", tmp_path / "out.html")
    assert ended.code == 0
    assert "Measures" in ended.out and "Methods" in ended.out
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Hand-computed sessions" in page


def test_report_says_in_json_what_is_in_it(securebase, study, tmp_path):
    data = json.loads(securebase("report", study, "-o", tmp_path / "out.html", "--json", "--set", "calm=20000").out)
    assert data["file"] == str(tmp_path / "out.html")
    assert "agreement" in data["sections"]
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "changed from 15000" in page


def test_report_puts_itself_on_paper_without_a_screen(study, tmp_path):
    target = tmp_path / "out.pdf"
    command = [sys.executable, "-m", "coder", "report", str(study), "-o", str(target)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert target.read_bytes().startswith(b"%PDF")


def test_report_refuses_what_it_cannot_write(securebase, study, tmp_path):
    assert_refused(securebase("report", study, "-o", tmp_path / "out.docx"), ".html")
    (tmp_path / "out.html").write_text("mine", encoding="utf-8")
    assert_refused(securebase("report", study, "-o", tmp_path / "out.html"), "--force")
    assert (tmp_path / "out.html").read_text(encoding="utf-8") == "mine"
    assert_refused(securebase("report", tmp_path / "nothing", "-o", tmp_path / "new.html"), "nothing")
    assert not (tmp_path / "new.html").exists()


def test_agreement_writes_a_page_beside_its_tables(securebase, study, tmp_path):
    assert securebase("agreement", study, "-o", tmp_path / "out").code == 0
    page = (tmp_path / "out/agreement_report.html").read_text(encoding="utf-8")
    assert "coded independently by two or more" in page
    log = json.loads((tmp_path / "out/agreement_export.json").read_text(encoding="utf-8"))
    assert "agreement_report.html" in json.dumps(log)
