"""The adult support task from a new study to exported tables: marked by keys, measured, written."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from coder.ui.code.page import CodePage
from coder.ui.measures.page import MeasuresPage
from coder.ui.shell.new_study import NewStudyDialog
from coder.ui.window import MainWindow
from tests.ui.code.conftest import CodeDriver
from tests.ui.measures.reading import cell

DOORS = {0: "b", 4_000: "y", 20_000: "s", 24_000: "w", 38_000: "n"}
"""Session begins, new activity (Ep 2, 16 s), stressor told alone, waiting together (Ep 5, 14 s), the end."""


@pytest.fixture
def couple(empty_window: MainWindow, tmp_path: Path, tiny_video: Path, qtbot: QtBot) -> CodeDriver:
    """Make a study of adult couples in the dialog, with one session of 40 s, open for coding."""
    dialog = NewStudyDialog(empty_window, empty_window.current_theme(), tmp_path, empty_window.studies.open_new)
    dialog.open()
    QTest.keyClicks(dialog.title, "Couples")
    dialog.scheme.setCurrentText("Adult support task")
    QTest.keyClicks(dialog.identity, "kr")
    QTest.keyClick(dialog.identity, Qt.Key.Key_Return)
    study = empty_window.studies.study
    assert study is not None
    study.add_session([tiny_video], "s001", "c001")
    page = empty_window.show_page("code")
    assert isinstance(page, CodePage)
    return CodeDriver(empty_window, page, qtbot, tmp_path / "couples")


def press(code: CodeDriver, ms: int, key: str) -> None:
    """Go to a moment and press the key of a code."""
    code.bench.playback.seek(ms)
    code.wait_for_frame(ms // 40)
    code.bench.sitting.select(())
    code.type(key)


def code_pass(code: CodeDriver, pass_id: str, keys: dict[int, str]) -> None:
    """Press keys in a pass, and declare the whole session coded in it."""
    code.bench.sitting.set_pass(pass_id)
    for ms, key in keys.items():
        press(code, ms, key)
    for episode in code.bench.sitting.session.episodes:
        code.bench.playback.seek(episode.on)
        code.bench.run_id("pass.mark")


def test_an_adult_couple_goes_from_keys_to_tables(
    couple: CodeDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    couple.open(pass_id="structure", coder="kr")
    for ms, key in DOORS.items():
        press(couple, ms, key)
    assert [e.id for e in couple.session_on_disk().episodes] == ["ep1", "ep2", "ep4", "ep5"]
    # available for 12 of the 16 s of the new activity, encouraged twice and intruded on once
    code_pass(couple, "availability", {0: "a", 10_000: "o", 14_000: "a"})
    code_pass(couple, "support", {6_000: "e", 12_000: "i", 18_000: "e"})
    # upset from 26 s, asks at 30 s, answered at 31 s
    code_pass(couple, "distress", {0: "n", 26_000: "d", 34_000: "n"})
    code_pass(couple, "seeking", {0: "r", 30_000: "b"})
    couple.wait_for_disk()
    page = couple.window.show_page("measures")
    assert isinstance(page, MeasuresPage)
    qtbot.waitUntil(lambda: bool(page.sessions), timeout=10_000)
    assert cell(page, "s001", "ep2", "availability_prop") == "75 %"
    # 2 and 1 in 16 s
    assert cell(page, "s001", "ep2", "encouragement_rate") == "7.5"
    assert cell(page, "s001", "ep2", "intrusion_rate") == "3.8"
    # from 26 s to the call for support at 30 s
    assert cell(page, "s001", "ep5", "comfort_latency") == "4.0"
    headings = {column.group for column in page.view.table.columns}
    assert "Partner support" in headings
    assert not any("Positive" in heading for heading in headings)
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    with qtbot.waitSignal(page.export.said, timeout=20_000):
        page.export.ask_export()
    with (out / "measures.csv").open(encoding="utf-8", newline="") as lines:
        rows = {(row["episode"], row["measure"]): row for row in csv.DictReader(lines)}
    assert float(rows["ep2", "availability_prop"]["value"]) == 0.75
    assert rows["ep2", "intrusion_rate"]["n"] == "1"
