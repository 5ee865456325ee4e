"""The program is killed in the middle of coding, again and again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coder.store import check_study
from tests.store.builders import make_study


@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")
def test_sigkill_at_random_instants_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    root = tmp_path / "study"
    study = make_study(root)
    command = [sys.executable, "-m", "tests.app.killing", str(root), "80"]
    answer = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    report = json.loads(answer.stdout)
    assert report["wrong"] == []
    assert report["found"] >= report["acknowledged"] >= 80
    assert [problem for problem in check_study(study) if problem.severity == "error"] == []
    assert len(list(root.glob("sessions/s001/codings/history/*.journal"))) > 3
